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
}

/// <summary>The score of an exam session: points so far, the most there are, whether a person still has to grade
/// something, and the rules it was made by.</summary>
public sealed record ExamScore(
    double Points,
    double MaxPoints,
    bool NeedsGrading,
    IReadOnlyList<QuestionScore> Questions,
    string? RulesVersion = null
);
