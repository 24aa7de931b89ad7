namespace Examlet.Scoring;

/// <summary>
/// One version of a person's grade for the answer to a question, or of the comment on the whole session
/// (<see cref="Overall"/>). Immutable: a change is the next revision.
/// </summary>
public sealed record Grade
{
    /// <summary>The question ID of the comment on the whole session. It has no points.</summary>
    public const string Overall = "overall";

    public required string SessionId { get; init; }
    public required string QuestionId { get; init; }

    /// <summary>1 for the first grade of an answer.</summary>
    public required long Revision { get; init; }

    /// <summary>The version of the answer that was graded (<c>VersionNumber.Order</c>); null where there was
    /// none.</summary>
    public long? Judged { get; init; }

    /// <summary>From 0 to the maximum of the question, at most 4 decimal places; null for a comment alone.</summary>
    public decimal? Points { get; init; }

    /// <summary>The level that was chosen of each criterion, by ID; null where points were given without.</summary>
    public IReadOnlyDictionary<string, string>? Levels { get; init; }

    /// <summary>Safe HTML; null without a comment.</summary>
    public string? Comment { get; init; }

    /// <summary>The comment as plain text.</summary>
    public string? CommentText { get; init; }

    /// <summary>True for a grade that was taken back: what stands below it counts.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>The batch of equal answers that it was given with; null for one that was given by itself.</summary>
    public string? BatchId { get; init; }

    /// <summary>The user who graded.</summary>
    public required string UserId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>True if both say the same, whoever says it.</summary>
    public bool SaysTheSameAs(Grade other) =>
        Points == other.Points
        && Comment == other.Comment
        && Withdrawn == other.Withdrawn
        && Judged == other.Judged
        && (Levels?.Count ?? 0) == (other.Levels?.Count ?? 0)
        && (Levels is null || Levels.All(level => other.Levels!.GetValueOrDefault(level.Key) == level.Value));

    /// <summary>True if it gives points to that version of the answer.</summary>
    public bool CountsFor(long? version) => !Withdrawn && Points is not null && Judged == version;

    /// <summary>True if it gave points to an answer that is another by now.</summary>
    public bool IsStaleFor(long? version) => !Withdrawn && Points is not null && Judged != version;
}
