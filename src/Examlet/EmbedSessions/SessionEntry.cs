using Examlet.ExamSessions;

namespace Examlet.EmbedSessions;

/// <summary>
/// The access of an embed secret at one moment: the embed session, whether its student may still take the exam, and the
/// exam session that it is bound to.
/// </summary>
public sealed record SessionEntry(EmbedSession Embed, bool MayTake, ExamSession? Session)
{
    /// <summary>The words of the host's <c>session:ended</c> for why access has ended.</summary>
    public const string ExpiredReason = "expired";

    /// <inheritdoc cref="ExpiredReason"/>
    public const string RevokedReason = "revoked";

    /// <inheritdoc cref="ExpiredReason"/>
    public const string DeletedReason = "deleted";

    /// <summary>What of it decides.</summary>
    public EmbedAccess Access =>
        new(Embed.ExpiresAt, Embed.DeletedAt is not null || !MayTake || Session?.VoidedAt is not null, Session);

    /// <inheritdoc cref="EmbedAccess.EndAt"/>
    public AccessEnd EndAt(DateTimeOffset now) => Access.EndAt(now);
}
