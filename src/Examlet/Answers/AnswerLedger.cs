using Examlet.Database;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Webhooks;

namespace Examlet.Answers;

/// <summary>
/// What one transaction adds to answers: each version with its event number and its link in the chain of its exam session. Later entries see the
/// earlier ones. Nothing is written before <see cref="WriteAsync"/>; the sessions must be locked by then.
/// </summary>
public sealed class AnswerLedger(DateTimeOffset now)
{
    private static readonly RowsStatement Insert = new(
        """
        insert into answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain)
        values (@session_id, @question_id, @version_order, @seq, @value, @completed, @context, @digest, @saved_at, @link, @chain)
        """,
        """
        insert into answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain)
        select * from unnest(@session_id, @question_id, @version_order, @seq, @value, @completed, @context, @digest, @saved_at, @link, @chain)
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
        RowsParameter.Text("chain"));

    // What is saved after the session was settled was in time, or was accepted: the score and the receipt are drawn up again.
    private static readonly RowsStatement Touch = new(
        """
        update exam_session set last_seq = @last_seq, last_link = @last_link, chain = @chain, first_answer_at = coalesce(first_answer_at, @saved_at), last_answer_at = @saved_at,
          score = case when settled_at is null then score else null end, receipt_code = case when settled_at is null then receipt_code else null end where id = @id
        """,
        """
        update exam_session s set last_seq = n.last_seq, last_link = n.last_link, chain = n.chain, first_answer_at = coalesce(s.first_answer_at, n.saved_at), last_answer_at = n.saved_at,
          score = case when s.settled_at is null then s.score else null end, receipt_code = case when s.settled_at is null then s.receipt_code else null end
        from unnest(@id, @last_seq, @last_link, @chain, @saved_at) n (id, last_seq, last_link, chain, saved_at) where s.id = n.id
        """,
        RowsParameter.Text("id"),
        RowsParameter.Number("last_seq"),
        RowsParameter.Number("last_link"),
        RowsParameter.Text("chain"),
        RowsParameter.Number("saved_at"));

    private readonly List<Entry> _entries = [];
    private readonly List<(ExamSession Session, long Seq)> _first = [];
    private readonly Dictionary<string, (long LastSeq, ChainHead Head)> _touched = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Session, string Question), List<StoredVersion>> _added = [];

    /// <summary>Adds a version; <paramref name="applied"/> when it is the newest, which gives it the next event number.</summary>
    public StoredVersion Add(ExamSession session, string questionId, VersionNumber version, AnswerBody body, bool applied)
    {
        var (lastSeq, head) = _touched.GetValueOrDefault(session.Id, (session.LastSeq, session.Chain));
        long? seq = applied ? lastSeq + 1 : null;
        var stored = new StoredVersion(version, body.Digest(), seq, now);
        var next = head.Next(session.Id, new ChainedVersion(questionId, version, seq, stored.Digest, now));
        if (session is { FirstAnswerAt: null, SettledAt: null } && seq is { } first && !_touched.ContainsKey(session.Id))
        {
            _first.Add((session, first));
        }

        _touched[session.Id] = (seq ?? lastSeq, next);
        _entries.Add(new Entry(session.Id, questionId, stored, body, next));
        _added.TryAdd((session.Id, questionId), []);
        _added[(session.Id, questionId)].Add(stored);
        return stored;
    }

    /// <summary>What was added to one answer so far.</summary>
    public IReadOnlyList<StoredVersion> AddedTo(string sessionId, string questionId) => _added.GetValueOrDefault((sessionId, questionId), []);

    public async Task WriteAsync(DatabaseSession database)
    {
        await database.ForEachAsync(Insert, _entries, Values);
        await database.ForEachAsync(
            Touch, [.. _touched], touched => [touched.Key, touched.Value.LastSeq, touched.Value.Head.Link, touched.Value.Head.Digest, now.ToMilliseconds()]);
        await WebhookOutbox.FirstAnswersAsync(database, _first, now);
    }

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

    private sealed record Entry(string SessionId, string QuestionId, StoredVersion Stored, AnswerBody Body, ChainHead Head);
}
