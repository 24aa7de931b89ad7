using System.Text.Json;

namespace Examlet.Tests.Running;

/// <summary>The description of the API: <c>/openapi/v1.json</c> and the page at <c>/docs</c> (contract §9).</summary>
public sealed class OpenApiTests(ExamletServers servers)
{
    private static readonly string[] Operations =
    [
        "post /users", "get /users", "get /users/{id}", "patch /users/{id}", "delete /users/{id}", "get /me", "patch /me",
        "post /exams", "get /exams", "get /exams/{id}", "patch /exams/{id}", "delete /exams/{id}",
        "get /permissions/{}", "post /permissions/{}", "delete /permissions/{}/{}",
        "post /embed-sessions", "get /embed-sessions", "get /embed-sessions/{}", "delete /embed-sessions/{}", "get /embed-sessions/{}/events",
        "get /exams/{}/sessions", "get /exams/{}/sessions/{}", "patch /exams/{}/sessions/{}", "delete /exams/{}/sessions/{}", "get /exams/{}/sessions/{}/history",
        "post /embed-api/start", "post /embed-api/open", "put /embed-api/answers/{}", "post /embed-api/answers", "put /embed-api/state", "post /embed-api/hand-in", "get /embed-api/events",
        "get /exams/{}/sessions/{}/retained", "post /exams/{}/sessions/{}/retained/{}/accept", "post /exams/{}/sessions/{}/rescue", "get /exams/{}/sessions/{}/receipts",
        "get /receipts/{}", "get /receipts/keys", "get /embed-api/receipt", "get /embed-api/answers/{}/versions",
        "post /exams/{}/sessions/actions", "get /exams/{}/audit", "post /exams/{}/monitor-link", "delete /exams/{}/monitor-links/{}", "get /monitor-api/room", "post /monitor-api/actions",
        "post /test/clock", "get /test/clock", "put /embed-api/presence", "post /embed-api/announcements/{}/acknowledge",
        "post /webhooks", "get /webhooks", "get /webhooks/{}", "patch /webhooks/{}", "delete /webhooks/{}", "post /webhooks/{}/rotate-secret", "post /webhooks/{}/test",
        "get /webhooks/{}/deliveries", "post /webhooks/{}/deliveries/{}/replay", "post /webhooks/{}/deliveries/replay",
    ];

    [Theory, AllStores]
    public async Task The_document_is_OpenAPI_3_1_and_needs_no_key(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var document = await workspace.Server.Stranger.GetAsync("/openapi/v1.json");

        document.ShouldBe(200).Value("openapi").ShouldStartWith("3.1");
        document.Value("info.title").ShouldContain("Examlet");
    }

    [Theory, AllStores]
    public async Task Every_operation_is_in_the_document(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var document = await workspace.Server.Stranger.GetAsync("/openapi/v1.json");

        var seen = document["paths"].EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name} {Anonymous(path.Name)}")).ToList();
        Operations.Select(Anonymous).Except(seen, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task Every_operation_has_a_summary(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var document = await workspace.Server.Stranger.GetAsync("/openapi/v1.json");

        document["paths"].EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(o => o.Value.ValueKind == JsonValueKind.Object && !o.Value.Has("summary")).Select(o => $"{o.Name} {path.Name}"))
            .ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task The_document_says_how_callers_authenticate(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var document = await workspace.Server.Stranger.GetAsync("/openapi/v1.json");

        document["components"].Has("securitySchemes").ShouldBeTrue();
    }

    [Theory, AllStores]
    public async Task The_documentation_page_loads_nothing_from_elsewhere(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var page = await workspace.Server.Stranger.GetAsync("/docs");
        if (page.Status is 301 or 302 or 307 or 308)
        {
            page = await workspace.Server.Stranger.GetAsync(new Uri(workspace.Server.Address, page.Headers.Location!).AbsolutePath);
        }

        page.ShouldBe(200).MediaType.ShouldBe("text/html");
        var loads = Page.Loads(page);
        loads.ShouldNotBeEmpty();
        foreach (var address in loads.Select(a => new Uri(new Uri(workspace.Server.Address, "/docs/"), a)))
        {
            address.Authority.ShouldBe(workspace.Server.Address.Authority);
        }

        page.Text.ShouldNotContain("fonts.googleapis");
        page.Text.ShouldNotContain("cdn.");
    }

    private static string Anonymous(string operation) => System.Text.RegularExpressions.Regex.Replace(operation.TrimEnd('/'), @"\{[^}]*\}", "{}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
