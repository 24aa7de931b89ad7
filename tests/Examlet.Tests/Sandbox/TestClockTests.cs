using System.Globalization;
using System.Text.Json;
using Examlet.Tests.Webhooks;

namespace Examlet.Tests.Sandbox;

/// <summary>In a sandbox, and nowhere else, an integrator's test moves the clock: <c>POST /test/clock</c>.</summary>
public sealed class TestClockTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task An_exam_runs_out_of_time_at_once_and_its_page_hears_it(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(workspace, 0);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        var start = workspace.Server.Now;
        (await sitting.Student.SaveAsync(sitting.Question, "in time")).ShouldBe(200, new { serverNow = start.Iso() });
        await using var live = await sitting.Student.ListenAsync();
        await live.NextAsync("deadline");

        (await AdvanceAsync(workspace, 29)).ShouldBe(200, new { now = start.AddMinutes(29).Iso(), ahead = 29 });
        (await live.NextAsync("deadline")).ShouldHave(
            new { deadline = start.AddMinutes(30).Iso(), serverNow = start.AddMinutes(29).Iso() }
        );
        (await sitting.Student.SaveAsync(sitting.Question, "still in time")).ShouldBe(
            200,
            new { savedAt = start.AddMinutes(29).Iso(), serverNow = start.AddMinutes(29).Iso() }
        );
        await AdvanceAsync(workspace, 1);

        (await live.NextAsync("completed")).ShouldHave(
            new { completionReason = "time_limit", completedAt = start.AddMinutes(30).Iso() }
        );
        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                final = false,
                completedAt = start.AddMinutes(30).Iso(),
                startedAt = start.Iso(),
            }
        );
        (await sitting.Student.SaveAsync(sitting.Question, "within the grace")).ShouldBe(200);
        await AdvanceAsync(workspace, 0.51);
        (await sitting.Student.SaveAsync(sitting.Question, "too late")).ShouldBeProblem(409, "late");
        (await sitting.ReadAsync()).Json.ShouldHave(
            new { final = true, answers = new[] { new { value = "within the grace" } } }
        );
        (await sitting.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events"))
            .Items[^1]
            .ShouldHave(new { name = "exam:submitted" });
    }

    [Theory, AllStores]
    public async Task Embed_sessions_expire_and_exams_open_and_close(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(workspace, 0);
        var start = workspace.Server.Now;
        var sitting = await workspace.SitAsync(
            settings: new { opensAt = start.AddHours(1), closesAt = start.AddHours(2) }
        );
        (await sitting.Student.StartAsync()).ShouldBeProblem(409, "not-open");
        await AdvanceAsync(workspace, 61);
        (await sitting.Student.StartAsync()).ShouldBe(200, new { deadline = start.AddHours(2).Iso() });
        await AdvanceAsync(workspace, 60);
        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "completed", completionReason = "closed" });

        await AdvanceAsync(workspace, 7 * 24 * 60);

        (await sitting.Student.OpenAsync()).ShouldBeProblem(410, "session-expired");
        (await sitting.Student.PageAsync()).ShouldBe(410);
    }

    [Theory, AllStores]
    public async Task Saves_of_a_sandbox_and_of_others_at_the_same_moment_have_each_their_own_time(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var sandbox = await workspace.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(sandbox, 90);
        var ahead = await sandbox.StartedAsync();
        var ordinary = await workspace.StartedAsync();
        var now = workspace.Server.Now;

        var replies = await Task.WhenAll(
            Enumerable
                .Range(1, 20)
                .SelectMany(i =>
                    new[]
                    {
                        ahead.Student.SaveAsync(ahead.Question, $"{i}", revision: i),
                        ordinary.Student.SaveAsync(ordinary.Question, $"{i}", revision: i),
                    }
                )
        );

        replies.ShouldAllBe(reply => reply.Status == 200);
        (await ahead.ReadAsync()).Json.ShouldHave(
            new { answers = new[] { new { value = "20", savedAt = now.AddMinutes(90).Iso() } } }
        );
        (await ordinary.ReadAsync()).Json.ShouldHave(
            new { answers = new[] { new { value = "20", savedAt = now.Iso() } } }
        );
    }

    [Theory, AllStores]
    public async Task Nowhere_else_does_the_clock_move(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var sandbox = await workspace.Server.WorkspaceAsync(isSandbox: true);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });

        (await AdvanceAsync(workspace, 60)).ShouldBeProblem(403);
        (await workspace.Owner.GetAsync("/test/clock")).ShouldBeProblem(403);
        (await workspace.Server.Stranger.PostAsync("/test/clock", new { advance = 60 })).ShouldBeProblem(401);
        (await AdvanceAsync(sandbox, 60)).ShouldBe(200);

        (await sitting.ReadAsync()).Json.ShouldHave(
            new { status = "in_progress", deadline = workspace.Server.Now.AddMinutes(30).Iso() }
        );
        (await sitting.Student.SaveAsync(sitting.Question, "x")).ShouldBe(
            200,
            new { serverNow = workspace.Server.Now.Iso() }
        );
    }

    [Theory]
    [AllStores("{}")]
    [AllStores("""{ "advance": -1 }""")]
    [AllStores("""{ "advance": "an hour" }""")]
    [AllStores("""{ "advance": 1e9 }""")]
    public async Task It_never_goes_back_and_takes_minutes_only(Store store, string body)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);

        (await workspace.Owner.PostAsync("/test/clock", JsonElement.Parse(body))).ShouldBeInvalid("advance");
    }

    [Theory, AllStores]
    public async Task What_runs_out_of_time_by_itself_in_a_moved_sandbox_is_written_down_too(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(workspace, 600);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 1 });
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(92));

        var events = await Eventually.BecomesAsync(
            () => sitting.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events"),
            reply => reply.Items.Any(e => e.GetProperty("name").GetString() == "exam:submitted")
        );

        events.Items[^1].ShouldHave(new { name = "exam:submitted", data = new { by = "time" } });
    }

    [Theory, AllStores]
    public async Task Webhooks_of_a_sandbox_hear_the_end_and_the_expiry_without_waiting(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(workspace, 90);
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "exam-session.completed", "embed-session.completed", "embed-session.expired" } }
        );
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        await workspace.SitAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "x")).ShouldBe(200);

        await AdvanceAsync(workspace, 31);
        await hook.ReachedAsync(2);
        await AdvanceAsync(workspace, 7 * 24 * 60);
        await hook.ReachedAsync(3);

        hook.Receiver.Arrivals.Select(a => a.Type)
            .ShouldBe(["embed-session.completed", "exam-session.completed", "embed-session.expired"]);
        hook.Receiver.Arrivals.ShouldAllBe(a =>
            a.Timestamp == workspace.Server.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
        );
    }

    [Theory, AllStores]
    public async Task A_webhook_hears_the_score_with_the_end_and_by_the_clock_of_the_sandbox(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(workspace, 90);
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "exam-session.completed", "exam-session.graded" } }
        );
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        (await sitting.Student.SaveAsync(sitting.Question, "x")).ShouldBe(200);

        var now = (await AdvanceAsync(workspace, 31)).Json.GetProperty("now").GetDateTimeOffset();
        await hook.ReachedAsync(2);

        hook.Receiver.Arrivals.Select(a => a.Type).ShouldBe(["exam-session.completed", "exam-session.graded"]);
        hook.Receiver.Arrivals.ShouldAllBe(a =>
            JsonElement.Parse(a.Body).GetProperty("timestamp").GetDateTimeOffset() == now
        );
    }

    [Theory, AllStores]
    public async Task What_is_scored_and_receipted_in_the_background_has_the_time_of_the_sandbox(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(workspace, 90);
        await using var hook = await Hook.AddAsync(workspace, new { events = new[] { "exam-session.graded" } });
        var sitting = await workspace.StartedAsync();
        var start = workspace.Server.Now.AddMinutes(90);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        await hook.ArrivedAsync(1);

        JsonElement
            .Parse(hook.Receiver.Arrivals.Single().Body)
            .GetProperty("timestamp")
            .GetDateTimeOffset()
            .ShouldBeGreaterThanOrEqualTo(start);
    }

    [Theory, AllStores]
    public async Task The_monitor_hears_within_a_second_that_the_clock_has_moved(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(workspace, 0);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 60 });
        var secret = new Uri(
            (await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { })).Value("url")
        ).Segments[^1];
        workspace.Server.Log.MustNotTell(secret);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(workspace.Server.Address, "/monitor-api/room")
        );
        request.Headers.Authorization = new("Bearer", secret);
        await using var room = await LiveEvents.OfAsync(
            await workspace.Server.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            ),
            _ => { }
        );
        await room.NextAsync("room");

        var now = (await AdvanceAsync(workspace, 30)).Json.GetProperty("now").GetDateTimeOffset();
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        (await room.NextAsync("ping")).GetProperty("serverNow").GetDateTimeOffset().ShouldBe(now.AddSeconds(1));
    }

    [Theory, AllStores]
    public async Task A_clock_is_at_most_a_century_ahead(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        const double year = 60 * 24 * 366;
        for (var i = 0; i < 100; i++)
        {
            (await AdvanceAsync(workspace, year)).ShouldBe(200);
        }

        (await AdvanceAsync(workspace, 1)).ShouldBeInvalid("advance");
        (await AdvanceAsync(workspace, 0)).ShouldBe(200, new { ahead = 100 * year });
    }

    [Theory, AllStores]
    public async Task A_message_that_was_refused_is_tried_again_when_the_clock_moves(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        await AdvanceAsync(workspace, 90);
        await using var hook = await Hook.AddAsync(workspace, new { events = new[] { "exam-session.started" } });
        hook.Receiver.Answer = (_, http) => Receiver.Say(http, 503);
        await workspace.StartedAsync();
        await hook.TriedAsync(1);

        hook.Receiver.Answer = (_, http) => Receiver.Say(http, 204);
        await AdvanceAsync(workspace, 1);

        await hook.ReachedAsync(2);
    }

    private static Task<Reply> AdvanceAsync(Workspace workspace, double minutes) =>
        workspace.Owner.PostAsync("/test/clock", new { advance = minutes });
}
