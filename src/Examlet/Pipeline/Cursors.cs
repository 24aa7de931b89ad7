using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Examlet.Access;
using Examlet.Http;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Pipeline;

/// <summary>
/// Reads and writes cursors. A cursor is signed, so that no query sees a position that somebody made up. A cursor is no
/// secret: every query is bound to the caller's workspace.
/// </summary>
public sealed class Cursors(SigningKeys keys)
{
    private const string Purpose = "cursor";
    private const int MacBytes = 16;
    private const int MaxLength = 400;
    private const int DefaultLimit = 25;
    private const int MaxLimit = 100;
    private readonly byte[] _current = keys.Current(Purpose);
    private readonly IReadOnlyList<byte[]> _accepted = keys.Accepted(Purpose);

    /// <summary>Reads <c>?limit=</c> and <c>?cursor=</c>; a problem for a limit outside 1–100 or a cursor that no list
    /// gave.</summary>
    public ProblemHttpResult? TryRead(string? limit, string? cursor, out Paging paging)
    {
        var length = DefaultLimit;
        paging = new Paging(length, -1, "", this);
        if (limit is not null && (!int.TryParse(limit, out length) || length is < 1 or > MaxLimit))
        {
            return Problems.Invalid("limit", $"`limit` must be a whole number from 1 to {MaxLimit}.");
        }

        paging = paging with { Limit = length };
        if (cursor is null)
        {
            return null;
        }

        if (Read(cursor) is not var (time, id))
        {
            return Problems.Invalid("cursor", "`cursor` must be a nextCursor of this list.");
        }

        paging = paging with { AfterTime = time, AfterId = id };
        return null;
    }

    /// <summary>The cursor that names a row as the last one seen.</summary>
    internal string Write(DateTimeOffset time, string id)
    {
        var position = Encoding.UTF8.GetBytes($"{time.ToMilliseconds()}.{id}");
        return Base64Url.EncodeToString([.. Mac(_current, position), .. position]);
    }

    private (long Time, string Id)? Read(string cursor)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor, out var length) || length <= MacBytes)
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        var position = bytes[MacBytes..];
        if (
            !_accepted.Any(key =>
                CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, MacBytes), Mac(key, position))
            )
        )
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(position);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return (long.Parse(text.AsSpan(0, dot)), text[(dot + 1)..]);
    }

    private static byte[] Mac(byte[] key, byte[] position) => HMACSHA256.HashData(key, position)[..MacBytes];
}
