using System.Security.Cryptography;
using System.Text;
using Examlet.Access;

namespace Examlet.Webhooks;

/// <summary>The signing secrets of webhooks: an HMAC-SHA256 of the webhook's ID and the number of the secret, under a
/// key that is not in the database. A stolen copy of the database signs nothing.
/// </summary>
public sealed class WebhookSecrets(SigningKeys keys)
{
    /// <summary>How a secret is written (Standard Webhooks).</summary>
    public const string Prefix = "whsec_";

    private const string Purpose = "webhook";
    private readonly IReadOnlyList<byte[]> _accepted = keys.Accepted(Purpose);

    /// <summary>The secret in the receiver's form.</summary>
    public string Of(string webhookId, long number) =>
        Prefix + Convert.ToBase64String(Derive(_accepted[0], webhookId, number));

    /// <summary>
    /// The keys to sign with now, the newest first: of the secret in force and, for a day after a rotation, the secret
    /// before it. Each also under the operator's secret before the last change, while that is accepted.
    /// </summary>
    public IReadOnlyList<byte[]> SigningAt(
        DateTimeOffset now,
        string webhookId,
        long number,
        DateTimeOffset? previousUntil
    )
    {
        long[] numbers = now < previousUntil ? [number, number - 1] : [number];
        return [.. numbers.SelectMany(one => _accepted.Select(key => Derive(key, webhookId, one)))];
    }

    private static byte[] Derive(byte[] key, string webhookId, long number) =>
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{webhookId}.{number}"));
}
