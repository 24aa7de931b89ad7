using Examlet.ExamSessions;
using Examlet.Questions;

namespace Examlet.Scoring;

/// <summary>What counts: the program's score under people's grades. Pure.</summary>
public static class FinalScore
{
    /// <summary>
    /// The score of a session. In the order of force: a question that was removed, a person's grade, what the program
    /// found. A grade for another version of the answer does not count; its question waits for a person again.
    /// </summary>
    /// <param name="machine">What the program found, awards included.</param>
    /// <param name="grades">The newest grade by question.</param>
    /// <param name="versions">The current version of the answer by question, where there is one.</param>
    public static ExamScore Of(
        ExamScore machine,
        IReadOnlyDictionary<string, Grade> grades,
        IReadOnlyDictionary<string, long> versions
    )
    {
        var questions = machine
            .Questions.Select(question =>
                grades.TryGetValue(question.QuestionId, out var grade) && question.By != QuestionScore.Removed
                    ? Graded(
                        question,
                        grade,
                        versions.TryGetValue(question.QuestionId, out var version) ? version : null
                    )
                    : question
            )
            .ToList();
        return machine with
        {
            Points = Math.Max(0, Points.Sum(questions.Select(question => question.Points ?? 0))),
            MaxPoints = Points.Sum(questions.Select(question => question.MaxPoints)),
            NeedsGrading = questions.Exists(question => question.NeedsGrading),
            Questions = questions,
        };
    }

    private static QuestionScore Graded(QuestionScore question, Grade grade, long? version)
    {
        if (grade.IsStaleFor(version))
        {
            return question with { Points = null, Correct = null, Share = null, NeedsGrading = true, By = null };
        }

        if (!grade.CountsFor(version))
        {
            return question;
        }

        var points = Math.Min((double)grade.Points!.Value, question.MaxPoints);
        var share = question.MaxPoints > 0 ? points / question.MaxPoints : 0;
        return question with
        {
            Points = points,
            Correct = question.MaxPoints > 0 && points >= question.MaxPoints,
            Share = share,
            NeedsGrading = false,
            By = QuestionScore.Person,
        };
    }
}
