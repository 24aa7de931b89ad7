using Examlet.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Examlet.Tests.ExamSessions;

/// <summary><c>GET /embed-api/events</c> over its life: it is kept open, and let go of when either side ends
/// it.</summary>
public sealed class EventStreamTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_page_to_which_nothing_happens_hears_a_ping_every_fifteen_seconds(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        await using var events = await sitting.Student.ListenAsync();
        await events.NextAsync("deadline");

        server.Clock.Advance(TimeSpan.FromSeconds(15));
        await events.NextAsync("ping");
        server.Clock.Advance(TimeSpan.FromSeconds(15));
        await events.NextAsync("ping");
    }

    [Theory, AllStores]
    public async Task It_is_never_kept_and_says_what_every_response_says(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(workspace.Server.Address, $"/embed-api/events?epoch={sitting.Student.Epoch}")
        );
        request.Headers.Authorization = new("Bearer", sitting.Embed.Secret);

        using var response = await workspace.Server.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );

        response.Content.Headers.ContentType?.ToString().ShouldBe("text/event-stream");
        response.Headers.CacheControl?.NoStore.ShouldBeTrue();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory, AllStores]
    public async Task A_page_that_went_away_is_open_no_more(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        var live = server.Services.GetRequiredService<LiveSessions>();
        await using (var events = await sitting.Student.ListenAsync())
        {
            await events.NextAsync("deadline");
            live.OpenPages.ShouldBe(1);
        }

        (await Eventually.BecomesAsync(() => Task.FromResult(live.OpenPages), open => open == 0)).ShouldBe(0);
    }

    [Theory, AllStores]
    public async Task A_server_that_stops_ends_its_streams(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        await using var events = await sitting.Student.ListenAsync();
        await events.NextAsync("deadline");

        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await Assert.ThrowsAsync<ShouldAssertException>(() => events.NextAsync("ping"))).Message.ShouldContain(
            "The stream ended"
        );
        server.Log.Errors.ShouldBeEmpty();
    }
}
