using System.Text.Json;

namespace Examlet.Tests.EmbedSessions;

/// <summary>Pages around the host's page, such as a learning platform's: <c>allowedAncestors</c> (contract
/// §5).</summary>
public sealed class AllowedAncestorsTests(ExamletServers servers)
{
    private const string Host = "https://app.example.com";

    [Theory, AllStores]
    public async Task They_may_stand_around_the_frame_beside_the_allowed_origin(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(
            embed: new
            {
                allowedOrigin = Host,
                allowedAncestors = new[]
                {
                    "HTTPS://LMS.example.com:443",
                    "http://localhost:3000",
                    "https://lms.example.com",
                },
            }
        );

        Page.Policy(await sitting.Student.PageAsync())["frame-ancestors"]
            .ShouldBe([Host, "https://lms.example.com", "http://localhost:3000"]);
        (await sitting.ReadEmbedAsync()).Json.ShouldHave(
            new
            {
                allowedOrigin = Host,
                allowedAncestors = new[] { "https://lms.example.com", "http://localhost:3000" },
            }
        );
    }

    [Theory, AllStores]
    public async Task The_page_tells_the_allowed_origin_alone(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(
            embed: new { allowedOrigin = Host, allowedAncestors = new[] { "https://lms.example.com" } }
        );

        (await sitting.Student.PageAsync()).Text.ShouldNotContain("lms.example.com");
    }

    [Theory]
    [AllStores("*")]
    [AllStores("https://*.example.com")]
    [AllStores("https://lms.example.com/path")]
    [AllStores("http://lms.example.com")]
    [AllStores("https://lms.example.com https://evil.example")]
    [AllStores("https://lms.example.com; script-src *")]
    [AllStores("")]
    [AllStores("null")]
    public async Task One_that_is_not_an_exact_origin_is_refused_by_its_place(Store store, string ancestor)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (
            await PostAsync(
                workspace,
                new { allowedOrigin = Host, allowedAncestors = new[] { "https://lms.example.com", ancestor } }
            )
        ).ShouldBeInvalid("allowedAncestors[1]");
    }

    [Theory, AllStores]
    public async Task Ten_are_taken_and_eleven_are_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        string[] Origins(int count) => [.. Enumerable.Range(1, count).Select(i => $"https://lms{i}.example.com")];

        (await PostAsync(workspace, new { allowedOrigin = Host, allowedAncestors = Origins(10) })).ShouldBe(201);
        (await PostAsync(workspace, new { allowedOrigin = Host, allowedAncestors = Origins(11) })).ShouldBeInvalid(
            "allowedAncestors"
        );
    }

    [Theory, AllStores]
    public async Task They_need_an_allowed_origin(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await PostAsync(workspace, new { allowedAncestors = new[] { "https://lms.example.com" } })).ShouldBeInvalid(
            "allowedAncestors"
        );
        (await PostAsync(workspace, new { allowedAncestors = Array.Empty<string>() })).ShouldBe(201);
    }

    private static async Task<Reply> PostAsync(Workspace workspace, object more)
    {
        var sitting = await workspace.SitAsync();
        var body = JsonSerializer
            .SerializeToNode(
                new
                {
                    flow = "take-exam",
                    actor = sitting.StudentId,
                    presets = new { examId = sitting.Exam.Id },
                }
            )!
            .AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return await workspace.Owner.PostAsync("/embed-sessions", body);
    }
}
