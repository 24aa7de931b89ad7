using System.Text.Json.Serialization;
using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Settings;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Examlet.Webhooks;

/// <summary>
/// A webhook as administrators see it. <c>secret</c> is there once, after it was made; <c>secretNumber</c> says which
/// one is in force. <c>events</c> null is all events; <c>disabledReason</c> is <c>gone</c> when its receiver answered
/// 410.
/// </summary>
public sealed record WebhookBody(
    string Id,
    string Url,
    IReadOnlyList<string>? Events,
    string? Description,
    bool Enabled,
    string? DisabledReason,
    long SecretNumber,
    DateTimeOffset? PreviousSecretUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static WebhookBody Of(Webhook webhook, string? secret) =>
        new(
            webhook.Id,
            webhook.Url,
            webhook.Events,
            webhook.Description,
            webhook.Enabled,
            webhook.DisabledReason,
            webhook.SecretNumber,
            webhook.PreviousSecretUntil,
            secret,
            webhook.CreatedAt,
            webhook.UpdatedAt
        );
}

/// <summary>Webhooks of the workspace, for its administrators.</summary>
public static class WebhooksApi
{
    internal const string Noun = "webhook";

    /// <summary>The secrets of webhooks, and what sends their messages.</summary>
    public static void AddWebhooks(this IServiceCollection services) =>
        services
            .AddSingleton<WebhookSecrets>()
            .AddSingleton(provider =>
            {
                var secrets = provider.GetRequiredService<WebhookSecrets>();
                return new DerivedField(
                    Ids.Webhook,
                    "secret",
                    (id, shown) => (long?)shown["secretNumber"] is { } number ? secrets.Of(id, number) : null
                );
            })
            .AddSingleton(provider => new WebhookConnector(provider.GetRequiredService<IOptions<ExamletOptions>>()))
            .AddSingleton<WebhookSender>()
            .AddSingleton<WebhookDispatcher>()
            .AddHostedService(provider => provider.GetRequiredService<WebhookDispatcher>())
            .AddHostedService<WebhookPruner>();

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks").RequireAuthorization(Policies.Administrators);
        webhooks.MapPost("/", Create).WithSummary("Create a webhook; its signing secret is shown only now");
        webhooks.MapGet("/", List).WithSummary("List webhooks");
        webhooks.MapGet("/{id}", Get).WithSummary("Get a webhook");
        webhooks.MapPatch("/{id}", Change).WithSummary("Change a webhook, or turn it on or off");
        webhooks.MapDelete("/{id}", Delete).WithSummary("Delete a webhook and its messages");
        webhooks
            .MapPost("/{id}/rotate-secret", Rotate)
            .WithSummary("Give a webhook its next signing secret; the one before signs too for 24 hours");
        webhooks.MapDeliveries();
    }

    private static async Task<Results<Created<WebhookBody>, ProblemHttpResult>> Create(
        CreateWebhook body,
        CurrentCaller caller,
        RepeatableRequest request,
        WebhookSecrets secrets,
        IOptions<ExamletOptions> options,
        TimeProvider clock
    )
    {
        var now = clock.Now();
        var webhook = new Webhook
        {
            Id = Ids.New(Ids.Webhook),
            WorkspaceId = caller.WorkspaceId,
            Url = body.Url!,
            Events = body.Events,
            Description = body.Description,
            CreatedBy = caller.UserId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var errors = new InputErrors();
        WebhookInput.Check(webhook, options.Value.AllowPrivateWebhooks, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        return await request.AnswerAsync<Results<Created<WebhookBody>, ProblemHttpResult>>(async transaction =>
            await WebhookStore.TryAddAsync(transaction, webhook)
                ? TypedResults.Created(
                    $"/webhooks/{webhook.Id}",
                    WebhookBody.Of(webhook, secrets.Of(webhook.Id, webhook.SecretNumber))
                )
                : Problems.Conflict(
                    "too-many-webhooks",
                    $"A workspace has at most {Webhook.MaxPerWorkspace} webhooks. Delete one that is not "
                        + "needed any more."
                )
        );
    }

    private static async Task<Results<Ok<Page<WebhookBody>>, ProblemHttpResult>> List(
        CurrentCaller caller,
        Database database,
        Cursors cursors,
        CancellationToken cancellation,
        string? limit = null,
        string? cursor = null
    )
    {
        if (cursors.TryRead(limit, cursor, out var paging) is { } problem)
        {
            return problem;
        }

        var rows = await database.ReadAsync(
            reader => WebhookStore.ListAsync(reader, caller.WorkspaceId, paging),
            cancellation
        );
        return TypedResults.Ok(
            paging.Of(
                rows,
                webhook => (webhook.CreatedAt, webhook.Id),
                webhook => WebhookBody.Of(webhook, secret: null)
            )
        );
    }

    private static async Task<Results<Ok<WebhookBody>, ProblemHttpResult>> Get(
        string id,
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    ) =>
        await database.ReadAsync(reader => WebhookStore.FindAsync(reader, caller.WorkspaceId, id), cancellation)
            is { } webhook
            ? TypedResults.Ok(WebhookBody.Of(webhook, secret: null))
            : Problems.NotFound(Noun);

    private static async Task<Results<Ok<WebhookBody>, ProblemHttpResult>> Change(
        string id,
        ChangeWebhook body,
        CurrentCaller caller,
        Database database,
        IOptions<ExamletOptions> options,
        TimeProvider clock,
        CancellationToken cancellation
    ) =>
        await database.WriteAsync<Results<Ok<WebhookBody>, ProblemHttpResult>>(
            async transaction =>
            {
                if (await WebhookStore.LockAsync(transaction, caller.WorkspaceId, id) is not { } webhook)
                {
                    return Problems.NotFound(Noun);
                }

                var changed = Changed(webhook, body, clock.Now());
                var errors = new InputErrors();
                WebhookInput.Check(changed, options.Value.AllowPrivateWebhooks, errors);
                if (errors.Any)
                {
                    return Problems.Invalid(errors);
                }

                await WebhookStore.UpdateAsync(transaction, changed);
                return TypedResults.Ok(WebhookBody.Of(changed, secret: null));
            },
            cancellation
        );

    private static Webhook Changed(Webhook webhook, ChangeWebhook body, DateTimeOffset now)
    {
        var enabled = body.Enabled.Or(webhook.Enabled);
        return webhook with
        {
            Url = body.Url.Or(webhook.Url)!,
            Events = body.Events.Or(webhook.Events),
            Description = body.Description.Or(webhook.Description),
            Enabled = enabled,
            DisabledReason = enabled ? null : webhook.DisabledReason,
            UpdatedAt = now,
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string id,
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    ) =>
        await database.WriteAsync(
            transaction => WebhookStore.DeleteAsync(transaction, caller.WorkspaceId, id),
            cancellation
        )
            ? TypedResults.NoContent()
            : Problems.NotFound(Noun);

    private static async Task<Results<Ok<WebhookBody>, ProblemHttpResult>> Rotate(
        string id,
        CurrentCaller caller,
        RepeatableRequest request,
        WebhookSecrets secrets,
        TimeProvider clock
    ) =>
        await request.AnswerAsync<Results<Ok<WebhookBody>, ProblemHttpResult>>(async transaction =>
        {
            if (await WebhookStore.LockAsync(transaction, caller.WorkspaceId, id) is not { } webhook)
            {
                return Problems.NotFound(Noun);
            }

            var rotated = webhook.Rotated(clock.Now());
            await WebhookStore.UpdateAsync(transaction, rotated);
            return TypedResults.Ok(WebhookBody.Of(rotated, secrets.Of(rotated.Id, rotated.SecretNumber)));
        });
}
