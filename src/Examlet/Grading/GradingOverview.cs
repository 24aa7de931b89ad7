using System.Text.Json;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Questions;
using Examlet.Scoring;
using Examlet.Storage;

namespace Examlet.Grading;

/// <summary>
/// A question as graders get it. <c>answerForm</c> is <c>text</c>, <c>html</c>, <c>file</c>, <c>formula</c> or
/// <c>list</c>; the counts are of final sessions.
/// </summary>
public sealed record GradingQuestion(
    string QuestionId,
    int Index,
    string Type,
    string? Title,
    string? DescriptionHtml,
    double MaxPoints,
    IReadOnlyList<RubricCriterion>? Criteria,
    string? ModelAnswerHtml,
    string? KeyText,
    string AnswerForm,
    long Total,
    long Waiting,
    long Graded,
    long Stale
);

/// <summary>What there is to grade in an exam.</summary>
public sealed record GradingOverviewBody(
    bool Anonymous,
    IReadOnlyList<GradingQuestion> Questions,
    long Sessions,
    bool Overall
);

/// <summary>Counts what there is to grade, question by question.</summary>
public sealed class GradingOverview(Database database, ExamPapers papers, QuestionTypeCatalog types)
{
    /// <summary>The questions of the exam as it is now, then those that only earlier versions have.</summary>
    public async Task<GradingOverviewBody> OfAsync(
        string examId,
        string? questionId,
        bool isAnonymous,
        CancellationToken cancellation
    )
    {
        var (versions, counts, revisions, head, sessions) = await database.ReadAsync(
            async reader =>
                (
                    await VersionsAsync(reader, examId),
                    await CountsAsync(reader, examId),
                    await KeyRevisionStore.OfExamAsync(reader, examId),
                    await ExamStore.CurrentVersionAsync(reader, examId),
                    await ExamSessionStore.CountAsync(reader, examId)
                ),
            cancellation
        );
        var keys = new RevisedKeys(revisions);
        var questions = new List<GradingQuestion>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (versionId, final) in versions)
        {
            var paper = await papers.GetAsync(versionId, cancellation);
            foreach (var question in paper.Content.Questions)
            {
                totals[question.Id] = totals.GetValueOrDefault(question.Id) + final;
            }
        }

        foreach (var versionId in versions.Select(version => version.Id).Prepend(head).Distinct(StringComparer.Ordinal))
        {
            var paper = await papers.GetAsync(versionId, cancellation);
            foreach (var question in keys.In(paper.Content).Questions)
            {
                var shown = paper.Questions.First(shown => shown.Id == question.Id);
                if (
                    shown.TakesAnswer
                    && (questionId is null || question.Id == questionId)
                    && totals.GetValueOrDefault(question.Id) > 0
                    && known.Add(question.Id)
                )
                {
                    questions.Add(
                        Of(question, shown, questions.Count, totals[question.Id], counts.GetValueOrDefault(question.Id))
                    );
                }
            }
        }

        return new GradingOverviewBody(isAnonymous, questions, sessions, Overall: true);
    }

    private GradingQuestion Of(Question question, StudentQuestion shown, int index, long total, Counts counts)
    {
        var type = types.Find(question.Type)!;
        var max = Points.MaxOf(question, type);
        var rubric = Rubric.Of(question.Scoring, max);
        return new GradingQuestion(
            question.Id,
            index,
            type.Name,
            question.Title,
            shown.Description,
            max,
            rubric.Criteria.Count == 0 ? null : rubric.Criteria,
            ModelAnswer(question),
            KeyText(question, shown, type),
            type.Typed == QuestionType.AsFormula || type.Name == "math-notebook" ? "formula"
                : type.Answer is "html" or "file" or "text" ? type.Answer
                : "list",
            total,
            counts.Waiting - counts.Stale,
            counts.Graded - counts.Stale,
            counts.Stale
        );
    }

    /// <summary>The author's model answer as safe HTML; null without one.</summary>
    internal static string? ModelAnswer(Question question) =>
        question.Scoring is { ValueKind: JsonValueKind.Object } scoring
        && scoring.TryGetProperty("modelAnswer", out var answer)
        && answer.ValueKind == JsonValueKind.String
            ? AuthorHtml.Sanitize(answer.GetString()!)
            : null;

    /// <summary>The right answer in words; null without a key.</summary>
    internal static string? KeyText(Question question, StudentQuestion shown, QuestionType type)
    {
        var words = new AnswerWords(shown, type);
        var texts = type
            .Settings.Where(setting => setting.Key && setting.IsGivenIn(question.Settings))
            .Select(setting => setting.ValueIn(question.Settings))
            .OfType<JsonElement>()
            .Select(value => IsTexts(value) ? words.In(value) : null)
            .Where(text => !string.IsNullOrEmpty(text));
        return string.Join("; ", texts) is { Length: > 0 } text ? text : null;
    }

    private static bool IsTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        || (
            value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String)
        );

    private static async Task<IReadOnlyList<(string Id, long Final)>> VersionsAsync(Reader reader, string examId)
    {
        var rows = await reader.QueryAsync<CountRow>(
            """
            select version_id as "Id", count(*) as "Count" from exam_session where exam_id = @examId
            and voided_at is null and settled_at is not null group by version_id order by min(started_at)
            """,
            new { examId }
        );
        return [.. rows.Select(row => (row.Id, row.Count))];
    }

    private static async Task<IReadOnlyDictionary<string, Counts>> CountsAsync(Reader reader, string examId)
    {
        const string Waits = "waiting_answer w join exam_session s on s.id = w.session_id";
        const string Given =
            "grade g join exam_session s on s.id = g.session_id and s.exam_id = @examId and g.is_newest = 1 "
            + "and g.withdrawn = 0 and g.points is not null";
        var waiting = await CountAsync(
            $"select w.question_id as \"Id\", count(*) as \"Count\" from {Waits} where w.exam_id = @examId "
                + "and s.voided_at is null group by w.question_id"
        );
        var graded = await CountAsync(
            $"select g.question_id as \"Id\", count(*) as \"Count\" from {Given} where s.voided_at is null "
                + "group by g.question_id"
        );
        var stale = await CountAsync(
            $"select g.question_id as \"Id\", count(*) as \"Count\" from {Given} join waiting_answer w "
                + "on w.session_id = g.session_id and w.question_id = g.question_id where s.voided_at is null "
                + "group by g.question_id"
        );
        return waiting
            .Keys.Union(graded.Keys, StringComparer.Ordinal)
            .ToDictionary(
                id => id,
                id => new Counts(
                    waiting.GetValueOrDefault(id),
                    graded.GetValueOrDefault(id),
                    stale.GetValueOrDefault(id)
                ),
                StringComparer.Ordinal
            );

        async Task<Dictionary<string, long>> CountAsync(string sql) =>
            (await reader.QueryAsync<CountRow>(sql, new { examId })).ToDictionary(
                row => row.Id,
                row => row.Count,
                StringComparer.Ordinal
            );
    }

    private readonly record struct Counts(long Waiting, long Graded, long Stale);

    private sealed record CountRow
    {
        public string Id { get; init; } = "";
        public long Count { get; init; }
    }
}
