using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Examlet.Storage;

/// <summary>
/// The writes of this process to a SQLite file, one after the other. Waiting for the disk takes longer than most
/// writes, so writes that queue share a transaction. If other writes are waiting, a finished write does not commit; the
/// last one commits for all, and all return together. A write that fails is undone alone. If the store fails, none is
/// committed and each gets the error. A write that nobody waits behind commits at once.
/// </summary>
internal sealed class SqliteWriters(Func<SqliteConnection> open, Action close, TimeSpan longestShared)
    : IAsyncDisposable
{
    private const string Savepoint = "write";
    private const int MaxWrites = 64;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;
    private Shared? _shared;
    private bool _closed;

    /// <summary>Waits for the turn of this write and opens the transaction, or joins the one that the write before left
    /// open.</summary>
    public async Task<WriteTransaction> BeginAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        await _turn.WaitAsync(CancellationToken.None); // The write before may have left its commit to this one.
        Interlocked.Decrement(ref _waiting);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (cancellation.IsCancellationRequested)
            {
                PassOn();
                throw new OperationCanceledException(cancellation);
            }

            if (_shared is { } shared)
            {
                shared.Transaction.Save(Savepoint);
            }
            else
            {
                var connection = open();
                _shared = shared = new Shared(connection, connection.BeginTransaction(deferred: false));
            }

            return new Write(this, shared);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Abandon(failure, isSpoilt: true);
            throw;
        }
    }

    /// <summary>Commits what was left open, closes the connection and takes no further write.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        if (CommitShared())
        {
            close();
            _closed = true;
            _turn.Release();
        }
    }

    /// <summary>Ends this turn with nothing of its own to commit: the next write takes the open transaction over, or it
    /// is committed now.</summary>
    private void PassOn()
    {
        if (Volatile.Read(ref _waiting) == 0 && !CommitShared())
        {
            return;
        }

        _turn.Release();
    }

    /// <summary>Returns false if the commit failed; the semaphore has then been released.</summary>
    private bool CommitShared()
    {
        try
        {
            Commit();
            return true;
        }
        catch (Exception failure)
        {
            Abandon(failure, isSpoilt: true);
            return false;
        }
    }

    private void Commit()
    {
        if (_shared is { } shared)
        {
            shared.Transaction.Commit();
            _shared = null;
            shared.Transaction.Dispose();
            shared.Committed.SetResult();
        }
    }

    /// <summary>
    /// Rolls the shared transaction back, fails the writes that left it their commit, and releases the turn.
    /// </summary>
    private void Abandon(Exception failure, bool isSpoilt)
    {
        var shared = _shared;
        _shared = null;
        try
        {
            shared?.Transaction.Dispose();
        }
        catch (Exception gone) when (gone is DbException or InvalidOperationException)
        {
            // What ended the transaction is on its way to everybody concerned; that it cannot be rolled back either
            // says nothing new.
        }
        finally
        {
            if (isSpoilt)
            {
                close();
            }

            _turn.Release();
            if (shared is { Left: > 0 })
            {
                shared.Committed.SetException(failure);
            }
        }
    }

    private bool IsToBeShared(Shared shared) =>
        Volatile.Read(ref _waiting) > 0
        && shared.Left + 1 < MaxWrites
        && (shared.Left == 0 || Stopwatch.GetElapsedTime(shared.Since) < longestShared);

    private sealed class Shared(SqliteConnection connection, SqliteTransaction transaction)
    {
        public SqliteConnection Connection => connection;
        public SqliteTransaction Transaction => transaction;

        /// <summary>The number of finished writes that wait for another's commit.</summary>
        public int Left { get; private set; }

        /// <summary>The time since which the first of them waits.</summary>
        public long Since { get; private set; }

        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Leave()
        {
            Since = Left == 0 ? Stopwatch.GetTimestamp() : Since;
            Left++;
        }
    }

    private sealed class Write(SqliteWriters writers, Shared shared)
        : WriteTransaction(shared.Connection, shared.Transaction)
    {
        private readonly bool _isFirst = shared.Left == 0;
        private bool _ended;

        public override async Task CommitAsync()
        {
            if (!writers.IsToBeShared(shared))
            {
                writers.Commit();
                _ended = true;
                writers._turn.Release();
                return;
            }

            if (!_isFirst)
            {
                shared.Transaction.Release(Savepoint);
            }

            shared.Leave();
            _ended = true;
            writers._turn.Release();
            await shared.Committed.Task;
        }

        public override ValueTask DisposeAsync()
        {
            if (_ended)
            {
                return ValueTask.CompletedTask;
            }

            _ended = true;
            if (_isFirst || Fault != StoreFault.None)
            {
                writers.Abandon(
                    Failure ?? new InvalidOperationException("The transaction was rolled back."),
                    Fault != StoreFault.None
                );
                return ValueTask.CompletedTask;
            }

            try
            {
                shared.Transaction.Rollback(Savepoint);
            }
            catch (Exception failure) when (failure is DbException or InvalidOperationException)
            {
                writers.Abandon(failure, isSpoilt: true);
                return ValueTask.CompletedTask;
            }

            writers.PassOn();
            return ValueTask.CompletedTask;
        }
    }
}
