using System.Data.Common;

namespace Examlet.Storage;

/// <summary>What differs between SQLite and PostgreSQL. Everything else runs the same SQL on both.</summary>
public abstract class Engine : IAsyncDisposable
{
    /// <summary>The engine and its version, for the operator's eyes; no password.</summary>
    public abstract string Description { get; }

    /// <summary>The database file, or null when there is none.</summary>
    public abstract string? File { get; }

    /// <summary>Where uploaded files are kept.</summary>
    public abstract FileBytes Files { get; }

    /// <summary>Ends a <c>select</c> that locks the rows of <paramref name="table"/> (its alias) until the transaction
    /// ends. Empty where one writer runs at a time anyway.</summary>
    public abstract string ForUpdate(string table);

    /// <summary>
    /// Ends a <c>select</c> that locks the rows of <paramref name="table"/> (its alias) and passes over those that
    /// another transaction has locked. Empty where one writer runs at
    /// a time anyway.
    /// </summary>
    public abstract string SkipLocked(string table);

    /// <summary>
    /// A <c>select</c> of true when nobody else has claimed what <c>@id</c> names; it is claimed until the transaction
    /// ends. Null where one process works on the database, which needs no claims.
    /// </summary>
    public abstract string? TryClaim { get; }

    /// <summary>The present by the database's own clock, in milliseconds, as an expression: the same for all nodes,
    /// however their clocks differ.</summary>
    public abstract string Present { get; }

    /// <summary>A condition that holds when <paramref name="column"/> is in the list parameter
    /// <paramref name="parameter"/> a JSON array of texts.</summary>
    public abstract string In(string column, string parameter);

    /// <inheritdoc cref="Database.Migrate"/>
    public abstract StartCheck Migrate(bool check);

    public abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancellation);

    /// <summary>Begins a transaction that only reads and sees one state of the database, on a connection of
    /// <see cref="OpenReaderAsync"/>.</summary>
    public abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Begins a write transaction. Disposing without commit rolls back.</summary>
    public abstract Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation);

    /// <summary>Commits; on disk when this returns.</summary>
    public virtual Task CommitAsync(WriteTransaction write) => write.CommitAsync();

    /// <summary>A command that the connection of a write transaction keeps prepared, for statements that run thousands
    /// of times.</summary>
    public abstract DbCommand Prepared(DbConnection connection, string sql);

    /// <summary>A statement that returns no rows, kept prepared by the connection of a write transaction, where
    /// running it row by row is the fastest way; null where one statement takes all rows.
    /// </summary>
    internal virtual SqliteStatement? RowByRow(DbConnection connection, RowsStatement statement) => null;

    /// <summary>True when the same transaction may succeed if it is tried again.</summary>
    public abstract bool IsConflict(DbException exception);

    /// <summary>Why the store cannot serve, when that is what <paramref name="exception"/> says.</summary>
    public abstract StoreFault FaultOf(Exception exception);

    /// <summary>What the operator must do about a fault.</summary>
    public abstract string Advice(StoreFault fault);

    /// <summary>Lets go of connections that a fault may have spoilt, so that the next use opens new ones.</summary>
    public abstract void Forget(StoreFault fault);

    /// <summary>The present by the database's own clock, or null when it has none.</summary>
    public abstract Task<DateTimeOffset?> ClockAsync(CancellationToken cancellation);

    /// <summary>Everything the engine itself finds wrong with what is stored.</summary>
    public abstract Task<IReadOnlyList<string>> FindDamageAsync(Reader reader);

    public abstract ValueTask DisposeAsync();
}

/// <summary>An open write transaction. Disposing it without <see cref="CommitAsync"/> rolls back.</summary>
public abstract class WriteTransaction(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    public DbConnection Connection => connection;
    public DbTransaction Transaction => transaction;

    /// <summary>What kept it from being committed, if something did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The fault of the store that <see cref="Failure"/> shows: unless it is none, the connection is not used
    /// again.</summary>
    public StoreFault Fault { get; private set; }

    public void Failed(Exception failure, StoreFault fault) => (Failure, Fault) = (failure, fault);

    /// <inheritdoc cref="Engine.CommitAsync"/>
    public abstract Task CommitAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>What was found about a database before it is served.</summary>
public enum StartCheck
{
    /// <summary>It was looked through and is whole, or it is new.</summary>
    Whole,

    /// <summary>It was not looked through: not asked for, not this engine's way, or too large to do so at every
    /// start.</summary>
    NotChecked,
}
