using Examlet.Http;
using Examlet.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Grading;

/// <summary>The problems of grading, by the names that graders' programs rely on.</summary>
internal static class GradingProblems
{
    public static ProblemHttpResult NotFinal() =>
        Problems.Conflict("not-final", "The exam session is not final yet: grade it once nothing can be added.");

    public static ProblemHttpResult Voided() =>
        Problems.Conflict("voided", "The attempt was voided: it is not graded any more.");

    public static ProblemHttpResult Removed() =>
        Problems.Conflict("question-removed", "The question was taken out of the score: it has no points to give.");

    public static ProblemHttpResult AnswerChanged() =>
        Problems.Conflict("answer-changed", "The answer is another than the one that was seen. Read it again.");

    /// <param name="standing">The grade that stands.</param>
    public static ProblemHttpResult Conflict(Grade standing) =>
        Problems.Conflict(
            "grade-conflict",
            "Somebody else graded this answer meanwhile. Their grade stands in `grade`; yours is kept, "
                + "and shown to both.",
            problem => problem.Extensions["grade"] = GradeBody.Of(standing, new Dictionary<string, string>())
        );
}
