using Examlet.ExamSessions;
using Examlet.Statistics;

namespace Examlet.Tests.Statistics;

/// <summary>Classes of students as plain numbers.</summary>
internal static class Classes
{
    /// <summary>A student with these points for the questions <c>q0</c>, <c>q1</c> …; null is a question that they did
    /// not have. Every question is worth 1, or what <paramref name="max"/> says.</summary>
    public static ExamScore Score(IReadOnlyList<double?> points, Func<int, double>? max = null)
    {
        var questions = points
            .Select((got, i) => (Got: got, Max: max?.Invoke(i) ?? 1, Id: $"q{i}"))
            .Where(question => question.Got is not null)
            .Select(question => new QuestionScore(
                question.Id,
                question.Got,
                question.Max,
                question.Got == question.Max,
                NeedsGrading: false
            ))
            .ToList();
        return new ExamScore(
            (double)Math.Max(0, questions.Sum(q => (decimal)q.Points!.Value)),
            (double)questions.Sum(q => (decimal)q.MaxPoints),
            NeedsGrading: false,
            questions
        );
    }

    public static ScoreTable Table(IEnumerable<ExamScore> scores)
    {
        var table = new ScoreTable();
        foreach (var score in scores)
        {
            table.Add(score);
        }

        return table;
    }

    /// <summary>A table of students who all had the same questions.</summary>
    public static ScoreTable Table(params double[][] students) =>
        Table(students.Select(points => Score([.. points.Select(p => (double?)p)])));

    public static ItemFigures Item(this ScoreTable table, int question) =>
        ItemFigures.Of(table, table.Of($"q{question}")!);
}
