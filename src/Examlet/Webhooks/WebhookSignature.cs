using System.Security.Cryptography;
using System.Text;

namespace Examlet.Webhooks;

/// <summary>Signatures of Standard Webhooks, symmetric (<c>v1</c>): an HMAC-SHA256 of ID, time and body.
/// Pure.</summary>
public static class WebhookSignature
{
    /// <summary>The header's value: a signature for each key, with a blank between.</summary>
    /// <param name="keys">The raw keys.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>: seconds since 1970.</param>
    /// <param name="body">The body, byte for byte as it is sent.</param>
    public static string Of(IEnumerable<byte[]> keys, string id, long timestamp, string body)
    {
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}");
        return string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }
}
