using System.Collections.Concurrent;
using Examlet.Settings;
using Microsoft.AspNetCore.Builder;
using OpenTelemetry.Trace;

[assembly: AssemblyFixture(typeof(ExamletServers))]

namespace Examlet.Tests.Fixture;

/// <summary>The servers of a test run. A test borrows one with <see cref="WorkspaceAsync"/> and has it alone until it
/// is disposed, so that it may move the clock; the next test gets the same server with another workspace.
/// </summary>
public sealed class ExamletServers : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Store, ConcurrentBag<ExamletServer>> _idle = new();
    private readonly ConcurrentBag<ExamletServer> _all = [];
    private readonly ConcurrentBag<string> _told = [];
    private readonly TraceTokens _traces = new();
    private readonly Lazy<Task<PostgreSqlCluster>> _cluster = new(PostgreSqlCluster.StartAsync);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-tests-");
    private readonly Lazy<string> _sqlite;
    private readonly Lazy<Task<string>> _postgreSql;

    public ExamletServers()
    {
        _sqlite = new Lazy<string>(() =>
            MigratedAsync(Path.Combine(_folder.FullName, "migrated.db")).GetAwaiter().GetResult()
        );
        _postgreSql = new Lazy<Task<string>>(async () => await MigratedAsync(await AddPostgreSqlDatabaseAsync()));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A fresh workspace on a server that nobody else uses now.</summary>
    public async Task<Workspace> WorkspaceAsync(Store store)
    {
        var idle = _idle.GetOrAdd(store, _ => []);
        if (!idle.TryTake(out var server))
        {
            server = await ExamletServer.StartAsync(store, DatabaseAsync, [], Traced);
            _all.Add(server);
        }

        var workspace = await server.WorkspaceAsync();
        workspace.Returned = () => idle.Add(server);
        return workspace;
    }

    /// <summary>A server of one's own, with other settings. Whoever starts it disposes it.</summary>
    public Task<ExamletServer> StartAsync(Store store, params string[] settings) =>
        SearchedAsync(ExamletServer.StartAsync(store, DatabaseAsync, settings));

    /// <summary>A server of one's own, made of other parts. Whoever starts it disposes it.</summary>
    public Task<ExamletServer> StartAsync(
        Store store,
        Action<WebApplicationBuilder, string> configure,
        params string[] settings
    ) => SearchedAsync(ExamletServer.StartAsync(store, DatabaseAsync, settings, configure));

    /// <summary>An empty PostgreSQL database.</summary>
    public async Task<string> AddPostgreSqlDatabaseAsync() => await (await _cluster.Value).AddDatabaseAsync();

    /// <summary>The setting of a database of one server's own: a copy of one that was migrated once, as most servers
    /// start on such a one.</summary>
    private async Task<string> DatabaseAsync(string? folder)
    {
        if (folder is null)
        {
            return await (await _cluster.Value).AddDatabaseAsync(template: await _postgreSql.Value);
        }

        var file = Path.Combine(folder, "examlet.db");
        File.Copy(_sqlite.Value, file);
        return file;
    }

    private static async Task<string> MigratedAsync(string database)
    {
        await using (var opened = Examlet.Storage.Database.Open(new ExamletOptions { Database = database }))
        {
            opened.Migrate();
        }

        Npgsql.NpgsqlConnection.ClearAllPools(); // PostgreSQL copies no database that somebody is connected to.
        return database;
    }

    /// <summary>Ends the run: it fails when a log line, a trace, a database, a backup or the OpenAPI document of any
    /// server told a secret that a test was given. Of the servers that tests started for themselves the log and the
    /// database were searched when they ended.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var told = _told.ToList();
        told.AddRange(_all.SelectMany(server => server.Log.Leaks));
        var secrets = _all.SelectMany(server => server.Log.Secrets).ToHashSet(StringComparer.Ordinal);
        told.AddRange(
            _traces
                .All.Where(token => secrets.Contains(token) || token.StartsWith("examp_", StringComparison.Ordinal))
                .Select(token => $"a trace: {token}")
        );
        foreach (var server in _all)
        {
            told.AddRange(await SecretSearch.InAsync(server));
            await server.DisposeAsync();
        }

        if (_cluster.IsValueCreated && _cluster.Value.IsCompletedSuccessfully)
        {
            await (await _cluster.Value).DisposeAsync();
        }

        _folder.Delete(recursive: true);
        told.Take(5).ShouldBeEmpty("the run told secrets");
    }

    /// <summary>Has a server searched for what it told when its test ends it. A test that makes it tell a secret takes
    /// <see cref="ExamletServer.Ended"/> away.</summary>
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
