using Examlet.EmbedSessions;

namespace Examlet.Live;

/// <summary>
/// Remembers what one open page was told, and says what it must be told next. Pure but for that memory. A page without
/// an <paramref name="epoch"/> works on nothing (it waits for the start, or has handed in). It is told only that access
/// has ended.
/// </summary>
internal sealed class LivePage(long? epoch)
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

    /// <summary>True if it is told only that access has ended.</summary>
    public bool HearsEndOnly => epoch is null;

    /// <summary>
    /// True if nothing more will be told: access ended, another page holds the session, or it is completed.
    /// </summary>
    public bool IsOver { get; private set; }

    /// <summary>
    /// The messages for the newest state; <paramref name="facts"/> is null when the embed session is gone. If its
    /// sandbox has moved on, by <paramref name="ahead"/> in all, the page gets the present with the deadline, new or
    /// not.
    /// </summary>
    public IReadOnlyList<(string Name, Dictionary<string, object?> Data)> Tell(
        LiveFacts? facts,
        DateTimeOffset now,
        TimeSpan ahead = default
    )
    {
        if (facts is null || facts.EndReasonAt(now) is not null)
        {
            IsOver = true;
            return [(Revoked, new() { ["reason"] = facts?.EndReasonAt(now) ?? SessionEntry.DeletedReason })];
        }

        if (HearsEndOnly || facts.SessionId is null)
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

        return TellTime(facts, now, ahead);
    }

    private List<(string Name, Dictionary<string, object?> Data)> TellTime(
        LiveFacts facts,
        DateTimeOffset now,
        TimeSpan ahead
    )
    {
        var told = new List<(string Name, Dictionary<string, object?> Data)>();
        if (facts.IsPaused != _isPaused)
        {
            _isPaused = facts.IsPaused;
            told.Add((_isPaused ? Paused : Resumed, []));
        }

        if (!_knowsDeadline || _deadline != facts.DeadlineAt || _ahead != ahead)
        {
            (_knowsDeadline, _deadline, _ahead) = (true, facts.DeadlineAt, ahead);
            told.Add((DeadlineChanged, new() { ["deadline"] = facts.DeadlineAt, ["serverNow"] = now }));
        }

        return told;
    }
}
