namespace Examlet.Webhooks;

/// <summary>An address of a workspace's own software that is told what happens.</summary>
public sealed record Webhook
{
    /// <summary>How long the secret before a rotation signs too.</summary>
    public static readonly TimeSpan PreviousSecretLifetime = TimeSpan.FromHours(24);

    /// <summary>The most a workspace may have.</summary>
    public const int MaxPerWorkspace = 20;

    /// <summary>Why it is off when the receiver said so (410).</summary>
    public const string Gone = "gone";

    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string Url { get; init; }

    /// <summary>The names of the events it wants; null for all there are and will be.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    public string? Description { get; init; }

    /// <summary>False: no message is made for it, and none is sent.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Null, or why it is off without anybody having asked for it.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>Counts its secrets, from 1.</summary>
    public long SecretNumber { get; init; } = 1;

    /// <summary>Until when the secret before the last rotation signs too.</summary>
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
