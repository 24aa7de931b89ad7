using Examlet.ExamSessions;

namespace Examlet.Room;

/// <summary>
/// An action of staff on exam sessions. <c>Name</c> is one of <see cref="Names"/>; <c>Minutes</c> goes with
/// <c>extend</c> and <c>reopen</c>, <c>Message</c> with <c>announce</c>. <c>IsSuggested</c> extends each session by
/// what its lost contact suggests.
/// </summary>
public sealed record RoomAction(
    string Name,
    TimeSpan Minutes,
    string? Message,
    string? Reason,
    bool IsSuggested = false
)
{
    public const string Extend = "extend";
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Announce = "announce";
    public const string HandIn = "hand-in";
    public const string Reopen = "reopen";

    public static IReadOnlyList<string> Names { get; } = [Extend, Pause, Resume, Announce, HandIn, Reopen];

    /// <summary>Why the action cannot be done to that session now, in words for staff; null if it can. Pure.</summary>
    public string? Refusal(ExamSession session, DateTimeOffset now)
    {
        var isCompleted = session.CompletionAt(now) is not null;
        return Name switch
        {
            Reopen when !isCompleted => "The session is in progress: there is nothing to reopen.",
            Reopen when !session.IsFinalAt(now) =>
                "Answers of this session may still be on their way. Reopen it once it is `final`.",
            Reopen when TimeAfterReopening(session, now) is { } left && left <= TimeSpan.Zero =>
                "No time is left in this session. Send `minutes` to say how much it gets.",
            Reopen => null,
            _ when isCompleted => "The session is completed. Only `reopen` acts on it.",
            Pause when session.PausedAt is not null => "The session is paused already.",
            Resume when session.PausedAt is null => "The session is not paused.",
            Extend when session.DeadlineParts.At is null =>
                "The session has no time limit and no closing time: there is nothing to extend.",
            _ => null,
        };
    }

    private TimeSpan? TimeAfterReopening(ExamSession session, DateTimeOffset now) =>
        session.CompletionAt(now) is { } completion ? session.Reopen(Minutes, completion, now).DeadlineAt - now : null;
}
