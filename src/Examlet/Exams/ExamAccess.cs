using Examlet.Access;
using Examlet.Http;
using Examlet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Exams;

/// <summary>Requires a role on an exam.</summary>
internal static class ExamAccess
{
    /// <summary>
    /// The exam, if the caller's role on it includes <paramref name="least"/>; otherwise the problem to answer with.
    /// </summary>
    public static async Task<((Exam Exam, ExamRole Role) Found, ProblemHttpResult? Problem)> RequireAsync(
        Reader reader,
        CurrentCaller caller,
        string examId,
        ExamRole least
    )
    {
        if (await ExamStore.FindAsync(reader, caller, examId) is not { } found)
        {
            return (default, Problems.NotFound("exam"));
        }

        return found.Role.Includes(least)
            ? (found, null)
            : (
                default,
                Problems.Forbidden(
                    $"This needs the role {least.Name()} on the exam or a higher one. A manager of the exam "
                        + $"can give it with POST /permissions/{examId}."
                )
            );
    }

    /// <inheritdoc cref="RequireAsync(Reader, CurrentCaller, string, ExamRole)"/>
    public static Task<((Exam Exam, ExamRole Role) Found, ProblemHttpResult? Problem)> RequireAsync(
        this Database database,
        CurrentCaller caller,
        string examId,
        ExamRole least,
        CancellationToken cancellation
    ) => database.ReadAsync(reader => RequireAsync(reader, caller, examId, least), cancellation);
}
