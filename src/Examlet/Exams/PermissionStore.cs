using Examlet.Access;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Exams;

/// <summary>Stores the permissions on exams.</summary>
public static class PermissionStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("exam_permission", ExamStore.OfWorkspace)
    {
        Deletion = ["delete from exam_permission where user_id = @userId"],
    };

    private const string Select = """
        select user_id as "Actor", role as "Role", created_at as "CreatedAt", updated_at as "UpdatedAt",
        created_by as "CreatedBy" from exam_permission
        """;

    /// <summary>A page of an exam's permissions, oldest first.</summary>
    public static async Task<IReadOnlyList<Permission>> ListAsync(Reader reader, string examId, Paging paging)
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where exam_id = @examId and (created_at, user_id) > (@AfterTime, @AfterId) order by "
                + "created_at, user_id limit @Fetch",
            new
            {
                examId,
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToPermission())];
    }

    /// <summary>All permissions of an exam, oldest first.</summary>
    public static async Task<IReadOnlyList<Permission>> ListAsync(Reader reader, string examId)
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where exam_id = @examId order by created_at, user_id",
            new { examId }
        );
        return [.. rows.Select(row => row.ToPermission())];
    }

    public static async Task<Permission?> FindAsync(Reader reader, string examId, string actor)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"{Select} where exam_id = @examId and user_id = @actor",
            new { examId, actor }
        );
        return row?.ToPermission();
    }

    /// <summary>
    /// What a user may do with an exam now: an administrator everything, anybody else what their permission says, a
    /// deleted user nothing.
    /// </summary>
    public static async Task<ExamRole> RoleOfAsync(Reader reader, string workspaceId, string examId, string userId)
    {
        var row = await reader.FirstOrDefaultAsync<RoleRow>(
            """
            select u.role as "Role", p.role as "ExamRole" from app_user u
            left join exam_permission p on p.exam_id = @examId and p.user_id = u.id
            where u.id = @userId and u.workspace_id = @workspaceId and u.deleted_at is null
            """,
            new
            {
                workspaceId,
                examId,
                userId,
            }
        );
        return row switch
        {
            null => ExamRole.None,
            _ when Roles.IsAdministrator(row.Role) => ExamRole.Owner,
            _ => ExamRoles.Parse(row.ExamRole),
        };
    }

    /// <summary>
    /// Locks the permissions of an exam until the transaction ends. So if two owners remove each other, one stays.
    /// </summary>
    public static Task LockAsync(Transaction transaction, string examId) =>
        transaction.FirstOrDefaultAsync<string>(
            $"select e.id from exam e where e.id = @examId{transaction.ForUpdate("e")}",
            new { examId }
        );

    /// <summary>
    /// Gives <paramref name="actor"/> the role, in place of the one they had. The user who gave the first role stays
    /// the creator.
    /// </summary>
    public static async Task<Permission> PutAsync(
        Transaction transaction,
        string examId,
        string actor,
        ExamRole role,
        string grantedBy,
        DateTimeOffset now
    )
    {
        var row = await transaction.FirstOrDefaultAsync<Row>(
            """
            insert into exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) values (@examId,
            @actor, @role, @now, @now, @grantedBy)
            on conflict (exam_id, user_id) do update set role = excluded.role, updated_at = excluded.updated_at
            returning user_id as "Actor", role as "Role", created_at as "CreatedAt", updated_at as "UpdatedAt",
            created_by as "CreatedBy"
            """,
            new
            {
                examId,
                actor,
                role = role.Name(),
                now = now.ToMilliseconds(),
                grantedBy,
            }
        );
        return row!.ToPermission();
    }

    /// <summary>Removes the role. False if there was none.</summary>
    public static async Task<bool> RemoveAsync(Transaction transaction, string examId, string actor)
    {
        // Their open pages hear of it, on every node.
        transaction.Changed(actor);
        await transaction.ExecuteAsync(
            $"update app_user set changed_at = {transaction.Present} where id = @actor",
            new { actor }
        );
        return await transaction.ExecuteAsync(
                "delete from exam_permission where exam_id = @examId and user_id = @actor",
                new { examId, actor }
            ) > 0;
    }

    /// <summary>The IDs among <paramref name="actors"/> that are users of the workspace.</summary>
    public static async Task<IReadOnlySet<string>> ExistingUsersAsync(
        Reader reader,
        string workspaceId,
        IEnumerable<string> actors
    )
    {
        var found = await reader.QueryAsync<string>(
            "select id from app_user where workspace_id = @workspaceId and deleted_at is null and "
                + $"{reader.In("id", "ids")}",
            new { workspaceId, ids = Reader.List(actors) }
        );
        return found.ToHashSet(StringComparer.Ordinal);
    }

    private sealed record Row
    {
        public string Actor { get; init; } = "";
        public string Role { get; init; } = "";
        public long CreatedAt { get; init; }
        public long UpdatedAt { get; init; }
        public string CreatedBy { get; init; } = "";

        public Permission ToPermission() =>
            new(
                Actor,
                ExamRoles.Parse(Role),
                Times.FromMilliseconds(CreatedAt),
                Times.FromMilliseconds(UpdatedAt),
                CreatedBy
            );
    }

    private sealed record RoleRow
    {
        public string Role { get; init; } = "";
        public string? ExamRole { get; init; }
    }
}
