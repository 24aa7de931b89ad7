using Microsoft.Extensions.Logging;

namespace Examlet.Tests.Access;

/// <summary>Keys and embed secrets are never in a log line. The fixture checks the log of the whole run at the levels
/// of the product; here the operator has turned everything on.
/// </summary>
public sealed class SecretsInLogsTests(ExamletServers servers)
{
    [Theory, AllStores("Information"), AllStores("Trace")]
    public async Task Not_even_when_everything_is_logged(Store store, string level)
    {
        await using var server = await servers.StartAsync(
            store,
            $"Logging:LogLevel:Default={level}",
            $"Logging:LogLevel:Microsoft={level}",
            $"Logging:LogLevel:Microsoft.AspNetCore={level}",
            $"Logging:LogLevel:Examlet={level}"
        );

        await ShouldTellNothingAsync(server);
    }

    [Theory]
    [AllStores("Logging:Examlet.Tests.Fixture.LogLines:LogLevel:Default")]
    [AllStores("Logging:Examlet.Tests.Fixture.LogLines:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [AllStores("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [AllStores("Logging:LogLevel:Microsoft.AspNetCore.Routing.Matching")]
    [AllStores("Logging:LogLevel:Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware")]
    public async Task Not_even_when_one_provider_or_a_narrow_category_is_turned_on(Store store, string setting)
    {
        await using var server = await servers.StartAsync(store, $"{setting}=Trace");

        await ShouldTellNothingAsync(server);
    }

    [Theory, AllStores]
    public async Task A_stolen_copy_of_the_database_opens_nothing(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        await workspace.Owner.PostOnceAsync(
            "key-1",
            "/embed-sessions",
            Workspace.EmbedBody(sitting.Exam.Id, sitting.StudentId)
        );
        await workspace.Owner.PostOnceAsync("key-2", "/webhooks", new { url = "http://127.0.0.1:9/" });
        await workspace.Owner.PostOnceAsync("key-3", $"/exams/{sitting.Exam.Id}/monitor-link", new { });
        server.Log.Secrets.Count.ShouldBeGreaterThanOrEqualTo(4);

        (await SecretSearch.InAsync(server)).ShouldBeEmpty();

        server.Ended = null;
        await workspace.UserAsync("student", new { name = sitting.Embed.Secret });
        (await SecretSearch.InAsync(server)).ShouldNotBeEmpty("a leak would be seen");
        (await SecretSearch.InStoreAsync(server)).ShouldNotBeEmpty("a leak would be seen");
    }

    [Theory, AllStores]
    public async Task A_leak_would_be_seen(Store store)
    {
        await using var server = await servers.StartAsync(store);
        server.Ended = null;

        server.Log.MustNotTell("a-secret-of-an-embed-session-that-is-long");
        server
            .Log.CreateLogger("Test")
            .Log(
                LogLevel.Information,
                default,
                "GET /embeds/a-secret-of-an-embed-session-that-is-long?x=1",
                exception: null,
                (line, _) => line
            );

        server.Log.Leaks.ShouldHaveSingleItem();
    }

    private static async Task ShouldTellNothingAsync(ExamletServer server)
    {
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync(embed: new { allowedOrigin = "https://school.example" });
        (await sitting.Student.PageAsync()).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        await sitting.Student.SaveAsync(sitting.Question, 5);
        await new RestClient(server, workspace.OwnerKey).GetAsync("/me");
        await new RestClient(server, sitting.Embed.Secret).GetAsync("/me");
        await new RestClient(server, "Bearer examp_00000000000000000000000000000000").GetAsync("/me");
        await workspace.Owner.PostOnceAsync(
            "key-1",
            "/embed-sessions",
            Workspace.EmbedBody(sitting.Exam.Id, sitting.StudentId)
        );
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        (await workspace.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);
        (await sitting.Student.PageAsync()).ShouldBe(410);

        server.Log.Leaks.ShouldBeEmpty();
    }
}
