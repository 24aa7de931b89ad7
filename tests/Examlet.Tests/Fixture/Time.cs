using System.Globalization;

namespace Examlet.Tests.Fixture;

/// <summary>Times as they stand on the wire.</summary>
public static class Time
{
    /// <summary>ISO 8601 in UTC with milliseconds: <c>2025-12-09T16:52:52.120Z</c>.</summary>
    public static string Iso(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
