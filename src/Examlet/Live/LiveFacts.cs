using Examlet.EmbedSessions;
using Examlet.ExamSessions;

namespace Examlet.Live;

/// <summary>
/// The facts that an open page must be told of. Thousands are in memory. Two are equal if there is nothing new to tell.
/// </summary>
internal sealed record LiveFacts
{
    /// <summary>The user ID of the student.</summary>
    public required string Actor { get; init; }

    /// <summary>The exam session; null before the start.</summary>
    public string? SessionId { get; init; }

    public long Epoch { get; init; }
    public DateTimeOffset? DeadlineAt { get; init; }
    public long Announcements { get; init; }
    public bool IsPaused { get; init; }
    private DateTimeOffset ExpiresAt { get; init; }
    private bool IsRevoked { get; init; }
    private bool IsDeleted { get; init; }
    private bool IsCompleted { get; init; }

    /// <summary>The completion, past or to come; null without a deadline.</summary>
    private Completion? Completion { get; init; }

    /// <summary>When access ends by time.</summary>
    public DateTimeOffset EndsAt => ExpiresAt;

    /// <summary>The next moment at which time alone makes news.</summary>
    public DateTimeOffset NextMoment => DeadlineAt is { } deadline && deadline < ExpiresAt ? deadline : ExpiresAt;

    /// <summary>Null when the embed session is gone.</summary>
    public static LiveFacts? Of(SessionEntry? entry) =>
        entry is null
            ? null
            : new()
            {
                Actor = entry.Embed.Actor,
                SessionId = entry.Session?.Id,
                Epoch = entry.Session?.Epoch ?? 0,
                DeadlineAt = entry.Session?.DeadlineAt,
                Announcements = entry.Session?.Announcements ?? 0,
                IsPaused = entry.Session?.PausedAt is not null,
                ExpiresAt = entry.Embed.ExpiresAt,
                IsDeleted = entry.Embed.DeletedAt is not null,
                IsRevoked = entry.EndAt(DateTimeOffset.MinValue) == AccessEnd.Revoked,
                IsCompleted = entry.Session?.CompletedAt is not null,
                Completion = entry.Session?.CompletionAt(DateTimeOffset.MaxValue),
            };

    /// <summary>Why access has ended, in the host's words; null while it has not.</summary>
    public string? EndReasonAt(DateTimeOffset now)
    {
        if (IsRevoked)
        {
            return IsDeleted ? SessionEntry.DeletedReason : SessionEntry.RevokedReason;
        }

        return now >= ExpiresAt ? SessionEntry.ExpiredReason : null;
    }

    /// <summary>When and why the exam session was completed; null while it is in progress.</summary>
    public Completion? CompletionAt(DateTimeOffset now) =>
        Completion is { } completion && (IsCompleted || now >= completion.At) ? completion : null;
}
