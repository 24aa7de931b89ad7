using Examlet.Database;
using Examlet.Http;

namespace Examlet.Exams;

/// <summary>Who may do what with an exam.</summary>
public sealed class PermissionStore(Database.Database database, TimeProvider clock)
{
    private const string Select = """
        select user_id as "Actor", role as "Role", created_at as "CreatedAt", updated_at as "UpdatedAt", created_by as "CreatedBy" from exam_permission
        """;

    /// <summary>A page of an exam's permissions, oldest first.</summary>
    public async Task<IReadOnlyList<Permission>> ListAsync(string examId, Paging paging, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{Select} where exam_id = @examId and (created_at, user_id) > (@AfterTime, @AfterId) order by created_at, user_id limit @Fetch",
                new { examId, paging.AfterTime, paging.AfterId, paging.Fetch }),
            cancellation);
        return [.. rows.Select(row => row.ToPermission())];
    }

    /// <summary>All permissions of an exam, oldest first.</summary>
    public async Task<IReadOnlyList<Permission>> ListAsync(string examId, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>($"{Select} where exam_id = @examId order by created_at, user_id", new { examId }), cancellation);
        return [.. rows.Select(row => row.ToPermission())];
    }

    public async Task<Permission?> FindAsync(string examId, string actor, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<Row>($"{Select} where exam_id = @examId and user_id = @actor", new { examId, actor }), cancellation);
        return row?.ToPermission();
    }

    /// <summary>
    /// Runs <paramref name="act"/> while nobody else changes who may do what with the exam; what it writes commits with it. So of two owners who
    /// take each other's role away one stays.
    /// </summary>
    public Task<T> LockedAsync<T>(string examId, Func<Task<T>> act, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            await session.FirstOrDefaultAsync<string>($"select e.id from exam e where e.id = @examId{session.ForUpdate("e")}", new { examId });
            return await act();
        },
        cancellation);

    /// <summary>Gives <paramref name="actor"/> the role, in place of the one they had. Whoever gave it first stays its creator.</summary>
    public async Task<Permission> PutAsync(string examId, string actor, ExamRole role, string grantedBy, CancellationToken cancellation)
    {
        var row = await database.WriteAsync(
            session => session.FirstOrDefaultAsync<Row>(
                """
                insert into exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) values (@examId, @actor, @role, @now, @now, @grantedBy)
                on conflict (exam_id, user_id) do update set role = excluded.role, updated_at = excluded.updated_at
                returning user_id as "Actor", role as "Role", created_at as "CreatedAt", updated_at as "UpdatedAt", created_by as "CreatedBy"
                """,
                new { examId, actor, role = role.Name(), now = clock.Now().ToMilliseconds(), grantedBy }),
            cancellation);
        return row!.ToPermission();
    }

    /// <summary>Takes the role away; false when there was none.</summary>
    public Task<bool> RemoveAsync(string examId, string actor, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            // Their open pages hear of it, on every node.
            await session.ExecuteAsync($"update app_user set changed_at = {session.Present} where id = @actor", new { actor });
            return await session.ExecuteAsync("delete from exam_permission where exam_id = @examId and user_id = @actor", new { examId, actor }) > 0;
        },
        cancellation);

    /// <summary>The IDs among <paramref name="actors"/> that are users of the workspace.</summary>
    public async Task<IReadOnlySet<string>> ExistingUsersAsync(string workspaceId, IEnumerable<string> actors, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            session => session.QueryAsync<string>(
                $"select id from app_user where workspace_id = @workspaceId and deleted_at is null and {session.In("id", "ids")}",
                new { workspaceId, ids = DatabaseSession.List(actors) }),
            cancellation);
        return found.ToHashSet(StringComparer.Ordinal);
    }

    private sealed record Row
    {
        public string Actor { get; init; } = "";
        public string Role { get; init; } = "";
        public long CreatedAt { get; init; }
        public long UpdatedAt { get; init; }
        public string CreatedBy { get; init; } = "";

        public Permission ToPermission() => new(Actor, ExamRoles.Parse(Role), Times.FromMilliseconds(CreatedAt), Times.FromMilliseconds(UpdatedAt), CreatedBy);
    }
}
