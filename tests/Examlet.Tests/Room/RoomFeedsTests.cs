using System.Net.Http.Headers;
using Examlet.Http;
using Examlet.Room;

namespace Examlet.Tests.Room;

/// <summary>However many monitor pages are open, a room is read once a second, and all of them end when they are
/// closed.</summary>
public sealed class RoomFeedsTests(ExamletServers servers)
{
    private const string OfRooms = "from exam_session s join app_user u on u.id = s.user_id left join session_presence";

    [Theory, AllStores]
    public async Task Three_hundred_pages_of_a_room_cost_one_statement_a_second_and_closing_them_frees_everything(
        Store store
    )
    {
        var (server, engine) = await MeasuredEngine.ServeAsync(servers, store, "MonitorRateLimit=0");
        await using var ended = server;
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        using var pages = new Pages(server);
        foreach (var link in await LinksAsync(workspace, sitting, makers: 3, each: 10))
        {
            await pages.OpenAsync(link, 10);
        }

        server.Service<RoomFeeds>().OpenPages.ShouldBe(300);
        engine.Forget();
        (await sitting.Student.SaveAsync(sitting.Question, "an answer")).ShouldBe(200);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await pages.AllHearAsync(
            "an answer changes a row",
            data => data.Find("rows[0].progress.answered").GetInt32() == 1
        );

        engine.All.Statements.Count(statement => statement.Contains(OfRooms, StringComparison.Ordinal)).ShouldBe(1);
        engine
            .All.Statements.Where(statement =>
                statement.Contains("monitor_link", StringComparison.Ordinal)
                && !statement.Contains(OfRooms, StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
        await pages.CloseAsync();
        (
            await Eventually.BecomesAsync(
                () => Task.FromResult(server.Service<RoomFeeds>().OpenPages),
                open => open == 0
            )
        ).ShouldBe(0);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        engine.Forget();
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        (await server.Stranger.GetAsync("/health/live")).ShouldBe(200);
        engine.All.Statements.ShouldNotContain(statement => statement.Contains(OfRooms, StringComparison.Ordinal));
    }

    [Theory, AllStores]
    public async Task The_eleventh_page_of_a_link_ends_the_first_and_says_why(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        using var pages = new Pages(workspace.Server);
        var link = (await LinksAsync(workspace, sitting, makers: 1, each: 1))[0];
        await pages.OpenAsync(link, Limits.MonitorStreams);

        await pages.OpenAsync(link, 1);

        (await pages.All[0].NextAsync("over")).ShouldHave(new { reason = "crowded" });
        (
            await Eventually.BecomesAsync(
                () => Task.FromResult(workspace.Server.Service<RoomFeeds>().OpenPages),
                open => open == Limits.MonitorStreams
            )
        ).ShouldBe(Limits.MonitorStreams);
        await pages.CloseAsync();
    }

    [Theory, AllStores]
    public async Task A_flood_of_pages_of_one_link_is_dropped_without_a_word_or_a_statement(Store store)
    {
        var (server, engine) = await MeasuredEngine.ServeAsync(servers, store);
        await using var ended = server;
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        using var pages = new Pages(server);
        var link = (await LinksAsync(workspace, sitting, makers: 1, each: 1))[0];
        await pages.OpenAsync(link, Limits.MonitorOpenings);
        engine.Forget();

        await Should.ThrowAsync<HttpRequestException>(() => pages.OpenAsync(link, 1));

        engine.All.Statements.ShouldNotContain(statement =>
            statement.Contains("monitor_link", StringComparison.Ordinal)
        );
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await pages.OpenAsync(link, 1);
        await pages.CloseAsync();
    }

    [Theory, AllStores]
    public async Task All_links_of_one_maker_have_a_hundred_pages_together(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        using var pages = new Pages(workspace.Server);
        foreach (var link in await LinksAsync(workspace, sitting, makers: 1, each: 11))
        {
            await pages.OpenAsync(link, 10);
        }

        for (var i = 0; i < 10; i++)
        {
            (await pages.All[i].NextAsync("over")).ShouldHave(new { reason = "crowded" });
        }

        (
            await Eventually.BecomesAsync(
                () => Task.FromResult(workspace.Server.Service<RoomFeeds>().OpenPages),
                open => open == Limits.MakerStreams
            )
        ).ShouldBe(Limits.MakerStreams);
        await pages.CloseAsync();
    }

    private static async Task<IReadOnlyList<string>> LinksAsync(
        Workspace workspace,
        Sitting sitting,
        int makers,
        int each
    )
    {
        var secrets = new List<string>();
        for (var maker = 0; maker < makers; maker++)
        {
            var client = await workspace.ClientAsync("admin");
            for (var i = 0; i < each; i++)
            {
                secrets.Add(
                    new Uri(
                        (await client.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { }))
                            .ShouldBe(201)
                            .Value("url")
                    ).Segments[^1]
                );
                workspace.Server.Log.MustNotTell(secrets[^1]);
            }
        }

        return secrets;
    }

    /// <summary>Open monitor pages, each on a connection of its own.</summary>
    private sealed class Pages(ExamletServer server) : IDisposable
    {
        private readonly HttpClient _http = new(
            new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 1000 }
        );

        public List<LiveEvents> All { get; } = [];

        public async Task OpenAsync(string secret, int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var request = new HttpRequestMessage(
                    HttpMethod.Get,
                    new Uri(server.Address, "/monitor-api/room")
                );
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
                var page = await LiveEvents.OfAsync(
                    await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead),
                    _ => { }
                );
                await page.NextAsync("room");
                All.Add(page);
            }
        }

        public async Task AllHearAsync(string what, Func<System.Text.Json.JsonElement, bool> wanted)
        {
            foreach (var page in All)
            {
                wanted(await page.NextAsync("room")).ShouldBeTrue(what);
            }
        }

        public async Task CloseAsync()
        {
            foreach (var page in All)
            {
                await page.DisposeAsync();
            }
        }

        public void Dispose() => _http.Dispose();
    }
}
