using System.Data.Common;
using System.Security.Cryptography;

namespace Examlet.Database;

/// <summary>
/// Opens the store and runs transactions on it. The only type through which SQL reaches a database; which engine it is stays in this folder.
/// </summary>
public sealed class Database(Engine engine) : IAsyncDisposable
{
    private const int Tries = 6;
    private const int FirstPause = 10; // Milliseconds, doubled each time.
    private static readonly AsyncLocal<DatabaseSession?> Current = new();
    private static readonly AsyncLocal<LateWrite?> Late = new();

    private const int RoomForOneAnswer = 300 << 10;
    private int _fault;
    private int _readers;
    private int _writers;

    /// <summary>Opens the database that the settings name: <c>Host=…</c> is PostgreSQL, anything else the path of a SQLite file.</summary>
    public static Database Open(ExamletOptions options) => new(
        IsPostgreSql(options.Database)
            ? new PostgreSqlEngine(options.Database)
            : new SqliteEngine(options.Database, SqliteSettings.Of(options)));

    /// <summary>True for a PostgreSQL connection string, false for the path of a SQLite file.</summary>
    public static bool IsPostgreSql(string database) =>
        database.Contains("Host=", StringComparison.OrdinalIgnoreCase) || database.StartsWith("Server=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Which engine this is, for the operator's eyes.</summary>
    public string Description => engine.Description;

    /// <summary>The SQLite file, or null on PostgreSQL.</summary>
    public string? File => engine.File;

    /// <summary>Where uploaded files are kept.</summary>
    public FileBytes Files => engine.Files;

    /// <summary>Which engine it is, for what only one of them can do.</summary>
    internal Engine Engine => engine;

    /// <summary>What the store suffers from, as its last writes showed; <see cref="StoreFault.None"/> while it serves.</summary>
    public StoreFault Fault => (StoreFault)Volatile.Read(ref _fault);

    /// <summary>
    /// Connections that are out now, to read and to write. None is while bytes go to a client or come from one: a client that is slow would keep everybody from the store.
    /// </summary>
    public (int Readers, int Writers) InUse => (Volatile.Read(ref _readers), Volatile.Read(ref _writers));

    /// <summary>Told each change of <see cref="Fault"/>, with the exception that showed it.</summary>
    public Action<StoreFault, Exception?>? FaultChanged { get; set; }

    /// <summary>
    /// Opens the database for use and brings its schema up to date; one node at a time, all scripts in one transaction. With <paramref name="check"/> a
    /// SQLite file is looked through first, unless it is large.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is damaged, has lost its WAL, is of a newer program, or a script failed. The message says what to do.</exception>
    public StartCheck Migrate(bool check = false) => engine.Migrate(check);

    /// <summary>Why the store cannot serve, when that is what <paramref name="exception"/> says; otherwise the program is wrong.</summary>
    public StoreFault FaultOf(Exception exception) => engine.FaultOf(exception);

    /// <summary>True when <paramref name="exception"/> says that the store cannot serve now (away, busy, full, read-only) rather than that the program is wrong.</summary>
    public bool IsAway(Exception exception) => engine.FaultOf(exception) != StoreFault.None;

    /// <inheritdoc cref="Engine.Advice"/>
    public string Advice(StoreFault fault) => engine.Advice(fault);

    /// <inheritdoc cref="Engine.ClockAsync"/>
    public Task<DateTimeOffset?> ClockAsync(CancellationToken cancellation) => engine.ClockAsync(cancellation);

    /// <summary>Runs <paramref name="read"/> on a connection; inside a write of the same flow it sees that transaction.</summary>
    public async Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> read, CancellationToken cancellation)
    {
        if ((Current.Value ?? Late.Value?.Session) is { } outer)
        {
            return await read(outer);
        }

        Interlocked.Increment(ref _readers);
        try
        {
            await using var connection = await engine.OpenReaderAsync(cancellation);
            return await read(new DatabaseSession(engine, connection, transaction: null, cancellation));
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

    /// <summary>Runs <paramref name="read"/> on one state of the database, however long it takes and whatever is written meanwhile.</summary>
    public async Task<T> SnapshotAsync<T>(Func<DatabaseSession, Task<T>> read, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            await using var connection = await engine.OpenReaderAsync(cancellation);
            await using var snapshot = await engine.BeginSnapshotAsync(connection, cancellation);
            return await read(new DatabaseSession(engine, connection, snapshot, cancellation));
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
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

        return Late.Value is { IsOver: false } late ? await write(await late.BeginAsync()) : await TryAsync(() => TransactAsync(write, cancellation), cancellation);
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction that begins with its first write and is committed when this returns; reads before that see what is committed. So what the
    /// work does until then holds up nobody. <paramref name="first"/> comes before the first write, <paramref name="last"/> after the work, also where it wrote nothing. It may run
    /// more than once, as in <see cref="WriteAsync{T}(Func{DatabaseSession, Task{T}}, CancellationToken)"/>.
    /// </summary>
    public Task<T> WriteLateAsync<T>(
        Func<DatabaseSession, Task> first, Func<Task<T>> work, Func<DatabaseSession, T, Task> last, CancellationToken cancellation) => TryAsync(
        async () =>
        {
            var late = new LateWrite(write => TransactAsync(write, cancellation), first);
            Late.Value = late;
            try
            {
                var result = await work();
                await late.EndAsync(session => last(session, result));
                return result;
            }
            catch (Exception exception)
            {
                await late.AbandonAsync(exception);
                throw;
            }
        },
        cancellation);

    /// <inheritdoc cref="WriteAsync{T}(Func{DatabaseSession, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<DatabaseSession, Task> write, CancellationToken cancellation) => WriteAsync(
        async session =>
        {
            await write(session);
            return true;
        },
        cancellation);

    /// <summary>
    /// Runs <paramref name="work"/> for the row with that ID while it meets <paramref name="condition"/> (its alias is <c>t</c>), unless another node is at it:
    /// then nothing waits and the answer is false. The row is claimed until the work, which joins the transaction, is committed. On SQLite, where there is
    /// one process, nothing is held meanwhile: saves go on.
    /// </summary>
    public async Task<bool> ClaimAsync(string table, string condition, string id, Func<Task> work, CancellationToken cancellation)
    {
        if (engine.SkipLocked("t") is null)
        {
            await work();
            return true;
        }

        return await WriteAsync(
            async session =>
            {
                if (await session.FirstOrDefaultAsync<string>($"select t.id from {table} t where t.id = @id and {condition}{session.SkipLocked("t")}", new { id }) is null)
                {
                    return false;
                }

                await work();
                return true;
            },
            cancellation);
    }

    /// <summary>Shows that the store takes writes: one as large as the largest answer, that leaves nothing behind but its time.</summary>
    public async Task ProbeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (Fault != StoreFault.None)
        {
            await engine.Files.ProbeAsync(cancellation);
        }

        await TransactAsync(
            async session =>
            {
                var heartbeat = new { now = now.ToUnixTimeMilliseconds(), room = new string('x', RoomForOneAnswer) };
                return await session.ExecuteAsync(
                    "insert into heartbeat (id, at, room) values (1, @now, @room) on conflict (id) do update set at = excluded.at, room = excluded.room", heartbeat)
                    + await session.ExecuteAsync("update heartbeat set room = null where id = 1");
            },
            cancellation);
        Note(StoreFault.None, exception: null);
    }

    /// <summary>Notes a fault that showed outside a transaction, such as a disk that takes no file.</summary>
    public void Report(Exception exception) => _ = Noted(exception);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private async Task<T> TryAsync<T>(Func<Task<T>> once, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await once();
            }
            catch (DbException conflict) when (attempt < Tries && engine.IsConflict(conflict))
            {
                // The other transaction won; ours starts again from what it left, after a moment that differs from everybody else's.
            }

            await Task.Delay(RandomNumberGenerator.GetInt32(1, FirstPause << attempt), cancellation);
        }
    }

    private async Task<T> TransactAsync<T>(Func<DatabaseSession, Task<T>> write, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _writers);
        try
        {
            await using var writer = await engine.BeginWriteAsync(cancellation);
            var result = await InAsync(writer, write, cancellation);
            if (Fault is not (StoreFault.None or StoreFault.Full))
            {
                // A full disk may still take a small write; that it takes a large one is for the probe to show.
                Note(StoreFault.None, exception: null);
            }

            return result;
        }
        catch (Exception exception) when (exception is not FileStoreException { Fault: StoreFault.Away } && Noted(exception) != StoreFault.None)
        {
            engine.Forget(engine.FaultOf(exception));
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _writers);
        }
    }

    private async Task<T> InAsync<T>(WriteTransaction writer, Func<DatabaseSession, Task<T>> write, CancellationToken cancellation)
    {
        var session = new DatabaseSession(engine, writer.Connection, writer.Transaction, cancellation);
        Current.Value = session;
        try
        {
            var result = await write(session);
            await engine.CommitAsync(writer);
            return result;
        }
        catch (Exception exception)
        {
            writer.Failed(exception, engine.FaultOf(exception));
            throw;
        }
        finally
        {
            Current.Value = null;
        }
    }

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
