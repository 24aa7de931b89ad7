using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Webhooks;

/// <summary>Stores webhooks. Every query is bound to a workspace.</summary>
public static class WebhookStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("webhook", Holding.ByWorkspace);

    private const string Select = """
        select id as "Id", workspace_id as "WorkspaceId", url as "Url", events as "Events",
        description as "Description", enabled as "Enabled",
          disabled_reason as "DisabledReason", secret_number as "SecretNumber",
          previous_secret_until as "PreviousSecretUntil", created_by as "CreatedBy",
          created_at as "CreatedAt", updated_at as "UpdatedAt"
        from webhook
        """;

    /// <summary>Adds a webhook. False if the workspace has the most that it may have.</summary>
    public static async Task<bool> TryAddAsync(Transaction transaction, Webhook webhook)
    {
        // One at a time in a workspace, so that two cannot both be the last.
        await transaction.FirstOrDefaultAsync<string>(
            $"select w.id from workspace w where w.id = @WorkspaceId{transaction.ForUpdate("w")}",
            new { webhook.WorkspaceId }
        );
        if (
            await transaction.FirstOrDefaultAsync<long>(
                "select count(*) from webhook where workspace_id = @WorkspaceId",
                new { webhook.WorkspaceId }
            ) >= Webhook.MaxPerWorkspace
        )
        {
            return false;
        }

        await transaction.ExecuteAsync(
            """
            insert into webhook (id, workspace_id, url, events, description, enabled, disabled_reason, secret_number,
            previous_secret_until, created_by, created_at, updated_at)
            values (@Id, @WorkspaceId, @Url, @Events, @Description, @Enabled, @DisabledReason, @SecretNumber,
            @PreviousSecretUntil, @CreatedBy, @CreatedAt, @UpdatedAt)
            """,
            Row.Of(webhook)
        );
        return true;
    }

    public static Task<Webhook?> FindAsync(Reader reader, string workspaceId, string id) =>
        FindAsync(reader, workspaceId, id, locked: "");

    /// <summary>Webhooks of the workspace, oldest first.</summary>
    public static async Task<IReadOnlyList<Webhook>> ListAsync(Reader reader, string workspaceId, Paging paging)
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where workspace_id = @workspaceId and (created_at, id) > (@AfterTime, @AfterId) "
                + "order by created_at, id limit @Fetch",
            new
            {
                workspaceId,
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToWebhook())];
    }

    /// <summary>A webhook, locked until the transaction ends; null when there is none.</summary>
    public static Task<Webhook?> LockAsync(Transaction transaction, string workspaceId, string id) =>
        FindAsync(transaction, workspaceId, id, transaction.ForUpdate("webhook"));

    /// <summary>Writes the fields of a locked webhook that can change.</summary>
    public static Task UpdateAsync(Transaction transaction, Webhook webhook) =>
        transaction.ExecuteAsync(
            """
            update webhook set url = @Url, events = @Events, description = @Description, enabled = @Enabled,
            disabled_reason = @DisabledReason,
              secret_number = @SecretNumber, previous_secret_until = @PreviousSecretUntil, updated_at = @UpdatedAt
            where id = @Id
            """,
            Row.Of(webhook)
        );

    /// <summary>Deletes a webhook with its messages. False if there is none.</summary>
    public static async Task<bool> DeleteAsync(Transaction transaction, string workspaceId, string id)
    {
        if (
            await transaction.ExecuteAsync(
                "delete from webhook where workspace_id = @workspaceId and id = @id",
                new { workspaceId, id }
            ) == 0
        )
        {
            return false;
        }

        await transaction.ExecuteAsync("delete from webhook_message where webhook_id = @id", new { id });
        return true;
    }

    private static async Task<Webhook?> FindAsync(Reader reader, string workspaceId, string id, string locked)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"{Select} where workspace_id = @workspaceId and id = @id{locked}",
            new { workspaceId, id }
        );
        return row?.ToWebhook();
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string Url { get; init; } = "";
        public string? Events { get; init; }
        public string? Description { get; init; }
        public long Enabled { get; init; }
        public string? DisabledReason { get; init; }
        public long SecretNumber { get; init; }
        public long? PreviousSecretUntil { get; init; }
        public string CreatedBy { get; init; } = "";
        public long CreatedAt { get; init; }
        public long UpdatedAt { get; init; }

        public static Row Of(Webhook webhook) =>
            new()
            {
                Id = webhook.Id,
                WorkspaceId = webhook.WorkspaceId,
                Url = webhook.Url,
                Events = webhook.Events is null ? null : Json.Write(webhook.Events),
                Description = webhook.Description,
                Enabled = webhook.Enabled ? 1 : 0,
                DisabledReason = webhook.DisabledReason,
                SecretNumber = webhook.SecretNumber,
                PreviousSecretUntil = webhook.PreviousSecretUntil.ToMilliseconds(),
                CreatedBy = webhook.CreatedBy,
                CreatedAt = webhook.CreatedAt.ToMilliseconds(),
                UpdatedAt = webhook.UpdatedAt.ToMilliseconds(),
            };

        public Webhook ToWebhook() =>
            new()
            {
                Id = Id,
                WorkspaceId = WorkspaceId,
                Url = Url,
                Events = Events is null ? null : Json.Read<List<string>>(Events),
                Description = Description,
                Enabled = Enabled != 0,
                DisabledReason = DisabledReason,
                SecretNumber = SecretNumber,
                PreviousSecretUntil = Times.FromMilliseconds(PreviousSecretUntil),
                CreatedBy = CreatedBy,
                CreatedAt = Times.FromMilliseconds(CreatedAt),
                UpdatedAt = Times.FromMilliseconds(UpdatedAt),
            };
    }
}
