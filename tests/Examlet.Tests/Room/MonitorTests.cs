using System.Net;
using System.Text.Json;

namespace Examlet.Tests.Room;

/// <summary>What a teacher sees of the room while it takes an exam, and the link that opens it.</summary>
public sealed class MonitorTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_link_lives_an_hour_and_opens_the_room_of_its_exam(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var link = (await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { })).ShouldBe(201);

        link.Value("url").ShouldStartWith(workspace.Server.Address.GetLeftPart(UriPartial.Authority) + "/monitor/");
        link.Json.ShouldHave(new { expiresAt = workspace.Server.Now.AddHours(1).Iso() });
        await using var room = await ListenAsync(workspace, link);
        (await room.NextAsync("room")).ShouldHave(
            new
            {
                rows = new[] { new { id = sitting.Student.SessionId, status = "in_progress" } },
                gone = Array.Empty<string>(),
            }
        );
    }

    [Theory]
    [AllStores("?lang=nl", null, "nl", "ltr")]
    [AllStores("?lang=ar-EG", "nl", "ar", "rtl")]
    [AllStores("", "de, nl;q=0.5, ar;q=0.2", "nl", "ltr")]
    [AllStores("", "en-GB, nl", "en", "ltr")]
    [AllStores("", null, "en", "ltr")]
    public async Task Its_page_is_in_the_teachers_language_and_holds_no_student(
        Store store,
        string query,
        string? accepts,
        string locale,
        string direction
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var link = await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link.Value("url") + query));
        request.Headers.TryAddWithoutValidation("Accept-Language", accepts);

        var page = await Reply.OfAsync(
            await workspace.Server.Http.SendAsync(request, TestContext.Current.CancellationToken)
        );

        page.ShouldBe(200).Text.ShouldContain($"<html lang=\"{locale}\" dir=\"{direction}\">");
        page.Text.ShouldNotContain(sitting.StudentId);
        page.Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain("frame-ancestors 'none'");
        page.Header("Content-Security-Policy")
            .ShouldNotBeNull()
            .ShouldEndWith("require-trusted-types-for 'script'; trusted-types 'none'");
        page.Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        page.Header("Referrer-Policy").ShouldBe("no-referrer");
    }

    [Theory]
    [AllStores("en", "ltr", "This link has expired", "This link was withdrawn", "This link does not open a monitor")]
    [AllStores("nl", "ltr", "Deze link is verlopen", "Deze link is ingetrokken", "Deze link opent geen monitor")]
    [AllStores("ar", "rtl", "انتهت صلاحية هذا الرابط", "سُحب هذا الرابط", "هذا الرابط لا يفتح شاشة مراقبة")]
    public async Task The_page_of_a_link_that_is_over_or_never_was_says_so_in_the_teachers_language(
        Store store,
        string locale,
        string direction,
        string expired,
        string withdrawn,
        string unknown
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var link = await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { });
        var other = await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { });
        (await sitting.Owner.DeleteAsync($"/exams/{sitting.Exam.Id}/monitor-links/{other.Value("id")}")).ShouldBe(204);
        workspace.Server.Clock.Advance(TimeSpan.FromHours(1));

        await SaysAsync(410, Secret(workspace, link), expired);
        await SaysAsync(410, Secret(workspace, other), withdrawn);
        await SaysAsync(404, "x", unknown);

        async Task SaysAsync(int status, string secret, string text)
        {
            var page = (await workspace.Server.Stranger.GetAsync($"/monitor/{secret}?lang={locale}")).ShouldBe(status);
            WebUtility.HtmlDecode(page.Text).ShouldContain(text);
            page.Text.ShouldContain($"<html lang=\"{locale}\" dir=\"{direction}\">");
            page.Text.ShouldNotContain("<script");
        }
    }

    [Theory, AllStores]
    public async Task Each_row_says_how_a_student_is_doing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")], new { timeLimit = 30 });
        var now = workspace.Server.Now;
        await sitting.Student.SaveAsync(sitting.Question, "an answer");
        await sitting.Student.SaveAsync(sitting.Question, "another", revision: 1);
        (
            await sitting.Student.PutAsync("/embed-api/presence", new { epoch = sitting.Student.Epoch, unsent = 3 })
        ).ShouldBe(204);

        await using var room = await OpenAsync(sitting);
        var row = (await room.NextAsync("room")).Find("rows[0]");

        row.ShouldHave(
            new
            {
                sessionId = sitting.Student.SessionId,
                user = new { id = sitting.StudentId },
                status = "in_progress",
                progress = new { answered = 1, total = 2 },
                startedAt = now.Iso(),
                lastAnswerAt = now.Iso(),
                unsent = 3,
                unsentAt = now.Iso(),
                deadline = now.AddMinutes(30).Iso(),
                deadlineParts = new
                {
                    timeLimit = 30,
                    timeMultiplier = 1,
                    extraTime = 0,
                    cutByClosing = false,
                },
                retained = 1,
                unread = 0,
                outage = (object?)null,
            }
        );
    }

    [Theory, AllStores]
    public async Task Who_has_not_started_is_there_too(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);
        var link = await workspace.Owner.PostAsync($"/exams/{exam.Id}/monitor-link", new { });

        await using var room = await ListenAsync(workspace, link);

        (await room.NextAsync("room")).ShouldHave(
            new
            {
                rows = new[]
                {
                    new
                    {
                        id = $"student:{student}",
                        sessionId = (string?)null,
                        status = "not_started",
                        user = new { id = student },
                    },
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task Only_what_changed_is_told_again(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = await workspace.UserAsync();
        var second = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [first, second]);
        var writes = workspace.Student(await workspace.EmbedAsync(exam.Id, first));
        var waits = workspace.Student(await workspace.EmbedAsync(exam.Id, second));
        await writes.StartAsync();
        await waits.StartAsync();
        await using var room = await ListenAsync(
            workspace,
            await workspace.Owner.PostAsync($"/exams/{exam.Id}/monitor-link", new { })
        );
        (await room.NextAsync("room")).GetProperty("rows").GetArrayLength().ShouldBe(2);

        await writes.SaveAsync(exam.Questions[0], "an answer");
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        (await room.NextAsync("room")).ShouldHave(
            new { rows = new[] { new { id = writes.SessionId, progress = new { answered = 1 } } } }
        );
    }

    [Theory, AllStores]
    public async Task A_page_that_goes_away_is_seen_and_its_loss_of_contact_becomes_a_suggestion(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 60 });
        var start = workspace.Server.Now;
        await using var room = await OpenAsync(sitting);
        await using (var page = await sitting.Student.ListenAsync())
        {
            await page.NextAsync("deadline");
            await BecomesAsync(workspace, room, row => row.GetProperty("connected").GetBoolean());
        }

        await BecomesAsync(
            workspace,
            room,
            row =>
                !row.GetProperty("connected").GetBoolean()
                && row.GetProperty("lastSeenAt").ValueKind == JsonValueKind.String
        );
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(4));
        await using var back = await sitting.Student.ListenAsync();
        await back.NextAsync("deadline");
        var row = await BecomesAsync(workspace, room, r => r.GetProperty("outage").ValueKind == JsonValueKind.Object);

        var minutes = row.Find("outage.minutes").GetInt32();
        minutes.ShouldBeInRange(4, 6);
        var granted = await MonitorAsync(
            sitting,
            new
            {
                action = "extend",
                sessions = new[] { sitting.Student.SessionId },
                suggested = true,
                reason = "contact was lost",
            }
        );
        granted.ShouldBe(
            200,
            new { results = new[] { new { done = true, deadline = start.AddMinutes(60 + minutes).Iso() } } }
        );
        (
            await MonitorAsync(
                sitting,
                new
                {
                    action = "extend",
                    sessions = new[] { sitting.Student.SessionId },
                    suggested = true,
                    reason = "twice",
                }
            )
        ).ShouldBe(200, new { results = new[] { new { done = false } } });
    }

    [Theory, AllStores]
    public async Task A_page_that_streams_do_not_reach_is_connected_while_it_asks(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await using var room = await OpenAsync(sitting);

        (await sitting.Student.GetAsync($"/embed-api/events/now?epoch={sitting.Student.Epoch}")).ShouldBe(200);

        await BecomesAsync(workspace, room, row => row.GetProperty("connected").GetBoolean());
        await BecomesAsync(workspace, room, row => !row.GetProperty("connected").GetBoolean());
    }

    [Theory, AllStores]
    public async Task A_pause_is_no_loss_of_contact(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 60 });
        await using var room = await OpenAsync(sitting);
        await using (var page = await sitting.Student.ListenAsync())
        {
            await page.NextAsync("deadline");
            await BecomesAsync(workspace, room, row => row.GetProperty("connected").GetBoolean());
        }

        await BecomesAsync(workspace, room, row => !row.GetProperty("connected").GetBoolean());
        await MonitorAsync(
            sitting,
            new
            {
                action = "pause",
                sessions = "all",
                reason = "lunch",
            }
        );
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(30));
        await using var back = await sitting.Student.ListenAsync();
        await back.NextAsync("paused");

        var row = await BecomesAsync(workspace, room, r => r.GetProperty("connected").GetBoolean());
        row.GetProperty("outage").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory, AllStores]
    public async Task A_revoked_link_ends_the_open_page_and_opens_nothing_more(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var link = await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { });
        await using var room = await ListenAsync(workspace, link);
        await room.NextAsync("room");

        (await sitting.Owner.DeleteAsync($"/exams/{sitting.Exam.Id}/monitor-links/{link.Value("id")}")).ShouldBe(204);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        (await room.NextAsync("over")).ShouldHave(new { reason = "revoked" });
        (await Page(workspace, link).GetAsync("/monitor-api/room")).ShouldBeProblem(410, "monitor-revoked");
        (await sitting.Owner.DeleteAsync($"/exams/{sitting.Exam.Id}/monitor-links/{link.Value("id")}")).ShouldBeProblem(
            404
        );
    }

    [Theory, AllStores]
    public async Task After_an_hour_it_is_over(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var link = await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { });
        workspace.Server.Clock.Advance(TimeSpan.FromHours(1));

        (await Page(workspace, link).GetAsync("/monitor-api/room")).ShouldBeProblem(410, "monitor-expired");
        (
            await Page(workspace, link)
                .PostAsync(
                    "/monitor-api/actions",
                    new
                    {
                        action = "pause",
                        sessions = "all",
                        reason = "x",
                    }
                )
        ).ShouldBeProblem(410, "monitor-expired");
    }

    [Theory, AllStores]
    public async Task Who_loses_the_right_to_manage_the_exam_loses_the_monitor(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var teacher = await workspace.ClientAsync("teacher");
        (
            await sitting.Owner.PostAsync(
                $"/permissions/{sitting.Exam.Id}",
                new { actor = teacher.UserId, role = "manager" }
            )
        ).ShouldBe(201);
        var link = (await teacher.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { })).ShouldBe(201);

        (
            await sitting.Owner.PostAsync(
                $"/permissions/{sitting.Exam.Id}",
                new { actor = teacher.UserId, role = "viewer" }
            )
        ).ShouldBe(200);

        (await Page(workspace, link).GetAsync("/monitor-api/room")).ShouldBeProblem(410, "monitor-revoked");
        (await teacher.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { })).ShouldBeProblem(403);
    }

    [Theory, AllStores]
    public async Task What_is_done_on_the_monitor_is_in_the_audit_log_under_its_maker(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });

        (
            await MonitorAsync(
                sitting,
                new
                {
                    action = "extend",
                    sessions = "all",
                    minutes = 5,
                    reason = "fire drill",
                }
            )
        ).ShouldBe(200, new { results = new[] { new { done = true } } });
        (
            await MonitorAsync(
                sitting,
                new
                {
                    action = "explode",
                    sessions = "all",
                    reason = "x",
                }
            )
        ).ShouldBeInvalid("action");

        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/audit"))
            .Items.ShouldHaveSingleItem()
            .ShouldHave(
                new
                {
                    userId = sitting.Owner.UserId,
                    action = "extend",
                    reason = "fire drill",
                }
            );
    }

    [Theory, AllStores]
    public async Task No_key_opens_it_and_its_secret_opens_nothing_else(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var link = await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { });

        (await sitting.Owner.GetAsync("/monitor-api/room")).ShouldBeProblem(401);
        (await sitting.Student.GetAsync("/monitor-api/room")).ShouldBeProblem(401);
        (await workspace.Server.Stranger.GetAsync("/monitor-api/room")).ShouldBeProblem(401);
        (await Page(workspace, link).GetAsync($"/exams/{sitting.Exam.Id}")).ShouldBeProblem(401);
        (await Page(workspace, link).PostAsync("/embed-api/open", new { })).Status.ShouldBeOneOf(401, 404);
    }

    [Theory, AllStores]
    public async Task Each_link_has_a_limit_of_requests_a_minute_of_its_own(Store store)
    {
        await using var server = await servers.StartAsync(store, "MonitorRateLimit=2");
        await using var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        var page = Page(workspace, await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { }));
        var body = new
        {
            action = "announce",
            sessions = "all",
            message = "Ten minutes left",
            reason = "on time",
        };
        (await page.PostAsync("/monitor-api/actions", body)).ShouldBe(200);
        (await page.PostAsync("/monitor-api/actions", body)).ShouldBe(200);

        var refused = await page.PostAsync("/monitor-api/actions", body);

        int.Parse(refused.ShouldBeProblem(429).Header("Retry-After").ShouldNotBeNull()).ShouldBeInRange(1, 60);
        (await MonitorAsync(sitting, body)).ShouldBe(200); // by another link
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await page.PostAsync("/monitor-api/actions", body)).ShouldBe(200);
    }

    private static async Task<LiveEvents> OpenAsync(Sitting sitting) =>
        await ListenAsync(
            sitting.Workspace,
            (await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { })).ShouldBe(201)
        );

    private static async Task<Reply> MonitorAsync(Sitting sitting, object body) =>
        await Page(sitting.Workspace, await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { }))
            .PostAsync("/monitor-api/actions", body);

    private static RestClient Page(Workspace workspace, Reply link) =>
        new(workspace.Server, $"Bearer {Secret(workspace, link)}");

    private static string Secret(Workspace workspace, Reply link)
    {
        var secret = new Uri(link.Value("url")).Segments[^1];
        workspace.Server.Log.MustNotTell(secret);
        return secret;
    }

    private static async Task<LiveEvents> ListenAsync(Workspace workspace, Reply link)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(workspace.Server.Address, "/monitor-api/room")
        );
        request.Headers.Authorization = new("Bearer", Secret(workspace, link));
        return await LiveEvents.OfAsync(
            await workspace.Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead),
            _ => { }
        );
    }

    /// <summary>The clock goes on second by second until the only row is as wanted.</summary>
    private static async Task<JsonElement> BecomesAsync(
        Workspace workspace,
        LiveEvents room,
        Func<JsonElement, bool> wanted
    )
    {
        var next = room.NextAsync("room", data => data.GetProperty("rows").EnumerateArray().Any(wanted));
        while (!next.IsCompleted)
        {
            workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));
            // On a busy machine the server sees a page go seconds later: not a minute of the exam may be over by then.
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(100)));
        }

        return (await next).GetProperty("rows").EnumerateArray().First(wanted);
    }
}
