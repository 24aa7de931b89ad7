using System.Security.Cryptography;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Webhooks;

/// <summary>A webhook that has something to send.</summary>
public sealed record DueWebhook
{
    public string Id { get; init; } = "";
    public string WorkspaceId { get; init; } = "";
}

/// <summary>
/// Reads and updates the outbox for the dispatcher and the API. <see cref="WebhookOutbox"/> fills it.
/// </summary>
public static class DeliveryStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new(
        "webhook_message",
        "webhook_id in (select id from webhook where workspace_id = @workspaceId)"
    )
    {
        Erasure =
        [
            "delete from webhook_message where order_key in (select id from exam_session where user_id = @userId)",
        ],
    };

    /// <summary>How long messages are kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a claim holds: longer than an attempt takes. If a node dies meanwhile, another sends the message again
    /// after the lease.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private const string Columns = """
        id as "Id", type as "Type", status as "Status", attempts as "Attempts", case when claim is null
        then next_attempt_at end as "NextAttemptAt",
        last_status as "LastStatus", last_error as "LastError", delivered_at as "DeliveredAt", created_at as "CreatedAt"
        """;

    // What is under way is left alone: it is being sent anyway.
    private const string Replay = """
        update webhook_message set status = 'pending', attempts = 0, next_attempt_at = @now, claim = null,
        delivered_at = null
        where webhook_id = @webhookId and not (status = 'pending' and claim is not null and next_attempt_at > @now)
        """;

    private const string Recorded = """
        update webhook_message set status = @status, next_attempt_at = @next, claim = null, last_status = @code,
        last_error = @Error, delivered_at = @deliveredAt
        where id = @Id and claim = @Claim
        """;

    /// <summary>The time of the oldest due message; null if nothing is due.</summary>
    public static async Task<DateTimeOffset?> OldestDueAsync(Reader reader, DateTimeOffset machineNow)
    {
        var oldest = await reader.FirstOrDefaultAsync<long?>(
            """
            select min((select min(m.next_attempt_at) from webhook_message m where m.webhook_id = w.id
            and m.status = 'pending') - k.clock_ahead)
            from webhook w join workspace k on k.id = w.workspace_id where w.enabled = 1
            """
        );
        return oldest <= machineNow.ToMilliseconds() ? Times.FromMilliseconds(oldest) : null;
    }

    /// <summary>
    /// Webhooks with a due message, by the clock of their workspace, in the order of their IDs. Each takes one probe of
    /// an index.
    /// </summary>
    public static Task<IReadOnlyList<DueWebhook>> DueAsync(Reader reader, DateTimeOffset now) =>
        reader.QueryAsync<DueWebhook>(
            """
            select w.id as "Id", w.workspace_id as "WorkspaceId" from webhook w join workspace k
            on k.id = w.workspace_id where w.enabled = 1 and exists (
              select 1 from webhook_message m where m.webhook_id = w.id and m.status = 'pending'
              and m.next_attempt_at <= @now + k.clock_ahead) order by w.id
            """,
            new { now = now.ToMilliseconds() }
        );

    /// <summary>
    /// Up to <paramref name="limit"/> messages of a webhook that nobody is sending and that wait for no other.
    /// </summary>
    public static Task<IReadOnlyList<string>> FreeAsync(
        Reader reader,
        string webhookId,
        int limit,
        DateTimeOffset now
    ) =>
        reader.QueryAsync<string>(
            """
            select m.id from webhook_message m join webhook w on w.id = m.webhook_id
            where m.webhook_id = @webhookId and w.enabled = 1 and m.status = 'pending' and m.next_attempt_at <= @now
            and not exists (
              select 1 from webhook_message b where b.order_key = m.order_key and b.webhook_id = m.webhook_id
              and b.number < m.number and b.status = 'pending')
            order by m.next_attempt_at, m.created_at limit @limit
            """,
            new
            {
                webhookId,
                now = now.ToMilliseconds(),
                limit,
            }
        );

    /// <summary>
    /// Records the outcomes of claimed messages, but not of a message whose claim is over. Turns off a webhook whose
    /// receiver is gone.
    /// </summary>
    public static async Task RecordAsync(
        Transaction transaction,
        IReadOnlyCollection<(ClaimedDelivery Message, DeliveryResult Result)> attempts,
        DateTimeOffset now
    )
    {
        foreach (var (message, result) in attempts.OrderBy(attempt => attempt.Message.Id, StringComparer.Ordinal))
        {
            var again =
                result.IsDelivered || result.IsGone ? null : now + RetrySchedule.After(message.Attempts, Jitter());
            await transaction.ExecuteAsync(
                Recorded,
                new
                {
                    message.Id,
                    message.Claim,
                    status = StatusOf(result, again),
                    next = again.ToMilliseconds(),
                    code = result.Status,
                    result.Error,
                    deliveredAt = result.IsDelivered ? now.ToMilliseconds() : (long?)null,
                }
            );
            if (result.IsGone)
            {
                await transaction.ExecuteAsync(
                    "update webhook set enabled = 0, disabled_reason = @reason, updated_at = @now where id "
                        + "= @WebhookId and url = @Url",
                    new
                    {
                        reason = Webhook.Gone,
                        now = now.ToMilliseconds(),
                        message.WebhookId,
                        message.Url,
                    }
                );
            }
        }
    }

    /// <summary>Messages to a webhook, oldest first; only those with <paramref name="status"/> when it is
    /// given.</summary>
    public static async Task<IReadOnlyList<Delivery>> ListAsync(
        Reader reader,
        string webhookId,
        string? status,
        Paging paging
    )
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select {Columns} from webhook_message where webhook_id = @webhookId and (created_at, id) > (@AfterTime,
            @AfterId)
            {(status is null ? "" : "and status = @status")} order by created_at, id limit @Fetch
            """,
            new
            {
                webhookId,
                status,
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToMessage())];
    }

    public static async Task<Delivery?> FindAsync(Reader reader, string webhookId, string id)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"select {Columns} from webhook_message where webhook_id = @webhookId and id = @id",
            new { webhookId, id }
        );
        return row?.ToMessage();
    }

    /// <summary>Makes a message due at once, under its ID; null if there is no such message.</summary>
    public static async Task<Delivery?> ReplayAsync(
        Transaction transaction,
        string webhookId,
        string id,
        DateTimeOffset now
    )
    {
        await transaction.ExecuteAsync(
            $"{Replay} and id = @id",
            new
            {
                webhookId,
                id,
                now = now.ToMilliseconds(),
            }
        );
        return await FindAsync(transaction, webhookId, id);
    }

    /// <summary>
    /// Makes all messages since then due at once, or those with <paramref name="status"/>. Returns their number.
    /// </summary>
    public static Task<int> ReplayAsync(
        Transaction transaction,
        string webhookId,
        DateTimeOffset since,
        string? status,
        DateTimeOffset now
    ) =>
        transaction.ExecuteAsync(
            $"{Replay} and created_at >= @since {(status is null ? "" : "and status = @status")}",
            new
            {
                webhookId,
                since = since.ToMilliseconds(),
                status,
                now = now.ToMilliseconds(),
            }
        );

    /// <summary>Deletes old messages that will not be sent any more, and the messages of deleted webhooks.</summary>
    public static async Task PruneAsync(Transaction transaction, DateTimeOffset now)
    {
        await transaction.ExecuteAsync(
            "delete from webhook_message where created_at < @cutoff and status <> 'pending'",
            new { cutoff = (now - Retention).ToMilliseconds() }
        );
        await transaction.ExecuteAsync(
            "delete from webhook_message where not exists (select 1 from webhook w where w.id = "
                + "webhook_message.webhook_id)"
        );
    }

    /// <summary>
    /// Claims the free ones of these messages. The claim is a guarded update: one of two nodes gets the row, the other
    /// finds that its time has moved on.
    /// </summary>
    public static async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        Transaction transaction,
        IReadOnlyList<string> free,
        DateTimeOffset now
    )
    {
        var claim = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var times = new { now = now.ToMilliseconds(), lease = (now + Lease).ToMilliseconds() };
        // What another node is claiming now is left to it.
        var ours = await transaction.QueryAsync<string>(
            $"select t.id from webhook_message t where {transaction.In("t.id", "ids")} and t.status = "
                + $"'pending' and t.next_attempt_at <= @now order by t.id{transaction.SkipLocked("t")}",
            new { ids = Reader.List(free), times.now }
        );
        foreach (var id in ours)
        {
            await transaction.ExecuteAsync(
                """
                update webhook_message set claim = @claim, next_attempt_at = @lease, attempts = attempts + 1
                where id = @id and status = 'pending' and next_attempt_at <= @now
                """,
                new
                {
                    id,
                    claim,
                    times.now,
                    times.lease,
                }
            );
        }

        var rows = await transaction.QueryAsync<ClaimedRow>(
            $"""
            select m.id as "Id", m.webhook_id as "WebhookId", w.url as "Url", m.body as "Body",
            m.attempts as "Attempts", w.secret_number as "SecretNumber",
              w.previous_secret_until as "PreviousSecretUntil"
            from webhook_message m join webhook w on w.id = m.webhook_id where {transaction.In(
                "m.id",
                "ids"
            )} and m.claim = @claim
            """,
            new { ids = Reader.List(free), claim }
        );
        return [.. rows.Select(row => row.ToMessage(claim))];
    }

    /// <summary>Changes what a message says.</summary>
    internal static Task SetBodyAsync(Transaction transaction, string id, string body) =>
        transaction.ExecuteAsync("update webhook_message set body = @body where id = @id", new { id, body });

    private static string StatusOf(DeliveryResult result, DateTimeOffset? again) =>
        (result.IsDelivered, again) switch
        {
            (true, _) => Delivery.Delivered,
            (false, null) => Delivery.Failed,
            _ => Delivery.Pending,
        };

    private static double Jitter() => RandomNumberGenerator.GetInt32(1000) / 1000.0;

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Type { get; init; } = "";
        public string Status { get; init; } = "";
        public long Attempts { get; init; }
        public long? NextAttemptAt { get; init; }
        public long? LastStatus { get; init; }
        public string? LastError { get; init; }
        public long? DeliveredAt { get; init; }
        public long CreatedAt { get; init; }

        public Delivery ToMessage() =>
            new()
            {
                Id = Id,
                Type = Type,
                Status = Status,
                Attempts = Attempts,
                NextAttemptAt = Times.FromMilliseconds(NextAttemptAt),
                LastStatus = (int?)LastStatus,
                LastError = LastError,
                DeliveredAt = Times.FromMilliseconds(DeliveredAt),
                CreatedAt = Times.FromMilliseconds(CreatedAt),
            };
    }

    private sealed record ClaimedRow
    {
        public string Id { get; init; } = "";
        public string WebhookId { get; init; } = "";
        public string Url { get; init; } = "";
        public string Body { get; init; } = "";
        public long Attempts { get; init; }
        public long SecretNumber { get; init; }
        public long? PreviousSecretUntil { get; init; }

        public ClaimedDelivery ToMessage(string claim) =>
            new()
            {
                Id = Id,
                WebhookId = WebhookId,
                Claim = claim,
                Url = Url,
                Body = Body,
                Attempts = Attempts,
                SecretNumber = SecretNumber,
                PreviousSecretUntil = Times.FromMilliseconds(PreviousSecretUntil),
            };
    }
}
