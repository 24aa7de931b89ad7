using System.Text.Json;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.ExamSessions;

/// <summary>
/// One numbered event as it is sent to the host (contract §5). <c>Seq</c> counts per exam session, without gaps.
/// </summary>
public sealed record EmbedEvent(
    string Type,
    int V,
    string Id,
    long Seq,
    string SessionId,
    DateTimeOffset At,
    string Name,
    object Data
);

/// <summary>The name of a stored event for the browser that caused it.</summary>
public sealed record EventNumber(string Id, long Seq)
{
    public static EventNumber Of(string sessionId, long seq) =>
        new($"event_{sessionId[Access.Ids.ExamSession.Length..]}_{seq}", seq);
}

/// <summary>
/// The numbered log of an exam session. A saved answer is not written here again: its event derives from the stored
/// version.
/// </summary>
public static class EmbedEvents
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("session_event", Holding.BySession);

    public const string ExamStarted = "exam:started";
    public const string AnswerSaved = "answer:saved";
    public const string TimeChanged = "time:changed";
    public const string Superseded = "session:superseded";
    public const string Submitted = "exam:submitted";
    private const string MessageType = "examplary:embed-event";

    private static readonly RowsStatement Insert = new(
        "insert into session_event (session_id, seq, name, data, at) values (@session_id, @seq, @name, @data, @at)",
        "insert into session_event (session_id, seq, name, data, at) select * from unnest(@session_id, "
            + "@seq, @name, @data, @at)",
        RowsParameter.Text("session_id"),
        RowsParameter.Number("seq"),
        RowsParameter.Text("name"),
        RowsParameter.Text("data"),
        RowsParameter.Number("at")
    );

    /// <summary>
    /// Writes the next event. Returns the session with its new <see cref="ExamSession.LastSeq"/>; the caller must store
    /// it in the same transaction.
    /// </summary>
    public static async Task<ExamSession> AppendAsync(
        Transaction transaction,
        ExamSession session,
        string name,
        object data,
        DateTimeOffset at
    )
    {
        var next = session with { LastSeq = session.LastSeq + 1 };
        await InsertNewestAsync(transaction, [next], name, data, at);
        return next;
    }

    /// <summary>Writes one event for each session, with the number <see cref="ExamSession.LastSeq"/>.</summary>
    public static Task InsertNewestAsync(
        Transaction transaction,
        IReadOnlyList<ExamSession> sessions,
        string name,
        object data,
        DateTimeOffset at
    )
    {
        var written = Json.Write(data);
        return transaction.RunAsync(
            Insert.For(sessions, session => [session.Id, session.LastSeq, name, written, at.ToMilliseconds()])
        );
    }

    /// <summary>Events of a session with a number above <paramref name="after"/>, in order, at most
    /// <paramref name="limit"/>.</summary>
    public static async Task<IReadOnlyList<EmbedEvent>> ReadAsync(
        Reader reader,
        string sessionId,
        long after,
        int limit
    )
    {
        var rows = await reader.QueryAsync<Row>(
            """
            select seq as "Seq", name as "Name", data as "Data", at as "At", null as "QuestionId",
            0 as "VersionOrder" from session_event
            where session_id = @sessionId and seq > @after
            union all
            select seq, null, null, saved_at, question_id, version_order from answer_version
            where session_id = @sessionId and seq > @after
            order by 1 limit @limit
            """,
            new
            {
                sessionId,
                after,
                limit,
            }
        );
        return [.. rows.Select(row => row.ToEvent(sessionId))];
    }

    /// <summary>The number of the newest event with that name; null when there is none.</summary>
    public static async Task<EventNumber?> NewestAsync(Reader reader, string sessionId, string name) =>
        await reader.FirstOrDefaultAsync<long?>(
            "select max(seq) from session_event where session_id = @sessionId and name = @name",
            new { sessionId, name }
        )
            is { } seq
            ? EventNumber.Of(sessionId, seq)
            : null;

    private sealed record Row
    {
        public long Seq { get; init; }
        public string? Name { get; init; }
        public string? Data { get; init; }
        public long At { get; init; }
        public string? QuestionId { get; init; }
        public long VersionOrder { get; init; }

        public EmbedEvent ToEvent(string sessionId)
        {
            object data = Data is null ? Saved() : JsonElement.Parse(Data);
            return new EmbedEvent(
                MessageType,
                1,
                EventNumber.Of(sessionId, Seq).Id,
                Seq,
                sessionId,
                Times.FromMilliseconds(At),
                Name ?? AnswerSaved,
                data
            );
        }

        private SavedData Saved()
        {
            var version = VersionNumber.FromOrder(VersionOrder);
            return new SavedData(QuestionId!, version.Epoch, version.Revision);
        }
    }

    private sealed record SavedData(string QuestionId, long Epoch, long Revision);
}
