using Examlet.ExamSessions;
using Examlet.Users;

namespace Examlet.Room;

/// <summary>Lost contact with a page that was not made up for: the suggested minutes, and the last gap.</summary>
public sealed record Outage(int Minutes, DateTimeOffset? LastFrom, DateTimeOffset? LastUntil);

/// <summary>
/// One student as the monitor shows them. <c>Id</c> is the session's, or <c>student:</c> and the user's ID before the
/// start. <c>Unsent</c> is their browser's last report, <c>Retained</c> the number of refused saves kept aside,
/// <c>Unread</c> the number of announcements that wait to be acknowledged.
/// </summary>
public sealed record RoomRow
{
    public required string Id { get; init; }
    public string? SessionId { get; init; }
    public required SessionUser User { get; init; }
    public required string Status { get; init; }
    public bool Final { get; init; }
    public string? CompletionReason { get; init; }
    public required Progress Progress { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? LastAnswerAt { get; init; }
    public bool Connected { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }
    public long? Unsent { get; init; }
    public DateTimeOffset? UnsentAt { get; init; }
    public DateTimeOffset? Deadline { get; init; }
    public DeadlinePartsBody? DeadlineParts { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public long Retained { get; init; }
    public long Unread { get; init; }
    public Outage? Outage { get; init; }

    /// <summary>A student who may take the exam and has not started.</summary>
    public static RoomRow NotStarted(SessionUser user, int total) =>
        new()
        {
            Id = $"student:{user.Id}",
            User = user,
            Status = "not_started",
            Progress = new Progress(0, total),
        };

    public static RoomRow Of(
        ExamSession session,
        SessionUser user,
        Progress progress,
        Presence? presence,
        long retained,
        long unread,
        DateTimeOffset now
    )
    {
        var completion = session.CompletionAt(now);
        var isOpen = completion is null;
        // Seconds that pass in a pause change nothing that is shown: a row that has not changed is not sent again.
        return new RoomRow
        {
            Id = session.Id,
            SessionId = session.Id,
            User = user,
            Status = session.StatusAt(now),
            Final = session.IsFinalAt(now),
            CompletionReason = completion?.Reason,
            Progress = progress,
            StartedAt = session.StartedAt,
            LastAnswerAt = session.LastAnswerAt,
            Connected = presence?.IsConnectedAt(now) ?? false,
            LastSeenAt = presence is { } known && !known.IsConnectedAt(now) ? known.SeenAt : null,
            Unsent = presence?.Unsent,
            UnsentAt = presence?.UnsentAt,
            Deadline = session.DeadlineAt,
            DeadlineParts = DeadlinePartsBody.Of(session.DeadlineParts),
            CompletedAt = completion?.At,
            Retained = retained,
            Unread = unread,
            Outage =
                isOpen && presence is { SuggestedMinutes: > 0 } lost
                    ? new Outage(lost.SuggestedMinutes, lost.LostFrom, lost.LostUntil)
                    : null,
        };
    }
}
