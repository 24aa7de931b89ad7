using System.Data.Common;

namespace Examlet.Database;

/// <summary>
/// Opens the store and runs transactions on it. The only type through which SQL reaches a database; which engine it is stays in this folder.
/// </summary>
public sealed class Database(Engine engine) : IAsyncDisposable
{
    private const int Tries = 4;
    private static readonly AsyncLocal<DatabaseSession?> Current = new();

    /// <summary>
    /// Opens the database that a setting names: <c>Host=…</c> is PostgreSQL, anything else the path of a SQLite file.
    /// </summary>
    public static Database Open(string setting) => new(
        setting.Contains("Host=", StringComparison.OrdinalIgnoreCase) || setting.StartsWith("Server=", StringComparison.OrdinalIgnoreCase)
            ? new PostgreSqlEngine(setting)
            : new SqliteEngine(setting));

    /// <summary>Which engine this is, for the operator's eyes.</summary>
    public string Description => engine.Description;

    /// <summary>The SQLite file, or null on PostgreSQL.</summary>
    public string? File => engine.File;

    /// <summary>Where uploaded files are kept.</summary>
    public FileBytes Files => engine.Files;

    /// <summary>Brings the schema up to date; one node at a time, each script in a transaction. Throws when a script fails or the schema is newer than this program.</summary>
    public void Migrate() => engine.Migrate();

    /// <summary>True when <paramref name="exception"/> says that the store cannot serve now (away, busy, full, read-only) rather than that the program is wrong.</summary>
    public bool IsAway(Exception exception) => engine.IsAway(exception);

    /// <summary>Runs <paramref name="read"/> on a connection; inside a write of the same flow it sees that transaction.</summary>
    public async Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> read, CancellationToken cancellation)
    {
        if (Current.Value is { } outer)
        {
            return await read(outer);
        }

        await using var connection = await engine.OpenReaderAsync(cancellation);
        return await read(new DatabaseSession(engine, connection, transaction: null, cancellation));
    }

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction and commits it (on disk when this returns). A write inside a write joins it.
    /// Whatever <paramref name="write"/> throws rolls back. It may run more than once: a conflict that the database reports is tried again.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<DatabaseSession, Task<T>> write, CancellationToken cancellation)
    {
        if (Current.Value is { } outer)
        {
            return await write(outer);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TransactAsync(write, cancellation);
            }
            catch (DbException conflict) when (attempt < Tries && engine.IsConflict(conflict))
            {
                // The other transaction won; ours starts again from what it left.
            }
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{DatabaseSession, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<DatabaseSession, Task> write, CancellationToken cancellation) => WriteAsync(
        async session =>
        {
            await write(session);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private async Task<T> TransactAsync<T>(Func<DatabaseSession, Task<T>> write, CancellationToken cancellation)
    {
        await using var writer = await engine.BeginWriteAsync(cancellation);
        var session = new DatabaseSession(engine, writer.Connection, writer.Transaction, cancellation);
        Current.Value = session;
        try
        {
            var result = await write(session);
            await writer.Transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            Current.Value = null;
        }
    }
}
