using Examlet.Exams;
using Examlet.Questions;

namespace Examlet.ExamSessions;

/// <summary>One student's one attempt: the stored facts, and what follows from them and the present. A session past
/// its deadline is completed, whether or not anything ran.
/// </summary>
public sealed record ExamSession
{
    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string ExamId { get; init; }

    /// <summary>The immutable exam version it started on.</summary>
    public required string VersionId { get; init; }

    public required string UserId { get; init; }

    /// <summary>The embed session that last opened it.</summary>
    public required string EmbedSessionId { get; init; }

    /// <summary>The seed of the order of its questions and options.</summary>
    public required string Seed { get; init; }

    /// <summary>The rules that it began on. They never change.</summary>
    public int Rules { get; init; } = ExamRules.Current;

    /// <summary>The number of clients that held it. Only the newest may save.</summary>
    public long Epoch { get; init; }

    public DateTimeOffset StartedAt { get; init; }
    public TimeSpan? TimeLimit { get; init; }
    public double TimeMultiplier { get; init; } = 1;
    public TimeSpan ExtraTime { get; init; }

    /// <summary>The time of pauses that are over.</summary>
    public TimeSpan PausedTime { get; init; }

    /// <summary>The start of the current pause; null while the clock runs.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>
    /// The deadline, computed when one of the facts above changed. A change never moves it into the past.
    /// </summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>The number of its announcements.</summary>
    public long Announcements { get; init; }

    public DateTimeOffset? FirstAnswerAt { get; init; }

    /// <summary>When the last answer was stored.</summary>
    public DateTimeOffset? LastAnswerAt { get; init; }

    /// <summary>
    /// The completion, written at hand-in, or after the grace by the first reader. Until then the deadline decides.
    /// </summary>
    public DateTimeOffset? CompletedAt { get; init; }

    public string? CompletionReason { get; init; }

    /// <summary>When its completion became final and was written down with its event.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>The number of its newest event.</summary>
    public long LastSeq { get; init; }

    /// <summary>The stored bytes: its versions, each with a fixed cost, and its files as they were announced.</summary>
    public long Volume { get; init; }

    /// <summary>The head of the chain of its stored versions.</summary>
    public ChainHead Chain { get; init; }

    /// <summary>Where the student is, flags, notes and preferences, as JSON.</summary>
    public string? State { get; init; }

    public long StateOrder { get; init; }

    /// <summary>With linear navigation: the index of the question the student has reached.</summary>
    public int Position { get; init; }

    /// <summary>The score as JSON; null until it is final and scored.</summary>
    public string? Score { get; init; }

    /// <summary>How often its score has changed: the number of the score that stands.</summary>
    public long ScoreRevision { get; init; }

    /// <summary>The number of the newest change to the exam's key that its score knows.</summary>
    public long KeyRevision { get; init; }

    /// <summary><see cref="Released"/> or <see cref="Withdrawn"/>; null: the rule of the exam says what is
    /// shown.</summary>
    public string? ResultState { get; init; }

    /// <summary>When the result was released or withdrawn, or webhooks were told that its time had come.</summary>
    public DateTimeOffset? ResultAt { get; init; }

    /// <summary>True once the student was shown the key, or the feedback, with their result.</summary>
    public bool KeyShown { get; init; }

    /// <summary>True if the student was shown the key before a reopening.</summary>
    public bool KeySeen { get; init; }

    /// <summary>The words of <see cref="ResultState"/>.</summary>
    public const string Released = "released";

    /// <inheritdoc cref="Released"/>
    public const string Withdrawn = "withdrawn";

    /// <summary>The code of its newest receipt; null until it is issued, and while another is due.</summary>
    public string? ReceiptCode { get; init; }

    public Deadline DeadlineParts =>
        new()
        {
            StartedAt = StartedAt,
            TimeLimit = TimeLimit,
            TimeMultiplier = TimeMultiplier,
            ExtraTime = ExtraTime,
            PausedTime = PausedTime,
            ClosesAt = ClosesAt,
        };

    /// <summary>When and why it was completed; null while it is in progress.</summary>
    public Completion? CompletionAt(DateTimeOffset now)
    {
        if (CompletedAt is { } completedAt)
        {
            return new Completion(completedAt, CompletionReason!);
        }

        return DeadlineAt is { } deadline && now >= deadline
            ? new Completion(
                deadline,
                PausedAt is not null || DeadlineParts.IsCutByClosing ? Completion.Closed : Completion.TimeLimit
            )
            : null;
    }

    /// <summary>True if nothing counts any more: it was handed in, or the grace after the deadline is over.</summary>
    public bool IsFinalAt(DateTimeOffset now) => CompletedAt is not null || IsPastGrace(now);

    /// <summary>
    /// The seconds to wait before asking again whether it is final: the rest of the grace, at least one.
    /// </summary>
    public int SecondsToFinal(DateTimeOffset now) =>
        CompletionAt(now) is { } completion
            ? Math.Max(1, (int)Math.Ceiling((completion.At + Deadline.Grace - now).TotalSeconds))
            : 1;

    /// <summary>
    /// True if the student may see their result: it was released, or the rule of the exam says so and nobody withdrew
    /// it.
    /// </summary>
    /// <param name="rule">The exam's current rule; null when it shows nothing.</param>
    /// <param name="now">The present.</param>
    public bool IsReleasedAt(ResultSettings? rule, DateTimeOffset now) =>
        rule is not null
        && VoidedAt is null
        && IsFinalAt(now)
        && ResultState switch
        {
            Released => true,
            Withdrawn => false,
            _ => rule.Release == ResultSettings.AtHandIn || rule.At <= now,
        };

    /// <summary>True for an arrival after the deadline and the grace.</summary>
    public bool IsPastGrace(DateTimeOffset arrival) =>
        DeadlineAt is { } deadline && arrival > deadline + Deadline.Grace;

    /// <summary><c>in_progress</c>, <c>paused</c> or <c>completed</c>.</summary>
    public string StatusAt(DateTimeOffset now) =>
        CompletionAt(now) is not null ? "completed"
        : PausedAt is null ? "in_progress"
        : "paused";
}

/// <summary>When and why an exam session was completed.</summary>
public sealed record Completion(DateTimeOffset At, string Reason)
{
    public const string Submitted = "submitted";
    public const string TimeLimit = "time_limit";
    public const string Closed = "closed";
    public const string Staff = "staff";

    /// <summary>Who ended it, for the event <c>exam:submitted</c>.</summary>
    public string By =>
        Reason switch
        {
            Submitted => "student",
            TimeLimit or Closed => "time",
            _ => "staff",
        };
}
