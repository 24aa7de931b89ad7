using Examlet.ExamSessions;
using Examlet.Live;

namespace Examlet.EmbedSessions;

/// <summary>What an embed secret opens at one moment: the embed session, whether its student may still take the exam,
/// and the exam session it is bound to.</summary>
public sealed record SessionEntry(EmbedSession Embed, bool MayTake, ExamSession? Session)
{
    /// <summary>The words of the host's <c>session:ended</c> for why access has ended.</summary>
    public const string ExpiredReason = "expired";

    /// <inheritdoc cref="ExpiredReason"/>
    public const string RevokedReason = "revoked";

    /// <inheritdoc cref="ExpiredReason"/>
    public const string DeletedReason = "deleted";

    /// <summary>Why access has ended at <paramref name="now"/>; <see cref="AccessEnd.None"/> while it has
    /// not.</summary>
    public AccessEnd EndAt(DateTimeOffset now)
    {
        if (Embed.DeletedAt is not null || !MayTake || Session?.VoidedAt is not null)
        {
            return AccessEnd.Revoked;
        }

        return now >= Embed.ExpiresAt ? AccessEnd.Expired : AccessEnd.None;
    }

    /// <summary>The same in the host's words; null while access has not ended.</summary>
    public string? EndReasonAt(DateTimeOffset now) => LiveFacts.Of(this)!.EndReasonAt(now);
}

/// <summary>Why a student's access has ended.</summary>
public enum AccessEnd
{
    None,

    /// <summary>The embed session was deleted, the permission taken away or the attempt voided.</summary>
    Revoked,

    /// <summary>The embed session is older than its lifetime.</summary>
    Expired,
}
