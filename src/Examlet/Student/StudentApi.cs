using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Examlet.Access;
using Examlet.Answers;
using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Telemetry;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace Examlet.Student;

/// <summary>The body of <c>PUT /embed-api/state</c>.</summary>
public sealed record MoveInput(
    [property: Required] long? Epoch,
    [property: Required] long? Revision,
    string? QuestionId,
    IReadOnlyList<string?>? Flags,
    string? Notes,
    [property: JsonForm(JsonSchemaType.Object | JsonSchemaType.Null)] JsonElement? Preferences
);

/// <summary>The answer to <c>PUT /embed-api/state</c>; with linear navigation <c>questions</c> are those the student
/// may see now.</summary>
public sealed record MoveResult(
    long Epoch,
    long Revision,
    DateTimeOffset ServerNow,
    DateTimeOffset? Deadline,
    IReadOnlyList<StudentQuestion>? Questions,
    string? NextQuestionId
);

/// <summary>The body of <c>POST /embed-api/hand-in</c>.</summary>
public sealed record HandInInput(
    [property: Required] long? Epoch,
    IReadOnlyList<AnswerInput?>? Answers,
    IReadOnlyDictionary<string, long>? Revisions
);

/// <summary>The part of the stored state that comes back with <c>open</c>.</summary>
public sealed record StoredState(
    long Epoch,
    long Revision,
    string? QuestionId,
    IReadOnlyList<string> Flags,
    string? Notes,
    JsonElement? Preferences
)
{
    /// <summary>Before anything was stored.</summary>
    public static StoredState Empty { get; } =
        new(Epoch: 0, Revision: 0, QuestionId: null, Flags: [], Notes: null, Preferences: null);
}

/// <summary>What the player calls to start, open, move and hand in (contract §10).</summary>
public static class StudentApi
{
    private const int MaxStateBytes = Limits.StateBytes;

    /// <summary>What a student's browser calls, and the page it gets.</summary>
    public static void AddStudent(this IServiceCollection services) =>
        services
            .AddSingleton<Attempt>()
            .AddSingleton<StudentStates>()
            .AddSingleton<StateTurns>()
            .AddSingleton<SaveLane>()
            .AddSingleton<FileUploads>()
            .AddSingleton<StudentFiles>()
            .AddSingleton<ResultKeys>()
            .AddSingleton<PageFaults>()
            .AddSingleton<EmbedPage>()
            .AddSingleton<HandInWriter>()
            .AddHostedService(provider => provider.GetRequiredService<HandInWriter>());

    public static void MapStudent(this IEndpointRouteBuilder app)
    {
        var student = app.MapGroup("/embed-api")
            .WithTags("Student")
            .RequireAuthorization(Policies.Student)
            .LimitedPerStudent()
            .LimitedByVolume()
            .TakesAtMost(Bodies.Student)
            .AddEndpointFilter(OnlyJson);
        student.MapPost("/start", Start).LimitedAsOpen().WithSummary("Start the clock, once, and become the holder");
        student.MapPost("/open", Open).LimitedAsOpen().WithSummary("Become the holder of a session that has begun");
        student.MapPut("/state", Move).WithSummary("Store where the student is");
        student.MapPost("/hand-in", HandIn).NeverRefused().WithSummary("Hand in");
        student.MapAnswers();
        student.MapVersions();
        student.MapLive();
        student.MapStudentResult();
        student.MapStudentReceipt();
        student.MapStudentAnnouncements();
        student.MapPresence();
        PageFaults.Map(student);
    }

    /// <summary>No operation takes a body that is not JSON, not even those that ignore their body.</summary>
    private static ValueTask<object?> OnlyJson(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        string.IsNullOrEmpty(context.HttpContext.Request.ContentType)
        || context.HttpContext.Request.HasJsonContentType()
            ? next(context)
            : ValueTask.FromResult<object?>(Problems.NotJson());

    private static async Task<Results<StudentStateStream, ProblemHttpResult>> Start(
        EmbedCaller caller,
        Attempt attempt,
        StudentStates states,
        Uses uses,
        CancellationToken cancellation
    ) => await HoldAsync(await InTurnAsync(uses, caller, attempt.StartAsync, cancellation), states, uses, cancellation);

    private static async Task<Results<StudentStateStream, ProblemHttpResult>> Open(
        EmbedCaller caller,
        Attempt attempt,
        StudentStates states,
        Uses uses,
        ExamletMetrics metrics,
        CancellationToken cancellation
    )
    {
        var held = await HoldAsync(
            await InTurnAsync(uses, caller, attempt.OpenAsync, cancellation),
            states,
            uses,
            cancellation
        );
        if (held.Result is StudentStateStream { State.Completion: null })
        {
            metrics.TakenOver();
        }

        return held;
    }

    /// <summary>
    /// Lets the steps of one student into the store one after the other. They would wait there for the lock on their
    /// session, each with a connection that others need.
    /// </summary>
    private static async Task<AttemptOutcome> InTurnAsync(
        Uses uses,
        EmbedCaller caller,
        Func<string, CancellationToken, Task<AttemptOutcome>> step,
        CancellationToken cancellation
    )
    {
        using var turn = await uses.Of(caller.EmbedSessionId).Steps.TakeAsync(patience: null, cancellation);
        return await step(caller.EmbedSessionId, cancellation);
    }

    /// <summary>The state as it was when the caller became the holder. It is read after that was committed, when no
    /// writer waits for it: the epoch keeps out what came after (<see cref="AnswerStore.HeadsAsync"/>).
    /// </summary>
    private static async Task<Results<StudentStateStream, ProblemHttpResult>> HoldAsync(
        AttemptOutcome outcome,
        StudentStates states,
        Uses uses,
        CancellationToken cancellation
    )
    {
        uses.Learn(outcome);
        return Problem(outcome) is { } problem ? problem : await states.OfAsync(outcome, cancellation);
    }

    private static async Task<Results<Ok<MoveResult>, ProblemHttpResult>> Move(
        MoveInput body,
        EmbedCaller caller,
        Attempt attempt,
        ExamPapers papers,
        Uses uses,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var errors = new InputErrors();
        AnswerInput.CheckEpoch(body.Epoch, errors);
        AnswerInput.CheckRevision(body.Revision, "", errors);
        var flags = body.Flags?.OfType<string>().ToList() ?? [];
        if (
            body.Preferences is { } preferences
            && !(preferences.ValueKind is JsonValueKind.Object or JsonValueKind.Null && Json.IsStorable(preferences))
        )
        {
            errors.Add("preferences", "`preferences` must be a JSON object of well-formed Unicode without NUL.");
        }

        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        var version = new VersionNumber(body.Epoch!.Value, body.Revision!.Value);
        var state = Json.Write(
            new StoredState(version.Epoch, version.Revision, body.QuestionId, flags, body.Notes, body.Preferences)
        );
        if (state.Length > MaxStateBytes)
        {
            return Problems.TooLarge("Flags, notes and preferences together may take 64 KiB.");
        }

        var outcome = await InTurnAsync(
            uses,
            caller,
            (id, stop) => attempt.MoveAsync(id, version, body.QuestionId, state, stop),
            cancellation
        );
        if (Problem(outcome) is { } problem)
        {
            return problem;
        }

        var session = outcome.Session!;
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        return TypedResults.Ok(
            new MoveResult(
                version.Epoch,
                version.Revision,
                clock.Now(),
                session.DeadlineAt,
                paper.IsLinear ? paper.VisibleTo(session) : null,
                paper.NextFor(session)
            )
        );
    }

    private static async Task<Results<Ok<CompletionBody>, ProblemHttpResult>> HandIn(
        HandInInput body,
        EmbedCaller caller,
        HandInWriter writer,
        Uses uses,
        ExamletMetrics metrics,
        TimeProvider clock,
        HttpResponse response
    )
    {
        if (AnswersApi.CheckBatch(body.Epoch, body.Answers ?? []) is { } invalid)
        {
            return invalid;
        }

        // What cannot be read is not stored; `revisions` says whether the server then holds too little.
        var saves = AnswersApi
            .ReadBatch(body.Answers ?? [], body.Epoch, caller, clock.Now())
            .Select(read => read.Save)
            .OfType<Save>()
            .ToList();
        if (
            !writer.TryHandIn(
                new HandIn(
                    caller.EmbedSessionId,
                    body.Epoch!.Value,
                    saves,
                    body.Revisions ?? new Dictionary<string, long>(StringComparer.Ordinal)
                ),
                out var handingIn
            )
        )
        {
            return AnswersApi.QueueFull(response);
        }

        var outcome = await handingIn;
        uses.Learn(outcome);
        if (outcome.Refusal is null)
        {
            metrics.HandedIn();
        }

        return Problem(outcome) is { } problem
            ? problem
            : TypedResults.Ok(CompletionBody.Of(outcome.Entry!.Embed, outcome.Session, clock.Now(), outcome.Event)!);
    }

    private static ProblemHttpResult? Problem(AttemptOutcome outcome) =>
        outcome.Refusal switch
        {
            null => null,
            AttemptRefusal.AnswersMissing => StudentProblems.AnswersMissing(outcome.Missing),
            { } refusal => Problem(refusal, outcome.Session),
        };

    /// <summary>Why a student may not read about their attempt now; null when it has begun and access still
    /// stands.</summary>
    internal static ProblemHttpResult? ProblemOf(SessionEntry? entry, DateTimeOffset now) =>
        entry?.EndAt(now) switch
        {
            null => Problems.NotFound("embed session"),
            AccessEnd.Revoked => StudentProblems.Revoked(),
            AccessEnd.Expired => StudentProblems.Expired(),
            _ => entry.Session is null ? StudentProblems.NotStarted() : null,
        };

    /// <summary>The problem that says why a step was refused.</summary>
    internal static ProblemHttpResult Problem(AttemptRefusal refusal, ExamSession? session) =>
        refusal switch
        {
            AttemptRefusal.Unknown => Problems.NotFound("embed session"),
            AttemptRefusal.Revoked => StudentProblems.Revoked(),
            AttemptRefusal.Expired => StudentProblems.Expired(),
            AttemptRefusal.NotStarted => StudentProblems.NotStarted(),
            AttemptRefusal.NotOpen => StudentProblems.NotOpen(),
            AttemptRefusal.NoQuestions => StudentProblems.NoQuestions(),
            AttemptRefusal.Completed => StudentProblems.Completed(),
            AttemptRefusal.FutureEpoch => StudentProblems.FutureEpoch("epoch"),
            AttemptRefusal.Late => StudentProblems.Late(),
            AttemptRefusal.Superseded => StudentProblems.Superseded(session!.Epoch),
            AttemptRefusal.Paused => StudentProblems.Paused(),
            AttemptRefusal.QuestionLocked => StudentProblems.QuestionLocked(),
            _ => throw new InvalidOperationException($"No problem is named for {refusal}."),
        };
}
