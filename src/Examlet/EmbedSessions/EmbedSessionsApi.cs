using System.Text.Json;
using Examlet.Access;
using Examlet.Endings;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Questions;
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

    /// <summary>A session of a staff flow.</summary>
    /// <param name="staff">The session.</param>
    /// <param name="outputs">What it says of its work now.</param>
    /// <param name="urls">Makes its address.</param>
    /// <param name="now">The present.</param>
    public static EmbedSessionBody Of(StaffSession staff, StaffOutputs? outputs, EmbedUrls urls, DateTimeOffset now) =>
        new(
            staff.Id,
            staff.StatusAt(now),
            urls.Of(staff.Id),
            staff.Flow,
            staff.Actor,
            staff.EnabledResponseModes,
            staff.CreatedAt,
            staff.ExpiresAt,
            staff.Presets,
            outputs ?? Nothing,
            staff.Theme,
            staff.Metadata,
            staff.AllowedOrigin,
            [],
            staff.ReturnUrl,
            []
        );
}

/// <summary>What was found under the ID of an embed session: a student's, or one of staff.</summary>
internal sealed record FoundEmbed(SessionEntry? Entry, StaffSession? Staff, ProblemHttpResult? Problem);

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
        if (body.Flow != EmbedSession.TakeExam)
        {
            return await CreateStaffAsync(body, caller, request, urls, now);
        }

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
            ExpiresAt = EmbedSessionInput.ExpiresAt(body, now),
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

    private static async Task<Results<Created<EmbedSessionBody>, ProblemHttpResult>> CreateStaffAsync(
        CreateEmbedSession body,
        CurrentCaller caller,
        RepeatableRequest request,
        EmbedUrls urls,
        DateTimeOffset now
    )
    {
        if (await request.ReadAsync(reader => EmbedPreparation.CheckStaffAsync(reader, caller, body)) is { } problem)
        {
            return problem;
        }

        var staff = new StaffSession
        {
            Id = Ids.New(Ids.EmbedSession),
            WorkspaceId = caller.WorkspaceId,
            Flow = body.Flow!,
            ExamId = body.Flow == StaffFlows.EditRubric ? null : EmbedSessionInput.ExamId(body),
            Actor = body.Actor!,
            CreatedBy = caller.UserId,
            AllowedOrigin = body.AllowedOrigin is null ? null : EmbedSessionInput.CanonicalOrigin(body.AllowedOrigin),
            ReturnUrl = body.ReturnUrl,
            Theme = body.Theme,
            Metadata = body.Metadata,
            Presets = body.Presets is { ValueKind: JsonValueKind.Object } presets ? presets : Question.EmptyObject,
            CreatedAt = now,
            ExpiresAt = EmbedSessionInput.ExpiresAt(body, now),
        };
        return await request.AnswerAsync(async transaction =>
        {
            await StaffSessionStore.AddAsync(transaction, staff);
            var outputs = await StaffOutputs.OfAsync(transaction, staff);
            return TypedResults.Created($"/embed-sessions/{staff.Id}", EmbedSessionBody.Of(staff, outputs, urls, now));
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
        var bodies = await database.ReadAsync(
            async reader =>
            {
                var ids = await EmbedSessionStore.IdsAsync(reader, caller, paging);
                var entries = await SessionEntryStore.ShownByAsync(reader, ids.ToList(), now);
                var staff = await StaffSessionStore.ReadAsync(reader, [.. ids.Where(id => !entries.ContainsKey(id))]);
                var listed = new List<EmbedSessionBody>(ids.Count);
                foreach (var id in ids)
                {
                    listed.Add(
                        entries.TryGetValue(id, out var entry)
                            ? EmbedSessionBody.Of(entry, urls, now, [])
                            : EmbedSessionBody.Of(staff[id], await StaffOutputs.OfAsync(reader, staff[id]), urls, now)
                    );
                }

                return listed;
            },
            cancellation
        );
        return TypedResults.Ok(paging.Of(bodies, body => (body.CreatedAt, body.Id), body => body));
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
        var now = clock.Now();
        var found = await FindAsync(id, caller, database, now, cancellation);
        if (found.Problem is { } problem)
        {
            return problem;
        }

        if (found.Staff is not { } staff)
        {
            return TypedResults.Ok(EmbedSessionBody.Of(found.Entry!, urls, now, []));
        }

        var outputs = await database.ReadAsync(reader => StaffOutputs.OfAsync(reader, staff), cancellation);
        return TypedResults.Ok(EmbedSessionBody.Of(staff, outputs, urls, now));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string id,
        CurrentCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var found = await FindAsync(id, caller, database, clock.Now(), cancellation);
        if (found.Problem is { } problem)
        {
            return problem;
        }

        return await database.WriteAsync(
            transaction =>
                found.Staff is null
                    ? EmbedSessionStore.DeleteAsync(transaction, id, clock.Now())
                    : StaffSessionStore.DeleteAsync(transaction, id, clock.Now()),
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

        var found = await FindAsync(id, caller, database, clock.Now(), cancellation);
        if (found.Problem is { } problem)
        {
            return problem;
        }

        if (found.Entry?.Session is not { } session)
        {
            return TypedResults.Ok(new Page<EmbedEvent>([], NextCursor: null));
        }

        await settlement.FindAsync(session.ExamId, session.Id, voided: false, cancellation);
        var events = await database.ReadAsync(
            reader => EmbedEvents.ReadAsync(reader, session.Id, from, length + 1),
            cancellation
        );
        var next = events.Count > length ? events[length - 1].Seq.ToString() : null;
        return TypedResults.Ok(new Page<EmbedEvent>([.. events.Take(length)], next));
    }

    private static async Task<FoundEmbed> FindAsync(
        string id,
        CurrentCaller caller,
        Database database,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (entry, staff) = await database.ReadAsync(
            async reader =>
            {
                var student = await EmbedSessionStore.FindAsync(reader, caller.WorkspaceId, id, now);
                return (student, student is null ? await StaffSessionStore.FindAsync(reader, id) : null);
            },
            cancellation
        );
        if (entry is null && (staff is null || staff.WorkspaceId != caller.WorkspaceId || staff.DeletedAt is not null))
        {
            return new FoundEmbed(Entry: null, Staff: null, Problems.NotFound(Noun));
        }

        if ((entry?.Embed.ExamId ?? staff?.ExamId) is not { } examId)
        {
            return new FoundEmbed(
                Entry: null,
                staff,
                caller.IsAdministrator || staff!.CreatedBy == caller.UserId ? null : Problems.NotFound(Noun)
            );
        }

        var (_, problem) = await database.RequireAsync(caller, examId, ExamRole.Manager, cancellation);
        return new FoundEmbed(entry, staff, problem);
    }
}
