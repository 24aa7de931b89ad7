using System.Data.Common;
using Dapper;
using Examlet.ExamSessions;
using Examlet.Storage;

namespace Examlet.EmbedSessions;

/// <summary>
/// Reads the access of embed secrets. Locked exam sessions stay locked until the transaction ends, so that decisions
/// about them hold.
/// </summary>
public static class SessionEntryStore
{
    /// <summary>True while the student <see cref="Student"/> may take the exam.</summary>
    internal const string MayTake = "u.deleted_at is null and (u.role in ('owner', 'admin') or p.user_id is not null)";

    /// <summary>Joins the student of the embed session <c>e</c> and their permission.</summary>
    internal const string Student =
        "join app_user u on u.id = e.actor left join exam_permission p on p.exam_id = e.exam_id and "
        + "p.user_id = e.actor";

    private const string EmbedColumns =
        $"{EmbedSessionRow.Columns}, case when {MayTake} then cast(1 as bigint) else 0 end as \"MayTake\"";

    private const string SessionSql = $"select {ExamSessionRow.Columns} from exam_session s where s.id = @id";
    private const string SessionsSql =
        $"select {ExamSessionRow.Columns}, n.ord from unnest(@id) with ordinality n (id, ord) join "
        + "exam_session s on s.id = n.id order by s.id";

    private static readonly RowsStatement Embeds = new(
        $"select {EmbedColumns} from embed_session e {Student} where e.id = @id",
        $"select {EmbedColumns}, n.ord from unnest(@id) with ordinality n (id, ord) join embed_session e on "
            + $"e.id = n.id {Student}",
        RowsParameter.Text("id")
    );

    /// <summary>The entries of those IDs that exist, by embed session ID.</summary>
    public static Task<IReadOnlyDictionary<string, SessionEntry>> ReadAsync(
        Reader reader,
        IReadOnlyCollection<string> embedSessionIds
    ) => ReadAsync(reader, embedSessionIds, locked: "");

    /// <summary>The entries of those IDs that exist, their exam sessions locked.</summary>
    public static Task<IReadOnlyDictionary<string, SessionEntry>> LockAsync(
        Transaction transaction,
        IReadOnlyCollection<string> embedSessionIds
    ) => ReadAsync(transaction, embedSessionIds, transaction.ForUpdate("s"));

    /// <summary>One entry; null when there is no such embed session.</summary>
    public static async Task<SessionEntry?> FindAsync(Reader reader, string embedSessionId) =>
        (await ReadAsync(reader, [embedSessionId])).GetValueOrDefault(embedSessionId);

    /// <summary>One entry, its exam session locked; null when there is no such embed session.</summary>
    public static async Task<SessionEntry?> LockAsync(Transaction transaction, string embedSessionId) =>
        (await LockAsync(transaction, [embedSessionId])).GetValueOrDefault(embedSessionId);

    /// <summary>
    /// The entries that those embed sessions show at <paramref name="now"/>: the exam session that each is bound to or,
    /// for one that nobody has opened yet, the student's attempt if that is over.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, SessionEntry>> ShownByAsync(
        Reader reader,
        IReadOnlyCollection<string> embedSessionIds,
        DateTimeOffset now
    )
    {
        var entries = await ReadAsync(reader, embedSessionIds);
        var unbound = entries.Values.Where(entry => entry.Session is null).Select(entry => entry.Embed.Id).ToList();
        if (unbound.Count == 0)
        {
            return entries;
        }

        var attempts = await reader.QueryAsync<UnboundRow>(
            $"""
            select e.id as "EmbedId", s.id as "SessionId" from embed_session e join exam_session s
            on s.exam_id = e.exam_id and s.user_id = e.actor and s.voided_at is null
            where {reader.In("e.id", "ids")}
            """,
            new { ids = Reader.List(unbound) }
        );
        var sessions = await ReadSessionsAsync(reader, attempts.Select(attempt => attempt.SessionId), locked: "");
        var shown = entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        foreach (
            var (embedId, sessionId) in attempts
                .Select(attempt => (attempt.EmbedId, attempt.SessionId))
                .Where(attempt => sessions[attempt.SessionId].CompletionAt(now) is not null)
        )
        {
            shown[embedId] = shown[embedId] with { Session = sessions[sessionId] };
        }

        return shown;
    }

    /// <inheritdoc cref="ShownByAsync(Reader, IReadOnlyCollection{string}, DateTimeOffset)"/>
    public static async Task<SessionEntry?> ShownByAsync(Reader reader, string embedSessionId, DateTimeOffset now) =>
        (await ShownByAsync(reader, [embedSessionId], now)).GetValueOrDefault(embedSessionId);

    private static async Task<IReadOnlyDictionary<string, SessionEntry>> ReadAsync(
        Reader reader,
        IReadOnlyCollection<string> embedSessionIds,
        string locked
    )
    {
        var embeds = new List<EmbedSessionRow>(embedSessionIds.Count);
        await reader.QueryEachAsync(Embeds, [.. embedSessionIds], id => [id], Into(embeds));
        var sessions = await ReadSessionsAsync(reader, embeds.Select(e => e.ExamSessionId).OfType<string>(), locked);
        return embeds.ToDictionary(
            e => e.Id,
            e => new SessionEntry(e.ToEmbedSession(), e.MayTake != 0, e.ExamSessionId is { } id ? sessions[id] : null),
            StringComparer.Ordinal
        );
    }

    /// <summary>
    /// The sessions of those IDs, locked (where asked) in the order of their IDs so that two writers never wait for
    /// each other.
    /// </summary>
    private static async Task<Dictionary<string, ExamSession>> ReadSessionsAsync(
        Reader reader,
        IEnumerable<string> ids,
        string locked
    )
    {
        var rows = new List<ExamSessionRow>();
        var statement = new RowsStatement(SessionSql + locked, SessionsSql + locked, RowsParameter.Text("id"));
        await reader.QueryEachAsync(
            statement,
            [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            id => [id],
            Into(rows)
        );
        return rows.ToDictionary(row => row.Id!, row => row.ToSession(), StringComparer.Ordinal);
    }

    /// <summary>Makes the parser of rows once: looking it up for each row costs more than the row.</summary>
    private static Action<string, DbDataReader> Into<T>(List<T> rows)
    {
        Func<DbDataReader, T>? parse = null;
        return (_, reader) => rows.Add((parse ??= reader.GetRowParser<T>())(reader));
    }

    private sealed record UnboundRow
    {
        public string EmbedId { get; init; } = "";
        public string SessionId { get; init; } = "";
    }
}
