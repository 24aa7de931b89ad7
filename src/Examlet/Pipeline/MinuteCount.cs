namespace Examlet.Pipeline;

/// <summary>
/// An amount in each minute of <paramref name="clock"/>, which a test or a sandbox can move. An amount that is given
/// back was not used.
/// </summary>
internal sealed class MinuteCount(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private DateTimeOffset _windowStart = clock.GetUtcNow();
    private long _used;

    /// <summary>
    /// Takes <paramref name="amount"/> if <paramref name="limit"/> (0 is none) has room; otherwise false, and how long
    /// to wait. An amount above the limit takes the whole limit.
    /// </summary>
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

    /// <summary>
    /// Takes the rest of <paramref name="limit"/> (0 is none), at most <paramref name="most"/>. False, and how long to
    /// wait, if nothing is left.
    /// </summary>
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

    /// <summary>Counts an amount in any case. A negative amount gives back.</summary>
    public void Add(long amount)
    {
        lock (_lock)
        {
            _ = TimeLeft();
            _used = Math.Max(0, _used + amount);
        }
    }

    /// <summary>The amount used in this minute.</summary>
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
