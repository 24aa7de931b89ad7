namespace Examlet.Pipeline;

/// <summary>Lets <paramref name="most"/> things be under way at once; the others wait for their turn, in the order in
/// which they came.</summary>
internal sealed class Turns(int most, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<bool>> _waiting = new();
    private int _taken;

    /// <summary>True when nothing is under way.</summary>
    public bool AreFree => Volatile.Read(ref _taken) == 0;

    /// <summary>
    /// A turn; dispose it when it is over. Null if none came within <paramref name="patience"/> (null: however long it
    /// takes).
    /// </summary>
    public async ValueTask<IDisposable?> TakeAsync(TimeSpan? patience, CancellationToken cancellation)
    {
        TaskCompletionSource<bool> turn;
        lock (_lock)
        {
            if (_taken < most)
            {
                _taken++;
                return new Turn(this);
            }

            _waiting.Enqueue(turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var left = cancellation.UnsafeRegister(_ => turn.TrySetCanceled(cancellation), state: null);
        await using var late = patience is { } time
            ? clock.CreateTimer(_ => turn.TrySetResult(false), state: null, time, Timeout.InfiniteTimeSpan)
            : null;
        return await turn.Task ? new Turn(this) : null;
    }

    private void Next()
    {
        lock (_lock)
        {
            // Who has gone meanwhile is passed over.
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult(true))
                {
                    return;
                }
            }

            _taken--;
        }
    }

    private sealed class Turn(Turns turns) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                turns.Next();
            }
        }
    }
}
