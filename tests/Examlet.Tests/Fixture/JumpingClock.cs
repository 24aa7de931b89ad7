using Microsoft.Extensions.Time.Testing;

namespace Examlet.Tests.Fixture;

/// <summary>A clock that only tests move. After a jump over many of its periods a repeating timer rings twice, for
/// what was under way and for what that brought about: a week would be millions of rings that nobody waits for.
/// </summary>
public sealed class JumpingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime, period);

    private ITimer CreateOnce(TimerCallback callback) =>
        base.CreateTimer(callback, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private sealed class Timer : ITimer
    {
        private readonly JumpingClock _clock;
        private readonly ITimer _once;
        private TimeSpan _period;
        private DateTimeOffset _due;

        public Timer(JumpingClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _clock = clock;
            _once = clock.CreateOnce(_ =>
            {
                var isRepeating = _period > TimeSpan.Zero;
                var isLate = isRepeating && clock.GetUtcNow() - _due >= _period;
                if (isRepeating)
                {
                    Change(_period, _period);
                }

                callback(state);
                if (isLate)
                {
                    callback(state);
                }
            });
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : _clock.GetUtcNow() + dueTime;
            return _once.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _once.Dispose();

        public ValueTask DisposeAsync() => _once.DisposeAsync();
    }
}
