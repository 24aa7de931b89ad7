using Examlet.Access;
using Examlet.Audit;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Grading;

/// <summary>What became of one of many equal answers: <c>graded</c>, <c>kept</c> (it had a grade) or <c>changed</c>
/// (other answers were seen than there are).</summary>
public sealed record BatchResult(string Digest, string Status, string? SessionId, string? Paper);

/// <summary>What became of a grade for equal answers; with <c>batchId</c> it can be undone.</summary>
public sealed record BatchBody(string BatchId, int Graded, IReadOnlyList<BatchResult> Results);

/// <summary>How many grades of a batch were taken back.</summary>
public sealed record UndoneBatch(int Undone);

/// <summary>Grading by people over REST (contract, scores).</summary>
public static class GradingApi
{
    private const int MaxDigests = 200;

    /// <summary>What lists and gives grades.</summary>
    public static void AddGrading(this IServiceCollection services) =>
        services
            .AddSingleton<GradingNames>()
            .AddSingleton<GradingList>()
            .AddSingleton<GradingOverview>()
            .AddSingleton<GradeWriter>();

    public static void MapGrading(this IEndpointRouteBuilder api)
    {
        var exam = api.MapGroup("/exams/{id}").WithTags("Grading").RequireAuthorization(Policies.Staff);
        exam.MapGet("/grading", List).GivesMuch().WithSummary("List the answers of final sessions, for graders");
        exam.MapPut("/sessions/{sessionId}/grades/{questionId}", Put).WithSummary("Grade an answer");
        exam.MapDelete("/sessions/{sessionId}/grades/{questionId}", Withdraw).WithSummary("Take a grade back");
        exam.MapPut("/questions/{questionId}/grades", PutEqual).WithSummary("Grade answers that say the same");
        exam.MapDelete("/grade-batches/{batchId}", Undo).WithSummary("Undo a grade of answers that say the same");
    }

    private static async Task<Results<Ok<Page<GradingItem>>, ProblemHttpResult>> List(
        string id,
        CurrentCaller caller,
        Database database,
        GradingList list,
        Cursors cursors,
        CancellationToken cancellation,
        string? questionId = null,
        string? state = null,
        string? limit = null,
        string? cursor = null
    )
    {
        var (found, forbidden) = await database.RequireAsync(caller, id, ExamRole.Grader, cancellation);
        var invalid = cursors.TryRead(limit, cursor, out var paging);
        if ((forbidden ?? invalid ?? CheckState(state)) is { } problem)
        {
            return problem;
        }

        return TypedResults.Ok(
            await list.ListAsync(
                new GradingQuery(
                    id,
                    questionId,
                    state ?? GradingItem.Ungraded,
                    found.Exam.Content.Settings.AnonymousGrading
                ),
                paging,
                cancellation
            )
        );
    }

    /// <summary>The problem with a state that was asked for; null when it is one.</summary>
    internal static ProblemHttpResult? CheckState(string? state) =>
        state is null or GradingItem.Ungraded or GradingItem.Stale or GradingItem.Graded or GradingItem.All
            ? null
            : Problems.Invalid("state", "`state` must be `ungraded`, `stale`, `graded` or `all`.");

    private static async Task<Results<Ok<GradingItem>, ProblemHttpResult>> Put(
        string id,
        string sessionId,
        string questionId,
        PutGrade body,
        CurrentCaller caller,
        Database database,
        GradingList list,
        GradeWriter writer,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Grader, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var isAnonymous = found.Exam.Content.Settings.AnonymousGrading;
        var act = new Act(caller.WorkspaceId, id, caller.UserId, clock.Now());
        return await PutAsync(act, sessionId, questionId, body, isAnonymous, list, writer, along: null, cancellation);
    }

    /// <summary>Grades an answer for a session or a paper, and gives the item as it is then.</summary>
    internal static async Task<Results<Ok<GradingItem>, ProblemHttpResult>> PutAsync(
        Act act,
        string name,
        string questionId,
        PutGrade body,
        bool isAnonymous,
        GradingList list,
        GradeWriter writer,
        Func<Transaction, Task>? along,
        CancellationToken cancellation
    )
    {
        if (await list.SessionOfAsync(act.ExamId, name, cancellation) is not { } sessionId)
        {
            return Problems.NotFound("paper");
        }

        return await writer.PutAsync(act, sessionId, questionId, body, along, cancellation) is { } refused
            ? refused
            : await ItemAsync(act.ExamId, sessionId, questionId, isAnonymous, list, cancellation);
    }

    private static async Task<Results<Ok<GradingItem>, ProblemHttpResult>> Withdraw(
        string id,
        string sessionId,
        string questionId,
        CurrentCaller caller,
        Database database,
        GradingList list,
        GradeWriter writer,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Grader, cancellation);
        return problem is not null
            ? problem
            : await WithdrawAsync(
                new Act(caller.WorkspaceId, id, caller.UserId, clock.Now()),
                sessionId,
                questionId,
                found.Exam.Content.Settings.AnonymousGrading,
                list,
                writer,
                cancellation
            );
    }

    /// <summary>Takes a grade back for a session or a paper, and gives the item as it is then.</summary>
    internal static async Task<Results<Ok<GradingItem>, ProblemHttpResult>> WithdrawAsync(
        Act act,
        string name,
        string questionId,
        bool isAnonymous,
        GradingList list,
        GradeWriter writer,
        CancellationToken cancellation
    )
    {
        if (await list.SessionOfAsync(act.ExamId, name, cancellation) is not { } sessionId)
        {
            return Problems.NotFound("paper");
        }

        return await writer.WithdrawAsync(act, sessionId, questionId, cancellation) is { } refused
            ? refused
            : await ItemAsync(act.ExamId, sessionId, questionId, isAnonymous, list, cancellation);
    }

    private static async Task<Results<Ok<GradingItem>, ProblemHttpResult>> ItemAsync(
        string examId,
        string sessionId,
        string questionId,
        bool isAnonymous,
        GradingList list,
        CancellationToken cancellation
    ) =>
        await list.FindAsync(
            new GradingQuery(examId, questionId, GradingItem.All, isAnonymous),
            sessionId,
            cancellation
        )
            is { } item
            ? TypedResults.Ok(item)
            : Problems.NotFound("answer");

    private static async Task<Results<Ok<BatchBody>, ProblemHttpResult>> PutEqual(
        string id,
        string questionId,
        PutGrades body,
        CurrentCaller caller,
        Database database,
        GradingList list,
        GradeWriter writer,
        GradingNames names,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Grader, cancellation);
        return problem is not null
            ? problem
            : await PutEqualAsync(
                new Act(caller.WorkspaceId, id, caller.UserId, clock.Now()),
                questionId,
                body,
                found.Exam.Content.Settings.AnonymousGrading,
                list,
                writer,
                names,
                along: null,
                cancellation
            );
    }

    /// <summary>
    /// Grades the answers with those digests, each in a transaction of its own: a class that is graded holds up no
    /// other write. A digest of which there are more or fewer answers than were seen is left alone.
    /// </summary>
    internal static async Task<Results<Ok<BatchBody>, ProblemHttpResult>> PutEqualAsync(
        Act act,
        string questionId,
        PutGrades body,
        bool isAnonymous,
        GradingList list,
        GradeWriter writer,
        GradingNames names,
        Func<Task>? along,
        CancellationToken cancellation
    )
    {
        var errors = new InputErrors();
        if (body.Answers is not { Count: >= 1 and <= MaxDigests })
        {
            errors.Add("answers", $"`answers` must be a list of 1 to {MaxDigests} of `{{ digest, expect }}`.");
            return Problems.Invalid(errors);
        }

        for (var i = 0; i < body.Answers.Count; i++)
        {
            if (string.IsNullOrEmpty(body.Answers[i]?.Digest))
            {
                errors.Add($"answers[{i}].digest", $"`answers[{i}].digest` must be the digest of an answer.");
            }

            if (body.Answers[i]?.Expect is not > 0)
            {
                errors.Add($"answers[{i}].expect", $"`answers[{i}].expect` must be how many answers were seen.");
            }
        }

        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        if (body.Points is null && body.Levels is null && body.Comment is null)
        {
            errors.Add("points", "Send `points`, `levels` or a `comment`.");
            return Problems.Invalid(errors);
        }

        var digests = body.Answers.Select(answer => answer!.Digest!).ToHashSet(StringComparer.Ordinal);
        if (await list.EqualAsync(act.ExamId, questionId, digests, cancellation) is not { } equal)
        {
            return Problems.NotFound("question in this exam");
        }

        var asked = body
            .Answers.GroupBy(answer => answer!.Digest!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First()!.Expect, StringComparer.Ordinal);
        var batchId = Ids.New(Ids.GradeBatch);
        var results = new List<BatchResult>();
        foreach (var (digest, sessions) in equal)
        {
            if (sessions.Count == 0 || asked[digest] != sessions.Count)
            {
                results.Add(new BatchResult(digest, "changed", SessionId: null, Paper: null));
                continue;
            }

            foreach (var sessionId in sessions)
            {
                var isGiven = await writer.GiveAsync(act, batchId, sessionId, questionId, digest, body, cancellation);
                results.Add(
                    new BatchResult(
                        digest,
                        isGiven ? "graded" : "kept",
                        isAnonymous ? null : sessionId,
                        isAnonymous ? names.PaperOf(act.ExamId, sessionId) : null
                    )
                );
            }
        }

        var graded = results.Count(result => result.Status == "graded");
        if (graded > 0 && along is not null)
        {
            await along();
        }

        return TypedResults.Ok(new BatchBody(batchId, graded, results));
    }

    private static async Task<Results<Ok<UndoneBatch>, ProblemHttpResult>> Undo(
        string id,
        string batchId,
        CurrentCaller caller,
        Database database,
        GradeWriter writer,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (_, problem) = await database.RequireAsync(caller, id, ExamRole.Grader, cancellation);
        return problem is not null
            ? problem
            : await UndoAsync(
                new Act(caller.WorkspaceId, id, caller.UserId, clock.Now()),
                batchId,
                writer,
                cancellation
            );
    }

    /// <summary>Undoes a batch; one of which nothing stands any more is not found.</summary>
    internal static async Task<Results<Ok<UndoneBatch>, ProblemHttpResult>> UndoAsync(
        Act act,
        string batchId,
        GradeWriter writer,
        CancellationToken cancellation
    ) =>
        await writer.UndoAsync(act, batchId, cancellation) is > 0 and var undone
            ? TypedResults.Ok(new UndoneBatch(undone))
            : Problems.NotFound("batch of grades");
}
