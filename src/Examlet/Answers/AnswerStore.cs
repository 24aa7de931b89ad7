using System.Data.Common;
using Dapper;
using Examlet.ExamSessions;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Answers;

/// <summary>Reads answers: the current one of each question, and every version.</summary>
public static class AnswerStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("answer_version", Holding.BySession)
    {
        Erasure =
        [
            // The versions stay as numbers, so that the events of the sessions keep theirs; the words in them go.
            """
                update answer_version set value = 'null', context = null, completed = 0, digest = '', link = null,
                chain = null
                where session_id in (select id from exam_session where user_id = @userId)
                """,
        ],
    };

    private const string Columns = """
        v.question_id as "QuestionId", v.version_order as "VersionOrder", v.seq as "Seq", v.value as "Value",
        v.completed as "Completed", v.context as "Context", v.saved_at as "SavedAt"
        """;

    private static readonly RowsStatement One = new(
        $"select {Columns} from answer_version v where v.session_id = @session_id and v.question_id = "
            + "@question_id and v.version_order = @version_order",
        $"""
        select {Columns}, n.ord from unnest(@session_id, @question_id, @version_order) with ordinality n (session_id,
        question_id, version_order, ord)
        join answer_version v on v.session_id = n.session_id and v.question_id = n.question_id
        and v.version_order = n.version_order
        """,
        RowsParameter.Text("session_id"),
        RowsParameter.Text("question_id"),
        RowsParameter.Number("version_order")
    );

    /// <summary>What the newest version of each question was, and how large, when <paramref name="epoch"/> began:
    /// before it there is none under that epoch, and from then on nothing is stored under an earlier one. So this is
    /// what its holder has taken over, whenever it is read.
    /// </summary>
    public static Task<IReadOnlyList<AnswerHead>> HeadsAsync(Reader reader, string sessionId, long epoch) =>
        reader.QueryAsync<AnswerHead>(
            """
            select h.question_id as "QuestionId", h.newest as "VersionOrder",
            cast(octet_length(v.value) + coalesce(octet_length(v.context), 0) as bigint) as "Bytes" from (
              select question_id, max(version_order) as newest from answer_version where session_id = @sessionId
              and version_order < @end group by question_id) h
            join answer_version v on v.session_id = @sessionId and v.question_id = h.question_id
            and v.version_order = h.newest order by h.question_id
            """,
            new { sessionId, end = new VersionNumber(epoch, 0).Order }
        );

    /// <summary>Those versions, as far as they are still there.</summary>
    public static async Task<IReadOnlyList<AnswerVersion>> TheseAsync(
        Reader reader,
        string sessionId,
        IReadOnlyList<AnswerHead> heads
    )
    {
        var found = new List<AnswerVersion>(heads.Count);
        Func<DbDataReader, Row>? parse = null;
        await reader.QueryEachAsync(
            One,
            heads,
            head => [sessionId, head.QuestionId, head.VersionOrder],
            (_, reader) => found.Add((parse ??= reader.GetRowParser<Row>())(reader).ToVersion())
        );
        return found;
    }

    /// <summary>The newest version of each question that has one.</summary>
    public static async Task<IReadOnlyList<AnswerVersion>> CurrentAsync(Reader reader, string sessionId)
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select {Columns} from (select question_id, max(version_order) as newest from answer_version
            where session_id = @sessionId group by question_id) h
            join answer_version v on v.session_id = @sessionId and v.question_id = h.question_id
            and v.version_order = h.newest
            """,
            new { sessionId }
        );
        return [.. rows.Select(row => row.ToVersion())];
    }

    /// <summary>The newest version of each question that has one, as it was when <paramref name="seq"/> was the number
    /// of the newest event, whatever was saved since: a version has a number when it was the newest.
    /// </summary>
    public static async Task<IReadOnlyList<AnswerVersion>> CurrentAtAsync(Reader reader, string sessionId, long seq)
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select {Columns} from (
              select question_id, max(version_order) as newest from answer_version where session_id = @sessionId
              and seq <= @seq group by question_id) h
            join answer_version v on v.session_id = @sessionId and v.question_id = h.question_id
            and v.version_order = h.newest
            """,
            new { sessionId, seq }
        );
        return [.. rows.Select(row => row.ToVersion())];
    }

    /// <summary>The newest version of each of those questions that has one.</summary>
    public static async Task<IReadOnlyDictionary<string, AnswerVersion>> CurrentAsync(
        Reader reader,
        string sessionId,
        IEnumerable<string> questionIds
    )
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select {Columns} from (select question_id, max(version_order) as newest from answer_version
              where session_id = @sessionId and {reader.In("question_id", "ids")} group by question_id) h
            join answer_version v on v.session_id = @sessionId and v.question_id = h.question_id
            and v.version_order = h.newest
            """,
            new { sessionId, ids = Reader.List(questionIds.Distinct(StringComparer.Ordinal)) }
        );
        return rows.ToDictionary(row => row.QuestionId, row => row.ToVersion(), StringComparer.Ordinal);
    }

    /// <summary>
    /// The current answers to one question in the sessions of an exam that are completed and not voided: those whose
    /// value has at most <paramref name="bytes"/> bytes of JSON.
    /// </summary>
    public static Task<IReadOnlyList<ShortAnswer>> ShortAsync(
        Reader reader,
        string examId,
        string questionId,
        int bytes
    ) =>
        reader.QueryAsync<ShortAnswer>(
            """
            select v.session_id as "SessionId", v.value as "Value" from exam_session s
            join answer_version v on v.session_id = s.id and v.question_id = @questionId
            where s.exam_id = @examId and s.voided_at is null and s.completed_at is not null
            and octet_length(v.value) <= @bytes and not exists (select 1 from answer_version n
            where n.session_id = v.session_id and n.question_id = v.question_id and n.version_order > v.version_order)
            """,
            new
            {
                examId,
                questionId,
                bytes,
            }
        );

    /// <summary>The digest of the newest version of each of those questions, if it has one.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CurrentDigestsAsync(
        Reader reader,
        string sessionId,
        IEnumerable<string> questionIds
    )
    {
        var rows = await reader.QueryAsync<DigestRow>(
            $"""
            select v.question_id as "QuestionId", v.digest as "Digest" from (select question_id,
            max(version_order) as newest from answer_version
              where session_id = @sessionId and {reader.In("question_id", "ids")} group by question_id) h
            join answer_version v on v.session_id = @sessionId and v.question_id = h.question_id
            and v.version_order = h.newest
            """,
            new { sessionId, ids = Reader.List(questionIds.Distinct(StringComparer.Ordinal)) }
        );
        return rows.ToDictionary(row => row.QuestionId, row => row.Digest, StringComparer.Ordinal);
    }

    /// <summary>The revision of the newest version of each question that has one, of those exam sessions.</summary>
    public static async Task<IReadOnlyDictionary<(string Session, string Question), long>> NewestRevisionsAsync(
        Reader reader,
        IEnumerable<string> sessionIds
    )
    {
        var rows = await reader.QueryAsync<HeldRow>(
            $"""
            select session_id as "SessionId", question_id as "QuestionId", max(version_order) as "VersionOrder"
            from answer_version
            where {reader.In("session_id", "ids")} group by session_id, question_id
            """,
            new { ids = Reader.List(sessionIds) }
        );
        return rows.ToDictionary(
            row => (row.SessionId, row.QuestionId),
            row => VersionNumber.FromOrder(row.VersionOrder).Revision
        );
    }

    /// <summary>A page of the acknowledged versions, oldest first; in the order of their versions where the time is the
    /// same.</summary>
    public static async Task<IReadOnlyList<AnswerVersion>> HistoryAsync(Reader reader, string sessionId, Paging paging)
    {
        var (afterOrder, afterQuestion) = Position(paging.AfterId);
        var rows = await reader.QueryAsync<Row>(
            $"""
            select {Columns} from answer_version v
            where v.session_id = @sessionId and (v.saved_at, v.version_order, v.question_id) > (@AfterTime,
            @afterOrder, @afterQuestion)
            order by v.saved_at, v.version_order, v.question_id limit @Fetch
            """,
            new
            {
                sessionId,
                paging.AfterTime,
                afterOrder,
                afterQuestion,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToVersion())];
    }

    /// <summary>Versions of one answer before <paramref name="before"/> (see <see cref="VersionNumber.Order"/>), newest
    /// first.</summary>
    public static async Task<IReadOnlyList<AnswerVersion>> VersionsAsync(
        Reader reader,
        string sessionId,
        string questionId,
        long before,
        int limit
    )
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select {Columns} from answer_version v
            where v.session_id = @sessionId and v.question_id = @questionId and v.version_order < @before
            order by v.version_order desc limit @limit
            """,
            new
            {
                sessionId,
                questionId,
                before,
                limit,
            }
        );
        return [.. rows.Select(row => row.ToVersion())];
    }

    /// <summary>Every version of an exam session with its place in the chain.</summary>
    public static async Task<IReadOnlyList<LinkedVersion>> LinkedAsync(Reader reader, string sessionId)
    {
        var rows = await reader.QueryAsync<Row>(
            $"""select {Columns}, v.digest as "Digest", v.link as "Link", v.chain as "Chain" from """
                + """answer_version v where v.session_id = @sessionId""",
            new { sessionId }
        );
        return [.. rows.Select(row => new LinkedVersion(row.ToVersion(), row.Digest, row.Link, row.Chain))];
    }

    /// <summary>The links of a session's chain up to <paramref name="upTo"/>, in their order, as they come from the
    /// database: digests, and no word of an answer.</summary>
    public static async IAsyncEnumerable<ChainedVersion> ChainAsync(Reader reader, string sessionId, long upTo)
    {
        var links = reader.StreamAsync<LinkRow>(
            """
            select v.question_id as "QuestionId", v.version_order as "VersionOrder", v.seq as "Seq",
            v.digest as "Digest", v.saved_at as "SavedAt"
            from answer_version v where v.session_id = @sessionId and v.link <= @upTo order by v.link
            """,
            new { sessionId, upTo }
        );
        await foreach (var link in links)
        {
            yield return new ChainedVersion(
                link.QuestionId,
                VersionNumber.FromOrder(link.VersionOrder),
                link.Seq,
                link.Digest,
                Times.FromMilliseconds(link.SavedAt)
            );
        }
    }

    /// <summary>One stored version of one answer; null when there is none.</summary>
    public static async Task<AnswerVersion?> FindAsync(
        Reader reader,
        string sessionId,
        string questionId,
        VersionNumber version
    )
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"select {Columns} from answer_version v where v.session_id = @sessionId and v.question_id = "
                + "@questionId and v.version_order = @Order",
            new
            {
                sessionId,
                questionId,
                version.Order,
            }
        );
        return row?.ToVersion();
    }

    /// <summary>The part of the history's cursor beside the time.</summary>
    public static string CursorOf(AnswerVersion version) => $"{version.Version.Order}/{version.QuestionId}";

    private static (long Order, string QuestionId) Position(string cursor)
    {
        var slash = cursor.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && long.TryParse(cursor.AsSpan(0, slash), out var order)
            ? (order, cursor[(slash + 1)..])
            : (-1, "");
    }

    /// <summary>The number of questions of each session whose current answer counts as answered.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> AnsweredAsync(
        Reader reader,
        IEnumerable<string> sessionIds
    )
    {
        var rows = await reader.QueryAsync<CountRow>(
            $"""
            select v.session_id as "SessionId", count(*) as "Answered" from (
              select session_id, question_id, max(version_order) as newest from answer_version where {reader.In(
                "session_id",
                "ids"
            )} group by session_id, question_id) h
            join answer_version v on v.session_id = h.session_id and v.question_id = h.question_id
            and v.version_order = h.newest
            where v.completed = 1 group by v.session_id
            """,
            new { ids = Reader.List(sessionIds) }
        );
        return rows.ToDictionary(row => row.SessionId, row => (int)row.Answered, StringComparer.Ordinal);
    }

    private sealed record DigestRow
    {
        public string QuestionId { get; init; } = "";
        public string Digest { get; init; } = "";
    }

    private sealed record HeldRow
    {
        public string SessionId { get; init; } = "";
        public string QuestionId { get; init; } = "";
        public long VersionOrder { get; init; }
    }

    private sealed record Row
    {
        public string QuestionId { get; init; } = "";
        public long VersionOrder { get; init; }
        public long? Seq { get; init; }
        public string Value { get; init; } = "";
        public long Completed { get; init; }
        public string? Context { get; init; }
        public long SavedAt { get; init; }
        public string Digest { get; init; } = "";
        public long? Link { get; init; }
        public string? Chain { get; init; }

        public AnswerVersion ToVersion() =>
            new(
                QuestionId,
                VersionNumber.FromOrder(VersionOrder),
                Seq,
                new AnswerBody(Value, Completed != 0, Context),
                Times.FromMilliseconds(SavedAt)
            );
    }

    private sealed record LinkRow
    {
        public string QuestionId { get; init; } = "";
        public long VersionOrder { get; init; }
        public long? Seq { get; init; }
        public string Digest { get; init; } = "";
        public long SavedAt { get; init; }
    }

    private sealed record CountRow
    {
        public string SessionId { get; init; } = "";
        public long Answered { get; init; }
    }
}

/// <summary>A version of a question, and its size with its context in bytes.</summary>
public sealed record AnswerHead
{
    public string QuestionId { get; init; } = "";
    public long VersionOrder { get; init; }
    public long Bytes { get; init; }
}

/// <summary>The current answer of one session to a question, as JSON.</summary>
public sealed record ShortAnswer
{
    public string SessionId { get; init; } = "";
    public string Value { get; init; } = "";
}
