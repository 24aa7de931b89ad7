namespace Examlet.Time;

/// <summary>
/// Detects jumps of the wall clock by comparing it with the monotonic clock. Slow drift, as of NTP, is no jump.
/// </summary>
internal sealed class ClockSteadiness(TimeSpan most)
{
    /// <summary>The number of consecutive even readings after which a clock that jumped is trusted again.</summary>
    public const int EvenLooks = 3;

    private TimeSpan? _offset;
    private TimeSpan _jumpedTo;
    private int _even;

    /// <summary>
    /// Reads the clocks. Returns how far the wall clock is from where it should be; zero while it runs evenly.
    /// </summary>
    /// <param name="wall">The wall clock.</param>
    /// <param name="monotonic">Time since a fixed moment.</param>
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
