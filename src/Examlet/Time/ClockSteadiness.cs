namespace Examlet.Time;

/// <summary>Tells from looks at the wall clock and the monotonic one whether the wall clock has jumped. Slow drift, as
/// NTP's, is none.</summary>
internal sealed class ClockSteadiness(TimeSpan most)
{
    /// <summary>Looks in a row at which a clock that jumped must have run evenly before its new time is
    /// taken.</summary>
    public const int EvenLooks = 3;

    private TimeSpan? _offset;
    private TimeSpan _jumpedTo;
    private int _even;

    /// <summary>How far the clock is from where it should be; zero while it runs evenly.</summary>
    /// <param name="wall">The wall clock.</param>
    /// <param name="monotonic">Time that went by since any fixed moment.</param>
    public TimeSpan Look(DateTimeOffset wall, TimeSpan monotonic)
    {
        var now = wall - DateTimeOffset.UnixEpoch - monotonic;
        if (_offset is not { } offset || (now - offset).Duration() <= most)
        {
            (_offset, _even) = (now, 0);
            return TimeSpan.Zero;
        }

        _even = _even > 0 && (now - _jumpedTo).Duration() <= most ? _even + 1 : 1;
        _jumpedTo = now;
        if (_even <= EvenLooks)
        {
            return now - offset;
        }

        (_offset, _even) = (now, 0);
        return TimeSpan.Zero;
    }
}
