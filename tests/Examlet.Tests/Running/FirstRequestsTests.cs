namespace Examlet.Tests.Running;

/// <summary>A server that was just started works whatever is asked of it first.</summary>
public sealed class FirstRequestsTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Answers_are_saved_when_pages_were_read_before(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.SitAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => sitting.Student.PageAsync()));
        (await sitting.Student.StartAsync()).ShouldBe(200);
        (await sitting.ReadEmbedAsync()).ShouldBe(200);
        (await sitting.Student.PageAsync()).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Pages_are_read_while_answers_are_saved(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();

        var reads = Enumerable
            .Range(0, 40)
            .Select(i => i % 2 == 0 ? sitting.Student.PageAsync() : sitting.ReadEmbedAsync());
        var saves = Enumerable
            .Range(1, 40)
            .Select(revision => sitting.Student.SaveAsync(sitting.Question, $"{revision}", revision: revision));
        var replies = await Task.WhenAll(reads.Concat(saves));

        replies.ShouldAllBe(reply => reply.Status == 200);
    }
}
