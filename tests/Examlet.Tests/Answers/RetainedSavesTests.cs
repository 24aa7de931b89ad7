namespace Examlet.Tests.Answers;

/// <summary>Every save that is refused is kept aside, where a teacher sees and accepts it (contract §6).</summary>
public sealed class RetainedSavesTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_late_save_is_kept_aside_beside_the_stored_answer(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 1 });
        (await sitting.Student.SaveAsync(sitting.Question, "in time")).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(91));

        (await sitting.Student.SaveAsync(sitting.Question, "too late", context: new { font = "large" }))
            .ShouldBeProblem(409, "late")
            .Json.ShouldHave(new { retained = true });

        var kept = (await sitting.Owner.GetAsync($"{sitting.Path}/retained"))
            .ShouldBe(200)
            .Items.ShouldHaveSingleItem();
        kept.ShouldHave(
            new
            {
                questionId = sitting.Question,
                epoch = sitting.Student.Epoch,
                revision = 2,
                value = "too late",
                completed = true,
                context = new { font = "large" },
                reason = "late",
                source = "save",
                arrivedAt = workspace.Server.Now.Iso(),
                writtenAt = (string?)null,
                acceptedAt = (string?)null,
                current = new { value = "in time", revision = 1 },
            }
        );
        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "in time" } } });
    }

    [Theory, AllStores]
    public async Task A_superseded_save_is_kept_aside(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await sitting.OtherDevice.OpenAsync();

        (await sitting.Student.SaveAsync(sitting.Question, "from the older"))
            .ShouldBeProblem(409, "superseded")
            .Json.ShouldHave(new { retained = true });

        await ShouldKeepAsync(sitting, ("superseded", "from the older"));
    }

    [Theory, AllStores]
    public async Task What_a_superseded_page_hands_in_is_kept_aside(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await sitting.OtherDevice.OpenAsync();

        (
            await sitting.Student.HandInAsync(
                new
                {
                    answers = new[]
                    {
                        new
                        {
                            questionId = sitting.Question,
                            revision = 1,
                            value = "with the hand-in",
                            completed = true,
                        },
                    },
                }
            )
        ).ShouldBeProblem(409, "superseded");

        await ShouldKeepAsync(sitting, ("superseded", "with the hand-in"));
    }

    [Theory, AllStores]
    public async Task A_save_after_the_hand_in_is_kept_aside(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "after"))
            .ShouldBeProblem(409, "session-completed")
            .Json.ShouldHave(new { retained = true });
        (
            await sitting.Student.HandInAsync(
                new
                {
                    answers = new[]
                    {
                        new
                        {
                            questionId = sitting.Question,
                            revision = 2,
                            value = "with a second hand-in",
                            completed = true,
                        },
                    },
                }
            )
        ).ShouldBe(200);

        await ShouldKeepAsync(sitting, ("session-completed", "after"), ("session-completed", "with a second hand-in"));
    }

    [Theory, AllStores]
    public async Task Another_body_under_a_known_version_is_kept_aside(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "first", revision: 1)).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "second", revision: 1))
            .ShouldBeProblem(409, "revision-conflict")
            .Json.ShouldHave(new { retained = true });

        await ShouldKeepAsync(sitting, ("revision-conflict", "second"));
    }

    [Theory, AllStores]
    public async Task A_refused_save_that_is_sent_again_is_kept_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => sitting.Student.SaveAsync(sitting.Question, "again", revision: 1))
        );

        replies.ShouldAllBe(reply => reply["retained"].GetBoolean());
        await ShouldKeepAsync(sitting, ("session-completed", "again"));
    }

    [Theory, AllStores]
    public async Task Fifty_are_kept_of_each_question_and_the_refusal_says_when_one_is_not(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")]);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        for (var revision = 1; revision <= 50; revision++)
        {
            (await sitting.Student.SaveAsync(sitting.Question, $"{revision}", revision: revision))
                .ShouldBeProblem(409)
                .Json.ShouldHave(new { retained = true });
        }

        (await sitting.Student.SaveAsync(sitting.Question, "one too many", revision: 51))
            .ShouldBeProblem(409)
            .Json.ShouldHave(new { retained = false });
        (await sitting.Student.SaveAsync(sitting.Question, "7", revision: 7))
            .ShouldBeProblem(409)
            .Json.ShouldHave(new { retained = true });
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "the other question"))
            .ShouldBeProblem(409)
            .Json.ShouldHave(new { retained = true });

        var first = (await sitting.Owner.GetAsync($"{sitting.Path}/retained?limit=40")).ShouldBe(200);
        var rest = (
            await sitting.Owner.GetAsync($"{sitting.Path}/retained?limit=40&cursor={first.Value("nextCursor")}")
        ).ShouldBe(200);
        first.Items.Concat(rest.Items).Count().ShouldBe(51);
    }

    [Theory, AllStores]
    public async Task Who_has_no_access_any_more_leaves_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);

        (await sitting.Student.SaveAsync(sitting.Question, "revoked"))
            .ShouldBeProblem(410)
            .Json.TryGetProperty("retained", out _)
            .ShouldBeFalse();

        await ShouldKeepAsync(sitting);
    }

    [Theory, AllStores]
    public async Task In_a_batch_each_refused_save_is_kept_and_says_so(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")]);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var reply = await sitting.Student.SaveAllAsync(
            sitting.Exam.Questions.Select(id =>
                (object)
                    new
                    {
                        questionId = id,
                        revision = 1,
                        value = id,
                        completed = true,
                    }
            )
        );

        reply
            .ShouldBe(200)["results"]
            .EnumerateArray()
            .ShouldAllBe(result => result.GetProperty("retained").GetBoolean());
        await ShouldKeepAsync(sitting, [.. sitting.Exam.Questions.Select(id => ("session-completed", id))]);
    }

    [Theory, AllStores]
    public async Task An_accepted_save_becomes_the_answer_and_is_scored(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital of France?", "Paris")], new { timeLimit = 1 });
        (await sitting.Student.SaveAsync(sitting.Question, "Lyon")).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(91));
        (await sitting.ScoredAsync()).Json.ShouldHave(new { score = new { points = 0 } });
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBeProblem(409, "late");
        var kept = (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items[0].GetProperty("id").GetString();

        var accepted = await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept}/accept", new { });

        accepted.ShouldBe(
            200,
            new
            {
                id = kept,
                acceptedAt = workspace.Server.Now.Iso(),
                acceptedBy = sitting.Owner.UserId,
                current = new
                {
                    value = "Paris",
                    epoch = sitting.Student.Epoch,
                    revision = 2,
                },
            }
        );
        (await sitting.ScoredAsync()).Json.ShouldHave(
            new { score = new { points = 1 }, answers = new[] { new { value = "Paris", correct = true } } }
        );
        (await sitting.Owner.GetAsync($"{sitting.Path}/history")).Items.Count.ShouldBe(2);
    }

    [Theory, AllStores]
    public async Task Accepting_twice_changes_nothing_more(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        await sitting.Student.SaveAsync(sitting.Question, "after");
        var retained = (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items[0];
        var path = $"{sitting.Path}/retained/{retained.GetProperty("id").GetString()}/accept";
        (await sitting.Owner.PostAsync(path, new { })).ShouldBe(200);

        (await sitting.Owner.PostAsync(path, new { })).ShouldBe(
            200,
            new { current = new { value = "after", revision = 1 } }
        );

        (await sitting.Owner.GetAsync($"{sitting.Path}/history")).Items.ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task While_the_student_may_still_write_nothing_is_accepted(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await sitting.OtherDevice.OpenAsync();
        await sitting.Student.SaveAsync(sitting.Question, "from the older");
        var kept = (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items[0].GetProperty("id").GetString();

        (await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept}/accept", new { })).ShouldBeProblem(
            409,
            "session-not-final"
        );
        (await sitting.Owner.PostAsync($"{sitting.Path}/retained/retained_unknown/accept", new { })).ShouldBeProblem(
            404
        );
    }

    private static async Task ShouldKeepAsync(Sitting sitting, params (string Reason, string Value)[] expected)
    {
        var kept = (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).ShouldBe(200).Items;
        kept.Select(k => (k.GetProperty("reason").GetString()!, k.GetProperty("value").GetString()!))
            .ShouldBe(expected, ignoreOrder: true);
    }
}
