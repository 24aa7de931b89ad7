using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Workspaces;

namespace Examlet.ExamSessions;

/// <summary>Stores exam sessions. A change is decided while the row is locked.</summary>
public static class ExamSessionStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("exam_session", Holding.ByWorkspace)
    {
        Erasure =
        [
            // An empty code: there is no receipt and none is due.
            "update exam_session set state = null, score = null, machine_score = null, "
                + "last_link = 0, chain = null, receipt_code = '' "
                + "where user_id = @userId",
        ],
    };

    private const string Select = $"select {ExamSessionRow.Columns} from exam_session s";

    /// <summary>The student's attempt at that exam that counts, bound or not; null if there is none.</summary>
    public static Task<ExamSession?> FindAttemptAsync(Reader reader, string examId, string userId) =>
        FindAttemptAsync(reader, examId, userId, locked: "");

    /// <summary>The student's attempt at that exam that counts, bound or not, locked; null if there is none.</summary>
    public static Task<ExamSession?> LockAttemptAsync(Transaction transaction, string examId, string userId) =>
        FindAttemptAsync(transaction, examId, userId, transaction.ForUpdate("s"));

    /// <summary>A session of an exam; voided ones only when asked for.</summary>
    public static Task<ExamSession?> FindAsync(Reader reader, string examId, string id, bool voided) =>
        FindAsync(reader, examId, id, voided, locked: "");

    /// <summary>
    /// A session of an exam that is not voided, locked until the transaction ends; null when there is none.
    /// </summary>
    public static Task<ExamSession?> LockAsync(Transaction transaction, string examId, string id) =>
        FindAsync(transaction, examId, id, voided: false, transaction.ForUpdate("s"));

    /// <summary>Sessions of an exam, oldest first; with <paramref name="voided"/> the voided ones instead.</summary>
    public static async Task<IReadOnlyList<ExamSession>> ListAsync(
        Reader reader,
        string examId,
        bool voided,
        Paging paging
    )
    {
        var rows = await reader.QueryAsync<ExamSessionRow>(
            $"""
            {Select} where s.exam_id = @examId and s.voided_at is {(
                voided ? "not null" : "null"
            )} and (s.started_at, s.id) > (@AfterTime, @AfterId)
            order by s.started_at, s.id limit @Fetch
            """,
            new
            {
                examId,
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToSession())];
    }

    /// <summary>Adds a session and stamps it for the open pages of every node.</summary>
    public static Task AddAsync(Transaction transaction, ExamSession session)
    {
        transaction.Changed(session.Id);
        return transaction.ExecuteAsync(
            $"""
            insert into exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, epoch,
            started_at, time_limit, time_multiplier,
              extra_time, paused_time, closes_at, deadline, last_seq, state_order, position, rules, changed_at)
            values (@Id, @WorkspaceId, @ExamId, @VersionId, @UserId, @EmbedSessionId, @Seed, @Epoch, @StartedAt,
            @TimeLimit, @TimeMultiplier,
              @ExtraTime, @PausedTime, @ClosesAt, @Deadline, @LastSeq, @StateOrder,
                @Position, @Rules, {transaction.Present})
            """,
            ExamSessionRow.Of(session)
        );
    }

    /// <summary>
    /// Writes the fields of a locked session that can change, and stamps it for the open pages of every node.
    /// </summary>
    public static Task UpdateAsync(Transaction transaction, ExamSession session)
    {
        transaction.Changed(session.Id);
        return transaction.ExecuteAsync(
            $"""
            update exam_session set embed_session_id = @EmbedSessionId, epoch = @Epoch,
            time_multiplier = @TimeMultiplier, extra_time = @ExtraTime, paused_time = @PausedTime,
              paused_at = @PausedAt, deadline = @Deadline, announcements = @Announcements,
              completed_at = @CompletedAt, completion_reason = @CompletionReason, settled_at = @SettledAt,
                voided_at = @VoidedAt, last_seq = @LastSeq,
              state = @State, state_order = @StateOrder, position = @Position, changed_at = {transaction.Present}
            where id = @Id
            """,
            ExamSessionRow.Of(session)
        );
    }

    /// <summary>Writes where the student is, without a stamp for other pages.</summary>
    public static Task MoveAsync(Transaction transaction, ExamSession session) =>
        transaction.ExecuteAsync(
            "update exam_session set state = @State, state_order = @StateOrder, position = @Position where id = @Id",
            ExamSessionRow.Of(session)
        );

    /// <summary>Adds to the stored bytes of a session beside its versions. A negative number subtracts.</summary>
    public static Task AddVolumeAsync(Transaction transaction, string id, long bytes) =>
        transaction.ExecuteAsync("update exam_session set volume = volume + @bytes where id = @id", new { id, bytes });

    /// <summary>Binds an embed session to its exam session, for good.</summary>
    public static Task BindEmbedAsync(Transaction transaction, string embedSessionId, string sessionId)
    {
        transaction.Changed(embedSessionId);
        return transaction.ExecuteAsync(
            $"update embed_session set exam_session_id = @sessionId, changed_at = {transaction.Present} "
                + "where id = @embedSessionId and exam_session_id is null",
            new { embedSessionId, sessionId }
        );
    }

    /// <summary>Writes the completion of locked sessions, and stamps them for the open pages of every node.</summary>
    public static async Task UpdateCompletedAsync(Transaction transaction, IReadOnlyList<ExamSession> completed)
    {
        await transaction.RunAsync(
            CompleteStatement(transaction)
                .For(
                    completed,
                    done =>
                        [
                            done.Id,
                            done.CompletedAt.ToMilliseconds(),
                            done.CompletionReason,
                            done.SettledAt.ToMilliseconds(),
                            done.LastSeq,
                        ]
                )
        );
        foreach (var done in completed)
        {
            transaction.Changed(done.Id);
        }
    }

    private static RowsStatement CompleteStatement(Reader reader) =>
        new(
            $"""
            update exam_session set completed_at = @completed_at, completion_reason = @completion_reason,
            settled_at = @settled_at, last_seq = @last_seq, changed_at = {reader.Present}
            where id = @id
            """,
            $"""
            update exam_session s set completed_at = n.completed_at, completion_reason = n.completion_reason,
            settled_at = n.settled_at, last_seq = n.last_seq, changed_at = {reader.Present}
            from unnest(@id, @completed_at, @completion_reason, @settled_at, @last_seq) n (id, completed_at,
            completion_reason, settled_at, last_seq) where s.id = n.id
            """,
            RowsParameter.Text("id"),
            RowsParameter.Number("completed_at"),
            RowsParameter.Text("completion_reason"),
            RowsParameter.Number("settled_at"),
            RowsParameter.Number("last_seq")
        );

    /// <summary>
    /// Sessions whose grace is over and whose completion is not written yet; of one workspace if it is given.
    /// </summary>
    public static Task<IReadOnlyList<Due>> OverdueAsync(
        Reader reader,
        int limit,
        DateTimeOffset now,
        string? workspaceId = null
    ) =>
        reader.QueryAsync<Due>(
            $"""
            select id as "Id", workspace_id as "WorkspaceId" from exam_session where settled_at is null
            and voided_at is null and deadline < @before {(
                workspaceId is null ? "" : "and workspace_id = @workspaceId"
            )}
            order by deadline limit @limit
            """,
            new
            {
                before = (now - Deadline.Grace).ToMilliseconds(),
                limit,
                workspaceId,
            }
        );

    /// <summary>Settled sessions without a score, of all workspaces or of one.</summary>
    public static Task<IReadOnlyList<Due>> UnscoredAsync(Reader reader, int limit, string? workspaceId = null) =>
        reader.QueryAsync<Due>(
            $"""
            select id as "Id", workspace_id as "WorkspaceId" from exam_session where settled_at is not null
            and voided_at is null and score is null {(
                workspaceId is null ? "" : "and workspace_id = @workspaceId"
            )}
            order by settled_at limit @limit
            """,
            new { limit, workspaceId }
        );

    /// <summary>Final sessions of an exam whose score knows an older key than that, at most so many.</summary>
    public static async Task<IReadOnlyList<ExamSession>> BehindAsync(
        Reader reader,
        string examId,
        long keyRevision,
        int limit
    )
    {
        var rows = await reader.QueryAsync<ExamSessionRow>(
            $"""
            {Select} where s.exam_id = @examId and s.settled_at is not null and s.voided_at is null
            and s.score is not null and s.key_revision < @keyRevision order by s.started_at, s.id limit @limit
            """,
            new
            {
                examId,
                keyRevision,
                limit,
            }
        );
        return [.. rows.Select(row => row.ToSession())];
    }

    /// <summary>IDs of the sessions of an exam that have a score and count, oldest first.</summary>
    public static Task<IReadOnlyList<string>> ScoredIdsAsync(Reader reader, string examId) =>
        reader.QueryAsync<string>(
            "select id from exam_session where exam_id = @examId and voided_at is null and score is not null "
                + "order by started_at, id",
            new { examId }
        );

    /// <summary>True while a session of an exam goes on or waits to be scored.</summary>
    public static async Task<bool> AnyUnscoredAsync(Reader reader, string examId) =>
        await reader.FirstOrDefaultAsync<string>(
            "select id from exam_session where exam_id = @examId and voided_at is null and score is null limit 1",
            new { examId }
        )
            is not null;

    /// <summary>IDs of the sessions of an exam that are not voided.</summary>
    public static Task<IReadOnlyList<string>> IdsAsync(Reader reader, string examId) =>
        reader.QueryAsync<string>(
            "select id from exam_session where exam_id = @examId and voided_at is null",
            new { examId }
        );

    /// <summary>IDs of the exam versions that sessions of an exam are on, voided ones apart.</summary>
    public static Task<IReadOnlyList<string>> VersionIdsAsync(Reader reader, string examId) =>
        reader.QueryAsync<string>(
            "select version_id from exam_session where exam_id = @examId and voided_at is null group by "
                + "version_id order by min(started_at)",
            new { examId }
        );

    /// <summary>The number of an exam's sessions that are not voided.</summary>
    public static async Task<int> CountAsync(Reader reader, string examId) =>
        (int)
            await reader.FirstOrDefaultAsync<long>(
                "select count(*) from exam_session where exam_id = @examId and voided_at is null",
                new { examId }
            );

    /// <summary>
    /// Removes the score and the receipt's mark from a session that goes on. Remembers that the key was shown before.
    /// </summary>
    public static Task ClearResultAsync(Transaction transaction, string id) =>
        transaction.ExecuteAsync(
            "update exam_session set score = null, machine_score = null, receipt_code = null, result_state = null, "
                + "result_at = null, key_seen = case when key_seen = 0 then 0 else 2 end where id = @id",
            new { id }
        );

    /// <summary>Writes down that the student is shown the key.</summary>
    public static Task KeyShownAsync(Transaction transaction, string id) =>
        transaction.ExecuteAsync("update exam_session set key_seen = 1 where id = @id and key_seen = 0", new { id });

    /// <summary>Writes down that webhooks were told of a result whose time has come.</summary>
    public static Task SetResultToldAsync(Transaction transaction, string id, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            "update exam_session set result_at = @now where id = @id",
            new { id, now = now.ToMilliseconds() }
        );

    /// <summary>
    /// Scored sessions of exams whose time of release has come, of which no webhook was told, where one of that time
    /// wants to know; of one workspace if it is given.
    /// </summary>
    public static Task<IReadOnlyList<Due>> UntoldAsync(
        Reader reader,
        int limit,
        DateTimeOffset now,
        string? workspaceId = null
    ) =>
        reader.QueryAsync<Due>(
            $"""
            select s.id as "Id", s.workspace_id as "WorkspaceId" from exam e join exam_session s on s.exam_id = e.id
            where e.release_at <= @now and s.result_at is null and s.voided_at is null and s.score is not null
            and coalesce(s.receipt_code, '-') <> ''
            and exists (select 1 from webhook w where w.workspace_id = e.workspace_id and w.enabled = 1
            and (w.created_at <= e.release_at or w.created_at <= s.settled_at)) {(
                workspaceId is null ? "" : "and s.workspace_id = @workspaceId"
            )}
            order by e.release_at, s.id limit @limit
            """,
            new
            {
                now = now.ToMilliseconds(),
                limit,
                workspaceId,
            }
        );

    /// <summary>Settled sessions whose receipt is due.</summary>
    public static Task<IReadOnlyList<Due>> WithoutReceiptAsync(Reader reader, int limit) =>
        reader.QueryAsync<Due>(
            """
            select id as "Id", workspace_id as "WorkspaceId" from exam_session where settled_at is not null
            and voided_at is null and receipt_code is null order by settled_at limit @limit
            """,
            new { limit }
        );

    /// <summary>A session by its ID alone, locked until the transaction ends; null when there is none.</summary>
    public static async Task<ExamSession?> LockAsync(Transaction transaction, string id)
    {
        var row = await transaction.FirstOrDefaultAsync<ExamSessionRow>(
            $"{Select} where s.id = @id{transaction.ForUpdate("s")}",
            new { id }
        );
        return row?.ToSession();
    }

    /// <summary>Sessions by their IDs alone.</summary>
    public static async Task<IReadOnlyDictionary<string, ExamSession>> ReadAsync(
        Reader reader,
        IReadOnlyCollection<string> ids
    )
    {
        var rows = await reader.QueryAsync<ExamSessionRow>(
            $"{Select} where {reader.In("s.id", "ids")}",
            new { ids = Reader.List(ids) }
        );
        return rows.Select(row => row.ToSession()).ToDictionary(session => session.Id, StringComparer.Ordinal);
    }

    /// <summary>A session by its ID alone, for work inside the server.</summary>
    public static async Task<ExamSession?> ReadAsync(Reader reader, string id)
    {
        var row = await reader.FirstOrDefaultAsync<ExamSessionRow>($"{Select} where s.id = @id", new { id });
        return row?.ToSession();
    }

    /// <summary>Writes the score of a locked session, what the program alone found, and their numbers.</summary>
    /// <param name="transaction">Has locked the session.</param>
    /// <param name="session">The session with its new numbers.</param>
    /// <param name="score">What counts.</param>
    /// <param name="machine">What the program found; null if it is as it was.</param>
    public static Task StoreScoreAsync(
        Transaction transaction,
        ExamSession session,
        ExamScore score,
        ExamScore? machine
    ) =>
        transaction.ExecuteAsync(
            """
            update exam_session set score = @score, machine_score = coalesce(@machine, machine_score, score),
            score_revision = @ScoreRevision, key_revision = @KeyRevision where id = @Id
            """,
            new
            {
                session.Id,
                session.ScoreRevision,
                session.KeyRevision,
                score = Json.Write(score),
                machine = machine is null ? null : Json.Write(machine),
            }
        );

    /// <summary>
    /// What the program alone found for a scored session; null for one without a score. A score from before people
    /// graded is the program's.
    /// </summary>
    public static async Task<ExamScore?> MachineScoreAsync(Reader reader, string id) =>
        await reader.FirstOrDefaultAsync<string>(
            "select coalesce(machine_score, score) from exam_session where id = @id and score is not null",
            new { id }
        )
            is { } score
            ? Json.Read<ExamScore>(score)
            : null;

    /// <summary>Writes whether the result of a session is released or withdrawn.</summary>
    public static Task SetResultStateAsync(Transaction transaction, string id, string state, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            "update exam_session set result_state = @state, result_at = @now where id = @id",
            new
            {
                id,
                state,
                now = now.ToMilliseconds(),
            }
        );

    private static async Task<ExamSession?> FindAttemptAsync(Reader reader, string examId, string userId, string locked)
    {
        var row = await reader.FirstOrDefaultAsync<ExamSessionRow>(
            $"{Select} where s.exam_id = @examId and s.user_id = @userId and s.voided_at is null{locked}",
            new { examId, userId }
        );
        return row?.ToSession();
    }

    private static async Task<ExamSession?> FindAsync(
        Reader reader,
        string examId,
        string id,
        bool voided,
        string locked
    )
    {
        var row = await reader.FirstOrDefaultAsync<ExamSessionRow>(
            $"{Select} where s.exam_id = @examId and s.id = @id and s.voided_at is "
                + $"{(voided ? "not null" : "null")}{locked}",
            new { examId, id }
        );
        return row?.ToSession();
    }
}
