namespace Examlet.Webhooks;

/// <summary>An address of a workspace's own software that gets messages about exams.</summary>
public sealed record Webhook
{
    /// <summary>How long the secret before a rotation signs too.</summary>
    public static readonly TimeSpan PreviousSecretLifetime = TimeSpan.FromHours(24);

    /// <summary>The most webhooks of a workspace.</summary>
    public const int MaxPerWorkspace = 20;

    /// <summary>The reason if the receiver answered 410.</summary>
    public const string Gone = "gone";

    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string Url { get; init; }

    /// <summary>The names of the wanted events; null for all present and future ones.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    public string? Description { get; init; }

    /// <summary>False: the server makes and sends no message for it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Why the server turned it off; null otherwise.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>Counts its secrets, from 1.</summary>
    public long SecretNumber { get; init; } = 1;

    /// <summary>The time until which the secret before the last rotation signs too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    public required string CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The webhook with its next secret in force.</summary>
    public Webhook Rotated(DateTimeOffset now) =>
        this with
        {
            SecretNumber = SecretNumber + 1,
            PreviousSecretUntil = now + PreviousSecretLifetime,
            UpdatedAt = now,
        };
}
