using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace Examlet.Staff;

/// <summary>The body of <c>POST /staff-api/open</c>: a random token of at least 22 characters of base64url, which the
/// browser keeps.</summary>
public sealed record OpenStaffFlow([property: Required] string? Browser);

/// <summary>
/// The answer to the browser that a flow belongs to. <c>key</c> (32 bytes in base64url) encrypts grades that the
/// browser keeps until they are on disk.
/// </summary>
public sealed record OpenedStaffFlow(DateTimeOffset ExpiresAt, DateTimeOffset ServerNow, string Status, string Key);

/// <summary>The body of <c>POST /staff-api/done</c>; the rubric belongs to the flow <c>edit-rubric</c>.</summary>
public sealed record FinishStaffFlow
{
    /// <summary>The rubric, in the form of `scoring`.</summary>
    [JsonForm(JsonSchemaType.Object | JsonSchemaType.Null, "The rubric, in the form of `scoring`.")]
    public JsonElement? Rubric { get; init; }
}

/// <summary>What a flow has come to; <c>returnUrl</c> is where to go on, or null.</summary>
public sealed record StaffFlowStatus(string Status, StaffOutputs Outputs, string? ReturnUrl);

/// <summary>What the pages of staff flows call.</summary>
public static class StaffApi
{
    /// <summary>The pages of staff.</summary>
    public static void AddStaff(this IServiceCollection services) =>
        services.AddSingleton<StaffPage>().AddSingleton<StaffResults>();

    public static void MapStaff(this IEndpointRouteBuilder app)
    {
        var staff = app.MapGroup("/staff-api")
            .WithTags("Staff flows")
            .RequireAuthorization(Policies.Student)
            .LimitedPerStudent();
        staff.MapPost("/open", Open).WithSummary("Take a staff flow for this browser; the first one gets it");
        staff.MapGet("/status", Status).WithSummary("What a staff flow has come to");
        staff.MapPost("/done", Done).WithSummary("End a staff flow");
        staff.MapStaffGrading();
        staff.MapStaffResults();
    }

    private static async Task<Results<Ok<OpenedStaffFlow>, ProblemHttpResult>> Open(
        OpenStaffFlow body,
        StaffCaller caller,
        Database database,
        OutboxKeys keys,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (StaffEntry.HolderOf(body.Browser) is not { } holder)
        {
            return Problems.Invalid(
                "browser",
                "`browser` must be a random token of 22 to 100 characters of base64url."
            );
        }

        var now = clock.Now();
        return await database.WriteAsync<Results<Ok<OpenedStaffFlow>, ProblemHttpResult>>(
            async transaction =>
            {
                if (await StaffSessionStore.LockAsync(transaction, caller.EmbedSessionId) is not { } session)
                {
                    return StaffProblems.Unknown();
                }

                var (_, problem) = await StaffEntry.FindAsync(transaction, session.Id, now);
                if (problem is not null)
                {
                    return problem;
                }

                if (session.Holder is not null && session.Holder != holder)
                {
                    return StaffProblems.NotThisBrowser();
                }

                var startsNow = session.Flow == StaffFlows.ViewResults;
                var opened = session with
                {
                    Holder = holder,
                    StartedAt = session.StartedAt ?? (startsNow ? now : null),
                };
                if (opened != session)
                {
                    await StaffSessionStore.UpdateAsync(transaction, opened);
                }

                return TypedResults.Ok(
                    new OpenedStaffFlow(
                        opened.ExpiresAt,
                        now,
                        opened.StatusAt(now),
                        Base64Url.EncodeToString(keys.Of(opened.Id)[0])
                    )
                );
            },
            cancellation
        );
    }

    private static async Task<Results<Ok<StaffFlowStatus>, ProblemHttpResult>> Status(
        StaffCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var now = clock.Now();
        return await database.ReadAsync<Results<Ok<StaffFlowStatus>, ProblemHttpResult>>(
            async reader =>
            {
                var (entry, problem) = await StaffEntry.RequireAsync(reader, caller, now, flow: null);
                return problem is null ? TypedResults.Ok(await StatusAsync(reader, entry!.Session, now)) : problem;
            },
            cancellation
        );
    }

    private static async Task<Results<Ok<StaffFlowStatus>, ProblemHttpResult>> Done(
        FinishStaffFlow body,
        StaffCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var now = clock.Now();
        return await database.WriteAsync<Results<Ok<StaffFlowStatus>, ProblemHttpResult>>(
            async transaction =>
            {
                var (_, problem) = await StaffEntry.RequireAsync(transaction, caller, now, flow: null);
                if (problem is not null)
                {
                    return problem;
                }

                var session = (await StaffSessionStore.LockAsync(transaction, caller.EmbedSessionId))!;
                if (session.Flow == StaffFlows.ViewResults)
                {
                    return Problems.Conflict("never-completed", "This flow shows results; it is never completed.");
                }

                if (
                    (session.Flow == StaffFlows.EditRubric || Fields.Raw(body.Rubric) is not null)
                    && !StaffPresets.IsRubric(body.Rubric)
                )
                {
                    return Problems.Invalid("rubric", "`rubric` must be a JSON object of at most 64 KiB.");
                }

                var done = session with
                {
                    StartedAt = session.StartedAt ?? now,
                    CompletedAt = session.CompletedAt ?? now,
                    Outputs = session.CompletedAt is null ? Fields.Raw(body.Rubric) : session.Outputs,
                };
                await StaffSessionStore.UpdateAsync(transaction, done);
                return TypedResults.Ok(await StatusAsync(transaction, done, now));
            },
            cancellation
        );
    }

    private static async Task<StaffFlowStatus> StatusAsync(Reader reader, StaffSession session, DateTimeOffset now)
    {
        var outputs = await StaffOutputs.OfAsync(reader, session);
        return new StaffFlowStatus(
            session.StatusAt(now),
            outputs,
            session.CompletedAt is null ? null : session.ReturnUrlOf(outputs)
        );
    }
}
