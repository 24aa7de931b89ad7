namespace Examlet.Pipeline;

/// <summary>An amount in each minute of <paramref name="clock"/>, which a test or a sandbox can move. What is given
/// back, because nothing came of it, was not used.
/// </summary>
internal sealed class MinuteCount(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private DateTimeOffset _windowStart = clock.GetUtcNow();
    private long _used;

    /// <summary>Takes what there is room for within <paramref name="limit"/> (0 is none); otherwise false, and how long
    /// to wait. Who wants more than the limit takes all of it.</summary>
    public bool TryTake(long amount, long limit, out TimeSpan wait)
    {
        lock (_lock)
        {
            wait = TimeLeft();
            if (limit > 0 && _used + Math.Min(amount, limit) > limit)
            {
                return false;
            }

            _used += amount;
            return true;
        }
    }

    /// <summary>Takes what is left of <paramref name="limit"/> (0 is none), at most <paramref name="most"/>; false, and
    /// how long to wait, when nothing is left.</summary>
    public bool TryTakeRest(long most, long limit, out long taken, out TimeSpan wait)
    {
        lock (_lock)
        {
            wait = TimeLeft();
            taken = limit > 0 ? Math.Clamp(limit - _used, 0, most) : most;
            _used += taken;
            return taken > 0;
        }
    }

    /// <summary>Counts what was used in any case; less than nothing gives back.</summary>
    public void Add(long amount)
    {
        lock (_lock)
        {
            _ = TimeLeft();
            _used = Math.Max(0, _used + amount);
        }
    }

    /// <summary>What was used in this minute.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
            {
                _ = TimeLeft();
                return _used;
            }
        }
    }

    private TimeSpan TimeLeft()
    {
        var now = clock.GetUtcNow();
        if (now - _windowStart >= Window || now < _windowStart)
        {
            (_windowStart, _used) = (now, 0);
        }

        return _windowStart + Window - now;
    }
}
