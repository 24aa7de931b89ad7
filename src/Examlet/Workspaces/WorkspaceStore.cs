using Examlet.Access;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Workspaces;

/// <summary>A new workspace. Its owner sees the key now and never again.</summary>
public sealed record NewWorkspace(string WorkspaceId, string OwnerId, string ApiKey);

/// <summary>Workspaces: the tenants of one installation.</summary>
public static class WorkspaceStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("workspace", "id = @workspaceId");

    /// <summary>Makes a workspace, its owner and the owner's first key, all or nothing; a sandbox is one whose keys may
    /// move its clock.</summary>
    public static async Task<NewWorkspace> AddAsync(
        Transaction transaction,
        string name,
        string ownerEmail,
        string apiKey,
        DateTimeOffset at,
        bool isSandbox = false
    )
    {
        var made = new NewWorkspace(Ids.New(Ids.Workspace), Ids.New(Ids.User), apiKey);
        var now = at.ToMilliseconds();
        await transaction.ExecuteAsync(
            "insert into workspace (id, name, created_at, is_sandbox) values (@WorkspaceId, @name, @now, @sandbox)",
            new
            {
                made.WorkspaceId,
                name,
                now,
                sandbox = isSandbox ? 1L : 0L,
            }
        );
        await transaction.ExecuteAsync(
            """
            insert into app_user (id, workspace_id, email, email_key, name, role, time_multiplier, created_at,
            updated_at)
            values (@OwnerId, @WorkspaceId, @ownerEmail, @emailKey, @name, @role, 1, @now, @now)
            """,
            new
            {
                made.OwnerId,
                made.WorkspaceId,
                ownerEmail,
                emailKey = Users.User.EmailKey(ownerEmail),
                name = "Owner",
                role = Roles.Owner,
                now,
            }
        );
        await ApiKeyStore.AddAsync(transaction, apiKey, made.OwnerId, "first key", at);
        return made;
    }

    /// <summary>
    /// Makes the first workspace of an unused database; null if there is a workspace. If several nodes start together,
    /// one of them makes it.
    /// </summary>
    public static async Task<NewWorkspace?> TryAddFirstAsync(
        Transaction transaction,
        string name,
        string ownerEmail,
        string apiKey,
        DateTimeOffset at
    )
    {
        // The turn is a row that every database has.
        await transaction.FirstOrDefaultAsync<string>(
            $"select v.scriptname from schemaversions v order by v.scriptname limit 1{transaction.ForUpdate("v")}"
        );
        return await IsEmptyAsync(transaction) ? await AddAsync(transaction, name, ownerEmail, apiKey, at) : null;
    }

    /// <summary>True when nobody has used this database yet.</summary>
    public static async Task<bool> IsEmptyAsync(Reader reader) =>
        await reader.FirstOrDefaultAsync<string>("select id from workspace limit 1") is null;
}
