using Examlet.Exams;

namespace Examlet.Gradebook;

/// <summary>
/// Keeps names and points apart while an exam is graded anonymously: whoever is below a manager reads sessions with
/// their names and without points, until their results are released. Pure.
/// </summary>
public static class NamesOrPoints
{
    /// <summary>The session as that role may read it.</summary>
    public static ExamSessionBody For(ExamSessionBody body, ExamRole role, ExamSettings settings) =>
        !settings.AnonymousGrading || role >= ExamRole.Manager || body.Released
            ? body
            : body with
            {
                Score = null,
                Answers = body.Answers is null
                    ? null
                    : [.. body.Answers.Select(answer => answer with { Points = null, Correct = null, Share = null })],
            };
}
