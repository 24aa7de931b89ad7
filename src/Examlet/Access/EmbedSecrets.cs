using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Examlet.Access;

/// <summary>
/// The secrets of embed URLs: the tail of the embed session's ID, then an HMAC-SHA256 of it under a key that is not in the database.
/// So a secret can be shown again, an ID alone opens nothing, a stolen copy of the database opens nothing, and no table has to be searched for a secret.
/// </summary>
public sealed class EmbedSecrets(SigningKeys keys)
{
    private const string Purpose = "embed-url";
    private const int MacLength = 43; // 32 bytes in base64url
    private readonly byte[] _current = keys.Current(Purpose);
    private readonly IReadOnlyList<byte[]> _accepted = keys.Accepted(Purpose);

    /// <summary>The secret of an embed session: 67 characters of the base64url alphabet.</summary>
    public string Of(string embedSessionId)
    {
        var tail = embedSessionId[Ids.EmbedSession.Length..];
        return tail + Base64Url.EncodeToString(Mac(_current, tail));
    }

    /// <summary>The ID of the embed session that <paramref name="secret"/> opens; null when this program never made it.</summary>
    public string? IdOf(string secret)
    {
        if (secret.Length != Ids.TailLength + MacLength || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return null;
        }

        var tail = secret[..Ids.TailLength];
        Span<byte> given = stackalloc byte[32];
        if (Base64Url.DecodeFromChars(secret.AsSpan(Ids.TailLength), given, out _, out var length) != OperationStatus.Done || length != given.Length)
        {
            return null;
        }

        foreach (var key in _accepted)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Mac(key, tail)))
            {
                return Ids.EmbedSession + tail;
            }
        }

        return null;
    }

    private static byte[] Mac(byte[] key, string tail) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(tail));
}
