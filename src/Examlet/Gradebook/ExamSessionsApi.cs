using System.Text.Json;
using Examlet.Access;
using Examlet.Answers;
using Examlet.Audit;
using Examlet.Endings;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Room;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Users;
using Examlet.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Gradebook;

/// <summary>
/// The score of a final session. <c>state</c> is <c>partial</c> while something waits for a person, else
/// <c>complete</c>; <c>gradedBy</c> is <c>machine</c>, <c>people</c> or <c>both</c>; <c>scoreRevision</c> rises with
/// each change. <c>label</c> and <c>passed</c> are those of a complete score by the exam's current scale and pass mark.
/// </summary>
public sealed record ScoreBody(
    double Points,
    double MaxPoints,
    bool NeedsGrading,
    string State,
    string GradedBy,
    long ScoreRevision,
    string? Label,
    bool? Passed
)
{
    internal static ScoreBody Of(ExamScore score, long revision, Mark mark) =>
        new(
            score.Points,
            score.MaxPoints,
            score.NeedsGrading,
            score.State,
            score.GradedBy,
            Math.Max(1, revision),
            mark.Label,
            mark.Passed
        );
}

/// <summary>The current answer to one question, as teachers see it. <c>points</c>, <c>correct</c> and <c>share</c>
/// (from 0 to 1) are null until it is scored.</summary>
public sealed record AnswerOfSession(
    string QuestionId,
    JsonElement Value,
    bool Completed,
    JsonElement? Context,
    long Epoch,
    long Revision,
    DateTimeOffset SavedAt,
    double? Points,
    bool? Correct,
    double? Share
);

/// <summary>An exam session as teachers see it (contract §6); in a list without its answers. <c>rulesVersion</c> names
/// the rules that made the score: the same rules make the same score of the same answers. <c>released</c> says whether
/// the student may see their result now, <c>keySeen</c> whether they were shown the key before a reopening.
/// </summary>
public sealed record ExamSessionBody(
    string Id,
    string ExamId,
    SessionUser User,
    string EmbedSessionId,
    string Status,
    bool Final,
    string? CompletionReason,
    DateTimeOffset StartedAt,
    DateTimeOffset? Deadline,
    DeadlinePartsBody DeadlineParts,
    DateTimeOffset? CompletedAt,
    double ExtraTime,
    double TimeMultiplier,
    Progress Progress,
    ScoreBody? Score,
    string? RulesVersion,
    bool Released,
    bool KeySeen,
    string? ReceiptCode,
    DateTimeOffset? VoidedAt,
    IReadOnlyList<AnswerOfSession>? Answers
);

/// <summary>The body of <c>PATCH /exams/{id}/sessions/{sessionId}</c>; minutes.</summary>
public sealed record ChangeExamSession(double? ExtraTime, double? TimeMultiplier, string? Reason);

/// <summary>Exam sessions for teachers (contract §6).</summary>
public static class ExamSessionsApi
{
    private const string Noun = "exam session";
    private const double MaxExtraMinutes = 60 * 24 * 366;

    /// <summary>Exam sessions as teachers read them.</summary>
    public static void AddGradebook(this IServiceCollection services) =>
        services.AddSingleton<SessionViews>().AddSingleton<ResultRelease>().AddHostedService<ReleaseSweeper>();

    public static void MapExamSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/exams/{id}/sessions")
            .WithTags("Exam sessions")
            .RequireAuthorization(Policies.Staff);
        sessions.MapGet("/", List).GivesMuch().WithSummary("List the sessions of an exam");
        sessions.MapGet("/{sessionId}", Get).GivesMuch().WithSummary("Get a session with its answers");
        sessions
            .MapGet("/{sessionId}/history", History)
            .GivesMuch()
            .WithSummary("Every acknowledged version of every answer, oldest first");
        sessions.MapPatch("/{sessionId}", Change).GivesMuch().WithSummary("Change a student's time");
        sessions.MapDelete("/{sessionId}", Delete).WithSummary("Void the attempt; it stays readable with ?voided=true");
    }

    private static async Task<Results<Ok<Page<ExamSessionBody>>, ProblemHttpResult>> List(
        string id,
        CurrentCaller caller,
        Database database,
        SessionViews views,
        Cursors cursors,
        CancellationToken cancellation,
        bool voided = false,
        string? limit = null,
        string? cursor = null
    )
    {
        var (found, forbidden) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        var invalid = cursors.TryRead(limit, cursor, out var paging);
        if ((forbidden ?? invalid) is { } problem)
        {
            return problem;
        }

        var rows = await database.ReadAsync(
            reader => ExamSessionStore.ListAsync(reader, id, voided, paging),
            cancellation
        );
        var bodies = await views.OfAsync(rows, cancellation);
        return TypedResults.Ok(
            paging.Of(
                rows,
                session => (session.StartedAt, session.Id),
                session => NamesOrPoints.For(bodies[session.Id], found.Role, found.Exam.Content.Settings)
            )
        );
    }

    private static async Task<Results<Ok<ExamSessionBody>, ProblemHttpResult>> Get(
        string id,
        string sessionId,
        CurrentCaller caller,
        Database database,
        Settlement settlement,
        SessionViews views,
        CancellationToken cancellation,
        bool voided = false
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        if (await settlement.FindAsync(id, sessionId, voided, cancellation) is not { } session)
        {
            return Problems.NotFound(Noun);
        }

        var body = await views.WithAnswersAsync(session, cancellation);
        return TypedResults.Ok(NamesOrPoints.For(body, found.Role, found.Exam.Content.Settings));
    }

    private static async Task<Results<Ok<Page<HistoryEntry>>, ProblemHttpResult>> History(
        string id,
        string sessionId,
        CurrentCaller caller,
        Database database,
        Settlement settlement,
        ExamPapers papers,
        FileAddresses addresses,
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
            return Problems.NotFound(Noun);
        }

        var rows = await database.ReadAsync(
            reader => AnswerStore.HistoryAsync(reader, session!.Id, paging),
            cancellation
        );
        var paper = await papers.GetAsync(session!.VersionId, cancellation);
        return TypedResults.Ok(
            paging.Of(
                rows,
                version => (version.SavedAt, AnswerStore.CursorOf(version)),
                version => HistoryEntry.Of(addresses.ForTeachers(session, paper, version))
            )
        );
    }

    private static async Task<Results<Ok<ExamSessionBody>, ProblemHttpResult>> Change(
        string id,
        string sessionId,
        ChangeExamSession body,
        CurrentCaller caller,
        Database database,
        SessionViews views,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (_, forbidden) = await database.RequireAsync(caller, id, ExamRole.Manager, cancellation);
        if (forbidden is not null)
        {
            return forbidden;
        }

        var errors = new InputErrors();
        if (body.ExtraTime is not (null or (>= 0 and <= MaxExtraMinutes)))
        {
            errors.Add(
                "extraTime",
                "`extraTime` must be a number of minutes from 0 to 527040 (366 days): the new total."
            );
        }

        Fields.CheckText("reason", body.Reason, RoomApi.MaxReason, errors);

        User.CheckTimeMultiplier(body.TimeMultiplier ?? 1, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        var isCompleted = false;
        var changed = await database.WriteAsync(
            async transaction =>
            {
                if (await ExamSessionStore.LockAsync(transaction, id, sessionId) is not { } session)
                {
                    return null;
                }

                var now = clock.Now();
                isCompleted = session.CompletionAt(now) is not null;
                var act = new Act(caller.WorkspaceId, id, caller.UserId, now);
                return isCompleted ? session : await WithTimeAsync(transaction, session, body, act);
            },
            cancellation
        );
        if (changed is null)
        {
            return Problems.NotFound(Noun);
        }

        // The session is shown with the answers that it had when its time changed; they are read when no writer waits
        // for them.
        return isCompleted
            ? Problems.Conflict("session-completed", "The session is completed: its time cannot be changed any more.")
            : TypedResults.Ok(await views.WithAnswersAsync(changed, cancellation, asItWas: true));
    }

    private static async Task<ExamSession> WithTimeAsync(
        Transaction transaction,
        ExamSession session,
        ChangeExamSession body,
        Act act
    )
    {
        var extra = body.ExtraTime is { } minutes
            ? TimeSpan.FromMilliseconds(Math.Round(minutes * 60_000))
            : session.ExtraTime;
        var changed = session.WithTime(extra, body.TimeMultiplier ?? session.TimeMultiplier, act.At);
        await AuditStore.AddAsync(
            transaction,
            act,
            session.Id,
            "change-time",
            new
            {
                extraTime = extra.TotalMinutes,
                changed.TimeMultiplier,
                before = session.DeadlineAt,
                after = changed.DeadlineAt,
            },
            body.Reason
        );
        if (changed.DeadlineAt != session.DeadlineAt)
        {
            changed = await EmbedEvents.AppendAsync(
                transaction,
                changed,
                EmbedEvents.TimeChanged,
                new { deadline = changed.DeadlineAt },
                act.At
            );
        }

        await ExamSessionStore.UpdateAsync(transaction, changed);
        return changed;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string id,
        string sessionId,
        CurrentCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (_, problem) = await database.RequireAsync(caller, id, ExamRole.Manager, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        // What was over for good is written down first: the host hears of it, whether or not anybody looked before.
        var now = clock.Now();
        return await database.WriteAsync<Results<NoContent, ProblemHttpResult>>(
            async transaction =>
            {
                if (await ExamSessionStore.LockAsync(transaction, id, sessionId) is not { } session)
                {
                    return Problems.NotFound(Noun);
                }

                await AuditStore.AddAsync(
                    transaction,
                    new Act(caller.WorkspaceId, id, caller.UserId, now),
                    session.Id,
                    "void",
                    new { },
                    reason: null
                );
                var settled = await Settlement.SettledAsync(transaction, session, now);
                await ExamSessionStore.UpdateAsync(transaction, settled with { VoidedAt = now });
                await WebhookOutbox.VoidedAsync(transaction, settled, now);
                return TypedResults.NoContent();
            },
            cancellation
        );
    }
}
