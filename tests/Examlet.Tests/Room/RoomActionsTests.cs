using System.Text.Json;

namespace Examlet.Tests.Room;

/// <summary>What staff do to running exams: <c>POST /exams/{id}/sessions/actions</c>.</summary>
public sealed class RoomActionsTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Extending_moves_the_deadline_and_an_old_one_counts_no_more(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        var start = workspace.Server.Now;

        (await ActAsync(sitting, "extend", new { minutes = 5 })).ShouldBe(
            200,
            new
            {
                results = new[]
                {
                    new
                    {
                        sessionId = sitting.Student.SessionId,
                        done = true,
                        status = "in_progress",
                        deadline = start.AddMinutes(15).Iso(),
                    },
                },
            }
        );

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(14));
        (await sitting.Student.SaveAsync(sitting.Question, "in the extra time")).ShouldBe(
            200,
            new { deadline = start.AddMinutes(15).Iso() }
        );
        (await sitting.ReadAsync()).Json.ShouldHave(new { extraTime = 5, status = "in_progress" });
        (await sitting.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events")).Text.ShouldContain("time:changed");
    }

    [Theory, AllStores]
    public async Task A_pause_stops_the_clock_hides_the_questions_and_refuses_saves(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        var start = workspace.Server.Now;
        (await sitting.Student.SaveAsync(sitting.Question, "before")).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(4));

        (await ActAsync(sitting, "pause")).ShouldBe(
            200,
            new { results = new[] { new { done = true, status = "paused" } } }
        );
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(30));

        (await sitting.Student.SaveAsync(sitting.Question, "meanwhile", revision: 2)).ShouldBeProblem(409, "paused");
        (
            await sitting.Student.NoteAsync(new { questionId = sitting.Question, flags = Array.Empty<string>() }, 1)
        ).ShouldBeProblem(409, "paused");
        (await sitting.Student.HandInAsync()).ShouldBeProblem(409, "paused");
        var opened = await sitting.OtherDevice.OpenAsync();
        opened
            .ShouldBe(200, new { status = "paused", answers = new { } })["exam.questions"]
            .GetArrayLength()
            .ShouldBe(0);
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "paused",
                final = false,
                deadlineParts = new { pausedTime = 30 },
            }
        );

        (await ActAsync(sitting, "resume")).ShouldBe(
            200,
            new
            {
                results = new[]
                {
                    new
                    {
                        done = true,
                        status = "in_progress",
                        deadline = start.AddMinutes(40).Iso(),
                    },
                },
            }
        );
        (await sitting.Student.OpenAsync())["exam.questions"].GetArrayLength().ShouldBe(1);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        (await sitting.Student.SaveAsync(sitting.Question, "after", revision: 2)).ShouldBe(200, new { applied = true });
    }

    [Theory, AllStores]
    public async Task A_paused_exam_still_closes_at_its_closing_time(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var start = workspace.Server.Now;
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10, closesAt = start.AddMinutes(20) });
        (await ActAsync(sitting, "pause")).ShouldBe(200);

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(19));
        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "paused", deadline = start.AddMinutes(20).Iso() });
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(2));

        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                completionReason = "closed",
                completedAt = start.AddMinutes(20).Iso(),
            }
        );
    }

    [Theory, AllStores]
    public async Task Handing_in_by_staff_completes_the_session_for_good(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "so far")).ShouldBe(200);

        (await ActAsync(sitting, "hand-in")).ShouldBe(
            200,
            new { results = new[] { new { done = true, status = "completed" } } }
        );

        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                final = true,
                completionReason = "staff",
                completedAt = workspace.Server.Now.Iso(),
            }
        );
        (await sitting.Student.SaveAsync(sitting.Question, "after")).ShouldBeProblem(409, "session-completed");
        (await sitting.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events"))
            .Items.Single(e => e.GetProperty("name").GetString() == "exam:submitted")
            .ShouldHave(new { data = new { by = "staff" } });
    }

    [Theory, AllStores]
    public async Task After_reopening_the_student_goes_on_under_a_new_epoch(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 60 });
        var start = workspace.Server.Now;
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(20));
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "refused")).ShouldBeProblem(409, "session-completed");
        await sitting.ScoredAsync();
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(15));

        (await ActAsync(sitting, "reopen")).ShouldBe(
            200,
            new
            {
                results = new[]
                {
                    new
                    {
                        done = true,
                        status = "in_progress",
                        deadline = start.AddMinutes(75).Iso(),
                    },
                },
            }
        );

        (await sitting.Student.SaveAsync(sitting.Question, "by the old page")).ShouldBeProblem(409, "superseded");
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "in_progress",
                final = false,
                completedAt = (string?)null,
                score = (object?)null,
            }
        );
        (await sitting.Student.OpenAsync()).ShouldBe(200, new { status = "in_progress" });
        (await sitting.Student.SaveAsync(sitting.Question, "goes on")).ShouldBe(200, new { applied = true });
        (await sitting.ReadEmbedAsync()).Json.ShouldHave(new { status = "started" });
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        (await sitting.ReadAsync()).Json.ShouldHave(
            new { status = "completed", answers = new[] { new { value = "goes on" } } }
        );
    }

    [Theory, AllStores]
    public async Task A_session_out_of_time_is_reopened_with_minutes_whatever_cut_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var start = workspace.Server.Now;
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10, closesAt = start.AddMinutes(5) });
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(8));

        (await ActAsync(sitting, "reopen"))
            .ShouldBe(200, new { results = new[] { new { done = false } } })
            .Value("results[0].detail")
            .ShouldContain("minutes");
        (await ActAsync(sitting, "reopen", new { minutes = 3 })).ShouldBe(
            200,
            new { results = new[] { new { done = true, deadline = start.AddMinutes(11).Iso() } } }
        );

        (await sitting.Student.OpenAsync()).ShouldBe(
            200,
            new { status = "in_progress", deadline = start.AddMinutes(11).Iso() }
        );
    }

    [Theory, AllStores]
    public async Task An_announcement_reaches_open_and_later_pages_until_it_is_acknowledged(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await using var live = await sitting.Student.ListenAsync();

        (await ActAsync(sitting, "announce", new { message = "Question 3 has a mistake: <b>skip it</b>." })).ShouldBe(
            200,
            new { results = new[] { new { done = true } } }
        );

        var heard = await live.NextAsync("announcement");
        heard.ShouldHave(new { message = "Question 3 has a mistake: <b>skip it</b>." });
        var opened = await sitting.Student.OpenAsync();
        opened["announcements[0]"]
            .ShouldHave(new { id = heard.GetProperty("id").GetString(), acknowledgedAt = (string?)null });
        (
            await sitting.Student.PostAsync(
                $"/embed-api/announcements/{opened.Value("announcements[0].id")}/acknowledge",
                new { }
            )
        ).ShouldBe(204);
        (
            await sitting.Student.PostAsync("/embed-api/announcements/announcement_unknown/acknowledge", new { })
        ).ShouldBeProblem(404);
        (await sitting.Student.OpenAsync())["announcements[0]"]
            .ShouldHave(new { acknowledgedAt = workspace.Server.Now.Iso() });
    }

    [Theory, AllStores]
    public async Task Open_pages_hear_of_a_pause_and_of_its_end(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        await using var live = await sitting.Student.ListenAsync();

        await ActAsync(sitting, "pause");
        await live.NextAsync("paused");
        await ActAsync(sitting, "resume");

        await live.NextAsync("resumed");
    }

    [Theory, AllStores]
    public async Task All_means_every_session_that_the_action_applies_to(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var students = new[] { await workspace.UserAsync(), await workspace.UserAsync(), await workspace.UserAsync() };
        var exam = await workspace.ExamAsync(settings: new { timeLimit = 30 }, participants: students);
        var clients = new List<StudentClient>();
        foreach (var student in students)
        {
            clients.Add(workspace.Student(await workspace.EmbedAsync(exam.Id, student)));
            (await clients[^1].StartAsync()).ShouldBe(200);
        }

        await clients[0].HandInAsync();

        var reply = await workspace.Owner.PostAsync(
            $"/exams/{exam.Id}/sessions/actions",
            new
            {
                action = "extend",
                sessions = "all",
                minutes = 5,
                reason = "a fire drill",
            }
        );

        reply
            .ShouldBe(200)["results"]
            .EnumerateArray()
            .Select(r => r.GetProperty("sessionId").GetString())
            .ShouldBe(clients.Skip(1).Select(c => c.SessionId), ignoreOrder: true);
        (await workspace.Owner.GetAsync($"/exams/{exam.Id}/audit")).Items.Count.ShouldBe(2);
    }

    [Theory, AllStores]
    public async Task Each_act_is_in_the_audit_log_with_who_when_and_why(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        var start = workspace.Server.Now;

        await ActAsync(sitting, "extend", new { minutes = 5 }, "the projector failed");
        workspace.Server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await sitting.Owner.PatchAsync(sitting.Path, new { extraTime = 7, reason = "and again" })).ShouldBe(200);
        await ActAsync(sitting, "resume", reason: "is not paused");

        var entries = (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/audit")).ShouldBe(200).Items;
        entries.Count.ShouldBe(2);
        entries[0]
            .ShouldHave(
                new
                {
                    sessionId = sitting.Student.SessionId,
                    userId = sitting.Owner.UserId,
                    action = "extend",
                    reason = "the projector failed",
                    at = start.Iso(),
                    data = new
                    {
                        minutes = 5,
                        before = start.AddMinutes(10).Iso(),
                        after = start.AddMinutes(15).Iso(),
                    },
                }
            );
        entries[1]
            .ShouldHave(
                new
                {
                    action = "change-time",
                    reason = "and again",
                    data = new { extraTime = 7, after = start.AddMinutes(17).Iso() },
                }
            );
    }

    [Theory]
    [AllStores("""{ "sessions": "all", "reason": "x" }""", "action")]
    [AllStores("""{ "action": "explode", "sessions": "all", "reason": "x" }""", "action")]
    [AllStores("""{ "action": "pause", "reason": "x" }""", "sessions")]
    [AllStores("""{ "action": "pause", "sessions": "some", "reason": "x" }""", "sessions")]
    [AllStores("""{ "action": "pause", "sessions": [], "reason": "x" }""", "sessions")]
    [AllStores("""{ "action": "pause", "sessions": [5], "reason": "x" }""", "sessions")]
    [AllStores("""{ "action": "pause", "sessions": "all" }""", "reason")]
    [AllStores("""{ "action": "pause", "sessions": "all", "reason": " " }""", "reason")]
    [AllStores("""{ "action": "extend", "sessions": "all", "reason": "x" }""", "minutes")]
    [AllStores("""{ "action": "extend", "sessions": "all", "reason": "x", "minutes": -5 }""", "minutes")]
    [AllStores("""{ "action": "extend", "sessions": "all", "reason": "x", "minutes": -1e308 }""", "minutes")]
    [AllStores("""{ "action": "extend", "sessions": "all", "reason": "x", "minutes": 44641 }""", "minutes")]
    [AllStores("""{ "action": "extend", "sessions": "all", "reason": "x", "minutes": 1e-6 }""", "minutes")]
    [AllStores("""{ "action": "announce", "sessions": "all", "reason": "x" }""", "message")]
    public async Task An_action_that_is_none_is_refused_and_the_field_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (
            await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/sessions/actions", JsonElement.Parse(body))
        ).ShouldBeInvalid(field);
    }

    [Theory, AllStores]
    public async Task A_session_of_another_exam_is_not_touched(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var other = await workspace.StartedAsync();

        var reply = await sitting.Owner.PostAsync(
            $"/exams/{sitting.Exam.Id}/sessions/actions",
            new
            {
                action = "hand-in",
                sessions = new[] { other.Student.SessionId, "session_unknown" },
                reason = "x",
            }
        );

        reply.ShouldBe(200)["results"].EnumerateArray().ShouldAllBe(r => !r.GetProperty("done").GetBoolean());
        (await other.ReadAsync()).Json.ShouldHave(new { status = "in_progress" });
    }

    [Theory, AllStores]
    public async Task A_reason_in_the_audit_log_has_at_most_a_thousand_characters_whichever_way_it_comes(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });

        (
            await sitting.Owner.PatchAsync(sitting.Path, new { extraTime = 7, reason = new string('x', 1001) })
        ).ShouldBeInvalid("reason");
        (await ActAsync(sitting, "extend", new { minutes = 7 }, new string('x', 1001))).ShouldBeInvalid("reason");

        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/audit")).Items.ShouldBeEmpty();
    }

    private static Task<Reply> ActAsync(
        Sitting sitting,
        string action,
        object? more = null,
        string reason = "as the test says"
    ) =>
        sitting.Owner.PostAsync(
            $"/exams/{sitting.Exam.Id}/sessions/actions",
            Body.With(
                new
                {
                    action,
                    sessions = new[] { sitting.Student.SessionId },
                    reason,
                },
                more
            )
        );
}
