using System.Globalization;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Scoring;

/// <summary>Stores people's grades: every version, and those that were refused.</summary>
public static class GradeStore
{
    /// <summary>What the tables hold of a workspace and of a user. A comment on an erased student's work
    /// goes.</summary>
    public static readonly IReadOnlyList<Holding> Holdings =
    [
        new("refused_grade", Holding.BySession) { Erasure = [Holding.DeleteOfSessions("refused_grade")] },
        new("grade", Holding.BySession) { Erasure = [Holding.DeleteOfSessions("grade")] },
        new("waiting_answer", Holding.BySession) { Erasure = [Holding.DeleteOfSessions("waiting_answer")] },
    ];

    private const string Columns = """
        session_id as "SessionId", question_id as "QuestionId", revision as "Revision", judged as "Judged",
        points as "Points", levels as "Levels", comment as "Comment", comment_text as "CommentText",
        withdrawn as "Withdrawn", batch_id as "BatchId", user_id as "UserId", at as "At"
        """;

    /// <summary>The newest grade of each question of a session that has one, taken back or not.</summary>
    public static async Task<IReadOnlyDictionary<string, Grade>> NewestAsync(Reader reader, string sessionId) =>
        (await NewestAsync(reader, [sessionId])).ToDictionary(grade => grade.QuestionId, StringComparer.Ordinal);

    /// <summary>The newest grades of those sessions.</summary>
    public static async Task<IReadOnlyList<Grade>> NewestAsync(Reader reader, IEnumerable<string> sessionIds)
    {
        var rows = await reader.QueryAsync<Row>(
            $"select {Columns} from grade where is_newest = 1 and {reader.In("session_id", "ids")}",
            new { ids = Reader.List(sessionIds) }
        );
        return [.. rows.Select(row => row.ToGrade())];
    }

    /// <summary>One version of a grade; null when there is none.</summary>
    public static async Task<Grade?> FindAsync(Reader reader, string sessionId, string questionId, long revision)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"select {Columns} from grade where session_id = @sessionId and question_id = @questionId "
                + "and revision = @revision",
            new
            {
                sessionId,
                questionId,
                revision,
            }
        );
        return row?.ToGrade();
    }

    /// <summary>The newest grades of a batch that nobody has changed since.</summary>
    public static async Task<IReadOnlyList<Grade>> OfBatchAsync(Reader reader, string examId, string batchId)
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select {Columns} from grade where batch_id = @batchId and is_newest = 1 and withdrawn = 0
            and session_id in (select id from exam_session where exam_id = @examId) order by session_id
            """,
            new { batchId, examId }
        );
        return [.. rows.Select(row => row.ToGrade())];
    }

    /// <summary>
    /// The grades that were refused because the one that stands now was newer, oldest first, of those sessions.
    /// </summary>
    public static async Task<IReadOnlyList<Grade>> RefusedAsync(Reader reader, IEnumerable<string> sessionIds)
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select r.session_id as "SessionId", r.question_id as "QuestionId", r.revision as "Revision",
            r.points as "Points", r.levels as "Levels", r.comment as "Comment", r.comment_text as "CommentText",
            r.user_id as "UserId", r.at as "At" from refused_grade r
            join grade g on g.session_id = r.session_id and g.question_id = r.question_id and g.revision = r.revision
            and g.is_newest = 1
            where {reader.In("r.session_id", "ids")} order by r.at, r.id
            """,
            new { ids = Reader.List(sessionIds) }
        );
        return [.. rows.Select(row => row.ToGrade())];
    }

    /// <summary>
    /// The comments given before to answers of a question, those that were used most often first, at most
    /// <paramref name="limit"/>.
    /// </summary>
    public static async Task<IReadOnlyList<UsedComment>> CommentsAsync(
        Reader reader,
        string examId,
        string questionId,
        int limit
    ) =>
        await reader.QueryAsync<UsedComment>(
            """
            select g.comment as "Comment", max(g.comment_text) as "CommentText", count(*) as "Uses"
            from grade g join exam_session s on s.id = g.session_id
            where s.exam_id = @examId and g.question_id = @questionId and g.is_newest = 1 and g.withdrawn = 0
            and g.comment is not null group by g.comment order by count(*) desc, max(g.at) desc, g.comment limit @limit
            """,
            new
            {
                examId,
                questionId,
                limit,
            }
        );

    /// <summary>Adds the next version of a grade. The caller has locked the session.</summary>
    public static async Task AddAsync(Transaction transaction, Grade grade)
    {
        await transaction.ExecuteAsync(
            "update grade set is_newest = 0 where session_id = @SessionId and question_id = @QuestionId "
                + "and is_newest = 1",
            new { grade.SessionId, grade.QuestionId }
        );
        await transaction.ExecuteAsync(
            """
            insert into grade (session_id, question_id, revision, is_newest, judged, points, levels, comment,
            comment_text, withdrawn, batch_id, user_id, at)
            values (@SessionId, @QuestionId, @Revision, 1, @Judged, @points, @levels, @Comment, @CommentText,
            @withdrawn, @BatchId, @UserId, @at)
            """,
            Parameters(grade, id: null)
        );
    }

    /// <summary>
    /// Keeps a grade that came after another's newer one; its revision is that of the one that stands. The same one
    /// again is kept once.
    /// </summary>
    public static Task RefuseAsync(Transaction transaction, string id, Grade grade) =>
        transaction.ExecuteAsync(
            """
            insert into refused_grade (id, session_id, question_id, revision, points, levels, comment, comment_text,
            user_id, at)
            select @id, @SessionId, @QuestionId, @Revision, @points, @levels, @Comment, @CommentText, @UserId, @at
            where not exists (select 1 from refused_grade where session_id = @SessionId and question_id = @QuestionId
            and revision = @Revision and user_id = @UserId and coalesce(points, '') = coalesce(@points, '')
            and coalesce(comment, '') = coalesce(@Comment, '') and coalesce(levels, '') = coalesce(@levels, ''))
            """,
            Parameters(grade, id)
        );

    /// <summary>Writes down which answers of a scored session wait for a person.</summary>
    public static async Task SetWaitingAsync(
        Transaction transaction,
        string examId,
        string sessionId,
        IEnumerable<string> questionIds
    )
    {
        await transaction.ExecuteAsync("delete from waiting_answer where session_id = @sessionId", new { sessionId });
        foreach (var questionId in questionIds)
        {
            await transaction.ExecuteAsync(
                "insert into waiting_answer (session_id, question_id, exam_id) "
                    + "values (@sessionId, @questionId, @examId)",
                new
                {
                    sessionId,
                    questionId,
                    examId,
                }
            );
        }
    }

    private static object Parameters(Grade grade, string? id) =>
        new
        {
            id,
            grade.SessionId,
            grade.QuestionId,
            grade.Revision,
            grade.Judged,
            points = grade.Points?.ToString("0.####", CultureInfo.InvariantCulture),
            levels = grade.Levels is null
                ? null
                : Json.Write(new SortedDictionary<string, string>(grade.Levels.ToDictionary(), StringComparer.Ordinal)),
            grade.Comment,
            grade.CommentText,
            withdrawn = grade.Withdrawn ? 1L : 0L,
            grade.BatchId,
            grade.UserId,
            at = grade.At.ToMilliseconds(),
        };

    private sealed record Row
    {
        public string SessionId { get; init; } = "";
        public string QuestionId { get; init; } = "";
        public long Revision { get; init; }
        public long? Judged { get; init; }
        public string? Points { get; init; }
        public string? Levels { get; init; }
        public string? Comment { get; init; }
        public string? CommentText { get; init; }
        public long Withdrawn { get; init; }
        public string? BatchId { get; init; }
        public string UserId { get; init; } = "";
        public long At { get; init; }

        public Grade ToGrade() =>
            new()
            {
                SessionId = SessionId,
                QuestionId = QuestionId,
                Revision = Revision,
                Judged = Judged,
                Points = Points is null ? null : decimal.Parse(Points, CultureInfo.InvariantCulture),
                Levels = Levels is null ? null : Json.Read<Dictionary<string, string>>(Levels),
                Comment = Comment,
                CommentText = CommentText,
                Withdrawn = Withdrawn != 0,
                BatchId = BatchId,
                UserId = UserId,
                At = Times.FromMilliseconds(At),
            };
    }
}

/// <summary>A comment that was given before, and how often.</summary>
public sealed record UsedComment
{
    public string Comment { get; init; } = "";
    public string CommentText { get; init; } = "";
    public long Uses { get; init; }
}
