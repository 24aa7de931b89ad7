namespace Examlet.Tests.Running;

public sealed class HealthTests(ExamletServers servers)
{
    [Theory, AllStores("/health/live"), AllStores("/health/ready")]
    public async Task A_server_that_works_says_so_to_anybody(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await workspace.Server.Stranger.GetAsync(path)).ShouldBe(200);
    }

    [Theory, AllStores("/health/live"), AllStores("/health/ready")]
    public async Task The_answer_tells_nothing_about_the_inside(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Server.Stranger.GetAsync(path);

        reply.Text.ShouldNotContain("/tmp");
        reply.Text.ShouldNotContain("Host=");
    }
}
