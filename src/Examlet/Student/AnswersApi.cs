using System.ComponentModel.DataAnnotations;
using Examlet.Access;
using Examlet.Answers;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Examlet.Student;

/// <summary>The body of <c>POST /embed-api/answers</c>.</summary>
public sealed record AnswersInput(
    [property: Required] long? Epoch,
    [property: Required] IReadOnlyList<AnswerInput?>? Answers
);

/// <summary>The acknowledgement of one save: it is on disk.</summary>
public sealed record SaveResult(
    string QuestionId,
    long Epoch,
    long Revision,
    bool Applied,
    DateTimeOffset SavedAt,
    DateTimeOffset ServerNow,
    DateTimeOffset? Deadline,
    EventNumber? Event
)
{
    public static SaveResult Of(SaveOutcome outcome, DateTimeOffset now) =>
        new(
            outcome.Save.QuestionId,
            outcome.Save.Version.Epoch,
            outcome.Save.Version.Revision,
            outcome.Applied,
            outcome.SavedAt,
            now,
            outcome.Session!.DeadlineAt,
            outcome.Event
        );
}

/// <summary>The results of a batch, in its order: each an acknowledgement or a problem.</summary>
public sealed record SaveResults(IReadOnlyList<object> Results);

/// <summary>Saving answers (contract §7, §10).</summary>
public static class AnswersApi
{
    private const int MaxAnswers = Limits.AnswersAtOnce;
    private const int RetryAfterSeconds = 1;

    public static void MapAnswers(this IEndpointRouteBuilder student)
    {
        student
            .MapPut("/answers/{questionId}", Put)
            .WithSummary("Save one answer; the acknowledgement means that it is on disk");
        student.MapPost("/answers", PutMany).WithSummary("Save up to 50 answers, each acknowledged by itself");
    }

    internal static async Task<Results<Sized<SaveResult>, ProblemHttpResult>> Put(
        string questionId,
        AnswerInput body,
        EmbedCaller caller,
        AnswerWriter writer,
        TimeProvider clock,
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        var read = (body with { QuestionId = questionId }).Read("", body.Epoch, caller, clock.Now());
        if (read.Problem is not null)
        {
            return read.Problem;
        }

        using var turn = await writer.TakeTurnAsync(caller.EmbedSessionId, read.Save!.Body.StoredBytes, cancellation);
        if (!writer.TrySave(read.Save!, out var saving, out var wait))
        {
            return wait is { } slowed ? Slowed(response, slowed) : QueueFull(response);
        }

        var outcome = await saving;
        return Refused(outcome) is { } refused ? refused : new Sized<SaveResult>(SaveResult.Of(outcome, clock.Now()));
    }

    private static async Task<Results<Sized<SaveResults>, ProblemHttpResult>> PutMany(
        AnswersInput body,
        EmbedCaller caller,
        AnswerWriter writer,
        TimeProvider clock,
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        if (CheckBatch(body.Epoch, body.Answers) is { } problem)
        {
            return problem;
        }

        var reads = ReadBatch(body.Answers!, body.Epoch, caller, clock.Now());
        using var turn = await writer.TakeTurnAsync(
            caller.EmbedSessionId,
            reads.Sum(read => (long)(read.Save?.Body.StoredBytes ?? 0)),
            cancellation
        );
        var saving = new Dictionary<ReadAnswer, Task<SaveOutcome>>(ReferenceEqualityComparer.Instance);
        var slowed = new Dictionary<ReadAnswer, TimeSpan>(ReferenceEqualityComparer.Instance);
        foreach (var read in reads.Where(read => read.Save is not null))
        {
            if (writer.TrySave(read.Save!, out var task, out var wait))
            {
                saving[read] = task;
            }
            else if (wait is { } time)
            {
                slowed[read] = time;
            }
            else
            {
                break;
            }
        }

        if (saving.Count == 0 && reads.Exists(read => read.Save is not null))
        {
            return slowed.Count > 0 ? Slowed(response, slowed.Values.Min()) : QueueFull(response);
        }

        var outcomes = await Task.WhenAll(saving.Values);
        if (outcomes.Length > 0 && Array.TrueForAll(outcomes, IsRefusedForAll))
        {
            return Refused(outcomes[0])!;
        }

        var now = clock.Now();
        return new Sized<SaveResults>(
            new SaveResults([
                .. reads.Select(read =>
                    slowed.TryGetValue(read, out var wait)
                        ? Named(StudentProblems.VolumeUsedUp(Seconds(wait)), read)
                        : Result(read, saving.GetValueOrDefault(read)?.Result, now)
                ),
            ])
        );
    }

    /// <summary>The problem of a batch as a whole; null when its entries can be looked at one by one.</summary>
    internal static ProblemHttpResult? CheckBatch(long? epoch, IReadOnlyList<AnswerInput?>? answers)
    {
        var errors = new InputErrors();
        AnswerInput.CheckEpoch(epoch, errors);
        if (answers is null || answers.Count > MaxAnswers)
        {
            errors.Add(
                "answers",
                $"`answers` must be a list of at most {MaxAnswers} answers; send the others in a further request."
            );
        }

        return errors.Any ? Problems.Invalid(errors) : null;
    }

    /// <summary>The entries of a batch, each a save or the problem with it: one that cannot be read stops no
    /// other.</summary>
    internal static List<ReadAnswer> ReadBatch(
        IReadOnlyList<AnswerInput?> answers,
        long? epoch,
        EmbedCaller caller,
        DateTimeOffset arrivedAt
    ) =>
        [
            .. answers.Select(
                (answer, i) => (answer ?? AnswerInput.Empty).Read($"answers[{i}].", epoch, caller, arrivedAt)
            ),
        ];

    private static object Result(ReadAnswer read, SaveOutcome? outcome, DateTimeOffset now)
    {
        var problem = read.Problem ?? (outcome is null ? StudentProblems.QueueFull() : Refused(outcome));
        if (problem is null)
        {
            return SaveResult.Of(outcome!, now);
        }

        return Named(problem, read);
    }

    private static ProblemDetails Named(ProblemHttpResult problem, ReadAnswer read)
    {
        problem.ProblemDetails.Extensions["questionId"] = read.QuestionId is { } id ? InputErrors.CutName(id) : null;
        return problem.ProblemDetails;
    }

    /// <summary>True for a refusal that has nothing to do with the one answer: then it answers the whole
    /// batch.</summary>
    private static bool IsRefusedForAll(SaveOutcome outcome) =>
        outcome.Refusal
            is SaveRefusal.UnknownEmbedSession
                or SaveRefusal.Revoked
                or SaveRefusal.Expired
                or SaveRefusal.NotStarted;

    /// <summary>Too much waits for the store; the browser tries again.</summary>
    internal static ProblemHttpResult QueueFull(HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfterSeconds.ToString();
        return StudentProblems.QueueFull();
    }

    /// <summary>The exam session has used up its volume, and the question was saved a moment ago; the browser tries
    /// again.</summary>
    private static ProblemHttpResult Slowed(HttpResponse response, TimeSpan wait)
    {
        response.Headers.RetryAfter = Seconds(wait).ToString();
        return StudentProblems.VolumeUsedUp(Seconds(wait));
    }

    private static int Seconds(TimeSpan wait) => Math.Max((int)Math.Ceiling(wait.TotalSeconds), 1);

    private static ProblemHttpResult? Refused(SaveOutcome outcome)
    {
        var problem = ProblemOf(outcome);
        if (problem is not null && RetainedSave.Of(outcome) is not null)
        {
            problem.ProblemDetails.Extensions["retained"] = outcome.Retained;
        }

        return problem;
    }

    private static ProblemHttpResult? ProblemOf(SaveOutcome outcome) =>
        outcome.Refusal switch
        {
            SaveRefusal.None => null,
            SaveRefusal.UnknownEmbedSession => Problems.NotFound("embed session"),
            SaveRefusal.Revoked => StudentProblems.Revoked(),
            SaveRefusal.Expired => StudentProblems.Expired(),
            SaveRefusal.NotStarted => StudentProblems.NotStarted(),
            SaveRefusal.UnknownQuestion => Problems.NotFound("question in this exam"),
            SaveRefusal.FutureEpoch => StudentProblems.FutureEpoch("epoch"),
            SaveRefusal.RevisionConflict => StudentProblems.RevisionConflict(),
            SaveRefusal.SessionCompleted => StudentProblems.Completed(),
            SaveRefusal.Late => StudentProblems.Late(),
            SaveRefusal.Superseded => StudentProblems.Superseded(outcome.Session!.Epoch),
            SaveRefusal.Paused => StudentProblems.Paused(),
            SaveRefusal.QuestionLocked => StudentProblems.QuestionLocked(),
            SaveRefusal.UnknownFile => Problems.Invalid(
                "value",
                "`value[0]` must be the `id` or the `url` of a file that was uploaded to this question in "
                    + "this exam session: POST /embed-api/files makes one."
            ),
            _ => throw new InvalidOperationException($"No problem is named for {outcome.Refusal}."),
        };
}
