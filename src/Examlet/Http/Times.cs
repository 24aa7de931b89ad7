namespace Examlet.Http;

/// <summary>Instants as they are stored (milliseconds since 1970, UTC) and as they are sent (<see cref="DateTimeOffset"/> in UTC).</summary>
public static class Times
{
    /// <summary>The present, cut to whole milliseconds so that what is stored equals what was sent.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => FromMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    public static DateTimeOffset FromMilliseconds(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? FromMilliseconds(long? milliseconds) => milliseconds is { } value ? FromMilliseconds(value) : null;

    public static long ToMilliseconds(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? ToMilliseconds(this DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
