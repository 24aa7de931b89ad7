using Examlet.Database;
using Examlet.EmbedSessions;
using Examlet.Http;
using Examlet.Scoring;
using Examlet.Webhooks;

namespace Examlet.ExamSessions;

/// <summary>Where exam sessions are kept. What happens to one is decided while its row is locked.</summary>
public sealed class ExamSessionStore(Database.Database database, TimeProvider clock)
{
    private const string Select = $"select {ExamSessionRow.Columns} from exam_session s";

    /// <summary>What a secret's embed session shows; null when there is no such embed session.</summary>
    public Task<SessionEntry?> FindEntryAsync(string embedSessionId, CancellationToken cancellation) =>
        database.ReadAsync(session => SessionEntryStore.ShownByAsync(session, embedSessionId, clock.Now()), cancellation);

    /// <summary>The attempt of that student at that exam that counts, bound or not; null when there is none.</summary>
    public static async Task<ExamSession?> FindAttemptAsync(DatabaseSession database, string examId, string userId, bool forUpdate)
    {
        var row = await database.FirstOrDefaultAsync<ExamSessionRow>(
            $"{Select} where s.exam_id = @examId and s.user_id = @userId and s.voided_at is null{(forUpdate ? database.ForUpdate("s") : "")}", new { examId, userId });
        return row?.ToSession();
    }

    /// <inheritdoc cref="FindAttemptAsync(DatabaseSession, string, string, bool)"/>
    public Task<ExamSession?> FindAttemptAsync(string examId, string userId, CancellationToken cancellation) =>
        database.ReadAsync(session => FindAttemptAsync(session, examId, userId, forUpdate: false), cancellation);

    /// <summary>A session of an exam, written down first when its time is over; voided ones only when asked for.</summary>
    public async Task<ExamSession?> FindAsync(string examId, string id, bool voided, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(session => FindAsync(session, examId, id, voided, forUpdate: false), cancellation);
        return found is { SettledAt: null } overdue && overdue.IsFinalAt(clock.Now()) ? await SettleAsync(overdue.Id, cancellation) : found;
    }

    /// <summary>Sessions of an exam, oldest first; with <paramref name="voided"/> the voided ones instead.</summary>
    public async Task<IReadOnlyList<ExamSession>> ListAsync(string examId, bool voided, Paging paging, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<ExamSessionRow>(
                $"""
                {Select} where s.exam_id = @examId and s.voided_at is {(voided ? "not null" : "null")} and (s.started_at, s.id) > (@AfterTime, @AfterId)
                order by s.started_at, s.id limit @Fetch
                """,
                new { examId, paging.AfterTime, paging.AfterId, paging.Fetch }),
            cancellation);
        return [.. rows.Select(row => row.ToSession())];
    }

    /// <summary>Adds a session, for every node's open pages to hear of.</summary>
    public static Task AddAsync(DatabaseSession database, ExamSession session) => database.ExecuteAsync(
        $"""
        insert into exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed, epoch, started_at, time_limit, time_multiplier,
          extra_time, paused_time, closes_at, deadline, last_seq, state_order, position, rules, changed_at)
        values (@Id, @WorkspaceId, @ExamId, @VersionId, @UserId, @EmbedSessionId, @Seed, @Epoch, @StartedAt, @TimeLimit, @TimeMultiplier,
          @ExtraTime, @PausedTime, @ClosesAt, @Deadline, @LastSeq, @StateOrder, @Position, @Rules, {database.Present})
        """,
        ExamSessionRow.Of(session));

    /// <summary>Writes what can change of a session that this transaction has locked, for every node's open pages to hear of.</summary>
    public static Task UpdateAsync(DatabaseSession database, ExamSession session) => database.ExecuteAsync(
        $"""
        update exam_session set embed_session_id = @EmbedSessionId, epoch = @Epoch, time_multiplier = @TimeMultiplier, extra_time = @ExtraTime, paused_time = @PausedTime,
          paused_at = @PausedAt, deadline = @Deadline, announcements = @Announcements,
          completed_at = @CompletedAt, completion_reason = @CompletionReason, settled_at = @SettledAt, voided_at = @VoidedAt, last_seq = @LastSeq,
          state = @State, state_order = @StateOrder, position = @Position, changed_at = {database.Present}
        where id = @Id
        """,
        ExamSessionRow.Of(session));

    /// <summary>Writes where the student is; no other page hears of it.</summary>
    public static Task MoveAsync(DatabaseSession database, ExamSession session) => database.ExecuteAsync(
        "update exam_session set state = @State, state_order = @StateOrder, position = @Position where id = @Id", ExamSessionRow.Of(session));

    /// <summary>Counts what is stored of a session beside its versions, or no more when it is less than nothing.</summary>
    public static Task AddVolumeAsync(DatabaseSession database, string id, long bytes) =>
        database.ExecuteAsync("update exam_session set volume = volume + @bytes where id = @id", new { id, bytes });

    /// <summary>Binds an embed session to its exam session, for good.</summary>
    public static Task BindEmbedAsync(DatabaseSession database, string embedSessionId, string sessionId) => database.ExecuteAsync(
        $"update embed_session set exam_session_id = @sessionId, changed_at = {database.Present} where id = @embedSessionId and exam_session_id is null",
        new { embedSessionId, sessionId });

    /// <summary>Runs <paramref name="change"/> on the locked session and stores what it returns; null when there is no such session.</summary>
    public Task<ExamSession?> ChangeAsync(
        string examId, string id, Func<DatabaseSession, ExamSession, Task<ExamSession>> change, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            if (await FindAsync(session, examId, id, voided: false, forUpdate: true) is not { } found)
            {
                return null;
            }

            var changed = await change(session, found);
            await UpdateAsync(session, changed);
            return changed;
        },
        cancellation);

    /// <summary>Writes down that the time of a session is over: its completion, and the event. Does nothing to one that is settled or still has time.</summary>
    public Task<ExamSession?> SettleAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            if (await LockAsync(session, id) is not { } found)
            {
                return null;
            }

            var settled = await SettledAsync(session, found, clock.Now());
            if (settled != found)
            {
                await UpdateAsync(session, settled);
            }

            return settled;
        },
        cancellation);

    /// <summary>Settles an overdue session, unless another node is at it; null when this node had nothing to do.</summary>
    public async Task<ExamSession?> TrySettleAsync(string id, CancellationToken cancellation)
    {
        ExamSession? settled = null;
        var isOurs = await database.ClaimAsync("exam_session", "t.settled_at is null and t.voided_at is null", id, async () => settled = await SettleAsync(id, cancellation), cancellation);
        return isOurs ? settled : null;
    }

    /// <summary>The session with its end written down, when its time is over for good and nobody did so before; the caller stores it.</summary>
    public static Task<ExamSession> SettledAsync(DatabaseSession database, ExamSession session, DateTimeOffset now) =>
        session is { SettledAt: null, VoidedAt: null } && session.IsFinalAt(now) && session.CompletionAt(now) is { } completion
            ? CompleteAsync(database, session, completion, now)
            : Task.FromResult(session);

    /// <summary>The session completed for good, with its event appended and its webhooks' messages written; the caller stores it.</summary>
    public static async Task<ExamSession> CompleteAsync(DatabaseSession database, ExamSession session, Completion completion, DateTimeOffset now)
    {
        var completed = Completed(session, completion, now);
        await EmbedEvents.InsertNewestAsync(database, [completed], EmbedEvents.Submitted, new { by = completion.By }, completion.At);
        await WebhookOutbox.CompletedAsync(database, [completed], now);
        return completed;
    }

    /// <summary>Completes sessions that this transaction has locked, for good: with their events, the messages of webhooks, and stored.</summary>
    public static async Task<IReadOnlyList<ExamSession>> CompleteAsync(DatabaseSession database, IReadOnlyList<ExamSession> sessions, Completion completion, DateTimeOffset now)
    {
        var completed = sessions.Select(session => Completed(session, completion, now)).ToList();
        await EmbedEvents.InsertNewestAsync(database, completed, EmbedEvents.Submitted, new { by = completion.By }, completion.At);
        await WebhookOutbox.CompletedAsync(database, completed, now);
        await database.ForEachAsync(
            CompleteStatement(database), completed, done => [done.Id, done.CompletedAt.ToMilliseconds(), done.CompletionReason, done.SettledAt.ToMilliseconds(), done.LastSeq]);
        return completed;
    }

    private static ExamSession Completed(ExamSession session, Completion completion, DateTimeOffset now) =>
        session with { CompletedAt = completion.At, CompletionReason = completion.Reason, SettledAt = now, LastSeq = session.LastSeq + 1 };

    private static RowsStatement CompleteStatement(DatabaseSession database) => new(
        $"""
        update exam_session set completed_at = @completed_at, completion_reason = @completion_reason, settled_at = @settled_at, last_seq = @last_seq, changed_at = {database.Present}
        where id = @id
        """,
        $"""
        update exam_session s set completed_at = n.completed_at, completion_reason = n.completion_reason, settled_at = n.settled_at, last_seq = n.last_seq, changed_at = {database.Present}
        from unnest(@id, @completed_at, @completion_reason, @settled_at, @last_seq) n (id, completed_at, completion_reason, settled_at, last_seq) where s.id = n.id
        """,
        RowsParameter.Text("id"),
        RowsParameter.Number("completed_at"),
        RowsParameter.Text("completion_reason"),
        RowsParameter.Number("settled_at"),
        RowsParameter.Number("last_seq"));

    /// <summary>IDs of sessions whose grace is over and that nobody has written down yet; of one workspace when it is given.</summary>
    public Task<IReadOnlyList<string>> OverdueAsync(int limit, CancellationToken cancellation, string? workspaceId = null) => database.ReadAsync(
        session => session.QueryAsync<string>(
            $"""
            select id from exam_session where settled_at is null and voided_at is null and deadline < @before {(workspaceId is null ? "" : "and workspace_id = @workspaceId")}
            order by deadline limit @limit
            """,
            new { before = (clock.Now() - Deadline.Grace).ToMilliseconds(), limit, workspaceId }),
        cancellation);

    /// <summary>IDs of settled sessions without a score, of all workspaces or of one.</summary>
    public Task<IReadOnlyList<string>> UnscoredAsync(int limit, CancellationToken cancellation, string? workspaceId = null) => database.ReadAsync(
        session => session.QueryAsync<string>(
            $"""
            select id from exam_session where settled_at is not null and voided_at is null and score is null {(workspaceId is null ? "" : "and workspace_id = @workspaceId")}
            order by settled_at limit @limit
            """,
            new { limit, workspaceId }),
        cancellation);

    /// <summary>IDs of the sessions of an exam that are not voided.</summary>
    public Task<IReadOnlyList<string>> IdsAsync(string examId, CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync<string>("select id from exam_session where exam_id = @examId and voided_at is null", new { examId }), cancellation);

    /// <summary>IDs of the exam versions that sessions of an exam are on, voided ones apart.</summary>
    public Task<IReadOnlyList<string>> VersionIdsAsync(string examId, CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync<string>(
            "select version_id from exam_session where exam_id = @examId and voided_at is null group by version_id order by min(started_at)", new { examId }),
        cancellation);

    /// <summary>How many sessions of an exam are not voided.</summary>
    public async Task<int> CountAsync(string examId, CancellationToken cancellation) => (int)await database.ReadAsync(
        session => session.FirstOrDefaultAsync<long>("select count(*) from exam_session where exam_id = @examId and voided_at is null", new { examId }), cancellation);

    /// <summary>Takes the score and the claim to a receipt from a session that goes on.</summary>
    public static Task ClearResultAsync(DatabaseSession database, string id) =>
        database.ExecuteAsync("update exam_session set score = null, receipt_code = null where id = @id", new { id });

    /// <summary>IDs of settled sessions whose receipt is due.</summary>
    public Task<IReadOnlyList<string>> WithoutReceiptAsync(int limit, CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync<string>(
            "select id from exam_session where settled_at is not null and voided_at is null and receipt_code is null order by settled_at limit @limit", new { limit }),
        cancellation);

    /// <summary>A session by its ID alone, locked until the transaction ends; null when there is none.</summary>
    public static async Task<ExamSession?> LockAsync(DatabaseSession database, string id)
    {
        var row = await database.FirstOrDefaultAsync<ExamSessionRow>($"{Select} where s.id = @id{database.ForUpdate("s")}", new { id });
        return row?.ToSession();
    }

    /// <summary>A session by its ID alone, for work inside the server.</summary>
    public async Task<ExamSession?> ReadAsync(string id, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(session => session.FirstOrDefaultAsync<ExamSessionRow>($"{Select} where s.id = @id", new { id }), cancellation);
        return row?.ToSession();
    }

    /// <summary>Keeps a score, unless an answer came in since it was computed (then the number of the newest event has moved).</summary>
    public Task<bool> TryStoreScoreAsync(ExamSession scored, ExamScore score, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var stored = await session.ExecuteAsync(
                "update exam_session set score = @score where id = @Id and settled_at is not null and last_seq = @LastSeq", new { scored.Id, scored.LastSeq, score = Json.Write(score) });
            if (stored > 0)
            {
                await WebhookOutbox.ScoredAsync(session, scored, score, clock.Now());
            }

            return stored > 0;
        },
        cancellation);

    private static async Task<ExamSession?> FindAsync(DatabaseSession database, string examId, string id, bool voided, bool forUpdate)
    {
        var row = await database.FirstOrDefaultAsync<ExamSessionRow>(
            $"{Select} where s.exam_id = @examId and s.id = @id and s.voided_at is {(voided ? "not null" : "null")}{(forUpdate ? database.ForUpdate("s") : "")}",
            new { examId, id });
        return row?.ToSession();
    }
}
