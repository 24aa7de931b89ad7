using Examlet.Access;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Webhooks;

namespace Examlet.EmbedSessions;

/// <summary>Where embed sessions are kept.</summary>
public sealed class EmbedSessionStore(Database.Database database, TimeProvider clock)
{
    /// <summary>
    /// Adds an embed session. Where the attempt of its student is over it is bound to it at once, so that it shows what was handed in; that attempt is returned with it.
    /// </summary>
    public Task<SessionEntry> AddAsync(EmbedSession embed, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(
                """
                insert into embed_session (id, workspace_id, exam_id, actor, created_by, allowed_origin, allowed_ancestors, return_url, theme, metadata, presets, created_at, expires_at)
                values (@Id, @WorkspaceId, @ExamId, @Actor, @CreatedBy, @AllowedOrigin, @allowedAncestors, @ReturnUrl, @theme, @metadata, @presets, @createdAt, @expiresAt)
                """,
                EmbedSessionRow.Parameters(embed));
            // Locked: a hand-in at this moment is waited for, and seen.
            var attempt = await ExamSessionStore.FindAttemptAsync(session, embed.ExamId, embed.Actor, forUpdate: true);
            if (attempt?.CompletionAt(embed.CreatedAt) is null)
            {
                return new SessionEntry(embed, MayTake: true, Session: null);
            }

            await ExamSessionStore.BindEmbedAsync(session, embed.Id, attempt.Id);
            await WebhookOutbox.BoundAsync(session, attempt, embed.Id, embed.CreatedAt);
            return new SessionEntry(embed with { ExamSessionId = attempt.Id }, MayTake: true, attempt);
        },
        cancellation);

    /// <summary>An embed session of the workspace with the exam session that it shows; null when there is none or it was deleted.</summary>
    public Task<SessionEntry?> FindAsync(string workspaceId, string id, CancellationToken cancellation) => database.ReadAsync(
        async session => await SessionEntryStore.ShownByAsync(session, id, clock.Now()) is { Embed.DeletedAt: null } entry && entry.Embed.WorkspaceId == workspaceId ? entry : null,
        cancellation);

    /// <summary>Embed sessions of the workspace, oldest first; for a teacher those of exams that they manage.</summary>
    public Task<IReadOnlyList<SessionEntry>> ListAsync(CurrentCaller caller, Paging paging, CancellationToken cancellation)
    {
        var mayManage = caller.IsAdministrator
            ? ""
            : "and exists (select 1 from exam_permission p where p.exam_id = e.exam_id and p.user_id = @userId and p.role in ('manager', 'owner'))";
        return database.ReadAsync<IReadOnlyList<SessionEntry>>(
            async session =>
            {
                var ids = await session.QueryAsync<string>(
                    $"""
                    select e.id from embed_session e
                    where e.workspace_id = @workspaceId and e.deleted_at is null and (e.created_at, e.id) > (@AfterTime, @AfterId) {mayManage}
                    order by e.created_at, e.id limit @Fetch
                    """,
                    new { workspaceId = caller.WorkspaceId, userId = caller.UserId, paging.AfterTime, paging.AfterId, paging.Fetch });
                var entries = await SessionEntryStore.ShownByAsync(session, ids.ToList(), clock.Now());
                return [.. ids.Select(id => entries[id])];
            },
            cancellation);
    }

    /// <summary>Ends access by this embed session; the attempt goes on. False when it was deleted before.</summary>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            $"update embed_session set deleted_at = @now, changed_at = {session.Present} where id = @id and deleted_at is null", new { id, now = clock.Now().ToMilliseconds() }) > 0,
        cancellation);
}
