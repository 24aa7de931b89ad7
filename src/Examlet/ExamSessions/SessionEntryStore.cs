using System.Data.Common;
using Dapper;
using Examlet.Database;
using Examlet.EmbedSessions;

namespace Examlet.ExamSessions;

/// <summary>Reads what embed secrets open. With <c>forUpdate</c> the exam sessions stay locked until the transaction ends, so that what is decided from them holds.</summary>
public static class SessionEntryStore
{
    private const string EmbedSql = $"""
        select {EmbedSessionRow.Columns},
          case when u.deleted_at is null and (u.role in ('owner', 'admin') or p.user_id is not null) then 1 else 0 end as "MayTake"
        from embed_session e join app_user u on u.id = e.actor left join exam_permission p on p.exam_id = e.exam_id and p.user_id = e.actor
        where e.id = @id
        """;

    private const string SessionSql = $"select {ExamSessionRow.Columns} from exam_session s where s.id = @id";
    private static readonly string[] Id = ["id"];

    /// <summary>The entries of those IDs that exist, by embed session ID.</summary>
    public static async Task<IReadOnlyDictionary<string, SessionEntry>> ReadAsync(
        DatabaseSession database, IReadOnlyCollection<string> embedSessionIds, bool forUpdate)
    {
        var embeds = new List<EmbedSessionRow>(embedSessionIds.Count);
        await database.ForEachAsync(EmbedSql, Id, [.. embedSessionIds], id => [id], (_, reader) => Add(embeds, reader));
        var sessions = await ReadSessionsAsync(database, embeds.Select(e => e.ExamSessionId).OfType<string>(), forUpdate);
        return embeds.ToDictionary(
            e => e.Id,
            e => new SessionEntry(e.ToEmbedSession(), e.MayTake != 0, e.ExamSessionId is { } id ? sessions[id] : null),
            StringComparer.Ordinal);
    }

    /// <summary>One entry; null when there is no such embed session.</summary>
    public static async Task<SessionEntry?> FindAsync(DatabaseSession database, string embedSessionId, bool forUpdate) =>
        (await ReadAsync(database, [embedSessionId], forUpdate)).GetValueOrDefault(embedSessionId);

    /// <summary>The sessions of those IDs, locked in the order of their IDs so that two writers never wait for each other.</summary>
    private static async Task<Dictionary<string, ExamSession>> ReadSessionsAsync(DatabaseSession database, IEnumerable<string> ids, bool forUpdate)
    {
        var rows = new List<ExamSessionRow>();
        var sql = forUpdate ? SessionSql + database.ForUpdate("s") : SessionSql;
        await database.ForEachAsync(sql, Id, [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], id => [id], (_, reader) => Add(rows, reader));
        return rows.ToDictionary(row => row.Id!, row => row.ToSession(), StringComparer.Ordinal);
    }

    private static void Add<T>(List<T> rows, DbDataReader? reader)
    {
        if (reader is not null)
        {
            rows.Add(reader.GetRowParser<T>()(reader));
        }
    }
}
