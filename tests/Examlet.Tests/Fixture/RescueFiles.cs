using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Examlet.Tests.Fixture;

/// <summary>Rescue files as the player writes them.</summary>
public static class RescueFiles
{
    /// <summary>As WebCrypto does it: the tag follows the ciphertext.</summary>
    public static Dictionary<string, object> Encrypt(byte[] key, string sessionId, object answer)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(new { answers = new[] { answer } });
        var (iv, data, tag) = (RandomNumberGenerator.GetBytes(12), new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(iv, plain, data, tag, Encoding.UTF8.GetBytes($"examlet-rescue\n{sessionId}"));
        return new(StringComparer.Ordinal)
        {
            ["type"] = "examlet-rescue",
            ["v"] = 1,
            ["sessionId"] = sessionId,
            ["createdAt"] = "2026-03-02T08:02:00.000Z",
            ["iv"] = Convert.ToBase64String(iv),
            ["data"] = Convert.ToBase64String([.. data, .. tag]),
        };
    }
}
