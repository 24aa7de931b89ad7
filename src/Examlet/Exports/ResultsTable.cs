using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.QuestionTypes;

namespace Examlet.Exports;

/// <summary>One column of the results; a cell is a text, a number (<c>double</c>) or null for nothing.</summary>
public sealed record ResultColumn(string Header, Func<ResultRow, object?> Cell);

/// <summary>One exam session, with its answers by question ID.</summary>
public sealed record ResultRow(ExamSessionBody Session, IReadOnlyDictionary<string, AnswerOfSession> Answers);

/// <summary>The results of an exam as a table: a row for each session, oldest first, with two columns for each question, its answer and its points.</summary>
public sealed class ResultsTable(ExamSessionStore store, SessionViews views, ExamPapers papers, QuestionTypeCatalog types, Cursors cursors)
{
    private const int PageSize = 200;

    private static readonly ResultColumn[] OfSession =
    [
        new("Exam session", row => row.Session.Id),
        new("User", row => row.Session.User.Id),
        new("Name", row => row.Session.User.Name),
        new("E-mail", row => row.Session.User.Email),
        new("Status", row => row.Session.Status),
        new("Completion reason", row => row.Session.CompletionReason),
        new("Started at", row => Time(row.Session.StartedAt)),
        new("Completed at", row => Time(row.Session.CompletedAt)),
        new("Extra time (minutes)", row => row.Session.ExtraTime),
        new("Time multiplier", row => row.Session.TimeMultiplier),
        new("Answered", row => (double)row.Session.Progress.Answered),
        new("Points", row => row.Session.Score?.Points),
        new("Points possible", row => row.Session.Score?.MaxPoints),
        new("Needs grading", row => row.Session.Score is { } score ? (score.NeedsGrading ? "yes" : "no") : null),
        new("Receipt", row => row.Session.ReceiptCode),
    ];

    /// <summary>
    /// The columns for an exam: first those of a session, then the questions of the exam as it is now, then those that only sessions on earlier versions have. No two
    /// headers are the same.
    /// </summary>
    public async Task<IReadOnlyList<ResultColumn>> ColumnsAsync(Exam exam, CancellationToken cancellation)
    {
        var questions = new List<Question>(exam.Content.Questions);
        var known = questions.Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var versionId in await store.VersionIdsAsync(exam.Id, cancellation))
        {
            var paper = await papers.GetAsync(versionId, cancellation);
            questions.AddRange(paper.Content.Questions.Where(question => known.Add(question.Id)));
        }

        return [.. OfSession, .. questions.Where(TakesAnswer).SelectMany((question, i) => Of(question, i + 1))];
    }

    /// <summary>The sessions that are not voided, each with its answers.</summary>
    public async IAsyncEnumerable<ResultRow> RowsAsync(string examId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = new Paging(PageSize, AfterTime: 0, AfterId: "", cursors);
        while (true)
        {
            var sessions = await store.ListAsync(examId, voided: false, after, cancellation);
            foreach (var session in sessions.Take(PageSize))
            {
                var shown = await views.WithAnswersAsync(session, cancellation);
                yield return new ResultRow(shown, shown.Answers!.ToDictionary(answer => answer.QuestionId, StringComparer.Ordinal));
            }

            if (sessions.Count <= PageSize)
            {
                yield break;
            }

            after = after with { AfterTime = sessions[PageSize - 1].StartedAt.ToMilliseconds(), AfterId = sessions[PageSize - 1].Id };
        }
    }

    private bool TakesAnswer(Question question) => types.Find(question.Type)?.TakesAnswer == true;

    private ResultColumn[] Of(Question question, int number)
    {
        var isHtml = types.Find(question.Type)!.TakesHtml;
        return
        [
            new($"{number} {question.Title ?? question.Id}", row => row.Answers.TryGetValue(question.Id, out var answer) ? Text(answer.Value, isHtml) : null),
            new($"{number} points", row => row.Answers.GetValueOrDefault(question.Id)?.Points),
        ];
    }

    private static string? Text(JsonElement value, bool isHtml) => value.ValueKind switch
    {
        JsonValueKind.String when isHtml => AuthorHtml.TextOf(value.GetString()!),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join(" | ", value.EnumerateArray().Select(entry => entry.GetString())),
        _ => null,
    };

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
