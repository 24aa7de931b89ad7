using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using DbUp;
using Npgsql;

namespace Examlet.Storage;

/// <summary>PostgreSQL 15 or newer, for several nodes. Statements that repeat are prepared by the driver.</summary>
public sealed class PostgreSqlEngine : Engine
{
    private const int MaxKept = 4;

    /// <summary>
    /// Connections of a node, unless the connection string says otherwise. A statement is prepared on each connection
    /// anew, and the pool takes them in turns: on 100 of them a school that starts at once had hardly any prepared.
    /// </summary>
    private const int MaxConnections = 24;

    private readonly NpgsqlDataSource _source;
    private readonly string _connectionString;

    // Where writes ended last: the driver hands its connections out in turns, and each of them has to prepare its
    // statements and make their plans again.
    private readonly ConcurrentStack<NpgsqlConnection> _kept = new();

    /// <summary>
    /// Takes an Npgsql connection string; throws <see cref="ArgumentException"/> for any other text. With several hosts
    /// it uses the primary.
    /// </summary>
    public PostgreSqlEngine(string connectionString)
    {
        var settings = SettingsOf(connectionString);
        settings.ApplicationName = "examlet";
        _connectionString = settings.ToString();
        _source = settings.TargetSessionAttributes is { } wanted
            ? SourceOf(settings, wanted)
            : NpgsqlDataSource.Create(settings);
        Description = $"PostgreSQL at {settings.Host}:{settings.Port}, database {settings.Database}";
    }

    public override string? File => null;

    public override FileBytes Files { get; } = new TableFiles();

    public override string Description { get; }

    public override string ForUpdate(string table) => $" for update of {table}";

    public override string SkipLocked(string table) => $" for update of {table} skip locked";

    public override string? TryClaim => "select pg_try_advisory_xact_lock(hashtextextended(@id, 0))";

    public override string Present => "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

    public override string In(string column, string parameter) =>
        $"{column} = any(array(select jsonb_array_elements_text(@{parameter}::jsonb)))";

    public override StartCheck Migrate(bool check)
    {
        using var connection = _source.OpenConnection();
        using var turn = TakeTurn(connection);
        // Its own connection, closed at the end: a pool of it would stay with the process.
        var own = new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ToString();
        Migrations.Run(DeployChanges.To.PostgresqlDatabase(own), Migrations.PostgreSql);
        turn.Commit();
        return StartCheck.NotChecked;
    }

    /// <summary>
    /// Waits until no other node migrates. The lock of a table ends with its transaction, however that ends, and works
    /// through a pooler.
    /// </summary>
    private static NpgsqlTransaction TakeTurn(NpgsqlConnection connection)
    {
        while (true)
        {
            var turn = connection.BeginTransaction();
            try
            {
                using var take = new NpgsqlCommand(
                    "create table if not exists migration_turn (); lock table migration_turn in access exclusive mode",
                    connection,
                    turn
                );
                take.CommandTimeout = 0;
                take.ExecuteNonQuery();
                return turn;
            }
            catch (PostgresException taken)
                when (taken.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable)
            {
                turn.Dispose(); // Another node made the table at the same moment, and had its turn.
            }
            catch
            {
                turn.Dispose();
                throw;
            }
        }
    }

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellation) =>
        await _source.OpenConnectionAsync(cancellation);

    public override async Task<DbTransaction> BeginSnapshotAsync(
        DbConnection connection,
        CancellationToken cancellation
    ) => await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    public override async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation)
    {
        var connection = _kept.TryPop(out var kept) ? kept : await _source.OpenConnectionAsync(cancellation);
        try
        {
            return new Write(this, connection, await connection.BeginTransactionAsync(cancellation));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override DbCommand Prepared(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the text is the program's own; what callers send are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    public override bool IsConflict(DbException exception) =>
        exception
            is PostgresException
            {
                SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            };

    public override StoreFault FaultOf(Exception exception) =>
        exception switch
        {
            PostgresException server => FaultOf(server),
            NpgsqlException or SocketException => StoreFault.Away,
            FileStoreException file => file.Fault,
            _ => StoreFault.None,
        };

    public override string Advice(StoreFault fault) =>
        fault switch
        {
            StoreFault.Full => "The disk of the PostgreSQL server is full: make room on it.",
            StoreFault.ReadOnly => "PostgreSQL takes no writes: the connection reaches a standby, or "
                + "default_transaction_read_only is on. Point Examlet__Database at the primary.",
            StoreFault.Busy => "PostgreSQL is overloaded or a lock is held for long: look at pg_stat_activity for what "
                + "blocks, and at max_connections.",
            StoreFault.Damaged =>
                "PostgreSQL reports damaged data: stop Examlet, keep a copy of the data directory, and "
                    + "restore the newest backup with `restore`.",
            _ => "PostgreSQL does not answer: see that it runs and that this machine reaches it.",
        };

    /// <summary>What is kept here may be broken; the driver throws its own connections away.</summary>
    public override void Forget(StoreFault fault)
    {
        while (_kept.TryPop(out var connection))
        {
            connection.Dispose();
        }
    }

    public override async Task<DateTimeOffset?> ClockAsync(CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>Finds nothing: PostgreSQL keeps its own constraints, and reading a page checks its checksum.</summary>
    public override Task<IReadOnlyList<string>> FindDamageAsync(Reader reader) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public override ValueTask DisposeAsync()
    {
        Forget(StoreFault.None);
        return _source.DisposeAsync();
    }

    /// <summary>
    /// A connection string with our defaults: statements are prepared, and the primary of several hosts is used.
    /// </summary>
    internal static NpgsqlConnectionStringBuilder SettingsOf(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = 100;
        }

        if (!given.ContainsKey("Auto Prepare Min Usages"))
        {
            settings.AutoPrepareMinUsages = 2;
        }

        if (!given.ContainsKey("Maximum Pool Size") && !given.ContainsKey("MaxPoolSize"))
        {
            settings.MaxPoolSize = MaxConnections;
        }

        if (!given.ContainsKey("No Reset On Close"))
        {
            settings.NoResetOnClose = true; // Nothing here sets what outlives its transaction.
        }

        if (settings.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            settings.TargetSessionAttributes ??= "primary";
            if (!given.ContainsKey("Host Recheck Seconds"))
            {
                // After a failover the standby is the primary, and that is to be seen at once.
                settings.HostRecheckSeconds = 1;
            }
        }

        return settings;
    }

    private ValueTask KeepAsync(NpgsqlConnection connection, bool mayBeBroken)
    {
        if (mayBeBroken || connection.State != ConnectionState.Open || _kept.Count >= MaxKept)
        {
            return connection.DisposeAsync();
        }

        _kept.Push(connection);
        return ValueTask.CompletedTask;
    }

    private static NpgsqlDataSource SourceOf(NpgsqlConnectionStringBuilder settings, string wanted)
    {
        var attributes = wanted switch
        {
            "primary" => TargetSessionAttributes.Primary,
            "read-write" => TargetSessionAttributes.ReadWrite,
            _ => throw new ArgumentException(
                $"Target Session Attributes must be primary or read-write, not {wanted}: Examlet writes."
            ),
        };
        return new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(settings.ToString()) { TargetSessionAttributes = null }.ToString()
        )
            .BuildMultiHost()
            .WithTargetSession(attributes);
    }

    private static StoreFault FaultOf(PostgresException server) =>
        server.SqlState switch
        {
            PostgresErrorCodes.DiskFull => StoreFault.Full,
            PostgresErrorCodes.ReadOnlySqlTransaction => StoreFault.ReadOnly,
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => StoreFault.Damaged,
            PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.QueryCanceled => StoreFault.Busy,
            PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.IoError => StoreFault.Away,
            _ => server.IsTransient ? StoreFault.Away : StoreFault.None,
        };

    private sealed class Write(PostgreSqlEngine engine, NpgsqlConnection connection, NpgsqlTransaction transaction)
        : WriteTransaction(connection, transaction)
    {
        /// <summary>
        /// Commits. A warning makes the commit fail: PostgreSQL warns when the wait for the synchronous standby was
        /// canceled, and then the transaction is in force on the primary alone. Repeating the work waits for the
        /// standby again.
        /// </summary>
        public override async Task CommitAsync()
        {
            PostgresNotice? warning = null;
            void Hear(object sender, NpgsqlNoticeEventArgs notice) =>
                warning = notice.Notice.InvariantSeverity == "WARNING" ? notice.Notice : warning;
            connection.Notice += Hear;
            try
            {
                await transaction.CommitAsync(CancellationToken.None);
            }
            finally
            {
                connection.Notice -= Hear;
            }

            if (warning is not null)
            {
                throw new NpgsqlException($"The commit is not certain: {warning.MessageText} {warning.Detail}");
            }
        }

        public override async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
            }
            catch (Exception fault) when (Fault != StoreFault.None && fault is DbException or InvalidOperationException)
            {
                // What ended the transaction is on its way to the caller; that it cannot be rolled back on a connection
                // that is gone says nothing new.
            }
            finally
            {
                await engine.KeepAsync(connection, mayBeBroken: Fault != StoreFault.None);
            }
        }
    }
}
