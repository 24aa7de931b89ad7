using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(ExamletServers))]

namespace Examlet.Tests.Fixture;

/// <summary>
/// The servers of a test run. A test borrows one with <see cref="WorkspaceAsync"/> and has it alone until it is disposed, so that it may move the clock;
/// the next test gets the same server with another workspace.
/// </summary>
public sealed class ExamletServers : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Store, ConcurrentBag<ExamletServer>> _idle = new();
    private readonly ConcurrentBag<ExamletServer> _all = [];
    private readonly Lazy<Task<PostgreSqlCluster>> _cluster = new(PostgreSqlCluster.StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A fresh workspace on a server that nobody else uses now.</summary>
    public async Task<Workspace> WorkspaceAsync(Store store)
    {
        var idle = _idle.GetOrAdd(store, _ => []);
        if (!idle.TryTake(out var server))
        {
            server = await ExamletServer.StartAsync(store, () => _cluster.Value, []);
            _all.Add(server);
        }

        var workspace = await server.WorkspaceAsync();
        workspace.Returned = () => idle.Add(server);
        return workspace;
    }

    /// <summary>A server of one's own, with other settings. Whoever starts it disposes it.</summary>
    public Task<ExamletServer> StartAsync(Store store, params string[] settings) => ExamletServer.StartAsync(store, () => _cluster.Value, settings);

    /// <summary>A server of one's own, made of other parts. Whoever starts it disposes it.</summary>
    public Task<ExamletServer> StartAsync(Store store, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder, string> configure, params string[] settings) =>
        ExamletServer.StartAsync(store, () => _cluster.Value, settings, configure);

    /// <summary>An empty PostgreSQL database.</summary>
    public async Task<string> AddPostgreSqlDatabaseAsync() => await (await _cluster.Value).AddDatabaseAsync();

    /// <summary>Ends the run: it fails when a log line of any server told an API key or an embed secret.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _all)
        {
            await server.DisposeAsync();
        }

        if (_cluster.IsValueCreated && _cluster.Value.IsCompletedSuccessfully)
        {
            await (await _cluster.Value).DisposeAsync();
        }

        _all.SelectMany(server => server.Log.Leaks).Take(5).ShouldBeEmpty("log lines of the run told secrets");
    }
}
