using Examlet.Tests.Fixture;

namespace Examlet.Bench;

/// <summary>A PostgreSQL of this run's own, started when a scenario first asks for a database.</summary>
internal sealed class LazyCluster : IAsyncDisposable
{
    private PostgreSqlCluster? _cluster;

    public async Task<string> AddDatabaseAsync()
    {
        _cluster ??= await PostgreSqlCluster.StartAsync();
        return await _cluster.AddDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
