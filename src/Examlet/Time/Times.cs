using System.Globalization;

namespace Examlet.Time;

/// <summary>Instants as they are stored (milliseconds since 1970, UTC) and as they are sent
/// (<see cref="DateTimeOffset"/> in UTC).</summary>
public static class Times
{
    /// <summary>The form of a time, as the end of a sentence.</summary>
    public const string Form =
        "a time in ISO 8601 with its zone, such as 2025-12-09T16:52:52.120Z or 2025-12-09T17:52:52+01:00";

    /// <summary>
    /// True if a time in ISO 8601 says its zone. Without a zone it would be another moment in each place that reads it.
    /// </summary>
    public static bool HasZone(string time) =>
        time.IndexOf('T') is > 0 and var at && time.AsSpan(at).IndexOfAny('Z', '+', '-') > 0;

    /// <summary>Reads a time of the query of an address.</summary>
    public static bool TryParse(string? time, out DateTimeOffset read)
    {
        // An address that was not encoded has a blank for the plus.
        var written = time?.Replace(' ', '+');
        read = default;
        return written is not null
            && HasZone(written)
            && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.None, out read);
    }

    /// <summary>The present, cut to whole milliseconds, so that the stored time equals the sent one.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) =>
        FromMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    public static DateTimeOffset FromMilliseconds(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? FromMilliseconds(long? milliseconds) =>
        milliseconds is { } value ? FromMilliseconds(value) : null;

    public static long ToMilliseconds(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? ToMilliseconds(this DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
