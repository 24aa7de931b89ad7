namespace Examlet.Tests.ExamSessions;

/// <summary>The deadline lives on the server (contract §6): at it the session is completed, with or without an open
/// browser.</summary>
public sealed class TimeLimitTests(ExamletServers servers)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Theory, AllStores]
    public async Task At_the_deadline_the_session_is_completed_with_no_browser_open(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        var deadline = workspace.Server.Now + Limit;
        workspace.Server.Clock.Advance(Limit + TimeSpan.FromHours(1));

        var session = await sitting.ReadAsync();

        session.Json.ShouldHave(
            new
            {
                status = "completed",
                final = true,
                completionReason = "time_limit",
                completedAt = deadline.Iso(),
                deadline = deadline.Iso(),
                answers = new[] { new { value = "Paris" } },
            }
        );
        (await sitting.ReadEmbedAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                outputs = new
                {
                    examId = sitting.Exam.Id,
                    sessionId = sitting.Student.SessionId,
                    completionReason = "time_limit",
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task Up_to_the_last_millisecond_it_is_in_progress(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        workspace.Server.Clock.Advance(Limit - Tick);
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "in_progress",
                final = false,
                completedAt = (string?)null,
                completionReason = (string?)null,
            }
        );

        workspace.Server.Clock.Advance(Tick);

        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "completed", completionReason = "time_limit" });
    }

    [Theory]
    [AllStores(-1, true)]
    [AllStores(0, true)]
    [AllStores(1, false)]
    public async Task A_save_counts_to_the_end_of_the_grace_and_not_a_millisecond_longer(
        Store store,
        int milliseconds,
        bool counts
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        (await sitting.Student.SaveAsync(sitting.Question, "in time")).ShouldBe(200);
        workspace.Server.Clock.Advance(Limit + Grace + TimeSpan.FromMilliseconds(milliseconds));

        var reply = await sitting.Student.SaveAsync(sitting.Question, "in flight");

        if (counts)
        {
            reply.ShouldBe(200, new { applied = true });
        }
        else
        {
            reply.ShouldBeProblem(409, "late")["retained"].GetBoolean().ShouldBeTrue();
        }

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                completedAt = workspace.Server.Now.AddMinutes(-1).AddMilliseconds(-milliseconds).Subtract(Grace).Iso(),
                answers = new[] { new { value = counts ? "in flight" : "in time" } },
            }
        );
    }

    [Theory, AllStores]
    public async Task Within_the_grace_it_is_completed_but_not_final_and_has_no_score(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", "Paris")], new { timeLimit = 30 });
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        workspace.Server.Clock.Advance(Limit + Grace - Tick);
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                final = false,
                score = (object?)null,
            }
        );

        workspace.Server.Clock.Advance(Tick + Tick);

        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "completed", final = true });
        (await sitting.ScoredAsync()).Json.ShouldHave(new { score = new { points = 1, maxPoints = 1 } });
    }

    [Theory, AllStores]
    public async Task The_submission_event_comes_when_the_session_is_final(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        workspace.Server.Clock.Advance(Limit + Grace - Tick);
        (await EventsAsync()).Text.ShouldNotContain("exam:submitted");

        workspace.Server.Clock.Advance(Tick + Tick);

        var events = await Eventually.BecomesAsync(
            EventsAsync,
            reply => reply.Text.Contains("exam:submitted", StringComparison.Ordinal)
        );
        events["items"].EnumerateArray().Last().ShouldHave(new { name = "exam:submitted", data = new { by = "time" } });

        Task<Reply> EventsAsync() => workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events");
    }

    [Theory, AllStores]
    public async Task An_open_page_hears_of_the_deadline_when_it_comes(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        var deadline = workspace.Server.Now + Limit;
        await using var events = await sitting.Student.ListenAsync();
        workspace.Server.Clock.Advance(Limit);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        (await events.NextAsync("completed")).ShouldHave(
            new { completionReason = "time_limit", completedAt = deadline.Iso() }
        );
    }

    [Theory, AllStores]
    public async Task A_hand_in_within_the_grace_says_that_the_time_was_up_and_keeps_what_it_carries(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        var deadline = workspace.Server.Now + Limit;
        workspace.Server.Clock.Advance(Limit + TimeSpan.FromSeconds(10));

        var reply = await sitting.Student.HandInAsync(
            new
            {
                answers = new[]
                {
                    new
                    {
                        questionId = sitting.Question,
                        revision = 1,
                        value = "in flight",
                        completed = true,
                    },
                },
            }
        );

        reply.ShouldBe(
            200,
            new
            {
                status = "completed",
                completionReason = "time_limit",
                completedAt = deadline.Iso(),
            }
        );
        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "in flight" } } });
    }

    [Theory, AllStores]
    public async Task The_clock_of_the_device_has_no_say(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        var deadline = sitting.Server.Now.AddMinutes(10).Iso();
        var wrong = sitting.Server.Now.AddYears(-1).Iso();
        var save = new
        {
            epoch = 1,
            revision = 1,
            value = "text",
            completed = true,
            savedAt = wrong,
            writtenAt = wrong,
            serverNow = wrong,
            deadline = wrong,
        };
        sitting.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = sitting.Server.Now.Iso();

        (
            await sitting.Student.SendAsync(
                HttpMethod.Put,
                $"/embed-api/answers/{sitting.Question}",
                save,
                ("Date", "Mon, 02 Mar 2020 08:00:00 GMT")
            )
        ).ShouldBe(
            200,
            new
            {
                applied = true,
                savedAt = now,
                serverNow = now,
                deadline,
            }
        );
        (await sitting.Student.PostAsync("/embed-api/hand-in", new { epoch = 1, completedAt = wrong })).ShouldBe(
            200,
            new { completedAt = now, completionReason = "submitted" }
        );
    }

    [Theory, AllStores]
    public async Task A_fraction_of_a_minute_is_a_limit_too(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(settings: new { timeLimit = 0.5 });

        (await sitting.Student.StartAsync()).ShouldBe(
            200,
            new { deadline = workspace.Server.Now.AddSeconds(30).Iso() }
        );
    }

    [Theory, AllStores]
    public async Task The_multiplier_of_the_user_is_copied_at_the_start(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(
            settings: new { timeLimit = 20 },
            user: new { timeMultiplier = 1.5 }
        );
        var deadline = workspace.Server.Now.AddMinutes(30).Iso();

        (await workspace.Owner.PatchAsync($"/users/{sitting.StudentId}", new { timeMultiplier = 4 })).ShouldBe(200);

        (await sitting.ReadAsync()).Json.ShouldHave(new { deadline, timeMultiplier = 1.5 });
        (await sitting.Student.OpenAsync()).Json.ShouldHave(new { deadline });
    }

    [Theory, AllStores]
    public async Task Extra_time_moves_the_deadline(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        var start = workspace.Server.Now;
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await workspace.Owner.PatchAsync(sitting.Path, new { extraTime = 15 })).ShouldBe(
            200,
            new { extraTime = 15, deadline = start.AddMinutes(45).Iso() }
        );
        (await workspace.Owner.PatchAsync(sitting.Path, new { extraTime = 5 })).ShouldBe(
            200,
            new { extraTime = 5, deadline = start.AddMinutes(35).Iso() }
        );

        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(
            200,
            new { deadline = start.AddMinutes(35).Iso() }
        );
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(24));
        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "in_progress" });
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await sitting.ReadAsync()).Json.ShouldHave(
            new { status = "completed", completedAt = start.AddMinutes(35).Iso() }
        );
    }

    [Theory, AllStores]
    public async Task A_new_multiplier_moves_the_deadline(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });

        (await workspace.Owner.PatchAsync(sitting.Path, new { timeMultiplier = 2 })).ShouldBe(
            200,
            new { timeMultiplier = 2, deadline = workspace.Server.Now.AddMinutes(60).Iso() }
        );
    }

    [Theory, AllStores]
    public async Task A_new_deadline_is_never_before_now(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        await workspace.Owner.PatchAsync(sitting.Path, new { extraTime = 60 });
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(50));

        var reply = await workspace.Owner.PatchAsync(sitting.Path, new { extraTime = 0 });

        reply.ShouldBe(200, new { deadline = workspace.Server.Now.Iso() });
    }

    [Theory, AllStores]
    public async Task Extra_time_after_the_deadline_revives_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        var deadline = workspace.Server.Now + Limit;
        workspace.Server.Clock.Advance(Limit + TimeSpan.FromMinutes(5));

        await workspace.Owner.PatchAsync(sitting.Path, new { extraTime = 60 });

        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "completed", completedAt = deadline.Iso() });
        (await sitting.Student.SaveAsync(sitting.Question, "too late")).Status.ShouldBe(409);
    }

    [Theory, AllStores]
    public async Task An_open_page_hears_of_a_new_deadline(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        await using var events = await sitting.Student.ListenAsync();

        (await workspace.Owner.PatchAsync(sitting.Path, new { extraTime = 15 })).ShouldBe(200);

        var wanted = workspace.Server.Now.AddMinutes(45).Iso();
        (await events.NextAsync("deadline", data => data.Find("deadline").GetString() == wanted)).ShouldHave(
            new { serverNow = workspace.Server.Now.Iso() }
        );
    }

    [Theory]
    [AllStores("""{ "extraTime": -1 }""", "extraTime")]
    [AllStores("""{ "extraTime": "ten" }""", "extraTime")]
    [AllStores("""{ "timeMultiplier": 0 }""", "timeMultiplier")]
    [AllStores("""{ "timeMultiplier": -2 }""", "timeMultiplier")]
    public async Task A_wrong_extra_time_or_multiplier_is_refused_and_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });

        (await workspace.Owner.PatchAsync(sitting.Path, body)).ShouldBeInvalid(field);
    }
}
