using Examlet.Access;
using Examlet.Endings;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Files;

/// <summary>Files of exam sessions for teachers (contract §10).</summary>
public static class SessionFilesApi
{
    /// <summary>The digests of uploaded files.</summary>
    public static void AddFiles(this IServiceCollection services) => services.AddSingleton<FileDigests>();

    public static void MapSessionFiles(this IEndpointRouteBuilder api) =>
        api.MapGet("/exams/{id}/sessions/{sessionId}/files/{fileId}", Get)
            .LimitedAsDownload()
            .WithTags("Exam sessions")
            .RequireAuthorization(Policies.Staff)
            .WithSummary("A file that the student uploaded, as an attachment; an unfinished one as far as it has come");

    private static async Task<Results<FileDownload, ProblemHttpResult>> Get(
        string id,
        string sessionId,
        string fileId,
        CurrentCaller caller,
        Settlement settlement,
        Database database,
        CancellationToken cancellation,
        bool voided = false
    )
    {
        var (_, problem) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        if (await settlement.FindAsync(id, sessionId, voided, cancellation) is not { } session)
        {
            return Problems.NotFound("exam session");
        }

        var file = await database.ReadAsync(reader => FileStore.FindAsync(reader, session.Id, fileId), cancellation);
        return file is null ? Problems.NotFound("file in this exam session") : new FileDownload(file);
    }
}
