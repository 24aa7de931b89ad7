using System.Threading.Channels;

namespace Examlet.Time;

/// <summary>
/// Work that the server does again and again: one round, the rest of the interval, the next. It follows the machine's
/// clock; work for workspaces is <c>WorkspaceWork</c>, which follows theirs. A round that fails is
/// told, and the next one comes as if nothing had been.
/// </summary>
/// <param name="interval">From one round to the next.</param>
/// <param name="clock">Says when an interval is over.</param>
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

    /// <summary>Tells that a round failed.</summary>
    protected abstract void Failed(Exception fault);

    /// <summary>Comes before the first interval.</summary>
    protected virtual Task BeginAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Comes after the last round.</summary>
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
