using System.Text.Json.Serialization;

namespace Examlet.ExamSessions;

/// <summary>The score of one question. <c>Points</c>, <c>Correct</c> and <c>Share</c> are null while a person has to
/// grade it. <c>Points</c> are below 0 where the question takes a penalty.</summary>
public sealed record QuestionScore(
    string QuestionId,
    double? Points,
    double MaxPoints,
    bool? Correct,
    bool NeedsGrading
)
{
    /// <summary>How much of the answer is right, from 0 to 1. Scores that were stored without it are of answers that
    /// are right or wrong.</summary>
    public double? Share { get; init; } = Correct is { } correct ? (correct ? 1 : 0) : null;

    /// <summary>The words of <see cref="By"/>: a person's grade, points for everybody or nobody, a question that was
    /// taken out.</summary>
    public const string Person = "person";

    /// <inheritdoc cref="Person"/>
    public const string Award = "award";

    /// <inheritdoc cref="Person"/>
    public const string Removed = "removed";

    /// <summary>Who gave the points: <see cref="Person"/>, <see cref="Award"/> or <see cref="Removed"/>; null for the
    /// program.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? By { get; init; }
}

/// <summary>The score of an exam session: points so far, the most there are, whether a person still has to grade
/// something, and the rules it was made by.</summary>
public sealed record ExamScore(
    double Points,
    double MaxPoints,
    bool NeedsGrading,
    IReadOnlyList<QuestionScore> Questions,
    string? RulesVersion = null
)
{
    /// <summary>The words of <see cref="State"/>.</summary>
    public const string Partial = "partial";

    /// <inheritdoc cref="Partial"/>
    public const string Complete = "complete";

    /// <summary><see cref="Partial"/> while something waits for a person.</summary>
    [JsonIgnore]
    public string State => NeedsGrading ? Partial : Complete;

    /// <summary><c>machine</c>, <c>people</c> or <c>both</c>: who gave the points so far.</summary>
    [JsonIgnore]
    public string GradedBy
    {
        get
        {
            var graded = Questions.Where(question =>
                question is { NeedsGrading: false, By: not QuestionScore.Removed }
            );
            var byPeople = graded.Count(question => question.By == QuestionScore.Person);
            return byPeople == 0 ? "machine"
                : byPeople == graded.Count() ? "people"
                : "both";
        }
    }
}
