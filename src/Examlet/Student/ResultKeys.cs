using System.Collections.Concurrent;
using System.Text.Json;
using Examlet.ExamSessions;
using Examlet.Grading;
using Examlet.Questions;
using Examlet.Scoring;

namespace Examlet.Student;

/// <summary>What an author says about the answer to a question: the key in words, the rest as safe HTML.</summary>
public sealed record ResultKey(
    string? KeyText,
    string? ModelAnswer,
    string? Correct,
    string? Incorrect,
    string? General
)
{
    /// <summary>The feedback on an answer that is right or not, then what everybody reads. An answer that nobody has
    /// judged gets the latter.</summary>
    public IReadOnlyList<string> FeedbackOn(bool? correct) =>
        [
            .. new[]
            {
                correct is null ? null
                : correct.Value ? Correct
                : Incorrect,
                General,
            }.OfType<string>(),
        ];
}

/// <summary>The keys of exam versions as students get them with results: made safe once, kept in memory.</summary>
public sealed class ResultKeys(QuestionTypeCatalog types)
{
    private const int Capacity = 200;

    private readonly ConcurrentDictionary<
        (string VersionId, long Revision),
        IReadOnlyDictionary<string, ResultKey>
    > _keys = new();

    /// <summary>The keys of a paper under the newest key revision, by question.</summary>
    public IReadOnlyDictionary<string, ResultKey> Of(ExamPaper paper, RevisedKeys revised)
    {
        if (_keys.Count >= Capacity)
        {
            _keys.Clear();
        }

        return _keys.GetOrAdd((paper.VersionId, revised.Newest), _ => Read(paper, revised));
    }

    private Dictionary<string, ResultKey> Read(ExamPaper paper, RevisedKeys revised)
    {
        var shown = paper.Questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
        return revised
            .In(paper.Content)
            .Questions.Where(question => shown[question.Id].TakesAnswer)
            .ToDictionary(
                question => question.Id,
                question => new ResultKey(
                    GradingOverview.KeyText(question, shown[question.Id], types.Find(question.Type)!),
                    GradingOverview.ModelAnswer(question),
                    Feedback(question, "correct"),
                    Feedback(question, "incorrect"),
                    Feedback(question, "general")
                ),
                StringComparer.Ordinal
            );
    }

    private static string? Feedback(Question question, string kind) =>
        question.Scoring is { ValueKind: JsonValueKind.Object } scoring
        && scoring.TryGetProperty("feedback", out var feedback)
        && feedback.ValueKind == JsonValueKind.Object
        && feedback.TryGetProperty(kind, out var html)
        && html.ValueKind == JsonValueKind.String
        && AuthorHtml.Sanitize(html.GetString()!) is { Length: > 0 } safe
            ? safe
            : null;
}
