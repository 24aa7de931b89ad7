using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Access;

/// <summary>API keys as the operator sees them.</summary>
public sealed record ApiKeyEntry(
    string Id,
    string UserId,
    string Email,
    string WorkspaceId,
    string? Label,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt
);

/// <summary>A user who may get an API key.</summary>
public sealed record KeyUser
{
    public string Id { get; init; } = "";
    public string WorkspaceId { get; init; } = "";
}

/// <summary>Stores API keys: their hashes, never the keys.</summary>
public static class ApiKeyStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new(
        "api_key",
        "user_id in (select id from app_user where workspace_id = @workspaceId)"
    )
    {
        Deletion = ["update api_key set revoked_at = @now where user_id = @userId and revoked_at is null"],
    };

    /// <summary>Makes a key for a user and returns it; it cannot be shown again.</summary>
    public static async Task<string> AddAsync(Transaction transaction, string userId, string? label, DateTimeOffset now)
    {
        var key = ApiKey.New();
        await AddAsync(transaction, key, userId, label, now);
        return key;
    }

    /// <summary>Stores the hash of <paramref name="key"/>.</summary>
    public static Task AddAsync(
        Transaction transaction,
        string key,
        string userId,
        string? label,
        DateTimeOffset now
    ) =>
        transaction.ExecuteAsync(
            "insert into api_key (id, hash, user_id, label, created_at) values (@id, @hash, @userId, @label, @now)",
            new
            {
                id = Ids.New(Ids.ApiKey),
                hash = ApiKey.Hash(key),
                userId,
                label,
                now = now.ToMilliseconds(),
            }
        );

    /// <summary>The caller a key belongs to; null when it is unknown, revoked or its user was deleted.</summary>
    public static async Task<CurrentCaller?> FindCallerAsync(Reader reader, string key)
    {
        var row = await reader.FirstOrDefaultAsync<CallerRow>(
            """
            select u.id as "UserId", u.workspace_id as "WorkspaceId", u.role as "Role", k.id as "KeyId"
            from api_key k join app_user u on u.id = k.user_id
            where k.hash = @hash and k.revoked_at is null and u.deleted_at is null
            """,
            new { hash = ApiKey.Hash(key) }
        );
        return row is null ? null : new CurrentCaller(row.UserId, row.WorkspaceId, row.Role, row.KeyId);
    }

    /// <summary>The users, of any workspace, with this ID or this e-mail address in any case; an address may be used
    /// once in each workspace.</summary>
    public static Task<IReadOnlyList<KeyUser>> UsersAsync(Reader reader, string id, string emailKey) =>
        reader.QueryAsync<KeyUser>(
            """
            select id as "Id", workspace_id as "WorkspaceId" from app_user
            where deleted_at is null and (id = @id or email_key = @emailKey) order by workspace_id
            """,
            new { id, emailKey }
        );

    public static async Task<IReadOnlyList<ApiKeyEntry>> ListAsync(Reader reader)
    {
        var rows = await reader.QueryAsync<EntryRow>(
            """
            select k.id as "Id", u.id as "UserId", u.email as "Email", u.workspace_id as "WorkspaceId",
            k.label as "Label", k.created_at as "CreatedAt", k.revoked_at as "RevokedAt"
            from api_key k join app_user u on u.id = k.user_id order by k.created_at, k.id
            """
        );
        return
        [
            .. rows.Select(r => new ApiKeyEntry(
                r.Id,
                r.UserId,
                r.Email,
                r.WorkspaceId,
                r.Label,
                Times.FromMilliseconds(r.CreatedAt),
                Times.FromMilliseconds(r.RevokedAt)
            )),
        ];
    }

    /// <summary>Ends a key at once. False if there is no such key, or it was revoked before.</summary>
    public static async Task<bool> RevokeAsync(Transaction transaction, string keyId, DateTimeOffset now) =>
        await transaction.ExecuteAsync(
            "update api_key set revoked_at = @now where id = @keyId and revoked_at is null",
            new { keyId, now = now.ToMilliseconds() }
        ) > 0;

    private sealed record CallerRow
    {
        public string UserId { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string Role { get; init; } = "";
        public string KeyId { get; init; } = "";
    }

    private sealed record EntryRow
    {
        public string Id { get; init; } = "";
        public string UserId { get; init; } = "";
        public string Email { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string? Label { get; init; }
        public long CreatedAt { get; init; }
        public long? RevokedAt { get; init; }
    }
}
