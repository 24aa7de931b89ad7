namespace Examlet.ExamSessions;

/// <summary>What the deadline is made of: minutes, and the closing time that may cut it.</summary>
public sealed record DeadlinePartsBody(
    DateTimeOffset StartedAt,
    double? TimeLimit,
    double TimeMultiplier,
    double ExtraTime,
    double PausedTime,
    DateTimeOffset? ClosesAt,
    bool CutByClosing
)
{
    public static DeadlinePartsBody Of(Deadline parts) =>
        new(
            parts.StartedAt,
            parts.TimeLimit?.TotalMinutes,
            parts.TimeMultiplier,
            parts.ExtraTime.TotalMinutes,
            parts.PausedTime.TotalMinutes,
            parts.ClosesAt,
            parts.IsCutByClosing
        );
}
