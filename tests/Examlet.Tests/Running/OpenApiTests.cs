using System.Text.Json;
using Examlet.Tests.EveryOperation;

namespace Examlet.Tests.Running;

/// <summary>The description of the API: <c>/openapi/v1.json</c> and the page at <c>/docs</c> (contract §9).</summary>
public sealed class OpenApiTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task The_document_is_OpenAPI_3_1_and_needs_no_key(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var document = await workspace.Server.Stranger.GetAsync("/openapi/v1.json");

        document.ShouldBe(200).Value("openapi").ShouldStartWith("3.1");
        document.Value("info.title").ShouldContain("Examlet");
    }

    [Theory, AllStores]
    public async Task The_document_of_the_repository_is_the_one_that_is_served(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var served = await workspace.Server.Stranger.GetAsync("/openapi/v1.json");

        var kept = await File.ReadAllTextAsync(Operation.DocumentPath, TestContext.Current.CancellationToken);
        served
            .Text.Trim()
            .ShouldBe(
                kept.Trim(),
                "The API has changed. Look at the change, then keep it: start the server and run `curl -s "
                    + "http://localhost:5000/openapi/v1.json > docs/openapi.json`."
            );
    }

    [Theory, AllStores]
    public async Task Every_operation_has_a_summary(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var document = await workspace.Server.Stranger.GetAsync("/openapi/v1.json");

        document["paths"]
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Where(o => o.Value.ValueKind == JsonValueKind.Object && !o.Value.Has("summary"))
                    .Select(o => $"{o.Name} {path.Name}")
            )
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
            page = await workspace.Server.Stranger.GetAsync(
                new Uri(workspace.Server.Address, page.Headers.Location!).AbsolutePath
            );
        }

        page.ShouldBe(200).MediaType.ShouldBe("text/html");
        var loads = Page.Loads(page);
        loads.ShouldNotBeEmpty();
        foreach (var address in loads.Select(a => new Uri(new Uri(workspace.Server.Address, "/docs/"), a)))
        {
            address.Authority.ShouldBe(workspace.Server.Address.Authority);
        }

        Page.Policy(page)["script-src"].ShouldNotContain("'unsafe-inline'");
        Page.Policy(page)["script-src"].ShouldNotContain("'unsafe-eval'");
        page.Text.ShouldNotContain("fonts.googleapis");
        page.Text.ShouldNotContain("cdn.");
    }

    [Theory, AllStores]
    public async Task An_operator_can_turn_the_description_and_its_page_off(Store store)
    {
        await using var server = await servers.StartAsync(store, "ApiDocs=false");

        (await server.Stranger.GetAsync("/docs")).ShouldBe(404);
        (await server.Stranger.GetAsync("/openapi/v1.json")).ShouldBe(404);
    }
}
