using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Examlet.Tests.Fixture;

/// <summary>A throw-away PostgreSQL cluster for one test run, reached through a socket in its own folder, with fsync
/// on as in production. A watching shell stops and deletes it when this process ends, however it ends: its standard
/// input closes then.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private const string HowToInstall =
        "The tests run on PostgreSQL too, and it is missing. Install it: `apt-get install postgresql` on "
        + "Debian and Ubuntu; ./test.sh does so.";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    // Arguments: the folder of the programs, the folder of the cluster.
    private const string Script = """
        set -eu
        programs=$1 folder=$2
        begin() {
          "$programs/postgres" -D "$folder" -c listen_addresses= -c unix_socket_directories="$folder" \
            -c max_connections=500 -c log_min_messages=fatal </dev/null >>"$folder/server.log" 2>&1 &
          server=$!
          echo started
        }
        "$programs/initdb" --pgdata="$folder" --auth=trust --username=postgres \
          --encoding=UTF8 --no-locale --no-instructions >/dev/null
        begin
        while read -r order; do
          case $order in
            crash)
              "$programs/pg_ctl" stop -D "$folder" -m immediate >/dev/null
              wait "$server" || true
              echo crashed
              ;;
            begin) begin ;;
          esac
        done
        kill -INT "$server" 2>/dev/null || true
        wait "$server" || true
        rm -rf "$folder"
        """;

    // Arguments: the folder of the programs, the folder of the standby, the folder of its primary.
    private const string StandbyScript = """
        set -eu
        programs=$1 folder=$2 primary=$3 frozen=
        "$programs/pg_basebackup" --pgdata="$folder" --write-recovery-conf --checkpoint=fast \
          --dbname="host=$primary user=postgres application_name=standby" 2>/dev/null
        rm "$folder/.s.PGSQL.5432.lock"
        "$programs/postgres" -D "$folder" -c listen_addresses= -c unix_socket_directories="$folder" \
          -c max_connections=500 -c log_min_messages=fatal </dev/null >>"$folder/server.log" 2>&1 &
        server=$!
        echo started
        while read -r order receiver; do
          case $order in
            promote)
              "$programs/pg_ctl" promote -D "$folder" -w >/dev/null
              echo promoted
              ;;
            freeze)
              kill -STOP "$receiver"
              frozen=$receiver
              echo frozen
              ;;
            thaw)
              kill -CONT "$receiver"
              echo thawed
              ;;
          esac
        done
        kill -CONT $frozen 2>/dev/null || true
        kill -INT "$server" 2>/dev/null || true
        wait "$server" || true
        rm -rf "$folder"
        """;

    private readonly Process _watcher;
    private readonly string _folder;
    private int _databases;
    private int _receiver;

    private PostgreSqlCluster(Process watcher, string folder)
    {
        _watcher = watcher;
        _folder = folder;
    }

    /// <summary>The path of one of PostgreSQL's programs.</summary>
    public static string Program(string name) => Path.Combine(Programs(), name);

    public static async Task<PostgreSqlCluster> StartAsync()
    {
        var folder = $"/tmp/examlet-tests-{Guid.NewGuid().ToString("N")[..12]}";
        var cluster = new PostgreSqlCluster(await WatchAsync(Script, Programs(), folder), folder);
        await cluster.AnsweredAsync();
        return cluster;
    }

    /// <summary>Makes a standby that this cluster waits for at each commit: what is acknowledged is on the disks of
    /// both. Dispose it before this cluster.
    /// </summary>
    public async Task<PostgreSqlCluster> AddSynchronousStandbyAsync()
    {
        var folder = $"{_folder}-standby";
        var standby = new PostgreSqlCluster(await WatchAsync(StandbyScript, Programs(), folder, _folder), folder);
        await standby.AnsweredAsync();
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        foreach (
            var order in new[] { "alter system set synchronous_standby_names = 'standby'", "select pg_reload_conf()" }
        )
        {
#pragma warning disable CA2100 // The orders stand here.
            await using var command = new NpgsqlCommand(order, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        var waited = Stopwatch.StartNew();
        await using var ask = new NpgsqlCommand(
            "select count(*) from pg_stat_replication where sync_state = 'sync'",
            connection
        );
        while ((long)(await ask.ExecuteScalarAsync())! == 0)
        {
            if (waited.Elapsed > StartPatience)
            {
                throw new TimeoutException("The standby does not follow.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20)); // Another process starts: there is no event to wait for.
        }

        return standby;
    }

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => OrderAsync("promote", "promoted");

    /// <summary>A standby takes nothing from its primary any more, and says nothing about it.</summary>
    public async Task FreezeAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand("select pid from pg_stat_wal_receiver", connection);
        _receiver = (int)(await ask.ExecuteScalarAsync())!;
        await OrderAsync($"freeze {_receiver}", "frozen");
    }

    /// <summary>A frozen standby goes on.</summary>
    public Task ThawAsync() => OrderAsync($"thaw {_receiver}", "thawed");

    /// <summary>The connection string of a database that is here or, after a failover, at
    /// <paramref name="standby"/>.</summary>
    public string With(PostgreSqlCluster standby, string connectionString) =>
        connectionString.Replace($"Host={_folder}", $"Host={_folder},{standby._folder}", StringComparison.Ordinal);

    private static async Task<Process> WatchAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/tmp",
        };
        if (Environment.UserName == "root")
        {
            start.FileName = "runuser"; // PostgreSQL refuses to run as root.
            Add(start, "-u", "postgres", "--");
            Add(start, ["sh", "-c", script, "sh", .. arguments]);
        }
        else
        {
            start.FileName = "sh";
            Add(start, ["-c", script, "sh", .. arguments]);
        }

        var watcher = Process.Start(start) ?? throw new InvalidOperationException(HowToInstall);
        if (await watcher.StandardOutput.ReadLineAsync() != "started")
        {
            throw new InvalidOperationException(
                $"The PostgreSQL cluster for the tests did not start. {await watcher.StandardError.ReadToEndAsync()}"
            );
        }

        return watcher;
    }

    /// <summary>Makes an empty database, or a copy of <paramref name="template"/> that nobody is connected to; returns
    /// its connection string.</summary>
    public async Task<string> AddDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"examlet_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made here.
        command.CommandText = template is null
            ? $"create database {name}"
            : $"create database {name} template {new NpgsqlConnectionStringBuilder(template).Database}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Stops the server as a crash does: nothing is written to the end, and the next start recovers from the
    /// log.</summary>
    public Task CrashAsync() => OrderAsync("crash", "crashed");

    /// <summary>Starts it again after a crash. It may recover for a while after this returns.</summary>
    public Task BeginAsync() => OrderAsync("begin", "started");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        _watcher.StandardInput.Close();
        await _watcher.WaitForExitAsync();
        _watcher.Dispose();
    }

    private async Task OrderAsync(string order, string done)
    {
        await _watcher.StandardInput.WriteLineAsync(order);
        await _watcher.StandardInput.FlushAsync();
        if (await _watcher.StandardOutput.ReadLineAsync() != done)
        {
            throw new InvalidOperationException(
                $"The PostgreSQL cluster did not {order}. {await _watcher.StandardError.ReadToEndAsync()}"
            );
        }
    }

    private static string Programs() =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory
            .GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .Order(StringComparer.Ordinal)
            .LastOrDefault()
            is { } newest
            ? newest
            : throw new InvalidOperationException(HowToInstall);

    private static void Add(ProcessStartInfo start, params string[] arguments)
    {
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
    }

    private string ConnectionString(string database) =>
        $"Host={_folder};Username=postgres;Database={database};Maximum Pool Size=40;No Reset On Close=true";

    private async Task AnsweredAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < StartPatience)
            {
                // Another process starts: there is no event to wait for.
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
