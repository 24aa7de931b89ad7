using Examlet.ExamSessions;

namespace Examlet.EmbedSessions;

/// <summary>
/// What an embed secret opens at one moment, as far as it decides anything: until when, whether access was taken away,
/// and the exam session that it is bound to.
/// </summary>
public sealed record EmbedAccess(DateTimeOffset ExpiresAt, bool IsRevoked, ExamSession? Session)
{
    /// <summary>
    /// The reason why access has ended at <paramref name="now"/>; <see cref="AccessEnd.None"/> while it has not.
    /// </summary>
    public AccessEnd EndAt(DateTimeOffset now)
    {
        if (IsRevoked)
        {
            return AccessEnd.Revoked;
        }

        return now >= ExpiresAt ? AccessEnd.Expired : AccessEnd.None;
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
