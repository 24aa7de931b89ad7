using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Examlet.ExamSessions;

/// <summary>SHA-256 of texts, in base64.</summary>
internal static class Sha256Text
{
    private const int SmallText = 1024;

    /// <summary>Over the parts in their order, with nothing between them.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var most = 0;
        foreach (var part in parts)
        {
            most += Encoding.UTF8.GetMaxByteCount(part.Length);
        }

        var rented = most > SmallText ? ArrayPool<byte>.Shared.Rent(most) : null;
        try
        {
            var bytes = rented ?? stackalloc byte[SmallText];
            var length = 0;
            foreach (var part in parts)
            {
                length += Encoding.UTF8.GetBytes(part, bytes[length..]);
            }

            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes[..length], hash);
            return Convert.ToBase64String(hash);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }
}
