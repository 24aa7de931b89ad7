using System.Threading.Channels;

namespace Examlet.Time;

/// <summary>
/// Background work in rounds: one round, the rest of the interval, the next round. It follows the machine's clock. Work
/// for workspaces is <c>WorkspaceWork</c>, which follows theirs. A failed round is reported, and the next round comes
/// as usual.
/// </summary>
/// <param name="interval">From one round to the next.</param>
/// <param name="clock">The clock that ends an interval.</param>
public abstract class PeriodicWork(TimeSpan interval, TimeProvider clock) : BackgroundService
{
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>From one round to the next; a round may change it.</summary>
    protected TimeSpan Interval { get; set; } = interval;

    /// <summary>Begins the next round at once.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    /// <summary>One round.</summary>
    protected abstract Task RoundAsync(CancellationToken cancellation);

    /// <summary>Reports a failed round.</summary>
    protected abstract void Failed(Exception fault);

    /// <summary>Runs before the first interval.</summary>
    protected virtual Task BeginAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Runs after the last round.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var rounds = new Rounds(Interval, clock);
        try
        {
            await TryAsync(BeginAsync, stoppingToken);
            var tick = rounds.NextAsync(stoppingToken).AsTask();
            var woken = _woken.Reader.ReadAsync(stoppingToken).AsTask();
            while (true)
            {
                if (rounds.Interval != Interval)
                {
                    rounds.Interval = Interval;
                }

                await Task.WhenAny(tick, woken);
                await Task.Yield(); // Whatever waits for a thread has its turn, also where the store never waits.
                stoppingToken.ThrowIfCancellationRequested();
                tick = tick.IsCompleted ? rounds.NextAsync(stoppingToken).AsTask() : tick;
                woken = woken.IsCompleted ? _woken.Reader.ReadAsync(stoppingToken).AsTask() : woken;
                await TryAsync(RoundAsync, stoppingToken);
            }
        }
        finally
        {
            await EndAsync();
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(fault);
        }
    }
}
