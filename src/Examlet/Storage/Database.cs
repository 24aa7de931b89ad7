using System.Data.Common;
using System.Security.Cryptography;
using Examlet.Settings;

namespace Examlet.Storage;

/// <summary>
/// Opens the store and runs transactions on it. SQL reaches a database only through this type. Only this folder knows
/// which engine it is.
/// </summary>
public sealed class Database(Engine engine) : IAsyncDisposable
{
    private const int Tries = 6;
    private const int FirstPause = 10; // Milliseconds, doubled each time.
    private const int RoomForOneAnswer = 300 << 10;
    private int _fault;
    private int _readers;
    private int _writers;

    /// <summary>
    /// Opens the configured database: <c>Host=…</c> is PostgreSQL, anything else the path of a SQLite file.
    /// </summary>
    public static Database Open(ExamletOptions options) =>
        new(
            IsPostgreSql(options.Database)
                ? new PostgreSqlEngine(options.Database)
                : new SqliteEngine(options.Database, SqliteSettings.Of(options))
        );

    /// <summary>True for a PostgreSQL connection string, false for the path of a SQLite file.</summary>
    public static bool IsPostgreSql(string database) =>
        database.Contains("Host=", StringComparison.OrdinalIgnoreCase)
        || database.StartsWith("Server=", StringComparison.OrdinalIgnoreCase);

    /// <summary>The engine, for the operator to read.</summary>
    public string Description => engine.Description;

    /// <summary>The SQLite file, or null on PostgreSQL.</summary>
    public string? File => engine.File;

    /// <summary>The bytes of uploaded files.</summary>
    public FileBytes Files => engine.Files;

    /// <summary>The engine, for work that only one engine can do.</summary>
    internal Engine Engine => engine;

    /// <summary>The fault that the last writes showed; <see cref="StoreFault.None"/> while the store serves.</summary>
    public StoreFault Fault => (StoreFault)Volatile.Read(ref _fault);

    /// <summary>
    /// The connections in use, to read and to write. None is in use while bytes go to a client or come from one: a slow
    /// client would keep everybody from the store.
    /// </summary>
    public (int Readers, int Writers) InUse => (Volatile.Read(ref _readers), Volatile.Read(ref _writers));

    /// <summary>Called on each change of <see cref="Fault"/>, with the exception that showed it.</summary>
    public Action<StoreFault, Exception?>? FaultChanged { get; set; }

    /// <summary>
    /// Called after a commit with the ID of each row that the transaction named with <see cref="Transaction.Changed"/>.
    /// So watchers of rows on this node know at once; other nodes ask the database.
    /// </summary>
    public Action<string>? RowChanged { get; set; }

    /// <summary>
    /// Opens the database for use and brings its schema up to date; one node at a time, all scripts in one transaction.
    /// <paramref name="check"/> looks through a SQLite file first, unless it is large.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The database is damaged, has lost its WAL, is of a newer program, or a script failed. The message says what to
    /// do.
    /// </exception>
    public StartCheck Migrate(bool check = false) => engine.Migrate(check);

    /// <summary>
    /// Why the store cannot serve, if <paramref name="exception"/> says so; any other exception is a defect of the
    /// program.
    /// </summary>
    public StoreFault FaultOf(Exception exception) => engine.FaultOf(exception);

    /// <summary>
    /// True if <paramref name="exception"/> says that the store cannot serve now (away, busy, full, read-only). Any
    /// other exception is a defect of the program.
    /// </summary>
    public bool IsAway(Exception exception) => engine.FaultOf(exception) != StoreFault.None;

    /// <inheritdoc cref="Engine.Advice"/>
    public string Advice(StoreFault fault) => engine.Advice(fault);

    /// <inheritdoc cref="Engine.ClockAsync"/>
    public Task<DateTimeOffset?> ClockAsync(CancellationToken cancellation) => engine.ClockAsync(cancellation);

    /// <summary>Runs <paramref name="read"/> on a connection. It sees committed rows.</summary>
    public async Task<T> ReadAsync<T>(Func<Reader, Task<T>> read, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            await using var connection = await engine.OpenReaderAsync(cancellation);
            return await read(new Reader(engine, connection, transaction: null, cancellation));
        }
        catch (Exception exception) when (exception is not FileStoreException && Noted(exception) != StoreFault.None)
        {
            engine.Forget(engine.FaultOf(exception));
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    /// <summary>Runs <paramref name="read"/> on one state of the database, however long it takes and whatever is
    /// written meanwhile.</summary>
    public async Task<T> SnapshotAsync<T>(Func<Reader, Task<T>> read, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            await using var connection = await engine.OpenReaderAsync(cancellation);
            await using var snapshot = await engine.BeginSnapshotAsync(connection, cancellation);
            return await read(new Reader(engine, connection, snapshot, cancellation));
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction and commits it (on disk when this returns). An exception rolls
    /// back. <paramref name="write"/> may run more than once, each time in a transaction of its own: a conflict that
    /// the database reports is tried again.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TransactAsync(write, cancellation, isRepeated: attempt > 1);
            }
            catch (Exception conflict) when (attempt < Tries && IsConflict(conflict))
            {
                // The other transaction won; ours starts again from what it left, after a moment that differs from
                // everybody else's.
            }

            await Task.Delay(RandomNumberGenerator.GetInt32(1, FirstPause << attempt), cancellation);
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{Transaction, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<Transaction, Task> write, CancellationToken cancellation) =>
        WriteAsync(
            async transaction =>
            {
                await write(transaction);
                return true;
            },
            cancellation
        );

    /// <summary>
    /// Claims the row with that ID and runs <paramref name="work"/>, if the row meets <paramref name="condition"/> (its
    /// alias is <c>t</c>). False at once, without waiting, if another node has claimed it. The claim ends with the
    /// work, which has transactions of its own. SQLite has one process and needs no claim.
    /// </summary>
    public async Task<bool> ClaimAsync(
        string table,
        string condition,
        string id,
        Func<Task> work,
        CancellationToken cancellation
    )
    {
        if (engine.TryClaim is not { } claim)
        {
            await work();
            return true;
        }

        return await TransactAsync(
            async claiming =>
            {
                // The row is looked at under the claim: then whoever had it before is done with it.
                if (
                    !await claiming.FirstOrDefaultAsync<bool>(claim, new { id })
                    || await claiming.FirstOrDefaultAsync<string>(
                        $"select t.id from {table} t where t.id = @id and {condition}",
                        new { id }
                    )
                        is null
                )
                {
                    return false;
                }

                await work();
                return true;
            },
            cancellation
        );
    }

    /// <summary>
    /// Tests that the store takes a write as large as the largest answer. The write leaves only its time behind.
    /// </summary>
    public async Task ProbeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (Fault != StoreFault.None)
        {
            await engine.Files.ProbeAsync(cancellation);
        }

        await TransactAsync(
            async transaction =>
            {
                var heartbeat = new { now = now.ToUnixTimeMilliseconds(), room = new string('x', RoomForOneAnswer) };
                return await transaction.ExecuteAsync(
                        "insert into heartbeat (id, at, room) values (1, @now, @room) on conflict (id) do "
                            + "update set at = excluded.at, room = excluded.room",
                        heartbeat
                    ) + await transaction.ExecuteAsync("update heartbeat set room = null where id = 1");
            },
            cancellation
        );
        Note(StoreFault.None, exception: null);
    }

    /// <summary>Notes a fault from outside a transaction, such as a disk that takes no file.</summary>
    public void Report(Exception exception) => _ = Noted(exception);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private async Task<T> TransactAsync<T>(
        Func<Transaction, Task<T>> write,
        CancellationToken cancellation,
        bool isRepeated = false
    )
    {
        Interlocked.Increment(ref _writers);
        try
        {
            await using var writer = await engine.BeginWriteAsync(cancellation);
            var result = await InAsync(writer, write, isRepeated, cancellation);
            if (Fault is not (StoreFault.None or StoreFault.Full))
            {
                // A full disk may still take a small write; that it takes a large one is for the probe to show.
                Note(StoreFault.None, exception: null);
            }

            return result;
        }
        catch (Exception exception)
            when (exception is not FileStoreException { Fault: StoreFault.Away } && Noted(exception) != StoreFault.None)
        {
            engine.Forget(engine.FaultOf(exception));
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _writers);
        }
    }

    private async Task<T> InAsync<T>(
        WriteTransaction writer,
        Func<Transaction, Task<T>> write,
        bool isRepeated,
        CancellationToken cancellation
    )
    {
        var transaction = new Transaction(
            engine,
            writer.Connection,
            writer.Transaction,
            RowChanged,
            isRepeated,
            cancellation
        );
        T result;
        try
        {
            result = await write(transaction);
            await engine.CommitAsync(writer);
        }
        catch (Exception exception)
        {
            writer.Failed(exception, engine.FaultOf(exception));
            throw;
        }

        transaction.Committed();
        return result;
    }

    private bool IsConflict(Exception exception) =>
        exception is OvertakenException || (exception is DbException conflict && engine.IsConflict(conflict));

    private StoreFault Noted(Exception exception)
    {
        var fault = engine.FaultOf(exception);
        if (fault != StoreFault.None)
        {
            Note(fault, exception);
        }

        return fault;
    }

    private void Note(StoreFault fault, Exception? exception)
    {
        if (Interlocked.Exchange(ref _fault, (int)fault) != (int)fault)
        {
            FaultChanged?.Invoke(fault, exception);
        }
    }
}
