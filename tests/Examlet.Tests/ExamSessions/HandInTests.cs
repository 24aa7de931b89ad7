namespace Examlet.Tests.ExamSessions;

public sealed class HandInTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Handing_in_completes_the_session_and_is_final_at_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(3));
        var now = workspace.Server.Now.Iso();

        var reply = await sitting.Student.HandInAsync();

        reply.ShouldBe(
            200,
            new
            {
                status = "completed",
                completionReason = "submitted",
                completedAt = now,
            }
        );
        reply["outputs"]
            .ShouldBeJson(
                new
                {
                    examId = sitting.Exam.Id,
                    sessionId = sitting.Student.SessionId,
                    completionReason = "submitted",
                }
            );
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                final = true,
                completionReason = "submitted",
                completedAt = now,
            }
        );
    }

    [Theory, AllStores]
    public async Task The_return_URL_comes_with_the_hand_in(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(embed: new { returnUrl = "https://school.example/done?course=5" });

        var reply = await sitting.Student.HandInAsync();

        reply.ShouldBe(200).Value("returnUrl").ShouldStartWith("https://school.example/done?course=5");
    }

    [Theory, AllStores]
    public async Task Fifty_hand_ins_at_once_complete_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sitting.Student.HandInAsync()));

        replies.ShouldAllBe(r => r.Status == 200);
        replies.Select(r => (r.Value("completedAt"), r.Value("outputs"))).Distinct().Count().ShouldBe(1);
        var events = await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events?limit=100");
        events["items"].EnumerateArray().Count(e => e.GetProperty("name").GetString() == "exam:submitted").ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task Handing_in_again_later_says_the_same(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var first = await sitting.Student.HandInAsync();
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(5));

        var second = await sitting.Student.HandInAsync();

        second.ShouldBe(
            200,
            new
            {
                status = "completed",
                completionReason = "submitted",
                completedAt = first.Value("completedAt"),
                outputs = first["outputs"],
            }
        );
    }

    [Theory, AllStores]
    public async Task Answers_that_come_with_the_hand_in_are_stored(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Text("Two")]);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], "saved before")).ShouldBe(200);

        var reply = await sitting.Student.HandInAsync(
            new
            {
                answers = new object[]
                {
                    new
                    {
                        questionId = sitting.Exam.Questions[0],
                        revision = 2,
                        value = "carried one",
                        completed = true,
                    },
                    new
                    {
                        questionId = sitting.Exam.Questions[1],
                        revision = 1,
                        value = "carried two",
                        completed = true,
                    },
                },
                revisions = new Dictionary<string, int>(StringComparer.Ordinal)
                {
                    [sitting.Exam.Questions[0]] = 2,
                    [sitting.Exam.Questions[1]] = 1,
                },
            }
        );

        reply.ShouldBe(200);
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                answers = new[]
                {
                    new
                    {
                        questionId = sitting.Exam.Questions[0],
                        value = "carried one",
                        revision = 2,
                    },
                    new
                    {
                        questionId = sitting.Exam.Questions[1],
                        value = "carried two",
                        revision = 1,
                    },
                },
                progress = new { answered = 2, total = 2 },
            }
        );
    }

    [Theory, AllStores]
    public async Task A_hand_in_that_expects_more_than_the_server_holds_names_the_questions(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Text("Two")]);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], "saved")).ShouldBe(200);
        var revisions = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            [sitting.Exam.Questions[0]] = 1,
            [sitting.Exam.Questions[1]] = 3,
        };

        var refused = await sitting.Student.HandInAsync(new { revisions });

        refused.ShouldBeProblem(409, "answers-missing").Text.ShouldContain(sitting.Exam.Questions[1]);
        refused.Text.ShouldNotContain(sitting.Exam.Questions[0]);
        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "in_progress" });
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "now here", revision: 3)).ShouldBe(200);
        (await sitting.Student.HandInAsync(new { revisions })).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_refused_hand_in_leaves_the_session_open(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Text("Two")]);

        var refused = await sitting.Student.HandInAsync(
            new
            {
                answers = new[]
                {
                    new
                    {
                        questionId = sitting.Exam.Questions[0],
                        revision = 1,
                        value = "carried",
                        completed = true,
                    },
                },
                revisions = new Dictionary<string, int>(StringComparer.Ordinal) { [sitting.Exam.Questions[1]] = 1 },
            }
        );

        refused.ShouldBeProblem(409, "answers-missing");
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "in_progress",
                final = false,
                completedAt = (string?)null,
            }
        );
    }

    [Theory, AllStores]
    public async Task After_the_hand_in_nothing_is_saved(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "handed in")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "too late")).ShouldBeProblem(409, "session-completed");

        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "handed in" } } });
    }

    [Theory, AllStores]
    public async Task After_the_hand_in_the_state_has_no_questions(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("A secret question")]);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var state = await sitting.OtherDevice.OpenAsync();

        state.ShouldBe(200, new { status = "completed", sessionId = sitting.Student.SessionId });
        state.Text.ShouldNotContain("A secret question");
    }

    [Theory, AllStores]
    public async Task Before_the_start_there_is_nothing_to_hand_in(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        (await sitting.Student.HandInAsync(epoch: 1)).ShouldBeProblem(409, "not-started");
    }

    [Theory, AllStores]
    public async Task A_save_that_races_with_the_hand_in_is_in_it_or_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        for (var i = 0; i < 10; i++)
        {
            var sitting = await workspace.StartedAsync();

            var saves = Enumerable
                .Range(1, 5)
                .Select(revision =>
                    sitting.Student.SaveAsync(sitting.Question, $"revision {revision}", revision: revision)
                )
                .ToList();
            (await sitting.Student.HandInAsync()).ShouldBe(200);
            var replies = await Task.WhenAll(saves);

            foreach (var refused in replies.Where(r => r.Status != 200))
            {
                refused.ShouldBeProblem(409, "session-completed");
            }

            var stored = replies
                .Select((reply, index) => (reply, revision: index + 1))
                .Where(s => s.reply.Status == 200)
                .Select(s => s.revision)
                .ToList();
            var answers = (await sitting.ReadAsync())["answers"]
                .EnumerateArray()
                .Select(a => a.GetProperty("value").GetString())
                .ToList();
            answers.ShouldBe(stored.Count == 0 ? [] : [$"revision {stored.Max()}"]);
        }
    }

    [Theory, AllStores]
    public async Task Another_open_page_hears_of_the_completion(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await using var events = await sitting.Student.ListenAsync();

        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await events.NextAsync("completed")).ShouldHave(
            new { completionReason = "submitted", completedAt = workspace.Server.Now.Iso() }
        );
    }

    [Theory]
    [AllStores("""{ }""", "epoch")]
    [AllStores("""{ "epoch": "one" }""", "epoch")]
    [AllStores("""{ "epoch": 1, "answers": {} }""", "answers")]
    [AllStores("""{ "epoch": 1, "revisions": [] }""", "revisions")]
    public async Task A_wrong_field_is_refused_and_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.Student.PostAsync("/embed-api/hand-in", body)).ShouldBeInvalid(field);
    }
}
