using Examlet.Access;
using Examlet.Exams;
using Examlet.Pipeline;
using Examlet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Statistics;

/// <summary>The statistics of an exam.</summary>
public static class StatisticsApi
{
    /// <summary>Statistics.</summary>
    public static void AddStatistics(this IServiceCollection services) => services.AddSingleton<StatisticsReader>();

    public static void MapStatistics(this IEndpointRouteBuilder api) =>
        api.MapGroup("/exams/{id}")
            .WithTags("Exam sessions")
            .RequireAuthorization(Policies.Staff)
            .MapGet("/statistics", Get)
            .LimitedAsDownload()
            .WithSummary("How the class did, and what each question tells, over the sessions with all their points");

    private static async Task<Results<Ok<StatisticsBody>, ProblemHttpResult>> Get(
        string id,
        CurrentCaller caller,
        Database database,
        StatisticsReader statistics,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        return problem is null
            ? TypedResults.Ok(
                await statistics.OfAsync(found.Exam, found.Exam.Content.Settings.AnonymousGrading, cancellation)
            )
            : problem;
    }
}
