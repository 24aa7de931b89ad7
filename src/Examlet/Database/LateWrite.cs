namespace Examlet.Database;

/// <summary>
/// A transaction that begins with the first write of the work it belongs to and ends with that work, so that what the work does before (reading a long body, checking it)
/// holds up no other writer. <paramref name="transact"/> runs what it is given in a transaction and commits it; <paramref name="first"/> is done before the first write.
/// </summary>
internal sealed class LateWrite(Func<Func<DatabaseSession, Task<bool>>, Task> transact, Func<DatabaseSession, Task> first)
{
    private readonly TaskCompletionSource<DatabaseSession> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Func<DatabaseSession, Task>> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _transaction;

    /// <summary>True once the work is done: what it has left running belongs to no transaction.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The open transaction; null before the first write.</summary>
    public DatabaseSession? Session => !IsOver && _begun.Task.IsCompletedSuccessfully ? _begun.Task.Result : null;

    /// <summary>The transaction, begun if it was not. Throws what kept it from beginning.</summary>
    public async Task<DatabaseSession> BeginAsync()
    {
        _transaction ??= transact(async session =>
        {
            await first(session);
            _begun.SetResult(session);
            await (await _last.Task)(session);
            return true;
        });
        if (await Task.WhenAny(_begun.Task, _transaction) == _transaction)
        {
            await _transaction;
        }

        return await _begun.Task;
    }

    /// <summary>Does <paramref name="last"/> and commits.</summary>
    public async Task EndAsync(Func<DatabaseSession, Task> last)
    {
        await BeginAsync();
        IsOver = true;
        _last.SetResult(last);
        await _transaction!;
    }

    /// <summary>Rolls back, when there is anything: the work failed with <paramref name="why"/>.</summary>
    public async Task AbandonAsync(Exception why)
    {
        IsOver = true;
        _last.TrySetException(why);
        if (_transaction is not null)
        {
            await _transaction.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
