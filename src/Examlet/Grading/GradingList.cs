using System.Text.Json;
using System.Text.RegularExpressions;
using Examlet.Answers;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Files;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Users;

namespace Examlet.Grading;

/// <summary>Which answers of an exam are listed, and how students are named.</summary>
/// <param name="ExamId">The exam.</param>
/// <param name="QuestionId">Of one question; null for all.</param>
/// <param name="State">One of the states of <see cref="GradingItem"/>, or <see cref="GradingItem.All"/>.</param>
/// <param name="IsAnonymous">Papers stand for students.</param>
public sealed record GradingQuery(string ExamId, string? QuestionId, string State, bool IsAnonymous);

/// <summary>Lists the answers of final exam sessions for graders.</summary>
public sealed partial class GradingList(
    Database database,
    SessionScores scores,
    ExamPapers papers,
    ReadableAnswers readable,
    FileAddresses addresses,
    QuestionTypeCatalog types,
    GradingNames names,
    TimeProvider clock
)
{
    private const int ChunkSize = 25;

    /// <summary>Answers longer than this are not compared with others.</summary>
    private const int MaxCompared = 2000;

    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    /// <summary>
    /// A page of answers, in the order of the students' papers or sessions, then of the questions. It reads sessions in
    /// small lots until the page is full.
    /// </summary>
    public async Task<Page<GradingItem>> ListAsync(GradingQuery query, Paging paging, CancellationToken cancellation)
    {
        var ids = await IdsAsync(query, cancellation);
        var ordered = ids.Select(id => (Key: KeyOf(query, id), Id: id))
            .Where(entry => string.CompareOrdinal(entry.Key, paging.AfterId) >= 0)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ToList();
        var same = query.QuestionId is { } one
            ? await SameAsync(query.ExamId, one, cancellation)
            : new Dictionary<string, int>(StringComparer.Ordinal);
        var found = new List<(string Key, int Index, GradingItem Item)>();
        foreach (var chunk in ordered.Chunk(ChunkSize))
        {
            var lot = await LotAsync([.. chunk.Select(entry => entry.Id)], cancellation);
            foreach (var (key, id) in chunk)
            {
                var items = lot.Sessions.TryGetValue(id, out var session)
                    ? await ItemsAsync(session, lot, query, same, cancellation)
                    : [];
                found.AddRange(
                    items
                        .Where(entry => key != paging.AfterId || entry.Index > paging.AfterTime)
                        .Where(entry => query.State == GradingItem.All || entry.Item.State == query.State)
                        .Select(entry => (key, entry.Index, entry.Item))
                );
            }

            if (found.Count > paging.Limit)
            {
                break;
            }
        }

        return paging.Of(
            found,
            entry => (DateTimeOffset.FromUnixTimeMilliseconds(entry.Index), entry.Key),
            entry => entry.Item
        );
    }

    /// <summary>One answer; null when the session has no such question, or is not final.</summary>
    public async Task<GradingItem?> FindAsync(GradingQuery query, string sessionId, CancellationToken cancellation)
    {
        var lot = await LotAsync([sessionId], cancellation);
        if (!lot.Sessions.TryGetValue(sessionId, out var session) || session.ExamId != query.ExamId)
        {
            return null;
        }

        if (query.QuestionId == Grade.Overall)
        {
            return Overall(session, lot, query);
        }

        var same = await SameAsync(query.ExamId, query.QuestionId!, cancellation);
        return (await ItemsAsync(session, lot, query, same, cancellation)).Select(entry => entry.Item).FirstOrDefault();
    }

    /// <summary>
    /// All answers of a session, in the order of the questions, and what was written on the whole. Null when the
    /// session is not of the exam, is voided, or is not final.
    /// </summary>
    internal async Task<(ExamSession Session, IReadOnlyList<GradingItem> Items, GradingItem Overall)?> PaperAsync(
        GradingQuery query,
        string sessionId,
        CancellationToken cancellation
    )
    {
        var lot = await LotAsync([sessionId], cancellation);
        if (
            !lot.Sessions.TryGetValue(sessionId, out var session)
            || session.ExamId != query.ExamId
            || session.VoidedAt is not null
            || !session.IsFinalAt(clock.Now())
        )
        {
            return null;
        }

        var same = new Dictionary<string, int>(StringComparer.Ordinal);
        var items = await ItemsAsync(session, lot, query, same, cancellation);
        return (session, [.. items.Select(entry => entry.Item)], Overall(session, lot, query));
    }

    /// <summary>The session behind a name that graders use: the ID itself, or the name of its paper.</summary>
    public async Task<string?> SessionOfAsync(string examId, string name, CancellationToken cancellation)
    {
        if (!GradingNames.IsPaper(name))
        {
            return name;
        }

        var ids = await database.ReadAsync(reader => ExamSessionStore.IdsAsync(reader, examId), cancellation);
        return ids.FirstOrDefault(id => names.PaperOf(examId, id) == name);
    }

    /// <summary>
    /// The sessions whose answer to a question has one of those digests; null when the exam has no such question now.
    /// </summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>?> EqualAsync(
        string examId,
        string questionId,
        IReadOnlySet<string> digests,
        CancellationToken cancellation
    )
    {
        var found = digests.ToDictionary(digest => digest, _ => new List<string>(), StringComparer.Ordinal);
        if (await DigestsAsync(examId, questionId, cancellation) is not { } all)
        {
            return null;
        }

        foreach (var (sessionId, digest) in all)
        {
            if (found.TryGetValue(digest, out var equal))
            {
                equal.Add(sessionId);
            }
        }

        return found.ToDictionary(
            entry => entry.Key,
            entry => (IReadOnlyList<string>)entry.Value,
            StringComparer.Ordinal
        );
    }

    private string KeyOf(GradingQuery query, string sessionId) =>
        query.IsAnonymous ? names.PaperOf(query.ExamId, sessionId) : sessionId;

    /// <summary>IDs of the sessions that may have what is asked for.</summary>
    private Task<IReadOnlyList<string>> IdsAsync(GradingQuery query, CancellationToken cancellation)
    {
        var before = (clock.Now() - Deadline.Grace).ToMilliseconds();
        var waiting = query.State is GradingItem.Ungraded or GradingItem.Stale
            ? "and (s.score is null or exists (select 1 from waiting_answer w where w.session_id = s.id "
                + (query.QuestionId is null ? "" : "and w.question_id = @QuestionId")
                + "))"
            : "";
        return database.ReadAsync(
            reader =>
                reader.QueryAsync<string>(
                    $"""
                    select s.id from exam_session s where s.exam_id = @ExamId and s.voided_at is null
                    and (s.completed_at is not null or s.deadline < @before) {waiting}
                    """,
                    new
                    {
                        query.ExamId,
                        query.QuestionId,
                        before,
                    }
                ),
            cancellation
        );
    }

    private async Task<Lot> LotAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var lot = await database.ReadAsync(
            async reader =>
            {
                var sessions = await ExamSessionStore.ReadAsync(reader, ids);
                var grades = await GradeStore.NewestAsync(reader, ids);
                var refused = await GradeStore.RefusedAsync(reader, ids);
                var people = await UserNames.OfAsync(
                    reader,
                    sessions
                        .Values.Select(session => session.UserId)
                        .Concat(grades.Select(grade => grade.UserId))
                        .Concat(refused.Select(grade => grade.UserId))
                );
                return new Lot(
                    sessions,
                    grades.ToDictionary(grade => (grade.SessionId, grade.QuestionId)),
                    refused.ToLookup(grade => (grade.SessionId, grade.QuestionId)),
                    people
                );
            },
            cancellation
        );
        return lot;
    }

    private async Task<IReadOnlyList<(int Index, GradingItem Item)>> ItemsAsync(
        ExamSession session,
        Lot lot,
        GradingQuery query,
        IReadOnlyDictionary<string, int> same,
        CancellationToken cancellation
    )
    {
        if (session.VoidedAt is not null || await scores.GetAsync(session, cancellation) is not { } score)
        {
            return [];
        }

        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var (answers, machine, files) = await database.ReadAsync(
            async reader =>
                (
                    query.QuestionId is { } only
                        ? await AnswerStore.CurrentAsync(reader, session.Id, [only])
                        : (await AnswerStore.CurrentAsync(reader, session.Id)).ToDictionary(
                            answer => answer.QuestionId,
                            StringComparer.Ordinal
                        ),
                    await ExamSessionStore.MachineScoreAsync(reader, session.Id) ?? score,
                    paper.TakesFiles ? await FileStore.ListAsync(reader, session.Id) : []
                ),
            cancellation
        );
        var html = await readable.OfAsync(
            session.Id,
            [
                .. paper
                    .Questions.Where(question => question.TakesHtml)
                    .Select(question => answers.GetValueOrDefault(question.Id))
                    .OfType<AnswerVersion>()
                    .Select(answer => HtmlAnswer.Of(answer.QuestionId, answer.Version, answer.Value))
                    .OfType<HtmlAnswer>(),
            ],
            cancellation
        );
        var scored = score.Questions.ToDictionary(question => question.QuestionId, StringComparer.Ordinal);
        var found = machine.Questions.ToDictionary(question => question.QuestionId, StringComparer.Ordinal);
        var items = new List<(int, GradingItem)>();
        for (var at = 0; at < paper.Content.Questions.Count; at++)
        {
            var question = paper.Content.Questions[at];
            if (
                (query.QuestionId is not null && query.QuestionId != question.Id)
                || !scored.TryGetValue(question.Id, out var counts)
                || counts.By == QuestionScore.Removed
            )
            {
                continue;
            }

            var shown = paper.Questions.First(shown => shown.Id == question.Id);
            var answer = answers.GetValueOrDefault(question.Id);
            items.Add(
                (
                    at,
                    ItemOf(
                        session,
                        (question, shown, types.Find(question.Type)!),
                        answer is null ? null : Named(session, paper, answer, query),
                        html.GetValueOrDefault(question.Id),
                        FilesOf(session, files, question.Id, answer, query),
                        (counts, found.GetValueOrDefault(question.Id)),
                        lot,
                        query,
                        same
                    )
                )
            );
        }

        return items;
    }

    private GradingItem ItemOf(
        ExamSession session,
        (Question Question, StudentQuestion Shown, QuestionType Type) asked,
        AnswerVersion? answer,
        ReadableHtml? html,
        IReadOnlyList<GradingFile> files,
        (QuestionScore Counts, QuestionScore? Machine) score,
        Lot lot,
        GradingQuery query,
        IReadOnlyDictionary<string, int> same
    )
    {
        var grade = lot.Grades.GetValueOrDefault((session.Id, asked.Question.Id));
        var text = answer is null
            ? null
            : html?.ForStaff() ?? new AnswerWords(asked.Shown, asked.Type).In(answer.Value);
        var digest =
            answer is null || files.Count > 0
                ? null
                : names.DigestOf(session.ExamId, asked.Question, asked.Type, answer.Value);
        return Named(session, lot, query) with
        {
            QuestionId = asked.Question.Id,
            Value = answer?.Value ?? Nothing,
            ValueHtml = html?.Html,
            Text = text,
            Words = text is null || files.Count > 0 ? null : WordForm().Count(text),
            Epoch = answer?.Version.Epoch,
            Revision = answer?.Version.Revision,
            Digest = digest,
            State =
                grade?.IsStaleFor(answer?.Version.Order) == true ? GradingItem.Stale
                : score.Counts.NeedsGrading ? GradingItem.Ungraded
                : score.Counts.By == QuestionScore.Person ? GradingItem.Graded
                : GradingItem.Machine,
            Points = score.Counts.Points,
            MaxPoints = score.Counts.MaxPoints,
            Found = score.Machine is { NeedsGrading: false } machine
                ? new MachineGrade(machine.Points, machine.Share, machine.Correct)
                : null,
            Files = files,
            Same = digest is null ? 1 : Math.Max(1, same.GetValueOrDefault(digest)),
            Grade = grade is null or { Withdrawn: true } ? null : GradeBody.Of(grade, lot.People),
            Refused =
            [
                .. lot.Refused[(session.Id, asked.Question.Id)].Select(other => GradeBody.Of(other, lot.People)),
            ],
        };
    }

    private GradingItem Overall(ExamSession session, Lot lot, GradingQuery query)
    {
        var grade = lot.Grades.GetValueOrDefault((session.Id, Grade.Overall));
        return Named(session, lot, query) with
        {
            Grade = grade is null or { Withdrawn: true } ? null : GradeBody.Of(grade, lot.People),
            Refused = [.. lot.Refused[(session.Id, Grade.Overall)].Select(other => GradeBody.Of(other, lot.People))],
        };
    }

    /// <summary>An item that says only whose it is.</summary>
    private GradingItem Named(ExamSession session, Lot lot, GradingQuery query)
    {
        var item = new GradingItem
        {
            QuestionId = Grade.Overall,
            Value = Nothing,
            State = GradingItem.Graded,
            MaxPoints = 0,
        };
        return query.IsAnonymous
            ? item with
            {
                Paper = names.PaperOf(query.ExamId, session.Id),
            }
            : item with
            {
                SessionId = session.Id,
                Student = new GradedStudent(session.UserId, lot.People.GetValueOrDefault(session.UserId)),
            };
    }

    /// <summary>The answer with its file under a name that graders may see.</summary>
    private AnswerVersion Named(ExamSession session, ExamPaper paper, AnswerVersion answer, GradingQuery query) =>
        query.IsAnonymous ? FileAnswer.Anonymous(paper, answer) : addresses.ForTeachers(session, paper, answer);

    private IReadOnlyList<GradingFile> FilesOf(
        ExamSession session,
        IReadOnlyList<StoredFile> files,
        string questionId,
        AnswerVersion? answer,
        GradingQuery query
    ) =>
        answer is null || FileAnswer.IdIn(answer.Body) is not { } id
            ? []
            :
            [
                .. files
                    .Where(file => file.Id == id && file.QuestionId == questionId)
                    .Select(file => new GradingFile(
                        file.Id,
                        query.IsAnonymous ? FileAnswer.AnonymousName(file.Name) : file.Name,
                        file.Type,
                        file.Received,
                        query.IsAnonymous ? "" : addresses.Of(session.ExamId, session.Id, file.Id)
                    )),
            ];

    private async Task<IReadOnlyDictionary<string, int>> SameAsync(
        string examId,
        string questionId,
        CancellationToken cancellation
    ) =>
        (await DigestsAsync(examId, questionId, cancellation) ?? [])
            .GroupBy(entry => entry.Digest, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>
    /// The digests of the short answers to a question, by session; null when the exam has no such question now.
    /// </summary>
    private async Task<IReadOnlyList<(string SessionId, string Digest)>?> DigestsAsync(
        string examId,
        string questionId,
        CancellationToken cancellation
    )
    {
        var (rows, head) = await database.ReadAsync(
            async reader =>
                (
                    await AnswerStore.ShortAsync(reader, examId, questionId, MaxCompared),
                    await ExamStore.HeadAsync(reader, examId)
                ),
            cancellation
        );
        var question = head?.Content.Questions.FirstOrDefault(question => question.Id == questionId);
        if (question is null)
        {
            return null;
        }

        if (types.Find(question.Type) is not { TakesFile: false } type)
        {
            return [];
        }

        return
        [
            .. rows.Select(row =>
                (row.SessionId, names.DigestOf(examId, question, type, JsonElement.Parse(row.Value)))
            ),
        ];
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’\-][\p{L}\p{N}]+)*", RegexOptions.None, 1000)]
    private static partial Regex WordForm();

    /// <summary>Some sessions with what people gave them.</summary>
    private sealed record Lot(
        IReadOnlyDictionary<string, ExamSession> Sessions,
        IReadOnlyDictionary<(string, string), Grade> Grades,
        ILookup<(string, string), Grade> Refused,
        IReadOnlyDictionary<string, string> People
    );
}
