using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Users;

/// <summary>
/// Stores users. Deleted users keep their row, since exam sessions name them, but nobody finds them by ID or e-mail any
/// more.
/// </summary>
public static class UserStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("app_user", Holding.ByWorkspace)
    {
        Erasure =
        [
            """
                update app_user set email = 'erased-' || id || '@invalid', email_key = 'erased-' || id || '@invalid',
                name = null, metadata = null where id = @userId
                """,
        ],
    };

    /// <summary>Marks a user as deleted; the row stays, since sessions and the audit log name it.</summary>
    internal static Task DeleteAsync(Transaction transaction, string id, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            $"update app_user set deleted_at = @now, updated_at = @now, changed_at = {transaction.Present} "
                + "where id = @id",
            new { id, now = now.ToMilliseconds() }
        );

    private const string Columns = """
        id as "Id", workspace_id as "WorkspaceId", email as "Email", name as "Name", role as "Role",
        time_multiplier as "TimeMultiplier",
        metadata as "Metadata", created_by as "CreatedBy", created_at as "CreatedAt", updated_at as "UpdatedAt"
        """;

    public static Task<User?> FindAsync(Reader reader, string workspaceId, string id) =>
        FirstAsync(
            reader,
            $"select {Columns} from app_user where workspace_id = @workspaceId and id = @id and deleted_at is null",
            new { workspaceId, id }
        );

    public static Task<User?> FindByEmailAsync(Reader reader, string workspaceId, string email) =>
        FirstAsync(
            reader,
            $"select {Columns} from app_user where workspace_id = @workspaceId and email_key = @emailKey "
                + "and deleted_at is null",
            new { workspaceId, emailKey = User.EmailKey(email) }
        );

    /// <summary>Users of a workspace, oldest first; only the one with <paramref name="email"/> when it is
    /// given.</summary>
    public static async Task<IReadOnlyList<User>> ListAsync(
        Reader reader,
        string workspaceId,
        string? email,
        Paging paging
    )
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select {Columns} from app_user
            where workspace_id = @workspaceId and deleted_at is null and (created_at, id) > (@AfterTime, @AfterId)
            {(email is null ? "" : "and email_key = @emailKey")}
            order by created_at, id limit @Fetch
            """,
            new
            {
                workspaceId,
                emailKey = User.EmailKey(email ?? ""),
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToUser())];
    }

    /// <summary>Adds the user. False if the workspace has one with that e-mail already.</summary>
    public static async Task<bool> TryAddAsync(Transaction transaction, User user) =>
        await transaction.ExecuteAsync(
            """
            insert into app_user (id, workspace_id, email, email_key, name, role, time_multiplier, metadata,
            created_by, created_at, updated_at)
            values (@Id, @WorkspaceId, @Email, @emailKey, @Name, @Role, @TimeMultiplier, @metadata, @CreatedBy,
            @createdAt, @createdAt)
            on conflict do nothing
            """,
            Parameters(user)
        ) > 0;

    /// <summary>Writes every field of the user. False if another user has that e-mail.</summary>
    public static async Task<bool> TryUpdateAsync(Transaction transaction, User user)
    {
        transaction.Changed(user.Id);
        return await transaction.ExecuteAsync(
                $"""
                update app_user set email = @Email, email_key = @emailKey, name = @Name, role = @Role,
                time_multiplier = @TimeMultiplier,
                  metadata = @metadata, updated_at = @updatedAt, changed_at = {transaction.Present}
                where id = @Id and workspace_id = @WorkspaceId and deleted_at is null and not exists (
                  select 1 from app_user other where other.workspace_id = @WorkspaceId
                  and other.email_key = @emailKey and other.id <> @Id and other.deleted_at is null)
                """,
                Parameters(user)
            ) > 0;
    }

    /// <summary>
    /// A user, locked until the transaction ends; null if there is none. So a change is checked and made on the stored
    /// user, and does not restore an older field: a role that was taken away stays away.
    /// </summary>
    public static async Task<User?> LockAsync(Transaction transaction, string workspaceId, string id)
    {
        await transaction.FirstOrDefaultAsync<string>(
            "select u.id from app_user u where u.workspace_id = @workspaceId and u.id = "
                + $"@id{transaction.ForUpdate("u")}",
            new { workspaceId, id }
        );
        return await FindAsync(transaction, workspaceId, id);
    }

    /// <summary>
    /// True if the workspace has an owner besides <paramref name="userId"/>. That owner stays one until the caller's
    /// transaction ends.
    /// </summary>
    public static async Task<bool> HasOtherOwnerAsync(Transaction transaction, string workspaceId, string userId) =>
        await transaction.FirstOrDefaultAsync<string>(
            $"""
            select u.id from app_user u
            where u.workspace_id = @workspaceId and u.role = @role and u.id <> @userId and u.deleted_at is null
            limit 1{transaction.ForUpdate(
                "u"
            )}
            """,
            new
            {
                workspaceId,
                role = Roles.Owner,
                userId,
            }
        )
            is not null;

    private static async Task<User?> FirstAsync(Reader reader, string sql, object parameters)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(sql, parameters);
        return row?.ToUser();
    }

    private static object Parameters(User user) =>
        new
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

        public User ToUser() =>
            new()
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
