namespace Examlet.Tests.Webhooks;

/// <summary>Exactly the messages of the take-exam flow: each once, in order, with the IDs of what they tell, and
/// nothing that nobody should know.</summary>
public sealed class WebhookMessagesTests(ExamletServers servers)
{
    private static readonly string[] WholeFlow =
    [
        "exam-session.started",
        "embed-session.started",
        "embed-session.completed",
        "exam-session.completed",
        "exam-session.graded",
    ];

    [Theory, AllStores]
    public async Task The_take_exam_flow_tells_each_step_once_and_in_order(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", "Paris"), Ask.Line("And of Italy?", "Rome")]);
        (await sitting.Student.SaveAsync(sitting.Question, "Par")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "Rome")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var arrivals = await hook.ArrivedAsync(5);
        await hook.NothingMoreAsync();

        arrivals.Select(a => a.Type).ShouldBe(WholeFlow);
        arrivals.Select(a => a.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(5);
        arrivals.ShouldAllBe(a => a.Id.StartsWith("message_", StringComparison.Ordinal));
        arrivals.ShouldAllBe(a => a.IsSignedWith(hook.Secret));
        foreach (var arrival in arrivals)
        {
            arrival.Json.EnumerateObject().Select(p => p.Name).ShouldBe(["type", "timestamp", "data"]);
            arrival.Data.ShouldHave(
                new
                {
                    examId = sitting.Exam.Id,
                    sessionId = sitting.Student.SessionId,
                    embedSessionId = sitting.Embed.Id,
                    userId = sitting.StudentId,
                }
            );
            arrival.Data.GetProperty("workspaceId").GetString().ShouldStartWith("workspace_");
        }
    }

    [Theory, AllStores]
    public async Task A_message_says_which_numbered_event_of_the_embed_it_is(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        var sitting = await HandedInAsync(workspace);

        var arrivals = await hook.ArrivedAsync(5);

        var events = (await sitting.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events")).Items;
        EventOf(arrivals[0]).ShouldBe(("exam:started", 1));
        EventOf(arrivals[1]).ShouldBe(("answer:saved", 2));
        EventOf(arrivals[2]).ShouldBe(("exam:submitted", 3));
        EventOf(arrivals[3]).ShouldBe(("exam:submitted", 3));

        (string, long) EventOf(Arrival arrival)
        {
            var id = arrival.Data.GetProperty("event").GetProperty("id").GetString();
            var found = events.Single(e => e.GetProperty("id").GetString() == id);
            arrival
                .Data.GetProperty("event")
                .GetProperty("seq")
                .GetInt64()
                .ShouldBe(found.GetProperty("seq").GetInt64());
            return (found.GetProperty("name").GetString()!, found.GetProperty("seq").GetInt64());
        }
    }

    [Theory, AllStores]
    public async Task The_completion_says_why_and_when_and_the_grading_how_many_points(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "exam-session.completed", "exam-session.graded" } }
        );
        var sitting = await HandedInAsync(workspace);
        var at = workspace.Server.Now;

        var arrivals = await hook.ArrivedAsync(2);

        arrivals[0].Json.ShouldHave(new { type = "exam-session.completed", timestamp = at.Iso() });
        arrivals[0].Data.ShouldHave(new { completionReason = "submitted", completedAt = at.Iso() });
        arrivals[1].Data.ShouldHave(new { completionReason = "submitted", score = new { points = 1, maxPoints = 1 } });
        (await sitting.ScoredAsync()).Json.ShouldHave(
            new
            {
                score = new
                {
                    points = 1,
                    maxPoints = 1,
                    needsGrading = false,
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task No_answer_no_key_and_no_secret_is_in_any_message(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        var sitting = await workspace.StartedAsync([Ask.Line("What is it called?", "the-key-of-the-teacher")]);
        (await sitting.Student.SaveAsync(sitting.Question, "the-words-of-the-student")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var all = string.Join(
            '\n',
            (await hook.ArrivedAsync(5)).Select(a => a.Body + string.Join('\n', a.Headers.Values))
        );

        all.ShouldNotContain("the-words-of-the-student");
        all.ShouldNotContain("the-key-of-the-teacher");
        all.ShouldNotContain(sitting.Embed.Secret);
        all.ShouldNotContain(hook.Secret);
        all.ShouldNotContain(workspace.OwnerKey);
        all.ShouldNotContain("@school.example");
    }

    [Theory, AllStores]
    public async Task At_the_deadline_the_messages_come_when_it_is_final_and_not_before(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "embed-session.completed", "exam-session.completed" } }
        );
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 1 });
        var deadline = workspace.Server.Now.AddMinutes(1);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(85));
        await hook.NothingMoreAsync(seconds: 4);
        hook.Receiver.Arrivals.ShouldBeEmpty();

        var arrivals = await hook.ArrivedAsync(2);

        arrivals[0]
            .Data.ShouldHave(
                new
                {
                    completionReason = "time_limit",
                    completedAt = deadline.Iso(),
                    sessionId = sitting.Student.SessionId,
                }
            );
    }

    [Theory, AllStores]
    public async Task A_score_that_waits_for_a_person_is_not_told_as_graded(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace, new { events = new[] { "exam-session.graded" } });
        var sitting = await workspace.StartedAsync([Ask.Line("Tell.")]);
        (await sitting.Student.SaveAsync(sitting.Question, "Once upon a time")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync()).Json.ShouldHave(new { score = new { needsGrading = true } });

        await hook.NothingMoreAsync();
        (await hook.DeliveriesAsync()).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task A_score_that_changes_is_told_again_and_the_same_score_is_not(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace, new { events = new[] { "exam-session.graded" } });
        var sitting = await HandedInAsync(workspace, "Parys");
        (await hook.ArrivedAsync(1))[0].Data.ShouldHave(new { score = new { points = 0 } });

        await AcceptAsync("Pariz");
        await hook.NothingMoreAsync();
        await AcceptAsync("Paris");

        (await hook.ArrivedAsync(2))[1].Data.ShouldHave(new { score = new { points = 1 } });

        async Task AcceptAsync(string answer)
        {
            workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));
            (await sitting.Student.SaveAsync(sitting.Question, answer)).ShouldBeProblem(409);
            var kept = (await sitting.Owner.GetAsync($"{sitting.Path}/retained"))
                .Items[^1]
                .GetProperty("id")
                .GetString();
            (await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept}/accept", new { })).ShouldBe(200);
            await sitting.ScoredAsync();
        }
    }

    [Theory, AllStores]
    public async Task Every_embed_session_of_the_attempt_is_told_also_one_that_joins_later(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "embed-session.started", "embed-session.completed" } }
        );
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await sitting.EmbedAgainAsync();
        var resumed = workspace.Student(second);
        (await resumed.OpenAsync()).ShouldBe(200);
        (await resumed.HandInAsync()).ShouldBe(200);
        var third = await sitting.EmbedAgainAsync();
        (await workspace.Student(third).OpenAsync()).ShouldBe(200);

        var arrivals = await hook.ArrivedAsync(6);

        arrivals
            .Select(a => (a.Type["embed-session.".Length..], a.Data.GetProperty("embedSessionId").GetString()))
            .ShouldBe([
                ("started", sitting.Embed.Id),
                ("started", second.Id),
                ("completed", sitting.Embed.Id),
                ("completed", second.Id),
                ("started", third.Id),
                ("completed", third.Id),
            ]);
    }

    [Theory, AllStores]
    public async Task An_embed_session_that_expires_is_told_once_and_one_that_is_completed_or_deleted_is_not(
        Store store
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace, new { events = new[] { "embed-session.expired" } });
        var idle = await workspace.SitAsync();
        await HandedInAsync(workspace);
        var deleted = await workspace.SitAsync();
        (await workspace.Owner.DeleteAsync($"/embed-sessions/{deleted.Embed.Id}")).ShouldBe(204);
        var expiresAt = await ExpireInAsync(workspace, TimeSpan.FromMinutes(1));
        await hook.NothingMoreAsync(seconds: 12);

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var expired = (await hook.ArrivedAsync(1))[0];
        await hook.NothingMoreAsync(seconds: 25);

        expired.Json.ShouldHave(new { type = "embed-session.expired", timestamp = expiresAt.Iso() });
        expired.Data.ShouldHave(
            new
            {
                embedSessionId = idle.Embed.Id,
                examId = idle.Exam.Id,
                userId = idle.StudentId,
                expiresAt = expiresAt.Iso(),
            }
        );
        (await idle.ReadEmbedAsync()).Json.ShouldHave(new { status = "expired" });
    }

    [Theory, AllStores]
    public async Task A_new_webhook_is_not_told_the_past(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await workspace.SitAsync();
        // Scored, so that the score is of the past too.
        await (await HandedInAsync(workspace)).ScoredAsync();
        await ExpireInAsync(workspace, TimeSpan.FromSeconds(1));
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(2));

        await using var hook = await Hook.AddAsync(workspace);

        await hook.NothingMoreAsync(seconds: 22);
        (await hook.DeliveriesAsync()).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task Without_a_webhook_nothing_is_written_and_another_workspace_hears_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        await using var hook = await Hook.AddAsync(other);
        var sitting = await HandedInAsync(workspace);
        await sitting.ScoredAsync();

        (
            await workspace.Server.TamperAsync(
                "update webhook_message set status = status where order_key = @id",
                new { id = sitting.Student.SessionId }
            )
        ).ShouldBe(0);
        await hook.NothingMoreAsync();
    }

    [Theory, AllStores]
    public async Task What_is_rolled_back_is_not_told(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace, new { events = new[] { "exam-session.completed" } });
        var sitting = await workspace.StartedAsync();

        (
            await sitting.Student.HandInAsync(
                new { revisions = new Dictionary<string, long>(StringComparer.Ordinal) { [sitting.Question] = 9 } }
            )
        ).ShouldBeProblem(409, "answers-missing");

        await hook.NothingMoreAsync();
        (await hook.DeliveriesAsync()).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task Erasing_a_student_removes_their_messages_and_makes_no_new_ones(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        var sitting = await HandedInAsync(workspace);
        await hook.ArrivedAsync(5);

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}?erase=true")).ShouldBe(204);

        await hook.NothingMoreAsync();
        (await hook.DeliveriesAsync()).ShouldBeEmpty();
    }

    /// <summary>Makes the embed sessions of the workspace expire soon, so that seven days need not pass.</summary>
    private static async Task<DateTimeOffset> ExpireInAsync(Workspace workspace, TimeSpan wait)
    {
        var at = workspace.Server.Now + wait;
        await workspace.Server.TamperAsync(
            "update embed_session set expires_at = @at where workspace_id = (select workspace_id from "
                + "app_user where id = @UserId)",
            new { at = at.ToUnixTimeMilliseconds(), workspace.Owner.UserId }
        );
        return at;
    }

    private static async Task<Sitting> HandedInAsync(Workspace workspace, string answer = "Paris")
    {
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, answer)).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        return sitting;
    }
}
