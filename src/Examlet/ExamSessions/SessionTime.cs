namespace Examlet.ExamSessions;

/// <summary>
/// The steps of staff on the time of a session. Pure. A new deadline is never before the present (contract §6).
/// </summary>
public static class SessionTime
{
    /// <summary>The session with its extra time (the new total) and multiplier changed.</summary>
    public static ExamSession WithTime(
        this ExamSession session,
        TimeSpan extraTime,
        double timeMultiplier,
        DateTimeOffset now
    ) => (session with { ExtraTime = extraTime, TimeMultiplier = timeMultiplier }).WithDeadline(now);

    /// <summary>Stops the clock. While it stands still only the closing time can end the session.</summary>
    public static ExamSession Pause(this ExamSession session, DateTimeOffset now) =>
        session.PausedAt is null ? (session with { PausedAt = now }).WithDeadline(now) : session;

    /// <summary>
    /// Starts the clock again. The student has as much time left as before the pause, unless the closing time cuts it.
    /// </summary>
    public static ExamSession Resume(this ExamSession session, DateTimeOffset now) =>
        session.PausedAt is { } since
            ? (session with { PausedAt = null, PausedTime = session.PausedTime + (now - since) }).WithDeadline(now)
            : session;

    /// <summary>
    /// Opens a completed session again for <paramref name="more"/> and the rest of its time: the time since its
    /// completion counts as a pause. Extra time makes up for a closing time that would still cut it. Its epoch is new,
    /// so that nothing of an older page counts.
    /// </summary>
    public static ExamSession Reopen(this ExamSession session, TimeSpan more, Completion completion, DateTimeOffset now)
    {
        var open = session with
        {
            CompletedAt = null,
            CompletionReason = null,
            SettledAt = null,
            Score = null,
            ReceiptCode = null,
            PausedAt = null,
            PausedTime = session.PausedTime + (now - completion.At),
            ExtraTime = session.ExtraTime + more,
            Epoch = session.Epoch + 1,
        };
        return open.DeadlineParts.At is { } deadline && deadline < now + more
            ? (open with { ExtraTime = open.ExtraTime + (now + more - deadline) }).WithDeadline(now)
            : open.WithDeadline(now);
    }

    /// <summary>The parts of the deadline. A running pause counts up to the present.</summary>
    public static Deadline DeadlinePartsAt(this ExamSession session, DateTimeOffset now) =>
        session.PausedAt is { } since && session.CompletionAt(now) is null
            ? session.DeadlineParts with
            {
                PausedTime = session.PausedTime + (now - since),
            }
            : session.DeadlineParts;

    private static ExamSession WithDeadline(this ExamSession session, DateTimeOffset now)
    {
        var deadline = session.PausedAt is null ? session.DeadlineParts.At : session.DeadlineParts.ClosingEnd;
        return session with { DeadlineAt = deadline < now ? now : deadline };
    }
}
