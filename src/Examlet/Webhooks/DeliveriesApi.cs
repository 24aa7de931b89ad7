using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Webhooks;

/// <summary>A message to a webhook as administrators see it. <c>id</c> is its <c>webhook-id</c>; <c>status</c> is
/// pending, delivered or failed.</summary>
public sealed record DeliveryBody(
    string Id,
    string Type,
    string Status,
    long Attempts,
    DateTimeOffset? NextAttemptAt,
    int? LastStatus,
    string? LastError,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeliveredAt
)
{
    public static DeliveryBody Of(Delivery message) =>
        new(
            message.Id,
            message.Type,
            message.Status,
            message.Attempts,
            message.NextAttemptAt,
            message.LastStatus,
            message.LastError,
            message.CreatedAt,
            message.DeliveredAt
        );
}

/// <summary>The number of messages to send again.</summary>
public sealed record ReplayedBody(int Replayed);

/// <summary>The deliveries of a webhook, and their replay.</summary>
public static class DeliveriesApi
{
    public static void MapDeliveries(this IEndpointRouteBuilder webhooks)
    {
        webhooks
            .MapGet("/{id}/deliveries", List)
            .WithSummary("List the messages to a webhook, oldest first; ?status= for some of them");
        webhooks
            .MapPost("/{id}/deliveries/{deliveryId}/replay", Replay)
            .WithSummary("Send a message again at once, under the ID it has");
        webhooks
            .MapPost("/{id}/deliveries/replay", ReplayAll)
            .WithSummary("Send all messages since ?since= again, or those with ?status=");
        webhooks.MapPost("/{id}/test", Test).WithSummary("Send a ping");
    }

    private static async Task<Results<Ok<Page<DeliveryBody>>, ProblemHttpResult>> List(
        string id,
        CurrentCaller caller,
        Database database,
        Cursors cursors,
        CancellationToken cancellation,
        string? status = null,
        string? limit = null,
        string? cursor = null
    )
    {
        var webhook = await database.ReadAsync(
            reader => WebhookStore.FindAsync(reader, caller.WorkspaceId, id),
            cancellation
        );
        var invalid = cursors.TryRead(limit, cursor, out var paging);
        if (webhook is null || (invalid ?? ProblemOf(status)) is { } problem)
        {
            return webhook is null ? Problems.NotFound(WebhooksApi.Noun) : (invalid ?? ProblemOf(status))!;
        }

        var rows = await database.ReadAsync(
            reader => DeliveryStore.ListAsync(reader, id, status, paging),
            cancellation
        );
        return TypedResults.Ok(paging.Of(rows, message => (message.CreatedAt, message.Id), DeliveryBody.Of));
    }

    private static async Task<Results<Accepted<DeliveryBody>, ProblemHttpResult>> Replay(
        string id,
        string deliveryId,
        CurrentCaller caller,
        RepeatableRequest request,
        TimeProvider clock
    )
    {
        if (await RequireEnabledAsync(request, caller, id) is (_, { } problem))
        {
            return problem;
        }

        return await request.AnswerAsync<Results<Accepted<DeliveryBody>, ProblemHttpResult>>(async transaction =>
            await DeliveryStore.ReplayAsync(transaction, id, deliveryId, clock.Now()) is { } message
                ? TypedResults.Accepted((string?)null, DeliveryBody.Of(message))
                : Problems.NotFound("delivery")
        );
    }

    private static async Task<Results<Accepted<ReplayedBody>, ProblemHttpResult>> ReplayAll(
        string id,
        CurrentCaller caller,
        RepeatableRequest request,
        TimeProvider clock,
        string? since = null,
        string? status = null
    )
    {
        if (await RequireEnabledAsync(request, caller, id) is (_, { } problem))
        {
            return problem;
        }

        if (ProblemOf(status) is { } invalid)
        {
            return invalid;
        }

        return !Times.TryParse(since, out var from)
            ? Problems.Invalid("since", $"`since` must be {Times.Form}.")
            : await request.AnswerAsync(async transaction =>
                TypedResults.Accepted(
                    (string?)null,
                    new ReplayedBody(await DeliveryStore.ReplayAsync(transaction, id, from, status, clock.Now()))
                )
            );
    }

    private static async Task<Results<Accepted<DeliveryBody>, ProblemHttpResult>> Test(
        string id,
        CurrentCaller caller,
        RepeatableRequest request,
        TimeProvider clock
    )
    {
        var (webhook, problem) = await RequireEnabledAsync(request, caller, id);
        return problem is not null
            ? problem
            : await request.AnswerAsync(async transaction =>
            {
                var messageId = await WebhookOutbox.PingAsync(transaction, webhook!, clock.Now());
                return TypedResults.Accepted(
                    (string?)null,
                    DeliveryBody.Of((await DeliveryStore.FindAsync(transaction, id, messageId))!)
                );
            });
    }

    private static async Task<(Webhook? Webhook, ProblemHttpResult? Problem)> RequireEnabledAsync(
        RepeatableRequest request,
        CurrentCaller caller,
        string id
    ) =>
        await request.ReadAsync(reader => WebhookStore.FindAsync(reader, caller.WorkspaceId, id)) switch
        {
            null => (null, Problems.NotFound(WebhooksApi.Noun)),
            { Enabled: false } => (
                null,
                Problems.Conflict(
                    "webhook-disabled",
                    "The webhook is off. Turn it on with PATCH /webhooks/{id} and `enabled: true` first."
                )
            ),
            var webhook => (webhook, null),
        };

    private static ProblemHttpResult? ProblemOf(string? status) =>
        status is null || Delivery.Statuses.Contains(status, StringComparer.Ordinal)
            ? null
            : Problems.Invalid("status", $"`status` must be one of: {string.Join(", ", Delivery.Statuses)}.");
}
