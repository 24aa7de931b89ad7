using Examlet.Access;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Statistics;
using Examlet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Exports;

/// <summary>The results of an exam as files for teachers.</summary>
public static class ResultsApi
{
    /// <summary>Results as files.</summary>
    public static void AddExports(this IServiceCollection services) => services.AddSingleton<ResultsTable>();

    public static void MapResults(this IEndpointRouteBuilder api)
    {
        var results = api.MapGroup("/exams/{id}").WithTags("Exam sessions").RequireAuthorization(Policies.Staff);
        results
            .MapGet("/results.csv", Csv)
            .LimitedAsDownload()
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .WithSummary(
                "The results as CSV, a row for each student; with raw=true texts stand as they are, even "
                    + "those that a spreadsheet takes for formulas"
            );
        results
            .MapGet("/results.xlsx", Spreadsheet)
            .LimitedAsDownload()
            .Produces<Stream>(StatusCodes.Status200OK, SpreadsheetResults.MediaType)
            .WithSummary(
                "The results as a spreadsheet, a row for each student, with sums and averages below; texts "
                    + "of over 32,767 characters are cut"
            );
        results
            .MapGet("/statistics.csv", Figures)
            .LimitedAsDownload()
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .WithSummary("The statistics as CSV, a row for each question");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Figures(
        string id,
        CurrentCaller caller,
        Database database,
        StatisticsReader reader,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var isAnonymous = found.Exam.Content.Settings.AnonymousGrading;
        return StatisticsCsv.FileOf(await reader.OfAsync(found.Exam, isAnonymous, cancellation));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Csv(
        string id,
        CurrentCaller caller,
        Database database,
        ResultsTable table,
        HttpContext http,
        CancellationToken cancellation,
        bool raw = false
    )
    {
        var (exam, problem) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var columns = await table.ColumnsAsync(exam.Exam, cancellation);
        return TypedResults.Stream(
            body =>
                CsvTable.WriteAsync(
                    body,
                    columns.Select(column => column.Header),
                    table
                        .RowsAsync(exam.Exam, exam.Role, cancellation)
                        .Select(row => columns.Select(column => column.Cell(row))),
                    raw,
                    cancellation
                ),
            CsvTable.MediaType,
            $"results-{id}.csv"
        );
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Spreadsheet(
        string id,
        CurrentCaller caller,
        Database database,
        ResultsTable table,
        CancellationToken cancellation
    )
    {
        var (exam, problem) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var columns = await table.ColumnsAsync(exam.Exam, cancellation);
        if (columns.Count > SpreadsheetResults.MaxColumns)
        {
            return Problems.Conflict(
                "too-many-columns",
                $"A spreadsheet has at most {SpreadsheetResults.MaxColumns} columns, and these results "
                    + $"take {columns.Count}: read results.csv instead."
            );
        }

        // A zip archive is written with steps back, which a response cannot take.
        var file = PrivateFile.Open(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 1 << 16,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        try
        {
            await SpreadsheetResults.WriteAsync(
                file,
                columns,
                table.RowsAsync(exam.Exam, exam.Role, cancellation),
                await table.CountAsync(id, cancellation),
                cancellation
            );
            file.Position = 0;
            return TypedResults.Stream(file, SpreadsheetResults.MediaType, $"results-{id}.xlsx");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
