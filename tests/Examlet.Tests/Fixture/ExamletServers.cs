using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using OpenTelemetry.Trace;

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
    private readonly ConcurrentBag<string> _told = [];
    private readonly TraceTokens _traces = new();
    private readonly Lazy<Task<PostgreSqlCluster>> _cluster = new(PostgreSqlCluster.StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A fresh workspace on a server that nobody else uses now.</summary>
    public async Task<Workspace> WorkspaceAsync(Store store)
    {
        var idle = _idle.GetOrAdd(store, _ => []);
        if (!idle.TryTake(out var server))
        {
            server = await ExamletServer.StartAsync(store, () => _cluster.Value, [], Traced);
            _all.Add(server);
        }

        var workspace = await server.WorkspaceAsync();
        workspace.Returned = () => idle.Add(server);
        return workspace;
    }

    /// <summary>A server of one's own, with other settings. Whoever starts it disposes it.</summary>
    public Task<ExamletServer> StartAsync(Store store, params string[] settings) => SearchedAsync(ExamletServer.StartAsync(store, () => _cluster.Value, settings));

    /// <summary>A server of one's own, made of other parts. Whoever starts it disposes it.</summary>
    public Task<ExamletServer> StartAsync(Store store, Action<WebApplicationBuilder, string> configure, params string[] settings) =>
        SearchedAsync(ExamletServer.StartAsync(store, () => _cluster.Value, settings, configure));

    /// <summary>An empty PostgreSQL database.</summary>
    public async Task<string> AddPostgreSqlDatabaseAsync() => await (await _cluster.Value).AddDatabaseAsync();

    /// <summary>
    /// Ends the run: it fails when a log line, a trace, a database, a backup or the OpenAPI document of any server told a secret that a test was given. Of the servers that tests
    /// started for themselves the log and the database were searched when they ended.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var told = _told.ToList();
        told.AddRange(_all.SelectMany(server => server.Log.Leaks));
        var secrets = _all.SelectMany(server => server.Log.Secrets).ToHashSet(StringComparer.Ordinal);
        told.AddRange(_traces.All.Where(token => secrets.Contains(token) || token.StartsWith("examp_", StringComparison.Ordinal)).Select(token => $"a trace: {token}"));
        foreach (var server in _all)
        {
            told.AddRange(await SecretSearch.InAsync(server));
            await server.DisposeAsync();
        }

        if (_cluster.IsValueCreated && _cluster.Value.IsCompletedSuccessfully)
        {
            await (await _cluster.Value).DisposeAsync();
        }

        told.Take(5).ShouldBeEmpty("the run told secrets");
    }

    /// <summary>Has a server searched for what it told when its test ends it. A test that makes it tell a secret takes <see cref="ExamletServer.Ended"/> away.</summary>
    private async Task<ExamletServer> SearchedAsync(Task<ExamletServer> starting)
    {
        var started = await starting;
        started.Ended = async server =>
        {
            foreach (var leak in server.Log.Leaks.Concat(await SecretSearch.InStoreAsync(server)))
            {
                _told.Add(leak);
            }
        };
        return started;
    }

    /// <summary>Has the traces of a server made, as for an operator who collects them.</summary>
    private void Traced(WebApplicationBuilder builder, string database)
    {
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9";
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(_traces));
    }
}
