namespace Examlet.Pipeline;

/// <summary>One page of a list (contract §2). <c>NextCursor</c> is null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>
/// The start and the length of a page. Lists are ordered by (creation time, ID), so a page holds still while rows are
/// added. The cursor names the last row seen.
/// </summary>
public readonly record struct Paging(int Limit, long AfterTime, string AfterId, Cursors Cursors)
{
    /// <summary>One row more than the page, to know whether another page follows.</summary>
    public int Fetch => Limit + 1;

    /// <summary>Cuts the fetched rows to the page and makes the cursor of the next page.</summary>
    public Page<TOut> Of<TRow, TOut>(
        IReadOnlyList<TRow> rows,
        Func<TRow, (DateTimeOffset Time, string Id)> key,
        Func<TRow, TOut> show
    )
    {
        var shown = rows.Take(Limit).ToList();
        if (rows.Count <= Limit)
        {
            return new Page<TOut>(shown.ConvertAll(row => show(row)), NextCursor: null);
        }

        var (time, id) = key(shown[^1]);
        return new Page<TOut>(shown.ConvertAll(row => show(row)), Cursors.Write(time, id));
    }
}
