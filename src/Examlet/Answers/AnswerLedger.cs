using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;

namespace Examlet.Answers;

/// <summary>What one transaction adds to answers: each version with its event number and its link in the chain of its
/// exam session. Later entries see the earlier ones. Nothing is written before <see cref="WriteAsync"/> or
/// <see cref="TryWriteAsync"/>.
/// </summary>
public sealed class AnswerLedger(DateTimeOffset now)
{
    private static readonly RowsStatement Insert = new(
        """
        insert into answer_version (session_id, question_id, version_order, seq, value, completed, context, digest,
        saved_at, link, chain)
        values (@session_id, @question_id, @version_order, @seq, @value, @completed, @context, @digest, @saved_at,
        @link, @chain)
        """,
        """
        insert into answer_version (session_id, question_id, version_order, seq, value, completed, context, digest,
        saved_at, link, chain)
        select * from unnest(@session_id, @question_id, @version_order, @seq, @value, @completed, @context, @digest,
        @saved_at, @link, @chain)
        """,
        RowsParameter.Text("session_id"),
        RowsParameter.Text("question_id"),
        RowsParameter.Number("version_order"),
        RowsParameter.Number("seq"),
        RowsParameter.Text("value"),
        RowsParameter.Number("completed"),
        RowsParameter.Text("context"),
        RowsParameter.Text("digest"),
        RowsParameter.Number("saved_at"),
        RowsParameter.Number("link"),
        RowsParameter.Text("chain")
    );

    // What is saved after the session was settled was in time, or was accepted: the score and the receipt are drawn up
    // again.
    private static readonly RowsStatement Touch = new(
        """
        update exam_session set last_seq = @last_seq, last_link = @last_link, chain = @chain, volume = @volume,
        first_answer_at = coalesce(first_answer_at, @saved_at), last_answer_at = @saved_at,
          score = case when settled_at is null then score else null end, receipt_code = case
          when settled_at is null then receipt_code else null end, change_no = change_no + 1
        where id = @id
        """,
        """
        update exam_session s set last_seq = n.last_seq, last_link = n.last_link, chain = n.chain, volume = n.volume,
        first_answer_at = coalesce(s.first_answer_at, n.saved_at), last_answer_at = n.saved_at,
          score = case when s.settled_at is null then s.score else null end, receipt_code = case
          when s.settled_at is null then s.receipt_code else null end, change_no = s.change_no + 1
        from unnest(@id, @last_seq, @last_link, @chain, @saved_at, @volume) n (id, last_seq, last_link, chain,
        saved_at, volume) where s.id = n.id
        """,
        RowsParameter.Text("id"),
        RowsParameter.Number("last_seq"),
        RowsParameter.Number("last_link"),
        RowsParameter.Text("chain"),
        RowsParameter.Number("saved_at"),
        RowsParameter.Number("volume")
    );

    // The number says that nothing has changed, the head of the chain that it is the same history: a standby that took
    // over may count the same number again.
    private static readonly RowsStatement Continue = new(
        """
        update exam_session set last_seq = @last_seq, last_link = @last_link, chain = @chain, volume = @volume,
        last_answer_at = @saved_at, change_no = change_no + 1
        where id = @id and change_no = @change_no and chain = @known_chain
        """,
        """
        update exam_session s set last_seq = n.last_seq, last_link = n.last_link, chain = n.chain, volume = n.volume,
        last_answer_at = n.saved_at, change_no = s.change_no + 1
        from unnest(@id, @last_seq, @last_link, @chain, @saved_at, @volume, @change_no,
        @known_chain) with ordinality n (id, last_seq, last_link, chain, saved_at, volume, change_no, known_chain, ord)
        where s.id = n.id and s.change_no = n.change_no and s.chain = n.known_chain returning n.ord
        """,
        [.. Touch.Parameters, RowsParameter.Number("change_no"), RowsParameter.Text("known_chain")]
    );

    private readonly List<Entry> _entries = [];
    private readonly List<(ExamSession Session, long Seq)> _first = [];
    private readonly Dictionary<string, Touched> _touched = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Session, string Question), List<StoredVersion>> _added = [];

    /// <summary>Adds a version; <paramref name="applied"/> when it is the newest, which gives it the next event
    /// number.</summary>
    public StoredVersion Add(
        ExamSession session,
        string questionId,
        VersionNumber version,
        AnswerBody body,
        bool applied
    )
    {
        var before = _touched.TryGetValue(session.Id, out var touched) ? touched.After : session;
        long? seq = applied ? before.LastSeq + 1 : null;
        var stored = new StoredVersion(version, body.Digest(), seq, now);
        var next = before.Chain.Next(session.Id, new ChainedVersion(questionId, version, seq, stored.Digest, now));
        if (before is { FirstAnswerAt: null, SettledAt: null } && seq is { } first)
        {
            _first.Add((session, first));
        }

        var after = before with
        {
            LastSeq = seq ?? before.LastSeq,
            Chain = next,
            FirstAnswerAt = before.FirstAnswerAt ?? now,
            LastAnswerAt = now,
            ChangeNo = session.ChangeNo + 1,
            Volume = before.Volume + body.StoredBytes,
        };
        _touched[session.Id] = new Touched(touched?.Found ?? session, after);
        _entries.Add(new Entry(session.Id, questionId, stored, body, next));
        if (!_added.TryGetValue((session.Id, questionId), out var added))
        {
            _added[(session.Id, questionId)] = added = [];
        }

        added.Add(stored);
        return stored;
    }

    /// <summary>What was added to one answer so far.</summary>
    public IReadOnlyList<StoredVersion> AddedTo(string sessionId, string questionId) =>
        _added.TryGetValue((sessionId, questionId), out var added) ? added : [];

    /// <summary>The session with what was added to it; the session itself when that was nothing.</summary>
    public ExamSession After(ExamSession session) =>
        _touched.TryGetValue(session.Id, out var touched) ? touched.After : session;

    /// <summary>Writes what was added. Its sessions must be locked, and be as they were given.</summary>
    public async Task WriteAsync(Transaction transaction)
    {
        await transaction.ExecuteEachAsync(Insert, _entries, Values);
        await transaction.ExecuteEachAsync(Touch, [.. _touched.Values], touched => Values(touched.After));
        await WebhookOutbox.FirstAnswersAsync(transaction, _first, now);
    }

    /// <summary>Writes what was added to sessions that are still as they were given, and nothing of the others.
    /// Sessions that had no answer yet, or were settled, are not for this. Returns the IDs of those that were still so;
    /// they are locked from then on.
    /// </summary>
    public async Task<IReadOnlySet<string>> TryWriteAsync(Transaction transaction)
    {
        // In the order of their IDs, as whoever locks several does, so that two writers never wait for each other.
        var sessions = _touched.Values.OrderBy(touched => touched.Found.Id, StringComparer.Ordinal).ToList();
        var held = new HashSet<string>(sessions.Count, StringComparer.Ordinal);
        await transaction.ExecuteEachAsync(
            Continue,
            sessions,
            touched => [.. Values(touched.After), touched.Found.ChangeNo, touched.Found.Chain.Digest],
            touched => held.Add(touched.Found.Id)
        );
        await transaction.ExecuteEachAsync(
            Insert,
            held.Count == sessions.Count ? _entries : [.. _entries.Where(entry => held.Contains(entry.SessionId))],
            Values
        );
        return held;
    }

    private static object?[] Values(ExamSession after) =>
        [
            after.Id,
            after.LastSeq,
            after.Chain.Link,
            after.Chain.Digest,
            after.LastAnswerAt.ToMilliseconds(),
            after.Volume,
        ];

    private static object?[] Values(Entry entry) =>
        [
            entry.SessionId,
            entry.QuestionId,
            entry.Stored.Version.Order,
            entry.Stored.Seq,
            entry.Body.ValueJson,
            entry.Body.Completed ? 1L : 0L,
            entry.Body.ContextJson,
            entry.Stored.Digest,
            entry.Stored.SavedAt.ToMilliseconds(),
            entry.Head.Link,
            entry.Head.Digest,
        ];

    private sealed record Entry(
        string SessionId,
        string QuestionId,
        StoredVersion Stored,
        AnswerBody Body,
        ChainHead Head
    );

    private sealed record Touched(ExamSession Found, ExamSession After);
}
