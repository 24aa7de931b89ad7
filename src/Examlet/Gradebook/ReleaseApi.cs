using Examlet.Access;
using Examlet.Audit;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Gradebook;

/// <summary>The body of <c>POST /exams/{id}/results/release</c> and <c>…/withdraw</c>. Without <c>sessions</c> it is
/// about all of the exam; <c>includePartial</c> releases scores in which something waits for a person.</summary>
public sealed record ReleaseInput(IReadOnlyList<string?>? Sessions, bool? IncludePartial);

/// <summary>How many results of those asked for are released now, and which are not.</summary>
public sealed record ReleasedBody(int Released, IReadOnlyList<SkippedResult> Skipped);

/// <summary>How many results of those asked for are withdrawn now, and which are not.</summary>
public sealed record WithdrawnBody(int Withdrawn, IReadOnlyList<SkippedResult> Skipped);

/// <summary>Shows students their results, and hides them again.</summary>
public static class ReleaseApi
{
    private const int MaxSessions = 1000;

    public static void MapRelease(this IEndpointRouteBuilder api)
    {
        var results = api.MapGroup("/exams/{id}/results").WithTags("Results").RequireAuthorization(Policies.Staff);
        results.MapPost("/release", Release).WithSummary("Show students their results: some sessions or all");
        results.MapPost("/withdraw", Withdraw).WithSummary("Hide results from students again: some sessions or all");
    }

    private static async Task<Results<Ok<ReleasedBody>, ProblemHttpResult>> Release(
        string id,
        ReleaseInput body,
        CurrentCaller caller,
        Database database,
        ResultRelease release,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await CheckAsync(id, body, caller, database, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        if (found!.Content.Settings.ResultRule is null)
        {
            return Problems.Conflict(
                "no-result-rule",
                "The exam does not say what its students may see. Set `settings.results` (`release` and `show`) or "
                    + "`settings.showScore` with PATCH /exams/{id}, then release."
            );
        }

        var (done, skipped) = await release.DoAsync(
            new Act(caller.WorkspaceId, id, caller.UserId, clock.Now()),
            new ReleaseOrder(ExamSession.Released, IdsIn(body), body.IncludePartial == true),
            cancellation
        );
        return TypedResults.Ok(new ReleasedBody(done, skipped));
    }

    private static async Task<Results<Ok<WithdrawnBody>, ProblemHttpResult>> Withdraw(
        string id,
        ReleaseInput body,
        CurrentCaller caller,
        Database database,
        ResultRelease release,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (_, problem) = await CheckAsync(id, body, caller, database, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var (done, skipped) = await release.DoAsync(
            new Act(caller.WorkspaceId, id, caller.UserId, clock.Now()),
            new ReleaseOrder(ExamSession.Withdrawn, IdsIn(body), IncludesPartial: true),
            cancellation
        );
        return TypedResults.Ok(new WithdrawnBody(done, skipped));
    }

    private static async Task<(Exam? Exam, ProblemHttpResult? Problem)> CheckAsync(
        string id,
        ReleaseInput body,
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    )
    {
        var (found, forbidden) = await database.RequireAsync(caller, id, ExamRole.Manager, cancellation);
        if (forbidden is not null)
        {
            return (null, forbidden);
        }

        return body.Sessions is { } ids && (ids.Count is 0 or > MaxSessions || ids.Contains(null))
            ? (
                null,
                Problems.Invalid(
                    "sessions",
                    $"`sessions` must be a list of 1 to {MaxSessions} exam session IDs; leave it out for all of the "
                        + "exam."
                )
            )
            : (found.Exam, null);
    }

    private static List<string>? IdsIn(ReleaseInput body) => body.Sessions?.OfType<string>().ToList();
}
