using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Examlet.Access;

/// <summary>
/// The tail of an ID followed by an HMAC-SHA256 of it, in base64url. It proves that this program made the ID, without a
/// table of secrets.
/// </summary>
internal sealed class SignedTail(SigningKeys keys, string purpose)
{
    private const int MacLength = 43; // 32 bytes in base64url
    private static readonly SearchValues<char> Base64UrlAlphabet = SearchValues.Create(
        "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
    );
    private readonly byte[] _current = keys.Current(purpose);
    private readonly IReadOnlyList<byte[]> _accepted = keys.Accepted(purpose);

    /// <summary>67 characters of the base64url alphabet.</summary>
    public string Sign(string tail) => tail + Base64Url.EncodeToString(Mac(_current, tail));

    /// <summary>The tail; null when no accepted key signed it.</summary>
    public string? Read(string signed)
    {
        if (signed.Length != Ids.TailLength + MacLength || signed.AsSpan().ContainsAnyExcept(Base64UrlAlphabet))
        {
            return null;
        }

        var tail = signed[..Ids.TailLength];
        Span<byte> given = stackalloc byte[32];
        if (
            Base64Url.DecodeFromChars(signed.AsSpan(Ids.TailLength), given, out _, out var length)
                != OperationStatus.Done
            || length != given.Length
        )
        {
            return null;
        }

        foreach (var key in _accepted)
        {
            if (IsSigned(given, key, tail))
            {
                return tail;
            }
        }

        return null;
    }

    private static bool IsSigned(ReadOnlySpan<byte> given, byte[] key, string tail)
    {
        Span<byte> text = stackalloc byte[Ids.TailLength];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text[..Encoding.ASCII.GetBytes(tail, text)], mac);
        return CryptographicOperations.FixedTimeEquals(given, mac);
    }

    private static byte[] Mac(byte[] key, string tail) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(tail));
}
