using System.Text.Json.Serialization;
using Examlet.Access;
using Examlet.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Examlet.Webhooks;

/// <summary>
/// A webhook as administrators see it. <c>secret</c> is there when it was just made, and never again; <c>secretNumber</c> says which one is in force.
/// <c>events</c> null is all events; <c>disabledReason</c> is <c>gone</c> when its receiver answered 410.
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
    DateTimeOffset UpdatedAt)
{
    public static WebhookBody Of(Webhook webhook, string? secret) => new(
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
        webhook.UpdatedAt);
}

/// <summary>Webhooks of the workspace, for its administrators.</summary>
public static class WebhooksApi
{
    internal const string Noun = "webhook";

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks").RequireAuthorization(Policies.Administrators);
        webhooks.MapPost("/", Create).WithSummary("Create a webhook; its signing secret is shown only now").ReplaysByKey();
        webhooks.MapGet("/", List).WithSummary("List webhooks");
        webhooks.MapGet("/{id}", Get).WithSummary("Get a webhook");
        webhooks.MapPatch("/{id}", Change).WithSummary("Change a webhook, or turn it on or off");
        webhooks.MapDelete("/{id}", Delete).WithSummary("Delete a webhook and its messages");
        webhooks.MapPost("/{id}/rotate-secret", Rotate).WithSummary("Give a webhook its next signing secret; the one before signs too for 24 hours").ReplaysByKey();
        webhooks.MapDeliveries();
    }

    private static async Task<Results<Created<WebhookBody>, ProblemHttpResult>> Create(
        CreateWebhook body, CurrentCaller caller, WebhookStore store, WebhookSecrets secrets, IOptions<ExamletOptions> options, TimeProvider clock, CancellationToken cancellation)
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

        return await store.TryAddAsync(webhook, cancellation)
            ? TypedResults.Created($"/webhooks/{webhook.Id}", WebhookBody.Of(webhook, secrets.Of(webhook.Id, webhook.SecretNumber)))
            : Problems.Conflict("too-many-webhooks", $"A workspace has at most {Webhook.MaxPerWorkspace} webhooks. Delete one that is not needed any more.");
    }

    private static async Task<Results<Ok<Page<WebhookBody>>, ProblemHttpResult>> List(
        CurrentCaller caller, WebhookStore store, Cursors cursors, CancellationToken cancellation, string? limit = null, string? cursor = null)
    {
        if (cursors.TryRead(limit, cursor, out var paging) is { } problem)
        {
            return problem;
        }

        var rows = await store.ListAsync(caller.WorkspaceId, paging, cancellation);
        return TypedResults.Ok(paging.Of(rows, webhook => (webhook.CreatedAt, webhook.Id), webhook => WebhookBody.Of(webhook, secret: null)));
    }

    private static async Task<Results<Ok<WebhookBody>, ProblemHttpResult>> Get(string id, CurrentCaller caller, WebhookStore store, CancellationToken cancellation) =>
        await store.FindAsync(caller.WorkspaceId, id, cancellation) is { } webhook ? TypedResults.Ok(WebhookBody.Of(webhook, secret: null)) : Problems.NotFound(Noun);

    private static async Task<Results<Ok<WebhookBody>, ProblemHttpResult>> Change(
        string id, ChangeWebhook body, CurrentCaller caller, WebhookStore store, IOptions<ExamletOptions> options, TimeProvider clock, CancellationToken cancellation)
    {
        var errors = new InputErrors();
        var changed = await store.ChangeAsync(
            caller.WorkspaceId,
            id,
            webhook =>
            {
                var asked = Changed(webhook, body, clock.Now());
                errors = new InputErrors();
                WebhookInput.Check(asked, options.Value.AllowPrivateWebhooks, errors);
                return errors.Any ? webhook : asked;
            },
            cancellation);
        if (changed is null)
        {
            return Problems.NotFound(Noun);
        }

        return errors.Any ? Problems.Invalid(errors) : TypedResults.Ok(WebhookBody.Of(changed, secret: null));
    }

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

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(string id, CurrentCaller caller, WebhookStore store, CancellationToken cancellation) =>
        await store.DeleteAsync(caller.WorkspaceId, id, cancellation) ? TypedResults.NoContent() : Problems.NotFound(Noun);

    private static async Task<Results<Ok<WebhookBody>, ProblemHttpResult>> Rotate(
        string id, CurrentCaller caller, WebhookStore store, WebhookSecrets secrets, TimeProvider clock, CancellationToken cancellation) =>
        await store.ChangeAsync(caller.WorkspaceId, id, webhook => webhook.Rotated(clock.Now()), cancellation) is { } rotated
            ? TypedResults.Ok(WebhookBody.Of(rotated, secrets.Of(rotated.Id, rotated.SecretNumber)))
            : Problems.NotFound(Noun);
}
