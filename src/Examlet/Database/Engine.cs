using System.Data.Common;

namespace Examlet.Database;

/// <summary>What differs between SQLite and PostgreSQL. Everything else runs the same SQL on both.</summary>
public abstract class Engine : IAsyncDisposable
{
    /// <summary>The engine and its version, for the operator's eyes; no password.</summary>
    public abstract string Description { get; }

    /// <summary>The database file, or null when there is none.</summary>
    public abstract string? File { get; }

    /// <summary>Where uploaded files are kept.</summary>
    public abstract FileBytes Files { get; }

    /// <summary>Ends a <c>select</c> that locks the rows of <paramref name="table"/> (its alias) until the transaction ends. Empty where one writer runs at a time anyway.</summary>
    public abstract string ForUpdate(string table);

    /// <summary>A condition that holds when <paramref name="column"/> is in the list parameter <paramref name="parameter"/> a JSON array of texts.</summary>
    public abstract string In(string column, string parameter);

    public abstract void Migrate();
    public abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancellation);

    /// <summary>Begins a write transaction. Disposing without commit rolls back.</summary>
    public abstract Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation);

    /// <summary>A command that the connection of a write transaction keeps prepared, for statements that run thousands of times.</summary>
    public abstract DbCommand Prepared(DbConnection connection, string sql);

    /// <summary>True when the same transaction may succeed if it is tried again.</summary>
    public abstract bool IsConflict(DbException exception);

    /// <summary>True when the store itself cannot serve now.</summary>
    public abstract bool IsAway(Exception exception);

    public abstract ValueTask DisposeAsync();
}

/// <summary>An open write transaction and what to give back when it ends.</summary>
public sealed class WriteTransaction(DbConnection connection, DbTransaction transaction, Func<ValueTask> release) : IAsyncDisposable
{
    public DbConnection Connection => connection;
    public DbTransaction Transaction => transaction;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            await release();
        }
    }
}
