using System.Text.Json;
using Examlet.Access;
using Examlet.Database;
using Examlet.Files;
using Examlet.Http;
using Examlet.Room;

namespace Examlet.Users;

/// <summary>Where users are kept. Deleted users keep their row, since exam sessions name them, but nobody finds them by ID or e-mail any more.</summary>
public sealed class UserStore(Database.Database database, TimeProvider clock)
{
    private const string Columns = """
        id as "Id", workspace_id as "WorkspaceId", email as "Email", name as "Name", role as "Role", time_multiplier as "TimeMultiplier",
        metadata as "Metadata", created_by as "CreatedBy", created_at as "CreatedAt", updated_at as "UpdatedAt"
        """;

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public Task<User?> FindAsync(string workspaceId, string id, CancellationToken cancellation) => FirstAsync(
        $"select {Columns} from app_user where workspace_id = @workspaceId and id = @id and deleted_at is null", new { workspaceId, id }, cancellation);

    public Task<User?> FindByEmailAsync(string workspaceId, string email, CancellationToken cancellation) => FirstAsync(
        $"select {Columns} from app_user where workspace_id = @workspaceId and email_key = @emailKey and deleted_at is null",
        new { workspaceId, emailKey = User.EmailKey(email) },
        cancellation);

    /// <summary>Users of a workspace, oldest first; only the one with <paramref name="email"/> when it is given.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(string workspaceId, string? email, Paging paging, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"""
                select {Columns} from app_user
                where workspace_id = @workspaceId and deleted_at is null and (created_at, id) > (@AfterTime, @AfterId)
                {(email is null ? "" : "and email_key = @emailKey")}
                order by created_at, id limit @Fetch
                """,
                new { workspaceId, emailKey = User.EmailKey(email ?? ""), paging.AfterTime, paging.AfterId, paging.Fetch }),
            cancellation);
        return [.. rows.Select(row => row.ToUser())];
    }

    /// <summary>Adds the user; false when the workspace has one with that e-mail already.</summary>
    public Task<bool> TryAddAsync(User user, CancellationToken cancellation) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            """
            insert into app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata, created_by, created_at, updated_at)
            values (@Id, @WorkspaceId, @Email, @emailKey, @Name, @Role, @TimeMultiplier, @metadata, @CreatedBy, @createdAt, @createdAt)
            on conflict do nothing
            """,
            Parameters(user)) > 0,
        cancellation);

    /// <summary>Writes every field of the user; false when another one has that e-mail.</summary>
    public Task<bool> TryUpdateAsync(User user, CancellationToken cancellation) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            $"""
            update app_user set email = @Email, email_key = @emailKey, name = @Name, role = @Role, time_multiplier = @TimeMultiplier,
              metadata = @metadata, updated_at = @updatedAt, changed_at = {session.Present}
            where id = @Id and workspace_id = @WorkspaceId and deleted_at is null and not exists (
              select 1 from app_user other where other.workspace_id = @WorkspaceId and other.email_key = @emailKey and other.id <> @Id and other.deleted_at is null)
            """,
            Parameters(user)) > 0,
        cancellation);

    /// <summary>
    /// Runs <paramref name="act"/> on the user (null: there is none), who nobody else changes meanwhile; what it writes commits with it. So a change is judged and made on what
    /// is stored, and no field that somebody else has just changed comes back from an older copy: a role that was taken away stays away.
    /// </summary>
    public Task<T> LockedAsync<T>(string workspaceId, string id, Func<User?, Task<T>> act, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            await session.FirstOrDefaultAsync<string>($"select u.id from app_user u where u.workspace_id = @workspaceId and u.id = @id{session.ForUpdate("u")}", new { workspaceId, id });
            return await act(await FindAsync(workspaceId, id, cancellation));
        },
        cancellation);

    /// <summary>True when the workspace has an owner besides <paramref name="userId"/>, who stays one until the caller's transaction ends.</summary>
    public Task<bool> HasOtherOwnerAsync(string workspaceId, string userId, CancellationToken cancellation) => database.WriteAsync(
        async session => await session.FirstOrDefaultAsync<string>(
            $"""
            select u.id from app_user u
            where u.workspace_id = @workspaceId and u.role = @role and u.id <> @userId and u.deleted_at is null limit 1{session.ForUpdate("u")}
            """,
            new { workspaceId, role = Roles.Owner, userId }) is not null,
        cancellation);

    /// <summary>
    /// Deletes a user: their keys, permissions and embed sessions end. With <paramref name="erase"/> what they wrote goes too: the answers, with
    /// every version, what was kept aside, their files, notes, scores and receipts, and the name and e-mail on their sessions; the audit log of each exam says
    /// that <paramref name="by"/> did it.
    /// </summary>
    public Task DeleteAsync(User user, bool erase, string by, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var now = clock.Now();
            var gone = new { user.Id, now = now.ToMilliseconds() };
            await session.ExecuteAsync($"update app_user set deleted_at = @now, updated_at = @now, changed_at = {session.Present} where id = @Id", gone);
            await session.ExecuteAsync("update api_key set revoked_at = @now where user_id = @Id and revoked_at is null", gone);
            await session.ExecuteAsync("delete from exam_permission where user_id = @Id", gone);
            await session.ExecuteAsync("update embed_session set deleted_at = @now where actor = @Id and deleted_at is null", gone);
            if (erase)
            {
                await FileStore.RemoveAsync(session, database.Files, await FileStore.OfUserAsync(session, user.Id));
                await EraseAsync(session, user.Id);
                await RecordErasureAsync(session, user, by, now);
            }
        },
        cancellation);

    private static async Task EraseAsync(DatabaseSession session, string userId)
    {
        var erased = new { userId, email = $"erased-{userId}@invalid" };
        // The versions stay as numbers, so that the events of the sessions keep theirs; what was written in them goes.
        await session.ExecuteAsync(
            """
            update answer_version set value = 'null', context = null, completed = 0, digest = '', link = null, chain = null
            where session_id in (select id from exam_session where user_id = @userId)
            """,
            erased);
        // What was answered to a teacher who kept or accepted their words is kept for a retry; it names the save, not the student.
        await session.ExecuteAsync(
            """
            update idempotency_key set body = '{}' where exists (
              select 1 from retained_save r join exam_session s on s.id = r.session_id where s.user_id = @userId and idempotency_key.body like '%' || r.id || '%')
            """,
            erased);
        await session.ExecuteAsync("delete from readable_answer where session_id in (select id from exam_session where user_id = @userId)", erased);
        await session.ExecuteAsync("delete from retained_save where session_id in (select id from exam_session where user_id = @userId)", erased);
        await session.ExecuteAsync("delete from webhook_message where order_key in (select id from exam_session where user_id = @userId)", erased);
        await session.ExecuteAsync("delete from receipt where session_id in (select id from exam_session where user_id = @userId)", erased);
        // An empty code: there is no receipt and none is due.
        await session.ExecuteAsync("update exam_session set state = null, score = null, last_link = 0, chain = null, receipt_code = '' where user_id = @userId", erased);
        await session.ExecuteAsync(
            """
            update embed_session set metadata = null, return_url = null, presets = '{"examId":"' || exam_id || '"}' where actor = @userId
            """,
            erased);
        await session.ExecuteAsync("update idempotency_key set body = '{}' where body like @mentions", new { mentions = $"%{userId}%" });
        await session.ExecuteAsync("update app_user set email = @email, email_key = @email, name = null, metadata = null where id = @userId", erased);
    }

    private static async Task RecordErasureAsync(DatabaseSession session, User user, string by, DateTimeOffset now)
    {
        var attempts = await session.QueryAsync<Attempt>("""select id as "Id", exam_id as "ExamId" from exam_session where user_id = @Id""", new { user.Id });
        foreach (var attempt in attempts)
        {
            await AuditStore.AddAsync(session, new AuditEntry(Ids.New(Ids.AuditEntry), user.WorkspaceId, attempt.ExamId, attempt.Id, by, "erase", Nothing, Reason: null, now));
        }
    }

    private async Task<User?> FirstAsync(string sql, object parameters, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(session => session.FirstOrDefaultAsync<Row>(sql, parameters), cancellation);
        return row?.ToUser();
    }

    private static object Parameters(User user) => new
    {
        user.Id,
        user.WorkspaceId,
        user.Email,
        emailKey = User.EmailKey(user.Email),
        user.Name,
        user.Role,
        user.TimeMultiplier,
        metadata = Fields.Raw(user.Metadata),
        user.CreatedBy,
        createdAt = user.CreatedAt.ToMilliseconds(),
        updatedAt = user.UpdatedAt.ToMilliseconds(),
    };

    private sealed record Attempt
    {
        public string Id { get; init; } = "";
        public string ExamId { get; init; } = "";
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string Email { get; init; } = "";
        public string? Name { get; init; }
        public string Role { get; init; } = "";
        public double TimeMultiplier { get; init; }
        public string? Metadata { get; init; }
        public string? CreatedBy { get; init; }
        public long CreatedAt { get; init; }
        public long UpdatedAt { get; init; }

        public User ToUser() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            Email = Email,
            Name = Name,
            Role = Role,
            TimeMultiplier = TimeMultiplier,
            Metadata = Json.Element(Metadata),
            CreatedBy = CreatedBy,
            CreatedAt = Times.FromMilliseconds(CreatedAt),
            UpdatedAt = Times.FromMilliseconds(UpdatedAt),
        };
    }
}
