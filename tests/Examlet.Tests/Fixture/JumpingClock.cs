using Microsoft.Extensions.Time.Testing;

namespace Examlet.Tests.Fixture;

/// <summary>
/// A clock that only tests move. After a jump each repeating timer rings once, as it does for a process that was asleep: a week would be millions of rings
/// that nobody waits for.
/// </summary>
public sealed class JumpingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state, dueTime, period);

    private ITimer CreateOnce(TimerCallback callback) => base.CreateTimer(callback, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private sealed class Timer : ITimer
    {
        private readonly ITimer _once;
        private TimeSpan _period;

        public Timer(JumpingClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _once = clock.CreateOnce(_ =>
            {
                if (_period > TimeSpan.Zero)
                {
                    _once!.Change(_period, Timeout.InfiniteTimeSpan);
                }

                callback(state);
            });
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            return _once.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _once.Dispose();

        public ValueTask DisposeAsync() => _once.DisposeAsync();
    }
}
