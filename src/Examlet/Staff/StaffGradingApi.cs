using System.ComponentModel.DataAnnotations;
using Examlet.Answers;
using Examlet.Audit;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Files;
using Examlet.Grading;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Staff;

/// <summary>Comments that were given before to answers of a question.</summary>
public sealed record UsedComments(IReadOnlyList<UsedComment> Comments);

/// <summary>The body of lifting anonymity for one paper.</summary>
public sealed record LiftAnonymity([property: Required] string? Paper, [property: Required] string? Reason);

/// <summary>Whose paper it is.</summary>
public sealed record LiftedPaper(string SessionId, GradedStudent Student);

/// <summary>What the page of the flow <c>grade-exam</c> calls.</summary>
internal static class StaffGradingApi
{
    private const int MaxComments = 50;
    private const int MaxReason = 500;

    public static void MapStaffGrading(this IEndpointRouteBuilder staff)
    {
        staff.MapGet("/grading/overview", Overview).GivesMuch().WithSummary("What there is to grade, by question");
        staff.MapGet("/grading", List).GivesMuch().WithSummary("List the answers of final sessions");
        staff.MapGet("/grading/comments", Comments).WithSummary("Comments that were given before");
        staff.MapPost("/grading/lift", Lift).WithSummary("See whose paper it is, with a reason");
        staff.MapPut("/grades/{name}/{questionId}", Put).WithSummary("Grade an answer of a session or a paper");
        staff.MapDelete("/grades/{name}/{questionId}", Withdraw).WithSummary("Take a grade back");
        staff.MapPut("/questions/{questionId}/grades", PutEqual).WithSummary("Grade answers that say the same");
        staff.MapDelete("/batches/{batchId}", Undo).WithSummary("Undo a grade of answers that say the same");
        staff.MapGet("/files/{fileId}", File).LimitedAsDownload().WithSummary("A file of an answer");
    }

    private static async Task<Results<Ok<GradingOverviewBody>, ProblemHttpResult>> Overview(
        StaffCaller caller,
        Database database,
        GradingOverview overview,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        return problem is not null
            ? problem
            : TypedResults.Ok(
                await overview.OfAsync(
                    desk!.ExamId,
                    desk.Session.PresetText("questionId"),
                    desk.IsAnonymous,
                    cancellation
                )
            );
    }

    private static async Task<Results<Ok<Page<GradingItem>>, ProblemHttpResult>> List(
        StaffCaller caller,
        Database database,
        GradingList list,
        Cursors cursors,
        TimeProvider clock,
        CancellationToken cancellation,
        string? questionId = null,
        string? state = null,
        string? limit = null,
        string? cursor = null
    )
    {
        var (desk, missing) = await DeskAsync(caller, database, clock, cancellation);
        var invalid = cursors.TryRead(limit, cursor, out var paging);
        if ((missing ?? invalid ?? GradingApi.CheckState(state)) is { } problem)
        {
            return problem;
        }

        var asked = desk!.Session.PresetText("questionId") ?? questionId;
        return TypedResults.Ok(
            await list.ListAsync(
                new GradingQuery(desk.ExamId, asked, state ?? GradingItem.Ungraded, desk.IsAnonymous),
                paging,
                cancellation
            )
        );
    }

    private static async Task<Results<Ok<UsedComments>, ProblemHttpResult>> Comments(
        StaffCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation,
        string questionId = ""
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        return problem is not null
            ? problem
            : TypedResults.Ok(
                new UsedComments(
                    await database.ReadAsync(
                        reader => GradeStore.CommentsAsync(reader, desk!.ExamId, questionId, MaxComments),
                        cancellation
                    )
                )
            );
    }

    private static async Task<Results<Ok<LiftedPaper>, ProblemHttpResult>> Lift(
        LiftAnonymity body,
        StaffCaller caller,
        Database database,
        GradingList list,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        if (!desk!.Entry.Rights.Manage)
        {
            return Problems.Forbidden("Lifting anonymity needs the role manager on the exam.");
        }

        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaxReason)
        {
            return Problems.Invalid("reason", $"`reason` must say why, in at most {MaxReason} characters.");
        }

        if (string.IsNullOrEmpty(body.Paper))
        {
            return Problems.Invalid("paper", "`paper` must be the name of a paper.");
        }

        if (await list.SessionOfAsync(desk.ExamId, body.Paper, cancellation) is not { } sessionId)
        {
            return Problems.NotFound("paper");
        }

        return await database.WriteAsync<Results<Ok<LiftedPaper>, ProblemHttpResult>>(
            async transaction =>
            {
                if (
                    await ExamSessionStore.FindAsync(transaction, desk.ExamId, sessionId, voided: false)
                    is not { } session
                )
                {
                    return Problems.NotFound("paper");
                }

                await AuditStore.AddAsync(
                    transaction,
                    desk.ActAt(clock.Now()),
                    sessionId,
                    "lift-anonymity",
                    new { paper = body.Paper },
                    body.Reason
                );
                var people = await UserNames.OfAsync(transaction, [session.UserId]);
                return TypedResults.Ok(
                    new LiftedPaper(
                        sessionId,
                        new GradedStudent(session.UserId, people.GetValueOrDefault(session.UserId))
                    )
                );
            },
            cancellation
        );
    }

    private static async Task<Results<Ok<GradingItem>, ProblemHttpResult>> Put(
        string name,
        string questionId,
        PutGrade body,
        StaffCaller caller,
        Database database,
        GradingList list,
        GradeWriter writer,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        if ((problem ?? desk!.RefusalOf(questionId)) is { } refused)
        {
            return refused;
        }

        return await GradingApi.PutAsync(
            desk!.ActAt(clock.Now()),
            name,
            questionId,
            body,
            desk.IsAnonymous,
            list,
            writer,
            transaction => WorkedAsync(transaction, caller, clock.Now()),
            cancellation
        );
    }

    private static async Task<Results<Ok<GradingItem>, ProblemHttpResult>> Withdraw(
        string name,
        string questionId,
        StaffCaller caller,
        Database database,
        GradingList list,
        GradeWriter writer,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        if ((problem ?? desk!.RefusalOf(questionId)) is { } refused)
        {
            return refused;
        }

        return await GradingApi.WithdrawAsync(
            desk!.ActAt(clock.Now()),
            name,
            questionId,
            desk.IsAnonymous,
            list,
            writer,
            cancellation
        );
    }

    private static async Task<Results<Ok<BatchBody>, ProblemHttpResult>> PutEqual(
        string questionId,
        PutGrades body,
        StaffCaller caller,
        Database database,
        GradingList list,
        GradeWriter writer,
        GradingNames names,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        if ((problem ?? desk!.RefusalOf(questionId)) is { } refused)
        {
            return refused;
        }

        return await GradingApi.PutEqualAsync(
            desk!.ActAt(clock.Now()),
            questionId,
            body,
            desk.IsAnonymous,
            list,
            writer,
            names,
            () => database.WriteAsync(transaction => WorkedAsync(transaction, caller, clock.Now()), cancellation),
            cancellation
        );
    }

    private static async Task<Results<Ok<UndoneBatch>, ProblemHttpResult>> Undo(
        string batchId,
        StaffCaller caller,
        Database database,
        GradeWriter writer,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        return problem is not null
            ? problem
            : await GradingApi.UndoAsync(desk!.ActAt(clock.Now()), batchId, writer, cancellation);
    }

    private static async Task<Results<FileDownload, ProblemHttpResult>> File(
        string fileId,
        StaffCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (desk, problem) = await DeskAsync(caller, database, clock, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var file = await database.ReadAsync(
            reader => FileStore.FindOfExamAsync(reader, desk!.ExamId, fileId),
            cancellation
        );
        if (file is null)
        {
            return Problems.NotFound("file");
        }

        return new FileDownload(desk!.IsAnonymous ? file with { Name = FileAnswer.AnonymousName(file.Name) } : file);
    }

    /// <summary>The first grade starts a flow; it is completed, once, when no answer waits or may still
    /// come.</summary>
    private static async Task WorkedAsync(Transaction transaction, StaffCaller caller, DateTimeOffset now)
    {
        if (await StaffSessionStore.LockAsync(transaction, caller.EmbedSessionId) is not { CompletedAt: null } session)
        {
            return;
        }

        var isDone =
            await StaffOutputs.OfAsync(transaction, session) is { Remaining: 0 }
            && !await ExamSessionStore.AnyUnscoredAsync(transaction, session.ExamId!);
        if (isDone || session.StartedAt is null)
        {
            await StaffSessionStore.UpdateAsync(
                transaction,
                session with
                {
                    StartedAt = session.StartedAt ?? now,
                    CompletedAt = isDone ? now : null,
                }
            );
        }
    }

    private static async Task<(Desk? Desk, ProblemHttpResult? Problem)> DeskAsync(
        StaffCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    ) =>
        await database.ReadAsync(
            async reader =>
            {
                var (entry, problem) = await StaffEntry.RequireAsync(reader, caller, clock.Now(), StaffFlows.GradeExam);
                return problem is null
                    ? (
                        (Desk?)
                            new Desk(
                                entry!,
                                StaffEntry.IsAnonymous(
                                    entry!.Session,
                                    await ExamStore.HeadAsync(reader, entry.Session.ExamId!)
                                )
                            ),
                        (ProblemHttpResult?)null
                    )
                    : (null, problem);
            },
            cancellation
        );

    /// <summary>One grader at work.</summary>
    private sealed record Desk(StaffEntry Entry, bool IsAnonymous)
    {
        public StaffSession Session => Entry.Session;
        public string ExamId => Entry.Session.ExamId!;

        public Act ActAt(DateTimeOffset now) => new(Session.WorkspaceId, ExamId, Session.Actor, now);

        /// <summary>The problem with a question that this flow is not for; null for one that it is.</summary>
        public ProblemHttpResult? RefusalOf(string questionId) =>
            Session.PresetText("questionId") is { } only && questionId != only && questionId != Grade.Overall
                ? Problems.Forbidden("This link grades another question.")
                : null;
    }
}
