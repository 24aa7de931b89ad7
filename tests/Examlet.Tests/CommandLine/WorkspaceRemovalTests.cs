using Examlet.Tests.EveryOperation;
using Examlet.Workspaces;

namespace Examlet.Tests.CommandLine;

/// <summary>A school leaves: its workspace goes with everything in it, and no other is touched.</summary>
public sealed class WorkspaceRemovalTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task It_goes_with_everything_when_it_is_meant_and_no_other_is_touched(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var leaving = await Stage.SetAsync(await server.WorkspaceAsync());
        var staying = await Stage.SetAsync(await server.WorkspaceAsync());
        (await leaving.Sitting.Student.HandInAsync()).ShouldBe(200);
        await leaving.Sitting.ScoredAsync();
        var before = (await staying.Sitting.ReadAsync()).Text;
        var id = leaving.Sitting.Workspace.Id;

        var asked = await ExamletProgram.RunAsync(server.Database, "workspace", "remove", id);
        (await leaving.Sitting.ReadAsync()).ShouldBe(200);
        var meant = await ExamletProgram.RunAsync(server.Database, "workspace", "remove", id, "--yes");

        asked.Code.ShouldBe(1);
        asked.Out.ShouldContain("1 exam sessions", customMessage: asked.Error);
        meant.Code.ShouldBe(0, meant.Error);
        (await leaving.Sitting.Owner.GetAsync("/me")).ShouldBeProblem(401);
        (await leaving.Sitting.Student.PageAsync()).ShouldBe(404);
        (await leaving.Sitting.Student.OpenAsync()).ShouldBeProblem(404);
        (await staying.Sitting.ReadAsync()).Text.ShouldBe(before);
        (
            await server
                .Service<Examlet.Storage.Database>()
                .ReadAsync(
                    reader => new WorkspaceRemoval(ExamletHost.Holdings).CountAsync(reader, id),
                    CancellationToken.None
                )
        ).ShouldBeNull();
        (await ExamletProgram.RunAsync(server.Database, "verify")).Code.ShouldBe(0);
    }
}
