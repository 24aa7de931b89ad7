using System.Data.Common;

namespace Examlet.Storage;

/// <summary>The differences between SQLite and PostgreSQL. Everything else runs the same SQL on both.</summary>
public abstract class Engine : IAsyncDisposable
{
    /// <summary>The engine and its version, for the operator to read; without a password.</summary>
    public abstract string Description { get; }

    /// <summary>The database file, or null when there is none.</summary>
    public abstract string? File { get; }

    /// <summary>The bytes of uploaded files.</summary>
    public abstract FileBytes Files { get; }

    /// <summary>
    /// Ends a <c>select</c> that locks the rows of <paramref name="table"/> (its alias) until the transaction ends.
    /// Empty for an engine with one writer at a time.
    /// </summary>
    public abstract string ForUpdate(string table);

    /// <summary>
    /// Ends a <c>select</c> that locks the rows of <paramref name="table"/> (its alias) and passes over those that
    /// another transaction has locked. Empty for an engine with one writer at a time.
    /// </summary>
    public abstract string SkipLocked(string table);

    /// <summary>
    /// A <c>select</c> that claims <c>@id</c> until the transaction ends; true unless somebody else has claimed it.
    /// Null for an engine with one process, which needs no claims.
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

    /// <summary>
    /// A command that the connection of a write transaction keeps prepared. It is for statements that run thousands of
    /// times.
    /// </summary>
    public abstract DbCommand Prepared(DbConnection connection, string sql);

    /// <summary>
    /// A statement that returns no rows, kept prepared by the connection of a write transaction, if running it row by
    /// row is the fastest way; null if one statement takes all rows.
    /// </summary>
    internal virtual SqliteStatement? RowByRow(DbConnection connection, RowsStatement statement) => null;

    /// <summary>True if the same transaction may succeed when it is tried again.</summary>
    public abstract bool IsConflict(DbException exception);

    /// <summary>Why the store cannot serve, if <paramref name="exception"/> says so.</summary>
    public abstract StoreFault FaultOf(Exception exception);

    /// <summary>The advice to the operator about a fault.</summary>
    public abstract string Advice(StoreFault fault);

    /// <summary>Closes connections that a fault may have spoilt, so that the next use opens new ones.</summary>
    public abstract void Forget(StoreFault fault);

    /// <summary>The present by the database's own clock, or null when it has none.</summary>
    public abstract Task<DateTimeOffset?> ClockAsync(CancellationToken cancellation);

    /// <summary>The damage that the engine itself finds in the database.</summary>
    public abstract Task<IReadOnlyList<string>> FindDamageAsync(Reader reader);

    public abstract ValueTask DisposeAsync();
}

/// <summary>An open write transaction. Disposing it without <see cref="CommitAsync"/> rolls back.</summary>
public abstract class WriteTransaction(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    public DbConnection Connection => connection;
    public DbTransaction Transaction => transaction;

    /// <summary>The exception that prevented the commit, if there was one.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// The fault of the store that <see cref="Failure"/> shows. After a fault the connection is not used again.
    /// </summary>
    public StoreFault Fault { get; private set; }

    public void Failed(Exception failure, StoreFault fault) => (Failure, Fault) = (failure, fault);

    /// <inheritdoc cref="Engine.CommitAsync"/>
    public abstract Task CommitAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>The result of the check of a database before it is served.</summary>
public enum StartCheck
{
    /// <summary>It was checked and is whole, or it is new.</summary>
    Whole,

    /// <summary>
    /// It was not checked: nobody asked, the engine has no such check, or the file is too large for every start.
    /// </summary>
    NotChecked,
}
