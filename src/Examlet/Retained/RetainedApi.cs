using System.Text.Json;
using Examlet.Access;
using Examlet.Answers;
using Examlet.Endings;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Retained;

/// <summary>A save that is kept aside, as teachers see it. <c>reason</c> is <c>late</c>, <c>superseded</c>,
/// <c>session-completed</c>, <c>revision-conflict</c> or <c>rescue</c>; <c>source</c> is <c>save</c>, or <c>rescue</c>
/// for what only the student's browser reports. <c>current</c> is the answer that is stored. <c>arrivedAt</c> is the
/// server's; <c>writtenAt</c> is the student's word, and <c>writtenAtBy</c> says so: whoever holds the session's link
/// can seal any time into a rescue file, also after the end.
/// </summary>
public sealed record RetainedBody(
    string Id,
    string QuestionId,
    long Epoch,
    long Revision,
    JsonElement Value,
    bool Completed,
    JsonElement? Context,
    string Reason,
    string Source,
    DateTimeOffset ArrivedAt,
    DateTimeOffset? WrittenAt,
    string? WrittenAtBy,
    DateTimeOffset? AcceptedAt,
    string? AcceptedBy,
    HistoryEntry? Current
)
{
    public static RetainedBody Of(RetainedSave save, AnswerVersion? current) =>
        new(
            save.Id,
            save.QuestionId,
            save.Version.Epoch,
            save.Version.Revision,
            save.Value,
            save.Body.Completed,
            save.Context,
            save.Reason,
            save.Reason == RetainedSave.Rescue ? "rescue" : "save",
            save.ArrivedAt,
            save.WrittenAt,
            save.WrittenAt is null ? null : "student",
            save.AcceptedAt,
            save.AcceptedBy,
            current is null ? null : HistoryEntry.Of(current)
        );
}

/// <summary>What a rescue file brought: what is kept aside now, the questions whose answer in it the server has
/// anyway, and those whose answer names an uploaded file that the exam session does not have: of such an answer nothing
/// is kept.
/// </summary>
public sealed record RescueResult(
    IReadOnlyList<RetainedBody> Items,
    IReadOnlyList<string> AlreadyStored,
    IReadOnlyList<string> WithoutFile
);

/// <summary>What students wrote and was refused, for their teachers (contract §6).</summary>
public static class RetainedApi
{
    /// <summary>What a teacher does with saves that were kept aside.</summary>
    public static void AddRetained(this IServiceCollection services) => services.AddSingleton<RetainedSaves>();

    public static void MapRetained(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/exams/{id}/sessions/{sessionId}")
            .WithTags("Exam sessions")
            .RequireAuthorization(Policies.Staff);
        session
            .MapGet("/retained", List)
            .GivesMuch()
            .WithSummary("Saves that were refused and are kept aside, oldest first, each beside the stored answer");
        session
            .MapPost("/retained/{retainedId}/accept", Accept)
            .WithSummary("Make a save that was kept aside the answer, score again and append a receipt");
        session
            .MapPost("/rescue", Rescue)
            .TakesAtMost(Bodies.Exam)
            .GivesMuch()
            .WithSummary(
                "Keep aside what a student's browser wrote into a rescue file; nothing of it becomes an "
                    + "answer by itself"
            );
    }

    private static async Task<Results<Ok<Page<RetainedBody>>, ProblemHttpResult>> List(
        string id,
        string sessionId,
        CurrentCaller caller,
        Settlement settlement,
        RetainedSaves retained,
        Database database,
        Cursors cursors,
        CancellationToken cancellation,
        bool voided = false,
        string? limit = null,
        string? cursor = null
    )
    {
        var (_, forbidden) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        var invalid = cursors.TryRead(limit, cursor, out var paging);
        if ((forbidden ?? invalid) is { } problem)
        {
            return problem;
        }

        if (await settlement.FindAsync(id, sessionId, voided, cancellation) is not { } session)
        {
            return Problems.NotFound("exam session");
        }

        var (rows, current) = await database.ReadAsync(
            async reader =>
            {
                var rows = await RetainedSaveStore.ListAsync(reader, session.Id, paging);
                return (
                    Rows: rows,
                    Current: await AnswerStore.CurrentAsync(reader, session.Id, rows.Select(save => save.QuestionId))
                );
            },
            cancellation
        );
        var show = await retained.ShowAsync(session, cancellation);
        return TypedResults.Ok(
            paging.Of(
                rows,
                save => (save.ArrivedAt, save.Id),
                save => RetainedBody.Of(show.Save(save), show.Answer(current.GetValueOrDefault(save.QuestionId)))
            )
        );
    }

    private static async Task<Results<Ok<RetainedBody>, ProblemHttpResult>> Accept(
        string id,
        string sessionId,
        string retainedId,
        CurrentCaller caller,
        RepeatableRequest request,
        RetainedSaves retained
    )
    {
        var (_, problem) = await request.ReadAsync(reader =>
            ExamAccess.RequireAsync(reader, caller, id, ExamRole.Manager)
        );
        if (problem is not null)
        {
            return problem;
        }

        return await request.AnswerAsync<Results<Ok<RetainedBody>, ProblemHttpResult>>(async transaction =>
        {
            var outcome = await retained.AcceptAsync(transaction, id, sessionId, retainedId, caller.UserId);
            return outcome.Refusal switch
            {
                AcceptRefusal.UnknownSession => Problems.NotFound("exam session"),
                AcceptRefusal.UnknownSave => Problems.NotFound("retained save in this exam session"),
                AcceptRefusal.UnknownFile => Problems.Conflict(
                    "file-unknown",
                    "The answer names a file that this exam session does not have: it cannot become the answer."
                ),
                AcceptRefusal.NotFinal => Problems.Conflict(
                    "session-not-final",
                    "The student may still be writing, or answers may still be on their way. Accept it once "
                        + "the session is `final`."
                ),
                _ => TypedResults.Ok(RetainedBody.Of(outcome.Save!, outcome.Current)),
            };
        });
    }

    private static async Task<Results<Created<RescueResult>, ProblemHttpResult>> Rescue(
        string id,
        string sessionId,
        RescueFile body,
        CurrentCaller caller,
        RepeatableRequest request,
        RetainedSaves retained,
        CancellationToken cancellation
    )
    {
        var (_, problem) = await request.ReadAsync(reader =>
            ExamAccess.RequireAsync(reader, caller, id, ExamRole.Manager)
        );
        if (problem is not null)
        {
            return problem;
        }

        var errors = new InputErrors();
        body.Check(errors);
        if (errors.Any)
        {
            return Problems.BadRequest(
                "rescue-not-valid",
                "The file is not taken.",
                "The file is not whole: send it as the student's browser wrote it.",
                problem => problem.Extensions["errors"] = errors.Shown
            );
        }

        if (
            await request.ReadAsync(reader => ExamSessionStore.FindAsync(reader, id, sessionId, voided: false))
            is not { } session
        )
        {
            return Problems.NotFound("exam session");
        }

        var (rescued, why) = await retained.OpenAsync(session, body, cancellation);
        if (rescued is null)
        {
            return Problems.BadRequest("rescue-not-valid", "The file is not taken.", why!);
        }

        return await request.AnswerAsync<Results<Created<RescueResult>, ProblemHttpResult>>(async transaction =>
            await retained.KeepAsync(transaction, id, sessionId, rescued) is { } outcome
                ? TypedResults.Created(
                    $"/exams/{id}/sessions/{sessionId}/retained",
                    new RescueResult(
                        [
                            .. outcome.Kept.Select(save =>
                                RetainedBody.Of(save, outcome.Current.GetValueOrDefault(save.QuestionId))
                            ),
                        ],
                        outcome.AlreadyStored,
                        outcome.WithoutFile
                    )
                )
                : Problems.NotFound("exam session")
        );
    }
}
