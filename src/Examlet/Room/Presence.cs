using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Room;

/// <summary>
/// The presence of the page that holds a session. <c>SeenAt</c> is its last connection, <c>LeftAt</c> its closing after
/// that, <c>Unsent</c> the number of undelivered answers that it reported last, <c>Lost</c> the lost contact that was
/// not made up for.
/// </summary>
public sealed record Presence(
    string SessionId,
    DateTimeOffset SeenAt,
    DateTimeOffset? LeftAt,
    long? Unsent,
    DateTimeOffset? UnsentAt,
    TimeSpan Lost,
    DateTimeOffset? LostFrom,
    DateTimeOffset? LostUntil
)
{
    /// <summary>The silence after which a page has lost contact.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public bool IsConnectedAt(DateTimeOffset now) => !(LeftAt >= SeenAt) && now - SeenAt <= Silence;

    /// <summary>
    /// The extension that the lost contact suggests: whole minutes, rounded up; 0 if it is no longer than a page may be
    /// silent.
    /// </summary>
    public int SuggestedMinutes => Lost > Silence ? (int)Math.Ceiling(Lost.TotalMinutes) : 0;
}

/// <summary>Stores presence: one row a session, written by the node of the page's connection.</summary>
public static class PresenceStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("session_presence", Holding.BySession);

    private const string SeenSql = """
        insert into session_presence (session_id, seen_at, seen_by, lost) values (@session_id, @now, @node, 0)
        on conflict (session_id) do update set
          lost = session_presence.lost + case
            when coalesce((select s.paused_at from exam_session s where s.id = @session_id),
            @now) - session_presence.seen_at <= @silence then 0
            else coalesce((select s.paused_at from exam_session s where s.id = @session_id),
            @now) - session_presence.seen_at end,
          lost_from = case when @now - session_presence.seen_at > @silence then session_presence.seen_at
          else session_presence.lost_from end,
          lost_until = case when @now - session_presence.seen_at > @silence then @now
          else session_presence.lost_until end,
          left_at = null, seen_at = case when @now > session_presence.seen_at then @now
          else session_presence.seen_at end, seen_by = @node
        """;

    // A page that has gone over to another node was seen there since.
    private const string LeftSql =
        "update session_presence set left_at = @now, seen_at = @now where session_id = @session_id and seen_by = @node";
    private static readonly string[] SeenNames = ["session_id", "now", "silence", "node"];
    private static readonly string[] LeftNames = ["session_id", "now", "node"];

    /// <summary>
    /// Records that pages of these sessions are connected to <paramref name="node"/>. A gap since the last record is
    /// lost contact.
    /// </summary>
    public static Task SeenAsync(
        Transaction transaction,
        IReadOnlyList<string> sessionIds,
        string node,
        DateTimeOffset now
    ) =>
        transaction.ExecuteEachAsync(
            SeenSql,
            SeenNames,
            sessionIds,
            id => [id, now.ToMilliseconds(), (long)Presence.Silence.TotalMilliseconds, node]
        );

    /// <summary>
    /// Records that the last page of these sessions on <paramref name="node"/> went away. Does nothing if another node
    /// has seen a page since.
    /// </summary>
    public static Task LeftAsync(
        Transaction transaction,
        IReadOnlyList<string> sessionIds,
        string node,
        DateTimeOffset now
    ) => transaction.ExecuteEachAsync(LeftSql, LeftNames, sessionIds, id => [id, now.ToMilliseconds(), node]);

    /// <summary>Records the number of undelivered answers that the page reports.</summary>
    public static Task ReportAsync(Transaction transaction, string sessionId, long unsent, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            """
            insert into session_presence (session_id, seen_at, unsent, unsent_at) values (@sessionId, @now, @unsent,
            @now)
            on conflict (session_id) do update set unsent = excluded.unsent, unsent_at = excluded.unsent_at
            """,
            new
            {
                sessionId,
                unsent,
                now = now.ToMilliseconds(),
            }
        );

    /// <summary>
    /// Records the end of a pause. For a page that is not back yet the pause is no lost contact: its time is given
    /// already.
    /// </summary>
    public static Task ResumedAsync(
        Transaction transaction,
        string sessionId,
        DateTimeOffset pausedAt,
        DateTimeOffset now
    ) =>
        transaction.ExecuteAsync(
            """
            update session_presence set lost = lost - (@now - case when seen_at > @pausedAt then seen_at
            else @pausedAt end)
            where session_id = @sessionId and @now - seen_at > @silence
            """,
            new
            {
                sessionId,
                pausedAt = pausedAt.ToMilliseconds(),
                now = now.ToMilliseconds(),
                silence = (long)Presence.Silence.TotalMilliseconds,
            }
        );

    /// <summary>
    /// Records that the clock of a sandbox was moved from <paramref name="from"/>. A connected page stays connected:
    /// only its clock has changed. An absent page has been away for longer.
    /// </summary>
    public static Task MovedAsync(Transaction transaction, string workspaceId, DateTimeOffset from, TimeSpan advance) =>
        transaction.ExecuteAsync(
            """
            update session_presence set seen_at = seen_at + @advance where (left_at is null or left_at < seen_at)
            and seen_at >= @since
              and session_id in (select s.id from exam e join exam_session s on s.exam_id = e.id
              where e.workspace_id = @workspaceId and s.settled_at is null and s.voided_at is null)
            """,
            new
            {
                workspaceId,
                advance = (long)advance.TotalMilliseconds,
                since = (from - Presence.Silence).ToMilliseconds(),
            }
        );

    /// <summary>Records that the lost contact was made up for.</summary>
    public static Task MadeUpAsync(Transaction transaction, string sessionId) =>
        transaction.ExecuteAsync(
            "update session_presence set lost = 0 where session_id = @sessionId",
            new { sessionId }
        );

    /// <summary>The presence; null if no page of the session was connected yet.</summary>
    public static async Task<Presence?> FindAsync(Reader reader, string sessionId)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"{Row.Select} where p.session_id = @sessionId",
            new { sessionId }
        );
        return row?.ToPresence();
    }

    private sealed record Row
    {
        public const string Select = """
            select p.session_id as "SessionId", p.seen_at as "SeenAt", p.left_at as "LeftAt", p.unsent as "Unsent",
            p.unsent_at as "UnsentAt", p.lost as "Lost",
              p.lost_from as "LostFrom", p.lost_until as "LostUntil" from session_presence p
            """;

        public string SessionId { get; init; } = "";
        public long SeenAt { get; init; }
        public long? LeftAt { get; init; }
        public long? Unsent { get; init; }
        public long? UnsentAt { get; init; }
        public long Lost { get; init; }
        public long? LostFrom { get; init; }
        public long? LostUntil { get; init; }

        public Presence ToPresence() =>
            new(
                SessionId,
                Times.FromMilliseconds(SeenAt),
                Times.FromMilliseconds(LeftAt),
                Unsent,
                Times.FromMilliseconds(UnsentAt),
                TimeSpan.FromMilliseconds(Lost),
                Times.FromMilliseconds(LostFrom),
                Times.FromMilliseconds(LostUntil)
            );
    }
}
