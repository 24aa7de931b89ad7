using System.Collections.Concurrent;

namespace Examlet.Tests.EveryOperation;

/// <summary>Stages for tests whose requests are all refused: one and another of a second workspace, for as long as a
/// test class runs.</summary>
public sealed class Stages(ExamletServers servers) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Store, Lazy<Task<(Workspace, Stage Own, Stage Foreign)>>> _set = new();

    public async Task<(Stage Own, Stage Foreign)> OfAsync(Store store)
    {
        var (_, own, foreign) = await _set.GetOrAdd(store, at => new(() => SetAsync(at))).Value;
        return (own, foreign);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var set in _set.Values)
        {
            var (workspace, _, _) = await set.Value;
            await workspace.DisposeAsync();
        }
    }

    private async Task<(Workspace, Stage, Stage)> SetAsync(Store store)
    {
        var workspace = await servers.WorkspaceAsync(store);
        return (
            workspace,
            await Stage.SetAsync(workspace),
            await Stage.SetAsync(await workspace.Server.WorkspaceAsync())
        );
    }
}
