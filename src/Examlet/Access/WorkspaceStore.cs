using Examlet.Http;

namespace Examlet.Access;

/// <summary>A workspace that was just made. The key is shown to its owner now and never again.</summary>
public sealed record NewWorkspace(string WorkspaceId, string OwnerId, string ApiKey);

/// <summary>Workspaces: the tenants of one installation.</summary>
public sealed class WorkspaceStore(Database.Database database, ApiKeyStore keys, TimeProvider clock)
{
    public Task<NewWorkspace> AddAsync(string name, string ownerEmail, CancellationToken cancellation, bool isSandbox = false) =>
        AddAsync(name, ownerEmail, Access.ApiKey.New(), cancellation, isSandbox);

    /// <summary>Makes a workspace, its owner and the owner's first key, all or nothing; a sandbox is one whose keys may move its clock.</summary>
    public Task<NewWorkspace> AddAsync(string name, string ownerEmail, string apiKey, CancellationToken cancellation, bool isSandbox = false) => database.WriteAsync(
        async session =>
        {
            var made = new NewWorkspace(Ids.New(Ids.Workspace), Ids.New(Ids.User), apiKey);
            var now = clock.Now().ToMilliseconds();
            await session.ExecuteAsync("insert into workspace (id, name, created_at, is_sandbox) values (@WorkspaceId, @name, @now, @sandbox)", new { made.WorkspaceId, name, now, sandbox = isSandbox ? 1L : 0L });
            await session.ExecuteAsync(
                """
                insert into app_user (id, workspace_id, email, email_key, name, role, time_multiplier, created_at, updated_at)
                values (@OwnerId, @WorkspaceId, @ownerEmail, @emailKey, @name, @role, 1, @now, @now)
                """,
                new { made.OwnerId, made.WorkspaceId, ownerEmail, emailKey = Users.User.EmailKey(ownerEmail), name = "Owner", role = Roles.Owner, now });
            await keys.AddAsync(apiKey, made.OwnerId, "first key", cancellation);
            return made;
        },
        cancellation);

    /// <summary>True when nobody has used this database yet.</summary>
    public Task<bool> IsEmptyAsync(CancellationToken cancellation) => database.ReadAsync(
        async session => await session.FirstOrDefaultAsync<string>("select id from workspace limit 1") is null, cancellation);
}
