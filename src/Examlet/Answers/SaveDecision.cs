using Examlet.EmbedSessions;
using Examlet.ExamSessions;

namespace Examlet.Answers;

/// <summary>The stored version that a decision needs: the oldest one that is not before the save.</summary>
public readonly record struct StoredVersion(VersionNumber Version, string Digest, long? Seq, DateTimeOffset SavedAt);

/// <summary>
/// Decides about a save from the stored facts (contract §7). Pure; the facts are read under a lock that lasts until the
/// decision is committed, so that nothing can come between the check and the write.
/// </summary>
public static class SaveDecision
{
    /// <summary><paramref name="atOrAfter"/> is the oldest stored version of that question that is not before the
    /// save, null when there is none. A stored outcome without that very version must be inserted by the caller: as
    /// newest with the next event number when <paramref name="atOrAfter"/> is null, otherwise without a number.
    /// <paramref name="hasFile"/> is false when the answer should name an uploaded file and does not.
    /// </summary>
    public static SaveRefusal Decide(
        EmbedAccess? access,
        ExamPaper? paper,
        Save save,
        StoredVersion? atOrAfter,
        bool hasFile = true
    )
    {
        switch (access?.EndAt(save.ArrivedAt))
        {
            case null:
                return SaveRefusal.UnknownEmbedSession;
            case AccessEnd.Revoked:
                return SaveRefusal.Revoked;
            case AccessEnd.Expired:
                return SaveRefusal.Expired;
        }

        if (access.Session is not { } session || paper is null)
        {
            return SaveRefusal.NotStarted;
        }

        if (!paper.TakesAnswer(save.QuestionId))
        {
            return SaveRefusal.UnknownQuestion;
        }

        if (save.Version.Epoch > session.Epoch)
        {
            return SaveRefusal.FutureEpoch;
        }

        if (!hasFile)
        {
            return SaveRefusal.UnknownFile;
        }

        if (atOrAfter is { } stored && stored.Version == save.Version)
        {
            return stored.Digest == save.Body.Digest() ? SaveRefusal.None : SaveRefusal.RevisionConflict;
        }

        return DecideNew(session, paper, save);
    }

    private static SaveRefusal DecideNew(ExamSession session, ExamPaper paper, Save save)
    {
        if (
            session.CompletedAt is not null
            && session.CompletionReason is not (Completion.TimeLimit or Completion.Closed)
        )
        {
            return SaveRefusal.SessionCompleted;
        }

        if (session.IsPastGrace(save.ArrivedAt))
        {
            return SaveRefusal.Late;
        }

        if (save.Version.Epoch < session.Epoch)
        {
            return SaveRefusal.Superseded;
        }

        if (session.PausedAt <= save.ArrivedAt)
        {
            return SaveRefusal.Paused;
        }

        return paper.IsLocked(save.QuestionId, session) ? SaveRefusal.QuestionLocked : SaveRefusal.None;
    }
}
