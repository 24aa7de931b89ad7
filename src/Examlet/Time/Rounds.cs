#pragma warning disable RS0030 // the one place that may use a PeriodicTimer
namespace Examlet.Time;

/// <summary>
/// The one loop for repeated work: a round, the rest of the interval, the next round. Between two rounds everything
/// else that waits for a thread has its turn, also when the interval was over long ago and the store answers without
/// waiting, as SQLite does. So hundreds of loops cannot keep the threads from requests, nor from the news that a client
/// went away.
/// </summary>
internal sealed class Rounds(TimeSpan interval, TimeProvider clock) : IDisposable
{
    private readonly PeriodicTimer _timer = new(interval, clock);

    /// <summary>From one round to the next.</summary>
    public TimeSpan Interval
    {
        get => _timer.Period;
        set => _timer.Period = value;
    }

    /// <summary>
    /// Waits for the next round. If the interval is over already it does not wait, but yields the thread once. Throws
    /// when <paramref name="cancellation"/> is requested.
    /// </summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        var isNext = await _timer.WaitForNextTickAsync(cancellation);
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return isNext;
    }

    public void Dispose() => _timer.Dispose();
}
