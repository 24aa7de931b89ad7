using System.Globalization;
using System.Runtime.CompilerServices;
using Examlet.Answers;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Gradebook;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Users;

namespace Examlet.Exports;

/// <summary>
/// One column of the results; a cell is a text, a number (<c>double</c>), a time (<c>DateTimeOffset</c>) or null for
/// nothing.
/// </summary>
/// <param name="Header">The unique header.</param>
/// <param name="Note">The second header: the ID of a question, or a unit.</param>
/// <param name="Width">In characters.</param>
/// <param name="Cell">The cell of a row.</param>
public sealed record ResultColumn(string Header, string? Note, double Width, Func<ResultRow, object?> Cell)
{
    /// <summary>True for points, which have a sum below the students.</summary>
    public bool IsSummed { get; init; }
}

/// <summary>
/// One student with their exam session and its answers in words, by question ID. The session is null before the start.
/// </summary>
public sealed record ResultRow(
    SessionUser User,
    ExamSessionBody? Session,
    IReadOnlyDictionary<string, ResultAnswer> Answers
)
{
    private static readonly IReadOnlyDictionary<string, ResultAnswer> None = new Dictionary<string, ResultAnswer>(
        StringComparer.Ordinal
    );

    /// <summary>A participant who has not begun.</summary>
    public static ResultRow Waiting(SessionUser user) => new(user, Session: null, None);
}

/// <summary>An answer in words, and its points.</summary>
public sealed record ResultAnswer(string? Words, double? Points);

/// <summary>The results of an exam as a table: a row for each session, oldest first, then one for each participant who
/// has not begun; two columns for each question, its answer in words and its points.
/// </summary>
public sealed class ResultsTable(
    Database database,
    SessionViews views,
    ReadableAnswers readable,
    ExamPapers papers,
    QuestionTypeCatalog types,
    Cursors cursors
)
{
    private const int PageSize = 200;
    private const double OfAnswer = 40;
    private const double OfPoints = 10;

    private static readonly ResultColumn[] OfSession =
    [
        new("Name", null, 26, row => row.User.Name),
        new("E-mail", null, 30, row => row.User.Email),
        new("Status", null, 13, row => row.Session?.Status ?? "not_started"),
        new("Points", null, OfPoints, row => row.Session?.Score?.Points) { IsSummed = true },
        new("Points possible", null, 15, row => row.Session?.Score?.MaxPoints) { IsSummed = true },
        new(
            "Needs grading",
            null,
            14,
            row => row.Session?.Score is { } score ? (score.NeedsGrading ? "yes" : "no") : null
        ),
        new("Answered", null, OfPoints, row => (double?)row.Session?.Progress.Answered),
        new("Started at", "UTC", 20, row => row.Session?.StartedAt),
        new("Completed at", "UTC", 20, row => row.Session?.CompletedAt),
        new("Completion reason", null, 18, row => row.Session?.CompletionReason),
        new("Extra time (minutes)", null, 18, row => row.Session?.ExtraTime),
        new("Time multiplier", null, 14, row => row.Session?.TimeMultiplier),
        new("Receipt", null, 35, row => row.Session?.ReceiptCode),
        new("User", null, 32, row => row.User.Id),
        new("Exam session", null, 35, row => row.Session?.Id),
    ];

    /// <summary>
    /// The columns for an exam: first those of a session, then the current questions, then the questions that only
    /// sessions on earlier versions have. Headers are unique.
    /// </summary>
    public async Task<IReadOnlyList<ResultColumn>> ColumnsAsync(Exam exam, CancellationToken cancellation)
    {
        var questions = new List<StudentQuestion>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var (taken, current) = await database.ReadAsync(
            async reader =>
                (
                    await ExamSessionStore.VersionIdsAsync(reader, exam.Id),
                    await ExamStore.CurrentVersionAsync(reader, exam.Id)
                ),
            cancellation
        );
        foreach (var versionId in taken.Prepend(current).Distinct(StringComparer.Ordinal))
        {
            var paper = await papers.GetAsync(versionId, cancellation);
            var inOrder = paper.Content.Questions.Select(question =>
                paper.Questions.First(shown => shown.Id == question.Id)
            );
            questions.AddRange(inOrder.Where(question => question.TakesAnswer && known.Add(question.Id)));
        }

        return [.. OfSession, .. questions.SelectMany((question, i) => Of(question, i + 1))];
    }

    /// <summary>The current number of rows.</summary>
    public async Task<int> CountAsync(string examId, CancellationToken cancellation) =>
        await database.ReadAsync(reader => ExamSessionStore.CountAsync(reader, examId), cancellation)
        + (await WaitingAsync(examId, cancellation)).Count;

    /// <summary>
    /// The sessions that are not voided, each with its answers as that role may read them, then the participants
    /// without one.
    /// </summary>
    public async IAsyncEnumerable<ResultRow> RowsAsync(
        Exam exam,
        ExamRole role,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var examId = exam.Id;
        // Read first: who begins meanwhile is among the sessions, and not a second time here.
        var waiting = await WaitingAsync(examId, cancellation);
        var begun = new HashSet<string>(StringComparer.Ordinal);
        var words = new Dictionary<(string Version, string Question), AnswerWords>();
        var after = new Paging(PageSize, AfterTime: 0, AfterId: "", cursors);
        while (true)
        {
            var sessions = await database.ReadAsync(
                reader => ExamSessionStore.ListAsync(reader, examId, voided: false, after),
                cancellation
            );
            foreach (var session in sessions.Take(PageSize))
            {
                begun.Add(session.UserId);
                yield return await RowAsync(session, exam, role, words, cancellation);
            }

            if (sessions.Count <= PageSize)
            {
                break;
            }

            after = after with
            {
                AfterTime = sessions[PageSize - 1].StartedAt.ToMilliseconds(),
                AfterId = sessions[PageSize - 1].Id,
            };
        }

        foreach (var user in waiting.Where(user => !begun.Contains(user.Id)))
        {
            yield return ResultRow.Waiting(user);
        }
    }

    /// <summary>A time as text.</summary>
    internal static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private async Task<ResultRow> RowAsync(
        ExamSession session,
        Exam exam,
        ExamRole role,
        Dictionary<(string Version, string Question), AnswerWords> words,
        CancellationToken cancellation
    )
    {
        var whole = await views.WithAnswersAsync(session, cancellation);
        var shown = NamesOrPoints.For(whole, role, exam.Content.Settings);
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var html = paper
            .Questions.Where(question => question.TakesHtml)
            .Select(question => question.Id)
            .ToHashSet(StringComparer.Ordinal);
        var texts = shown
            .Answers!.Where(a => html.Contains(a.QuestionId))
            .Select(a => HtmlAnswer.Of(a.QuestionId, new VersionNumber(a.Epoch, a.Revision), a.Value));
        var read = await readable.OfAsync(session.Id, [.. texts.OfType<HtmlAnswer>()], cancellation);
        var answers = shown.Answers!.ToDictionary(
            answer => answer.QuestionId,
            answer => new ResultAnswer(Words(answer), answer.Points),
            StringComparer.Ordinal
        );
        return new ResultRow(shown.User, shown, answers);

        string? Words(AnswerOfSession answer)
        {
            if (read.TryGetValue(answer.QuestionId, out var text))
            {
                return text.ForStaff();
            }

            var key = (session.VersionId, answer.QuestionId);
            if (!words.TryGetValue(key, out var reader))
            {
                var question = paper.Questions.First(question => question.Id == answer.QuestionId);
                words[key] = reader = new AnswerWords(question, types.Find(question.Type)!);
            }

            return reader.In(answer.Value);
        }
    }

    /// <summary>The participants without an attempt that counts, by name.</summary>
    private Task<IReadOnlyList<SessionUser>> WaitingAsync(string examId, CancellationToken cancellation) =>
        database.ReadAsync(
            async reader =>
            {
                var rows = await reader.QueryAsync<UserRow>(
                    """
                    select u.id as "Id", u.name as "Name", u.email as "Email" from exam_permission p join app_user u
                    on u.id = p.user_id
                    where p.exam_id = @examId and p.role = 'participant' and u.deleted_at is null
                      and not exists (select 1 from exam_session s where s.exam_id = p.exam_id
                      and s.user_id = p.user_id and s.voided_at is null)
                    order by u.name, u.email, u.id
                    """,
                    new { examId }
                );
                return (IReadOnlyList<SessionUser>)
                    [.. rows.Select(row => new SessionUser(row.Id, row.Name, row.Email))];
            },
            cancellation
        );

    private static ResultColumn[] Of(StudentQuestion question, int number)
    {
        var title = question.Name;
        // The column of points has that name.
        var answer = TypedText.Normalize(title, foldsCase: true) == "points" ? $"{title} (answer)" : title;
        return
        [
            new($"{number} {answer}", question.Id, OfAnswer, row => row.Answers.GetValueOrDefault(question.Id)?.Words),
            new($"{number} points", question.Id, OfPoints, row => row.Answers.GetValueOrDefault(question.Id)?.Points)
            {
                IsSummed = true,
            },
        ];
    }

    private sealed record UserRow
    {
        public string Id { get; init; } = "";
        public string? Name { get; init; }
        public string Email { get; init; } = "";
    }
}
