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

    /// <summary>Makes the first workspace of a database that nobody has used yet; null when there is one. Of nodes that start together one makes it.</summary>
    public Task<NewWorkspace?> TryAddFirstAsync(string name, string ownerEmail, string apiKey, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            // The turn is a row that every database has.
            await session.FirstOrDefaultAsync<string>($"select v.scriptname from schemaversions v where v.scriptname = '0001-first.sql'{session.ForUpdate("v")}");
            return await IsEmptyAsync(session) ? await AddAsync(name, ownerEmail, apiKey, cancellation) : null;
        },
        cancellation);

    /// <summary>True when nobody has used this database yet.</summary>
    public Task<bool> IsEmptyAsync(CancellationToken cancellation) => database.ReadAsync(IsEmptyAsync, cancellation);

    private static async Task<bool> IsEmptyAsync(Database.DatabaseSession session) => await session.FirstOrDefaultAsync<string>("select id from workspace limit 1") is null;
}
