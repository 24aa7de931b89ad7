using System.Data.Common;
using Examlet.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Examlet.Tests.Fixture;

/// <summary>Where in a write transaction a fault strikes.</summary>
public enum Moment
{
    /// <summary>Nothing was read or written yet.</summary>
    Begin,

    /// <summary>In the middle, at a statement that locks or that is for many rows.</summary>
    Statement,

    /// <summary>All is written and nothing is committed.</summary>
    Commit,

    /// <summary>All is committed, and whoever asked does not get to know.</summary>
    AfterCommit,
}

/// <summary>A real engine that fails when a test says so. <see cref="Moment.Statement"/> strikes answers before
/// anything is read of their session.</summary>
public sealed class FaultyEngine(Engine real) : Engine
{
    private readonly Lock _gate = new();
    private (Moment Moment, Func<Exception> Make, int Times) _plan;

    /// <summary>How often a fault struck.</summary>
    public int Struck { get; private set; }

    /// <summary>What the database's clock says, when a test says so.</summary>
    public Func<DateTimeOffset?>? Clock { get; set; }

    /// <summary>What happens once, when a transaction is about to write many rows.</summary>
    public Action? BeforeWriting { get; set; }

    /// <summary>Starts a server on a faulty engine.</summary>
    public static async Task<(ExamletServer Server, FaultyEngine Engine)> ServeAsync(
        ExamletServers servers,
        Store store,
        params string[] settings
    )
    {
        FaultyEngine? engine = null;
        void Use(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder, string database)
        {
            engine = new FaultyEngine(
                store == Store.Sqlite ? new SqliteEngine(database) : new PostgreSqlEngine(database)
            )
            {
                Clock = () => null,
            };
            builder.Services.AddSingleton(new global::Examlet.Storage.Database(engine));
        }

        var server = await servers.StartAsync(store, Use, settings);
        return (server, engine!);
    }

    /// <summary>Makes the next <paramref name="times"/> transactions fail at <paramref name="moment"/>.</summary>
    public void Fail(Moment moment, Func<Exception> make, int times = int.MaxValue)
    {
        lock (_gate)
        {
            _plan = (moment, make, times);
        }
    }

    public void Mend()
    {
        lock (_gate)
        {
            _plan = default;
        }
    }

    /// <summary>What the driver throws for a kind of fault.</summary>
    public static Exception Of(Store store, StoreFault fault) =>
        (store, fault) switch
        {
            (Store.Sqlite, StoreFault.Full) => new SqliteException("database or disk is full", 13),
            (Store.Sqlite, StoreFault.ReadOnly) => new SqliteException("attempt to write a readonly database", 8),
            (Store.Sqlite, StoreFault.Busy) => new SqliteException("database is locked", 5),
            (Store.Sqlite, StoreFault.Damaged) => new SqliteException("database disk image is malformed", 11),
            (Store.Sqlite, _) => new SqliteException("disk I/O error", 10),
            (_, StoreFault.Full) => new PostgresException(
                "could not extend file",
                "ERROR",
                "ERROR",
                PostgresErrorCodes.DiskFull
            ),
            (_, StoreFault.ReadOnly) => new PostgresException(
                "cannot execute INSERT in a read-only transaction",
                "ERROR",
                "ERROR",
                PostgresErrorCodes.ReadOnlySqlTransaction
            ),
            (_, StoreFault.Busy) => new PostgresException(
                "sorry, too many clients already",
                "FATAL",
                "FATAL",
                PostgresErrorCodes.TooManyConnections
            ),
            (_, StoreFault.Damaged) => new PostgresException(
                "invalid page in block 7",
                "ERROR",
                "ERROR",
                PostgresErrorCodes.DataCorrupted
            ),
            _ => new NpgsqlException("Exception while reading from stream"),
        };

    public override string Description => real.Description;
    public override string? File => real.File;
    public override FileBytes Files => real.Files;

    public override string ForUpdate(string table)
    {
        Strike(Moment.Statement);
        return real.ForUpdate(table);
    }

    public override string SkipLocked(string table) => real.SkipLocked(table);

    public override string? TryClaim => real.TryClaim;

    public override string Present => real.Present;

    public override string In(string column, string parameter) => real.In(column, parameter);

    public override StartCheck Migrate(bool check) => real.Migrate(check);

    public override Task<DbConnection> OpenReaderAsync(CancellationToken cancellation) =>
        real.OpenReaderAsync(cancellation);

    public override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation) =>
        real.BeginSnapshotAsync(connection, cancellation);

    public override Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation)
    {
        Strike(Moment.Begin);
        return real.BeginWriteAsync(cancellation);
    }

    public override async Task CommitAsync(WriteTransaction write)
    {
        Strike(Moment.Commit);
        await real.CommitAsync(write);
        Strike(Moment.AfterCommit);
    }

    public override DbCommand Prepared(DbConnection connection, string sql) => real.Prepared(connection, sql);

    internal override SqliteStatement? RowByRow(DbConnection connection, RowsStatement statement)
    {
        if (BeforeWriting is { } act && !statement.All.StartsWith("select", StringComparison.Ordinal))
        {
            BeforeWriting = null;
            act();
        }

        Strike(Moment.Statement);
        return real.RowByRow(connection, statement);
    }

    public override bool IsConflict(DbException exception) => real.IsConflict(exception);

    public override StoreFault FaultOf(Exception exception) => real.FaultOf(exception);

    public override string Advice(StoreFault fault) => real.Advice(fault);

    public override void Forget(StoreFault fault) => real.Forget(fault);

    public override Task<DateTimeOffset?> ClockAsync(CancellationToken cancellation) =>
        Clock is { } clock ? Task.FromResult(clock()) : real.ClockAsync(cancellation);

    public override Task<IReadOnlyList<string>> FindDamageAsync(Reader reader) => real.FindDamageAsync(reader);

    public override ValueTask DisposeAsync() => real.DisposeAsync();

    private void Strike(Moment moment)
    {
        lock (_gate)
        {
            if (_plan.Times > 0 && _plan.Moment == moment)
            {
                _plan.Times--;
                Struck++;
                throw _plan.Make();
            }
        }
    }
}
