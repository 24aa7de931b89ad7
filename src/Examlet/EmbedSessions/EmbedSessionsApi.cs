using System.Text.Json;
using Examlet.Access;
using Examlet.Endings;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Settings;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Examlet.EmbedSessions;

/// <summary>An embed session as integrators see it (step 3 of the take-exam flow).</summary>
public sealed record EmbedSessionBody(
    string Id,
    string Status,
    string EmbedUrl,
    string Flow,
    string Actor,
    IReadOnlyList<string> EnabledResponseModes,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    JsonElement Presets,
    object Outputs,
    JsonElement? Theme,
    JsonElement? Metadata,
    string? AllowedOrigin,
    IReadOnlyList<string> AllowedAncestors,
    string? ReturnUrl,
    IReadOnlyList<string> Warnings
)
{
    private static readonly object Nothing = new();

    public static EmbedSessionBody Of(
        SessionEntry entry,
        EmbedUrls urls,
        DateTimeOffset now,
        IReadOnlyList<string> warnings
    )
    {
        var embed = entry.Embed;
        return new EmbedSessionBody(
            embed.Id,
            embed.StatusAt(now, entry.Session),
            urls.Of(embed.Id),
            EmbedSession.TakeExam,
            embed.Actor,
            embed.EnabledResponseModes,
            embed.CreatedAt,
            embed.ExpiresAt,
            embed.Presets,
            EmbedSession.OutputsAt(now, entry.Session) ?? Nothing,
            embed.Theme,
            embed.Metadata,
            embed.AllowedOrigin,
            embed.AllowedAncestors,
            embed.ReturnUrl,
            warnings
        );
    }
}

/// <summary>Embed sessions (contract §5).</summary>
public static class EmbedSessionsApi
{
    private const string Noun = "embed session";
    private const int MaxEvents = 100;

    /// <summary>The warning for a student who is done: nothing can cut their time short.</summary>
    private static readonly IReadOnlyList<string> AlreadyHandedIn =
    [
        "The exam was already handed in; void the attempt for a retake.",
    ];

    /// <summary>Embed URLs, and the sweep of those that expired.</summary>
    public static void AddEmbedSessions(this IServiceCollection services) =>
        services
            .AddSingleton<EmbedUrls>()
            .AddSingleton<ExpirySweeper>()
            .AddHostedService(provider => provider.GetRequiredService<ExpirySweeper>())
            .AddSingleton(provider =>
            {
                var urls = provider.GetRequiredService<EmbedUrls>();
                return new DerivedField(Ids.EmbedSession, "embedUrl", (id, _) => urls.Of(id));
            });

    public static void MapEmbedSessions(this IEndpointRouteBuilder api)
    {
        var embeds = api.MapGroup("/embed-sessions").WithTags("Embed sessions").RequireAuthorization(Policies.Staff);
        embeds.MapPost("/", Create).WithSummary("Create an embed session");
        embeds.MapGet("/", List).WithSummary("List embed sessions");
        embeds.MapGet("/{id}", Get).WithSummary("Get an embed session");
        embeds.MapDelete("/{id}", Delete).WithSummary("End access by this embed session; the attempt goes on");
        embeds
            .MapGet("/{id}/events", Events)
            .WithSummary("The numbered events of the exam session, for a host that missed some");
    }

    private static async Task<Results<Created<EmbedSessionBody>, ProblemHttpResult>> Create(
        CreateEmbedSession body,
        CurrentCaller caller,
        RepeatableRequest request,
        EmbedUrls urls,
        IOptions<ExamletOptions> options,
        TimeProvider clock
    )
    {
        var errors = new InputErrors();
        EmbedSessionInput.Check(body, caller.UserId, options.Value.StrictEmbedding, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        var now = clock.Now();
        var (warnings, problem) = await request.ReadAsync(reader =>
            EmbedPreparation.CheckAsync(reader, caller, body.Actor!, EmbedSessionInput.ExamId(body)!, now)
        );
        if (problem is not null)
        {
            return problem;
        }

        var embed = new EmbedSession
        {
            Id = Ids.New(Ids.EmbedSession),
            WorkspaceId = caller.WorkspaceId,
            ExamId = EmbedSessionInput.ExamId(body)!,
            Actor = body.Actor!,
            CreatedBy = caller.UserId,
            AllowedOrigin = body.AllowedOrigin is null ? null : EmbedSessionInput.CanonicalOrigin(body.AllowedOrigin),
            AllowedAncestors = EmbedSessionInput.Ancestors(body),
            ReturnUrl = body.ReturnUrl,
            Theme = body.Theme,
            Metadata = body.Metadata,
            Presets = body.Presets!.Value,
            CreatedAt = now,
            ExpiresAt = now + EmbedSession.Lifetime,
        };
        return await request.AnswerAsync(async transaction =>
        {
            var added = await EmbedPreparation.AddAsync(transaction, embed);
            return TypedResults.Created(
                $"/embed-sessions/{embed.Id}",
                EmbedSessionBody.Of(added, urls, now, added.Session is null ? warnings : AlreadyHandedIn)
            );
        });
    }

    private static async Task<Results<Ok<Page<EmbedSessionBody>>, ProblemHttpResult>> List(
        CurrentCaller caller,
        Database database,
        EmbedUrls urls,
        TimeProvider clock,
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

        var now = clock.Now();
        var rows = await database.ReadAsync(
            reader => EmbedSessionStore.ListAsync(reader, caller, paging, now),
            cancellation
        );
        return TypedResults.Ok(
            paging.Of(
                rows,
                entry => (entry.Embed.CreatedAt, entry.Embed.Id),
                entry => EmbedSessionBody.Of(entry, urls, now, [])
            )
        );
    }

    private static async Task<Results<Ok<EmbedSessionBody>, ProblemHttpResult>> Get(
        string id,
        CurrentCaller caller,
        Database database,
        EmbedUrls urls,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (entry, problem) = await FindAsync(id, caller, database, clock.Now(), cancellation);
        return problem is null ? TypedResults.Ok(EmbedSessionBody.Of(entry!, urls, clock.Now(), [])) : problem;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string id,
        CurrentCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (_, problem) = await FindAsync(id, caller, database, clock.Now(), cancellation);
        if (problem is not null)
        {
            return problem;
        }

        return await database.WriteAsync(
            transaction => EmbedSessionStore.DeleteAsync(transaction, id, clock.Now()),
            cancellation
        )
            ? TypedResults.NoContent()
            : Problems.NotFound(Noun);
    }

    private static async Task<Results<Ok<Page<EmbedEvent>>, ProblemHttpResult>> Events(
        string id,
        CurrentCaller caller,
        Settlement settlement,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation,
        string? after = null,
        string? limit = null
    )
    {
        long from = 0;
        if (after is not null && (!long.TryParse(after, out from) || from < 0))
        {
            return Problems.Invalid("after", "`after` must be the `seq` of an event, or 0.");
        }

        var length = MaxEvents;
        if (limit is not null && (!int.TryParse(limit, out length) || length is < 1 or > MaxEvents))
        {
            return Problems.Invalid("limit", $"`limit` must be a whole number from 1 to {MaxEvents}.");
        }

        var (entry, problem) = await FindAsync(id, caller, database, clock.Now(), cancellation);
        if (problem is not null || entry!.Session is not { } session)
        {
            return problem is null ? TypedResults.Ok(new Page<EmbedEvent>([], NextCursor: null)) : problem;
        }

        await settlement.FindAsync(session.ExamId, session.Id, voided: false, cancellation);
        var events = await database.ReadAsync(
            reader => EmbedEvents.ReadAsync(reader, session.Id, from, length + 1),
            cancellation
        );
        var next = events.Count > length ? events[length - 1].Seq.ToString() : null;
        return TypedResults.Ok(new Page<EmbedEvent>([.. events.Take(length)], next));
    }

    private static async Task<(SessionEntry? Entry, ProblemHttpResult? Problem)> FindAsync(
        string id,
        CurrentCaller caller,
        Database database,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (
            await database.ReadAsync(
                reader => EmbedSessionStore.FindAsync(reader, caller.WorkspaceId, id, now),
                cancellation
            )
            is not { } entry
        )
        {
            return (null, Problems.NotFound(Noun));
        }

        var (_, problem) = await database.RequireAsync(caller, entry.Embed.ExamId, ExamRole.Manager, cancellation);
        return (entry, problem);
    }
}
