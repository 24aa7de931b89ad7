namespace Examlet.ExamSessions;

/// <summary>The score of one question. <c>Points</c> and <c>Correct</c> are null while a person has to grade
/// it.</summary>
public sealed record QuestionScore(
    string QuestionId,
    double? Points,
    double MaxPoints,
    bool? Correct,
    bool NeedsGrading
);

/// <summary>The score of an exam session: points so far, the most there are, whether a person still has to grade
/// something, and the rules it was made by.</summary>
public sealed record ExamScore(
    double Points,
    double MaxPoints,
    bool NeedsGrading,
    IReadOnlyList<QuestionScore> Questions,
    string? RulesVersion = null
);
