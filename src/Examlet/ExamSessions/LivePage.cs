namespace Examlet.ExamSessions;

/// <summary>What one open page was told, and what it has to be told next. Pure but for that memory.</summary>
internal sealed class LivePage(long epoch)
{
    public const string DeadlineChanged = "deadline";
    public const string Superseded = "superseded";
    public const string Completed = "completed";
    public const string Revoked = "revoked";
    public const string Paused = "paused";
    public const string Resumed = "resumed";

    private bool _isPaused;
    private bool _knowsDeadline;
    private DateTimeOffset? _deadline;
    private TimeSpan _ahead;

    /// <summary>True when nothing more will be told: access ended, another page holds the session, or it is completed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>
    /// The messages for the newest state; <paramref name="entry"/> is null when the embed session is gone. When its sandbox has moved on, by <paramref name="ahead"/> in all,
    /// the page is told the present with the deadline, new or not.
    /// </summary>
    public IEnumerable<(string Name, Dictionary<string, object?> Data)> Tell(SessionEntry? entry, DateTimeOffset now, TimeSpan ahead = default)
    {
        if (entry is null || entry.EndAt(now) != AccessEnd.None)
        {
            IsOver = true;
            return [(Revoked, [])];
        }

        if (entry.Session is not { } session)
        {
            return [];
        }

        if (session.CompletionAt(now) is { } completion)
        {
            IsOver = true;
            return [(Completed, new() { ["completionReason"] = completion.Reason, ["completedAt"] = completion.At })];
        }

        if (session.Epoch > epoch)
        {
            IsOver = true;
            return [(Superseded, new() { ["epoch"] = session.Epoch })];
        }

        return TellTime(session, now, ahead);
    }

    private List<(string Name, Dictionary<string, object?> Data)> TellTime(ExamSession session, DateTimeOffset now, TimeSpan ahead)
    {
        var told = new List<(string Name, Dictionary<string, object?> Data)>();
        var isPaused = session.PausedAt is not null;
        if (isPaused != _isPaused)
        {
            _isPaused = isPaused;
            told.Add((isPaused ? Paused : Resumed, []));
        }

        if (!_knowsDeadline || _deadline != session.DeadlineAt || _ahead != ahead)
        {
            (_knowsDeadline, _deadline, _ahead) = (true, session.DeadlineAt, ahead);
            told.Add((DeadlineChanged, new() { ["deadline"] = session.DeadlineAt, ["serverNow"] = now }));
        }

        return told;
    }
}
