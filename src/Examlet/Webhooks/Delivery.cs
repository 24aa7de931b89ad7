namespace Examlet.Webhooks;

/// <summary>
/// A message to one webhook, and its outcome so far. Its ID is the <c>webhook-id</c> of every attempt.
/// </summary>
public sealed record Delivery
{
    /// <summary>Waits to be sent, for the first time or again.</summary>
    public const string Pending = "pending";

    /// <summary>The receiver answered 2xx.</summary>
    public const string Delivered = "delivered";

    /// <summary>It failed for three days, or the receiver answered 410. It can be replayed.</summary>
    public const string Failed = "failed";

    public static IReadOnlyList<string> Statuses { get; } = [Pending, Delivered, Failed];

    public required string Id { get; init; }
    public required string Type { get; init; }
    public required string Status { get; init; }
    public long Attempts { get; init; }

    /// <summary>Null while it is being sent, and when there is no further attempt.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The status code of the last attempt; null when there was no answer.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Why the last attempt failed, in a word (see <see cref="DeliveryResult"/>).</summary>
    public string? LastError { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>
/// A message that this node has claimed for one attempt. Nobody else sends it until the lease is over.
/// </summary>
public sealed record ClaimedDelivery
{
    public required string Id { get; init; }
    public required string WebhookId { get; init; }

    /// <summary>The name of this claim. The outcome is recorded only while the claim holds.</summary>
    public required string Claim { get; init; }

    public required string Url { get; init; }
    public required string Body { get; init; }

    /// <summary>This attempt included.</summary>
    public long Attempts { get; init; }

    public long SecretNumber { get; init; }
    public DateTimeOffset? PreviousSecretUntil { get; init; }
}

/// <summary>The outcome of one attempt: the receiver's status, or the reason why there is none.</summary>
public sealed record DeliveryResult(int? Status, string? Error)
{
    public const string TimedOut = "timeout";
    public const string NotResolved = "name-not-resolved";
    public const string NotConnected = "connection-failed";
    public const string NotSecure = "tls-failed";
    public const string PrivateTarget = "private-address";
    public const string Redirect = "redirect";
    public const string NotAccepted = "status";

    public bool IsDelivered => Status is >= 200 and < 300;

    /// <summary>True if the receiver wants no more messages.</summary>
    public bool IsGone => Status == 410;

    public static DeliveryResult Of(int status) =>
        new(
            status,
            status switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => Redirect,
                _ => NotAccepted,
            }
        );
}
