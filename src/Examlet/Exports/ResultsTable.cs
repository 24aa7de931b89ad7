using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.QuestionTypes;

namespace Examlet.Exports;

/// <summary>One column of the results; a cell is a text, a number (<c>double</c>) or null for nothing.</summary>
public sealed record ResultColumn(string Header, Func<ExamSessionBody, object?> Cell);

/// <summary>The results of an exam as a table: a row for each session, oldest first, with two columns for each question, its answer and its points.</summary>
public sealed class ResultsTable(ExamSessionStore store, SessionViews views, ExamPapers papers, QuestionTypeCatalog types, Cursors cursors)
{
    private const int PageSize = 200;

    private static readonly ResultColumn[] OfSession =
    [
        new("Exam session", session => session.Id),
        new("User", session => session.User.Id),
        new("Name", session => session.User.Name),
        new("E-mail", session => session.User.Email),
        new("Status", session => session.Status),
        new("Completion reason", session => session.CompletionReason),
        new("Started at", session => Time(session.StartedAt)),
        new("Completed at", session => Time(session.CompletedAt)),
        new("Extra time (minutes)", session => session.ExtraTime),
        new("Time multiplier", session => session.TimeMultiplier),
        new("Answered", session => (double)session.Progress.Answered),
        new("Points", session => session.Score?.Points),
        new("Points possible", session => session.Score?.MaxPoints),
        new("Needs grading", session => session.Score is { } score ? (score.NeedsGrading ? "yes" : "no") : null),
        new("Receipt", session => session.ReceiptCode),
    ];

    /// <summary>
    /// The columns for an exam: first those of a session, then the questions of the exam as it is now, then those that only sessions on earlier versions have. No two
    /// headers are the same.
    /// </summary>
    public async Task<IReadOnlyList<ResultColumn>> ColumnsAsync(Exam exam, CancellationToken cancellation)
    {
        var questions = new List<Question>(exam.Content.Questions);
        foreach (var versionId in await store.VersionIdsAsync(exam.Id, cancellation))
        {
            var paper = await papers.GetAsync(versionId, cancellation);
            questions.AddRange(paper.Content.Questions.Where(question => questions.TrueForAll(known => known.Id != question.Id)));
        }

        return [.. OfSession, .. questions.Where(TakesAnswer).SelectMany((question, i) => Of(question, i + 1))];
    }

    /// <summary>The sessions that are not voided, each with its answers.</summary>
    public async IAsyncEnumerable<ExamSessionBody> RowsAsync(string examId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = new Paging(PageSize, AfterTime: 0, AfterId: "", cursors);
        while (true)
        {
            var sessions = await store.ListAsync(examId, voided: false, after, cancellation);
            foreach (var session in sessions.Take(PageSize))
            {
                yield return await views.WithAnswersAsync(session, cancellation);
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
            new($"{number} {question.Title ?? question.Id}", session => AnswerTo(question, session) is { } answer ? Text(answer.Value, isHtml) : null),
            new($"{number} points", session => AnswerTo(question, session)?.Points),
        ];
    }

    private static AnswerOfSession? AnswerTo(Question question, ExamSessionBody session) => session.Answers!.FirstOrDefault(answer => answer.QuestionId == question.Id);

    private static string? Text(JsonElement value, bool isHtml) => value.ValueKind switch
    {
        JsonValueKind.String when isHtml => AuthorHtml.TextOf(value.GetString()!),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join(" | ", value.EnumerateArray().Select(entry => entry.GetString())),
        _ => null,
    };

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
