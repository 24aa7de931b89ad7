using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Pipeline;

/// <summary>The answer to the first request with an <c>Idempotency-Key</c>.</summary>
public sealed record FirstAnswer
{
    public string RequestHash { get; init; } = "";
    public long Status { get; init; }
    public string? ContentType { get; init; }
    public string? Body { get; init; }
}

/// <summary>Stores idempotency keys, each under its scope: its holder and its operation.</summary>
public static class IdempotencyStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("idempotency_key", OfWorkspace: null)
    {
        Erasure =
        [
            // What was answered to a teacher who kept or accepted their words names the save, not the student.
            """
                update idempotency_key set body = '{}' where exists (
                  select 1 from retained_save r join exam_session s on s.id = r.session_id where s.user_id = @userId
                  and idempotency_key.body like '%' || r.id || '%')
                """,
            "update idempotency_key set body = '{}' where body like '%' || @userId || '%'",
        ],
    };

    /// <summary>
    /// The answer that is stored under a scope since <paramref name="cutoff"/>; null when there is none.
    /// </summary>
    public static Task<FirstAnswer?> FindAsync(Reader reader, string scope, DateTimeOffset cutoff) =>
        reader.FirstOrDefaultAsync<FirstAnswer>(
            """
            select request_hash as "RequestHash", status as "Status", content_type as "ContentType", body as "Body"
            from idempotency_key
            where scope = @scope and created_at >= @cutoff
            """,
            new { scope, cutoff = cutoff.ToMilliseconds() }
        );

    /// <summary>
    /// Claims a scope. If another node holds it, waits for that node's commit. False if the scope is taken since
    /// <paramref name="cutoff"/>.
    /// </summary>
    public static async Task<bool> TryClaimAsync(
        Transaction transaction,
        string scope,
        string requestHash,
        DateTimeOffset now,
        DateTimeOffset cutoff
    )
    {
        await transaction.ExecuteAsync(
            "delete from idempotency_key where scope = @scope and created_at < @cutoff",
            new { scope, cutoff = cutoff.ToMilliseconds() }
        );
        return await transaction.ExecuteAsync(
                "insert into idempotency_key (scope, request_hash, status, created_at) values (@scope, "
                    + "@requestHash, 0, @now) on conflict do nothing",
                new
                {
                    scope,
                    requestHash,
                    now = now.ToMilliseconds(),
                }
            ) > 0;
    }

    /// <summary>Stores the answer under a scope that this transaction has claimed.</summary>
    public static Task KeepAsync(Transaction transaction, string scope, int status, string? contentType, string body) =>
        transaction.ExecuteAsync(
            "update idempotency_key set status = @status, content_type = @contentType, body = @body where "
                + "scope = @scope",
            new
            {
                scope,
                status,
                contentType,
                body,
            }
        );

    /// <summary>Releases a scope that this transaction has claimed: its answer is not for a retry.</summary>
    public static Task ReleaseAsync(Transaction transaction, string scope) =>
        transaction.ExecuteAsync("delete from idempotency_key where scope = @scope", new { scope });

    /// <summary>Deletes keys older than <paramref name="cutoff"/>.</summary>
    public static Task PruneAsync(Transaction transaction, DateTimeOffset cutoff) =>
        transaction.ExecuteAsync(
            "delete from idempotency_key where created_at < @cutoff",
            new { cutoff = cutoff.ToMilliseconds() }
        );
}
