using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.Exports;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Statistics;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Staff;

/// <summary>What the page of the flow <c>view-results</c> calls.</summary>
internal static class StaffResultsApi
{
    public static void MapStaffResults(this IEndpointRouteBuilder staff)
    {
        staff
            .MapGet("/statistics", Figures)
            .LimitedAsDownload()
            .WithSummary("How the class did, and what each question tells");
        staff.MapGet("/results", List).GivesMuch().WithSummary("List the results of final sessions");
        staff.MapGet("/results/{name}", Find).GivesMuch().WithSummary("The result of a session or a paper");
        staff
            .MapGet("/results.csv", Csv)
            .LimitedAsDownload()
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .WithSummary("The statistics as CSV, a row for each question");
    }

    private static async Task<Results<Ok<StatisticsBody>, ProblemHttpResult>> Figures(
        StaffCaller caller,
        Database database,
        StatisticsReader statistics,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        return problem is null
            ? TypedResults.Ok(await statistics.OfAsync(desk!.Exam, desk.IsAnonymous, cancellation))
            : problem;
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Csv(
        StaffCaller caller,
        Database database,
        StatisticsReader reader,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        return StatisticsCsv.FileOf(await reader.OfAsync(desk!.Exam, desk.IsAnonymous, cancellation));
    }

    private static async Task<Results<Ok<Page<StaffResult>>, ProblemHttpResult>> List(
        StaffCaller caller,
        Database database,
        StaffResults results,
        Cursors cursors,
        TimeProvider clock,
        CancellationToken cancellation,
        string? limit = null,
        string? cursor = null
    )
    {
        var (desk, missing) = await DeskAsync(caller, database, clock, cancellation);
        var invalid = cursors.TryRead(limit, cursor, out var paging);
        return (missing ?? invalid) is { } problem
            ? problem
            : TypedResults.Ok(await results.ListAsync(desk!.Exam, desk.IsAnonymous, paging, cancellation));
    }

    private static async Task<Results<Ok<StaffPaper>, ProblemHttpResult>> Find(
        string name,
        StaffCaller caller,
        Database database,
        StaffResults results,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        return await results.FindAsync(desk!.Exam, desk.IsAnonymous, name, cancellation) is { } paper
            ? TypedResults.Ok(paper)
            : Problems.NotFound(desk.IsAnonymous ? "paper" : "exam session");
    }

    private static Task<(Desk? Desk, ProblemHttpResult? Problem)> DeskAsync(
        StaffCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<(Desk?, ProblemHttpResult?)>(
            async reader =>
            {
                var (entry, problem) = await StaffEntry.RequireAsync(
                    reader,
                    caller,
                    clock.Now(),
                    StaffFlows.ViewResults
                );
                if (problem is not null)
                {
                    return (null, problem);
                }

                return await ExamStore.HeadAsync(reader, entry!.Session.ExamId!) is { } exam
                    ? (new Desk(exam, StaffEntry.IsAnonymous(entry.Session, exam)), null)
                    : (null, Problems.NotFound("exam"));
            },
            cancellation
        );

    /// <summary>The exam whose results are looked at.</summary>
    private sealed record Desk(Exam Exam, bool IsAnonymous);
}
