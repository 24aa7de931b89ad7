using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Http;

/// <summary>One page of a list (contract §2). <c>NextCursor</c> is null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>
/// Where a page begins and how long it is. Lists are ordered by (creation time, ID), so that a page holds still while rows are added;
/// the cursor names the last row seen. It is no secret: every query is bound to the caller's workspace anyway.
/// </summary>
public readonly record struct Paging(int Limit, long AfterTime, string AfterId)
{
    private const int DefaultLimit = 25;
    private const int MaxLimit = 100;

    /// <summary>One row more than the page, to know whether another page follows.</summary>
    public int Fetch => Limit + 1;

    /// <summary>Reads <c>?limit=</c> and <c>?cursor=</c>; a problem for a limit outside 1–100 or a cursor that no list gave.</summary>
    public static ProblemHttpResult? TryRead(string? limit, string? cursor, out Paging paging)
    {
        var length = DefaultLimit;
        paging = new Paging(length, -1, "");
        if (limit is not null && (!int.TryParse(limit, out length) || length is < 1 or > MaxLimit))
        {
            return Problems.Invalid("limit", $"`limit` must be a whole number from 1 to {MaxLimit}.");
        }

        paging = paging with { Limit = length };
        if (cursor is null)
        {
            return null;
        }

        if (!TryDecode(cursor, out var time, out var id))
        {
            return Problems.Invalid("cursor", "`cursor` must be a nextCursor of this list.");
        }

        paging = paging with { AfterTime = time, AfterId = id };
        return null;
    }

    /// <summary>Cuts the rows fetched to the page and makes the cursor of the next one.</summary>
    public Page<TOut> Of<TRow, TOut>(IReadOnlyList<TRow> rows, Func<TRow, (DateTimeOffset Time, string Id)> key, Func<TRow, TOut> show)
    {
        var more = rows.Count > Limit;
        var shown = rows.Take(Limit).ToList();
        var next = more ? Encode(key(shown[^1])) : null;
        return new Page<TOut>(shown.ConvertAll(row => show(row)), next);
    }

    private static string Encode((DateTimeOffset Time, string Id) last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{last.Time.ToMilliseconds()}.{last.Id}")).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static bool TryDecode(string cursor, out long time, out string id)
    {
        (time, id) = (0, "");
        var padded = cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var length))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || text.Contains('\0', StringComparison.Ordinal) || !long.TryParse(text.AsSpan(0, dot), out time))
        {
            return false;
        }

        id = text[(dot + 1)..];
        return true;
    }
}
