using System.Globalization;
using Examlet.Access;
using Examlet.Answers;
using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Receipts;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>
/// The student's own receipt: the recorded answers, and the server's signature over them. <c>questions</c> stand in the
/// student's order, without their text and without the key.
/// </summary>
public sealed record StudentReceipt(
    string Code,
    DateTimeOffset IssuedAt,
    DateTimeOffset CompletedAt,
    string CompletionReason,
    string ExamName,
    string? StudentName,
    string Jws,
    IReadOnlyList<StudentQuestion> Questions,
    IReadOnlyList<RecordedAnswer> Answers
);

/// <summary>The receipt for a student to keep after the exam.</summary>
internal static class StudentReceiptApi
{
    public static void MapStudentReceipt(this IEndpointRouteBuilder student) =>
        student
            .MapGet("/receipt", Get)
            .GivesMuch()
            .WithSummary("After completion: what was recorded, and a receipt for it that the server has signed");

    private static async Task<Results<Ok<StudentReceipt>, ProblemHttpResult>> Get(
        EmbedCaller caller,
        ExamPapers papers,
        SessionReceipts receipts,
        Database database,
        TimeProvider clock,
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        var now = clock.Now();
        var entry = await database.ReadAsync(
            reader => SessionEntryStore.ShownByAsync(reader, caller.EmbedSessionId, now),
            cancellation
        );
        if (StudentApi.ProblemOf(entry, now) is { } problem)
        {
            return problem;
        }

        var session = entry!.Session!;
        if (!session.IsFinalAt(now))
        {
            response.Headers.RetryAfter = session.SecondsToFinal(now).ToString(CultureInfo.InvariantCulture);
            return StudentProblems.ReceiptNotReady();
        }

        if (await receipts.GetAsync(session, cancellation) is not { } receipt)
        {
            return StudentProblems.NoReceipt();
        }

        var completion = session.CompletionAt(now)!;
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var answers = await database.ReadAsync(reader => AnswerStore.CurrentAsync(reader, session.Id), cancellation);
        var student = await database.ReadAsync(
            reader =>
                reader.FirstOrDefaultAsync<string>(
                    "select name from app_user where id = @UserId",
                    new { session.UserId }
                ),
            cancellation
        );
        return TypedResults.Ok(
            new StudentReceipt(
                receipt.Code,
                receipt.IssuedAt,
                completion.At,
                completion.Reason,
                paper.Content.Name,
                student,
                receipt.Jws,
                [.. paper.VisibleTo(session).Where(q => q.TakesAnswer).Select(q => q with { Description = null })],
                [
                    .. answers.Select(a => new RecordedAnswer(
                        a.QuestionId,
                        a.Value,
                        a.Body.Completed,
                        a.SavedAt,
                        receipt.Salts.GetValueOrDefault(a.QuestionId)
                    )),
                ]
            )
        );
    }
}
