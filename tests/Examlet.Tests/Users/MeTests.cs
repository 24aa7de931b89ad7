namespace Examlet.Tests.Users;

public sealed class MeTests(ExamletServers servers)
{
    [Theory, AllStores("owner"), AllStores("admin"), AllStores("teacher"), AllStores("student"), AllStores("member")]
    public async Task Everybody_with_a_key_reads_themselves(Store store, string role)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = await workspace.ClientAsync(role);

        var me = await client.GetAsync("/me");

        me.ShouldBe(200, new { id = client.UserId, role });
        me.Text.ShouldBe((await workspace.Owner.GetAsync($"/users/{client.UserId}")).Text);
    }

    [Theory, AllStores("teacher"), AllStores("student"), AllStores("member")]
    public async Task Everybody_with_a_key_changes_their_name(Store store, string role)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = await workspace.ClientAsync(role);

        var reply = await client.PatchAsync("/me", new { name = "Another Name" });

        reply.ShouldBe(200, new { id = client.UserId, name = "Another Name" });
    }

    [Theory, AllStores("student"), AllStores("teacher"), AllStores("admin")]
    public async Task Nobody_raises_their_own_role(Store store, string role)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = await workspace.ClientAsync(role);

        await client.PatchAsync("/me", new { role = "owner" });

        (await client.GetAsync("/me")).ShouldBe(200, new { role });
    }

    [Theory, AllStores]
    public async Task A_student_does_not_give_themselves_more_time(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = await workspace.ClientAsync("student");

        await client.PatchAsync("/me", new { timeMultiplier = 10 });

        (await client.GetAsync("/me")).ShouldBe(200, new { timeMultiplier = 1 });
    }

    [Theory, AllStores]
    public async Task A_wrong_metadata_is_refused_and_named(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PatchAsync("/me", new { metadata = 5 });

        reply.ShouldBeInvalid("metadata");
    }
}
