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

    /// <summary>True when nothing more will be told: access ended, another page holds the session, or it is completed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The messages for the newest state; <paramref name="facts"/> is null when the embed session is gone.</summary>
    public IReadOnlyList<(string Name, Dictionary<string, object?> Data)> Tell(LiveFacts? facts, DateTimeOffset now)
    {
        if (facts is null || facts.IsOverAt(now))
        {
            IsOver = true;
            return [(Revoked, [])];
        }

        if (facts.SessionId is null)
        {
            return [];
        }

        if (facts.CompletionAt(now) is { } completion)
        {
            IsOver = true;
            return [(Completed, new() { ["completionReason"] = completion.Reason, ["completedAt"] = completion.At })];
        }

        if (facts.Epoch > epoch)
        {
            IsOver = true;
            return [(Superseded, new() { ["epoch"] = facts.Epoch })];
        }

        return TellTime(facts, now);
    }

    private List<(string Name, Dictionary<string, object?> Data)> TellTime(LiveFacts facts, DateTimeOffset now)
    {
        var told = new List<(string Name, Dictionary<string, object?> Data)>();
        if (facts.IsPaused != _isPaused)
        {
            _isPaused = facts.IsPaused;
            told.Add((_isPaused ? Paused : Resumed, []));
        }

        if (!_knowsDeadline || _deadline != facts.DeadlineAt)
        {
            (_knowsDeadline, _deadline) = (true, facts.DeadlineAt);
            told.Add((DeadlineChanged, new() { ["deadline"] = facts.DeadlineAt, ["serverNow"] = now }));
        }

        return told;
    }
}
