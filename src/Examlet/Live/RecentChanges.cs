using Examlet.Storage;

namespace Examlet.Live;

/// <summary>
/// Finds recent changes of any node that open pages must be told of: the IDs of exam sessions, embed sessions and
/// users. It is one query of three small ranges, however many pages are open. A change has a stamp by the database's
/// clock, and shows when its transaction commits. So each look goes back over some seconds of the last one, and reports
/// only new changes.
/// </summary>
internal sealed class RecentChanges(Database database)
{
    /// <summary>
    /// How long a transaction may take from its stamp to its commit and still be found at once. A slower one is found
    /// when pages are read again.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);
    private Dictionary<string, long> _told = new(StringComparer.Ordinal);
    private long _since = long.MaxValue;

    /// <summary>Begins anew: changes before the next look are not reported.</summary>
    public void Reset()
    {
        _told.Clear();
        _since = long.MaxValue;
    }

    /// <summary>The changes since the last look. If this throws, nothing is lost: the next look reports them.</summary>
    public async Task<HashSet<string>> LookAsync(CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            reader =>
                reader.QueryAsync<Row>(
                    $"""
                    select '' as "Id", {reader.Present} as "At"
                    union all select id, changed_at from exam_session where changed_at > @since
                    union all select id, changed_at from embed_session where changed_at > @since
                    union all select id, changed_at from app_user where changed_at > @since
                    """,
                    new { since = _since }
                ),
            cancellation
        );
        var told = _told;
        _told = rows.Where(row => row.Id.Length > 0).ToDictionary(row => row.Id, row => row.At, StringComparer.Ordinal);
        _since = rows.Single(row => row.Id.Length == 0).At - (long)Overlap.TotalMilliseconds;
        return
        [
            .. _told.Where(row => !told.TryGetValue(row.Key, out var at) || at != row.Value).Select(row => row.Key),
        ];
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public long At { get; init; }
    }
}
