using Examlet.Access;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.EmbedSessions;

/// <summary>Stores embed sessions.</summary>
public static class EmbedSessionStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("embed_session", Holding.ByWorkspace)
    {
        Deletion = ["update embed_session set deleted_at = @now where actor = @userId and deleted_at is null"],
        Erasure =
        [
            """
                update embed_session set metadata = null, return_url = null,
                presets = '{"examId":"' || exam_id || '"}' where actor = @userId
                """,
        ],
    };

    /// <summary>Adds an embed session.</summary>
    public static Task AddAsync(Transaction transaction, EmbedSession embed) =>
        transaction.ExecuteAsync(
            """
            insert into embed_session (id, workspace_id, exam_id, actor, created_by, allowed_origin, allowed_ancestors,
            return_url, theme, metadata, presets, created_at, expires_at)
            values (@Id, @WorkspaceId, @ExamId, @Actor, @CreatedBy, @AllowedOrigin, @allowedAncestors, @ReturnUrl,
            @theme, @metadata, @presets, @createdAt, @expiresAt)
            """,
            EmbedSessionRow.Parameters(embed)
        );

    /// <summary>
    /// An embed session of the workspace with the exam session that it shows; null if there is none, or it was deleted.
    /// </summary>
    public static async Task<SessionEntry?> FindAsync(
        Reader reader,
        string workspaceId,
        string id,
        DateTimeOffset now
    ) =>
        await SessionEntryStore.ShownByAsync(reader, id, now) is { Embed.DeletedAt: null } entry
        && entry.Embed.WorkspaceId == workspaceId
            ? entry
            : null;

    /// <summary>
    /// IDs of the embed sessions of the workspace, of students and of staff, oldest first; for a teacher those of exams
    /// that they manage, and those without an exam that they made.
    /// </summary>
    public static Task<IReadOnlyList<string>> IdsAsync(Reader reader, CurrentCaller caller, Paging paging)
    {
        var mayManage = caller.IsAdministrator
            ? ""
            : "and exists (select 1 from exam_permission p where p.exam_id = e.exam_id and p.user_id = "
                + "@userId and p.role in ('manager', 'owner'))";
        var madeIt = caller.IsAdministrator ? "" : "and e.created_by = @userId";
        const string InPage =
            "e.workspace_id = @workspaceId and e.deleted_at is null and (e.created_at, e.id) > (@AfterTime, @AfterId)";
        return reader.QueryAsync<string>(
            $"""
            select id from (
            select e.id, e.created_at from embed_session e where {InPage} {mayManage}
            union all select e.id, e.created_at from staff_session e
            where e.exam_id is not null and {InPage} {mayManage}
            union all select e.id, e.created_at from staff_session e where e.exam_id is null and {InPage} {madeIt}
            ) listed order by created_at, id limit @Fetch
            """,
            new
            {
                workspaceId = caller.WorkspaceId,
                userId = caller.UserId,
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
    }

    /// <summary>Ends access by this embed session; the attempt goes on. False when it was deleted before.</summary>
    public static async Task<bool> DeleteAsync(Transaction transaction, string id, DateTimeOffset now)
    {
        transaction.Changed(id);
        return await transaction.ExecuteAsync(
                $"update embed_session set deleted_at = @now, changed_at = {transaction.Present} where id = "
                    + "@id and deleted_at is null",
                new { id, now = now.ToMilliseconds() }
            ) > 0;
    }
}
