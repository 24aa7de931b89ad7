using System.Runtime.InteropServices;
using Examlet.ExamSessions;

namespace Examlet.Statistics;

/// <summary>
/// What each student got for each question, as numbers and nothing else: 5,000 sessions of 100 questions are 12 MB. The
/// place of a student is the order in which they were added.
/// </summary>
public sealed class ScoreTable
{
    private readonly Dictionary<string, ScoreColumn> _columns = new(StringComparer.Ordinal);
    private readonly List<(long Points, long Max, long Unclipped)> _students = [];

    /// <summary>The number of students.</summary>
    public int Count => _students.Count;

    /// <summary>Adds a student whose every question has its points, and returns their place. A question that was taken
    /// out does not count.</summary>
    public int Add(ExamScore score)
    {
        var unclipped = 0L;
        foreach (var question in score.Questions.Where(question => question.By != QuestionScore.Removed))
        {
            var points = Sums.Exact(question.Points ?? 0);
            unclipped += points;
            ref var column = ref CollectionsMarshal.GetValueRefOrAddDefault(_columns, question.QuestionId, out _);
            column ??= new ScoreColumn();
            column.Entries.Add((_students.Count, points, Sums.Exact(question.MaxPoints)));
        }

        _students.Add((Sums.Exact(score.Points), Sums.Exact(score.MaxPoints), unclipped));
        return _students.Count - 1;
    }

    internal IEnumerable<ScoreColumn> Columns => _columns.Values;

    internal IReadOnlyList<(long Points, long Max, long Unclipped)> Students => _students;

    /// <summary>Null for a question that no student had.</summary>
    internal ScoreColumn? Of(string questionId) => _columns.GetValueOrDefault(questionId);

    /// <summary>The points of everything else that a student had, unclipped.</summary>
    internal long RestOf((int Student, long Points, long Max) entry) =>
        _students[entry.Student].Unclipped - entry.Points;
}

/// <summary>One question: the students who had it.</summary>
internal sealed class ScoreColumn
{
    public List<(int Student, long Points, long Max)> Entries { get; } = [];
}
