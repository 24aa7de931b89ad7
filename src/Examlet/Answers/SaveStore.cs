using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Answers;

/// <summary>
/// The SQL of saves: reads the facts for their decisions, and writes their versions if the facts still hold. One round
/// trip each.
/// </summary>
internal static class SaveStore
{
    private const string Columns = $"""
        e.expires_at,
        case when e.deleted_at is null and s.voided_at is null and {SessionEntryStore.MayTake} then 0 else 1 end,
        s.id, s.workspace_id, s.exam_id, s.version_id, s.user_id, s.embed_session_id, s.seed, s.rules, s.epoch,
        s.started_at, s.deadline, s.paused_at, s.completed_at, s.completion_reason, s.settled_at, s.first_answer_at,
        s.position, s.last_seq, s.last_link, s.chain, s.volume,
        a.version_order, a.digest, a.seq, a.saved_at,
        case when a.seq is not null then (select max(m.version_order) from answer_version m
          where m.session_id = a.session_id and m.question_id = a.question_id) end
        """;

    private const string Joined = $"left join exam_session s on s.id = e.exam_session_id {SessionEntryStore.Student}";

    // PostgreSQL tells rows apart that were changed: xmin names the transaction that wrote this one. On SQLite nothing
    // is written between the reading and the writing of a transaction.
    private const string RowVersion = "cast(cast(s.xmin as text) as bigint)";

    private static readonly RowsStatement Facts = new(
        $"""
        select {Columns}, 0
        from embed_session e {Joined}
        left join answer_version a on a.session_id = s.id and a.question_id = @question_id and a.version_order = (
          select min(o.version_order) from answer_version o
          where o.session_id = s.id and o.question_id = @question_id and o.version_order >= @version_order)
        where e.id = @embed_id
        """,
        $"""
        select {Columns}, {RowVersion}, n.ord
        from unnest(@embed_id, @question_id, @version_order)
          with ordinality n (embed_id, question_id, version_order, ord)
        join embed_session e on e.id = n.embed_id {Joined}
        left join lateral (
          select o.* from answer_version o
          where o.session_id = s.id and o.question_id = n.question_id and o.version_order >= n.version_order
          order by o.version_order limit 1) a on true
        """,
        RowsParameter.Text("embed_id"),
        RowsParameter.Text("question_id"),
        RowsParameter.Number("version_order")
    );

    private static readonly RowsStatement Insert = new(
        """
        insert into answer_version (session_id, question_id, version_order, seq, value, completed, context, digest,
          saved_at, link, chain)
        values (@session_id, @question_id, @version_order, @seq, @value, @completed, @context, @digest,
          @saved_at, @link, @chain)
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
    private static readonly RowsStatement Update = new(
        """
        update exam_session set last_seq = @last_seq, last_link = @last_link, chain = @chain, volume = @volume,
          first_answer_at = coalesce(first_answer_at, @saved_at), last_answer_at = @saved_at,
          score = case when settled_at is null then score end,
          receipt_code = case when settled_at is null then receipt_code end
        where id = @id and coalesce(@row_version, 0) = 0
        """,
        $"""
        update exam_session s set last_seq = n.last_seq, last_link = n.last_link, chain = n.chain, volume = n.volume,
          first_answer_at = coalesce(s.first_answer_at, n.saved_at), last_answer_at = n.saved_at,
          score = case when s.settled_at is null then s.score end,
          receipt_code = case when s.settled_at is null then s.receipt_code end
        from unnest(@id, @last_seq, @last_link, @chain, @saved_at, @volume, @row_version)
          n (id, last_seq, last_link, chain, saved_at, volume, row_version)
        where s.id = n.id and (n.row_version is null or {RowVersion} = n.row_version)
        """,
        RowsParameter.Text("id"),
        RowsParameter.Number("last_seq"),
        RowsParameter.Number("last_link"),
        RowsParameter.Text("chain"),
        RowsParameter.Number("saved_at"),
        RowsParameter.Number("volume"),
        RowsParameter.Number("row_version")
    );

    private const string FindFileSql =
        "select 1 from stored_file where session_id = @session_id and question_id = @question_id and id = @id";

    private static readonly string[] FindFileNames = ["session_id", "question_id", "id"];

    /// <summary>Reads the facts for the decisions of saves.</summary>
    public static Task ReadAsync(Transaction transaction, IReadOnlyList<PendingSave> saves) =>
        transaction.RunAsync(
            Facts.For(
                saves,
                save => [save.EmbedSessionId, save.Save.QuestionId, save.Save.Version.Order],
                static (save, row) =>
                {
                    save.Access = AccessOf(row);
                    save.RowVersion = row.NumberOrNull(28);
                    if (!row.IsNull(23))
                    {
                        save.AtOrAfter = StoredOf(row);
                        save.IsNewest = row.NumberOrNull(27) == row.Number(23);
                    }
                }
            )
        );

    /// <summary>Tells saves that name a file whether there is one of that question and exam session.</summary>
    public static Task FindFilesAsync(Transaction transaction, IReadOnlyList<PendingSave> saves) =>
        transaction.QueryEachAsync(
            FindFileSql,
            FindFileNames,
            saves,
            save => [save.Session!.Id, save.Save.QuestionId, save.FileId],
            (save, row) => save.HasFile = row is not null
        );

    /// <summary>Writes versions, and what follows from them for their exam sessions.</summary>
    /// <exception cref="OvertakenException">A session's row has changed since it was read.</exception>
    public static Task WriteAsync(
        Transaction transaction,
        IReadOnlyList<NewVersion> versions,
        IEnumerable<SavedSession> sessions
    ) =>
        // In the order of their IDs, as whoever locks several does, so that two writers never wait for each other.
        transaction.RunAsync(
            Update.ForEvery([.. sessions.OrderBy(saved => saved.After.Id, StringComparer.Ordinal)], Values),
            Insert.For(versions, Values)
        );

    private static EmbedAccess AccessOf(Row row) =>
        new(
            Times.FromMilliseconds(row.Number(0)),
            IsRevoked: row.Number(1) != 0,
            row.IsNull(2) ? null : SessionOf(row)
        );

    /// <summary>The session with the fields that a save needs.</summary>
    private static ExamSession SessionOf(Row row) =>
        new()
        {
            Id = row.Text(2),
            WorkspaceId = row.Text(3),
            ExamId = row.Text(4),
            VersionId = row.Text(5),
            UserId = row.Text(6),
            EmbedSessionId = row.Text(7),
            Seed = row.Text(8),
            Rules = (int)row.Number(9),
            Epoch = row.Number(10),
            StartedAt = Times.FromMilliseconds(row.Number(11)),
            DeadlineAt = Times.FromMilliseconds(row.NumberOrNull(12)),
            PausedAt = Times.FromMilliseconds(row.NumberOrNull(13)),
            CompletedAt = Times.FromMilliseconds(row.NumberOrNull(14)),
            CompletionReason = row.TextOrNull(15),
            SettledAt = Times.FromMilliseconds(row.NumberOrNull(16)),
            FirstAnswerAt = Times.FromMilliseconds(row.NumberOrNull(17)),
            Position = (int)row.Number(18),
            LastSeq = row.Number(19),
            Chain = new ChainHead(row.Number(20), row.TextOrNull(21)),
            Volume = row.Number(22),
        };

    private static StoredVersion StoredOf(Row row) =>
        new(
            VersionNumber.FromOrder(row.Number(23)),
            row.Text(24),
            row.NumberOrNull(25),
            Times.FromMilliseconds(row.Number(26))
        );

    private static object?[] Values(SavedSession saved) =>
        [
            saved.After.Id,
            saved.After.LastSeq,
            saved.After.Chain.Link,
            saved.After.Chain.Digest,
            saved.After.LastAnswerAt.ToMilliseconds(),
            saved.After.Volume,
            saved.RowVersion,
        ];

    private static object?[] Values(NewVersion version) =>
        [
            version.SessionId,
            version.QuestionId,
            version.Stored.Version.Order,
            version.Stored.Seq,
            version.Body.ValueJson,
            version.Body.Completed ? 1L : 0L,
            version.Body.ContextJson,
            version.Stored.Digest,
            version.Stored.SavedAt.ToMilliseconds(),
            version.Head.Link,
            version.Head.Digest,
        ];
}

/// <summary>A version that is to be stored, with its link in the chain of its exam session.</summary>
internal sealed record NewVersion(
    string SessionId,
    string QuestionId,
    StoredVersion Stored,
    AnswerBody Body,
    ChainHead Head
);

/// <summary>An exam session as it is after versions were added; <c>RowVersion</c> tells the row that was read from a
/// later one, null for one that is locked.</summary>
internal readonly record struct SavedSession(ExamSession After, long? RowVersion);
