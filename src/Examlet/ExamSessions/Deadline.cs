namespace Examlet.ExamSessions;

/// <summary>When an exam session ends, and why (contract §6). Pure.</summary>
public sealed record Deadline
{
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null is no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    public double TimeMultiplier { get; init; } = 1;
    public TimeSpan ExtraTime { get; init; }
    public TimeSpan PausedTime { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Answers that were in flight at the deadline count for this long after it, by the time they
    /// arrived.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>min(start + limit × multiplier + extra time + paused time, closing time + extra time); null when
    /// neither is set.</summary>
    public DateTimeOffset? At =>
        (LimitEnd, ClosingEnd) switch
        {
            ({ } limit, { } closing) => limit <= closing ? limit : closing,
            ({ } limit, null) => limit,
            (null, var closing) => closing,
        };

    /// <summary>True if the closing time, not the time limit, ends the session.</summary>
    public bool IsCutByClosing => ClosingEnd is { } closing && (LimitEnd is not { } limit || closing < limit);

    private DateTimeOffset? LimitEnd =>
        TimeLimit is { } limit
            ? StartedAt
                + TimeSpan.FromMilliseconds(Math.Round(limit.TotalMilliseconds * TimeMultiplier))
                + ExtraTime
                + PausedTime
            : null;

    /// <summary>The closing time for this student; null without one.</summary>
    public DateTimeOffset? ClosingEnd => ClosesAt + ExtraTime;
}
