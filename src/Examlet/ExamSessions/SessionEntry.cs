using Examlet.EmbedSessions;

namespace Examlet.ExamSessions;

/// <summary>What an embed secret opens at one moment: the embed session, whether its student may still take the exam, and the exam session it is bound to.</summary>
public sealed record SessionEntry(EmbedSession Embed, bool MayTake, ExamSession? Session)
{
    /// <summary>Why access has ended at <paramref name="now"/>; <see cref="AccessEnd.None"/> while it has not.</summary>
    public AccessEnd EndAt(DateTimeOffset now)
    {
        if (Embed.DeletedAt is not null || !MayTake || Session?.VoidedAt is not null)
        {
            return AccessEnd.Revoked;
        }

        return now >= Embed.ExpiresAt ? AccessEnd.Expired : AccessEnd.None;
    }
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
