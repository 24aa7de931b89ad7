using Examlet.ExamSessions;
using Examlet.Pipeline;

namespace Examlet.Student;

/// <summary>What a student uses, as the store says while it serves them: nothing is looked up for it.</summary>
internal static class StudentUses
{
    /// <summary>Learns whose exam session it is, and what is stored of it.</summary>
    public static void Learn(this Uses uses, AttemptOutcome outcome)
    {
        if (outcome is { Entry: { } entry, Session: { } session })
        {
            uses.Learn(entry.Embed.Id, session, session.Volume);
        }
    }

    public static void Learn(this Uses uses, string embedSessionId, ExamSession session, long volume) =>
        uses.Bind(embedSessionId, session.Id).Slowed.Stored = volume;
}
