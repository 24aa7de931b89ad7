using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Answers;

/// <summary>One save as it is sent: the body of <c>PUT /embed-api/answers/{questionId}</c>, or an entry of a batch (then <c>questionId</c> is in it and <c>epoch</c> beside it).</summary>
public sealed record AnswerInput(string? QuestionId, long? Epoch, [property: Required] long? Revision, JsonElement? Value, [property: Required] bool? Completed, JsonElement? Context)
{
    /// <summary>Checks the form of an answer (contract §7). Only a wrong form is an error: a value outside the options or over a limit is stored. <paramref name="path"/> is empty, or the path of the entry with a dot at its end.</summary>
    public AnswerBody? Check(string path, InputErrors errors)
    {
        if (!IsValue(Value))
        {
            errors.Add($"{path}value", $"`{path}value` must be a text, a list of texts, or null.");
            return null;
        }

        if (Completed is null)
        {
            errors.Add($"{path}completed", $"`{path}completed` must be true or false.");
        }

        if (!(Value is not { } value || Json.IsStorable(value)) || !(Context is not { } context || Json.IsStorable(context)))
        {
            errors.Add($"{path}value", $"`{path}value` and `{path}context` must be well-formed Unicode without NUL.");
            return null;
        }

        return new AnswerBody(Value is { } given ? Json.Write(given) : "null", Completed ?? false, Fields.Raw(Context) is null ? null : Json.Write(Context));
    }

    /// <summary>The version that an epoch and a revision name; an error when they do not.</summary>
    public static VersionNumber CheckVersion(long? epoch, long? revision, string path, InputErrors errors)
    {
        if (epoch is not (>= 0 and <= VersionNumber.Max))
        {
            errors.Add("epoch", "`epoch` must be the epoch that start or open returned.");
        }

        if (revision is not (>= 0 and <= VersionNumber.Max))
        {
            errors.Add($"{path}revision", $"`{path}revision` must be a whole number that counts up per question.");
        }

        return new VersionNumber(epoch ?? 0, revision ?? 0);
    }

    private static bool IsValue(JsonElement? value) => value is not { } given || given.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.String => true,
        JsonValueKind.Array => given.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String),
        _ => false,
    };
}

/// <summary>The body of <c>POST /embed-api/answers</c>.</summary>
public sealed record AnswersInput([property: Required] long? Epoch, [property: Required] IReadOnlyList<AnswerInput?>? Answers);

/// <summary>The acknowledgement of one save: it is on disk.</summary>
public sealed record SaveResult(
    string QuestionId, long Epoch, long Revision, bool Applied, DateTimeOffset SavedAt, DateTimeOffset ServerNow, DateTimeOffset? Deadline, EventNumber? Event)
{
    public static SaveResult Of(SaveOutcome outcome, DateTimeOffset now) => new(
        outcome.Save.QuestionId,
        outcome.Save.Version.Epoch,
        outcome.Save.Version.Revision,
        outcome.Applied,
        outcome.SavedAt,
        now,
        outcome.Session!.DeadlineAt,
        outcome.Event);
}

/// <summary>The results of a batch, in its order: each an acknowledgement or a problem.</summary>
public sealed record SaveResults(IReadOnlyList<object> Results);

/// <summary>Saving answers (contract §7, §10).</summary>
public static class AnswersApi
{
    private const int MaxAnswers = 50;
    private const int RetryAfterSeconds = 1;

    public static void MapAnswers(this IEndpointRouteBuilder student)
    {
        student.MapPut("/answers/{questionId}", Put).WithSummary("Save one answer; the acknowledgement means that it is on disk");
        student.MapPost("/answers", PutMany).WithSummary("Save up to 50 answers, each acknowledged by itself");
    }

    private static async Task<Results<Ok<SaveResult>, ProblemHttpResult>> Put(
        string questionId, AnswerInput body, EmbedCaller caller, AnswerWriter writer, TimeProvider clock, HttpResponse response)
    {
        var arrivedAt = clock.Now();
        var errors = new InputErrors();
        var version = AnswerInput.CheckVersion(body.Epoch, body.Revision, "", errors);
        var answer = body.Check("", errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        if (IsTooLarge(answer!))
        {
            return TooLarge(questionId);
        }

        if (!writer.TrySave(new Save(caller.EmbedSessionId, questionId, version, answer!, arrivedAt), out var saving))
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString();
            return StudentProblems.QueueFull();
        }

        var outcome = await saving;
        return Refused(outcome, "epoch") is { } refused ? refused : TypedResults.Ok(SaveResult.Of(outcome, clock.Now()));
    }

    private static async Task<Results<Ok<SaveResults>, ProblemHttpResult>> PutMany(
        AnswersInput body, EmbedCaller caller, AnswerWriter writer, TimeProvider clock, HttpResponse response)
    {
        var errors = new InputErrors();
        var saves = ReadBatch(body.Answers ?? [], body.Epoch, caller, clock.Now(), errors, out var tooLarge);
        if (body.Answers is null || body.Answers.Count == 0)
        {
            errors.Add("answers", $"`answers` must have 1 to {MaxAnswers} entries.");
        }

        if (errors.Any || tooLarge is not null)
        {
            return errors.Any ? Problems.Invalid(errors) : tooLarge!;
        }

        var queued = new List<Task<SaveOutcome>>(saves.Count);
        foreach (var save in saves)
        {
            if (!writer.TrySave(save, out var saving))
            {
                break;
            }

            queued.Add(saving);
        }

        if (queued.Count == 0)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString();
            return StudentProblems.QueueFull();
        }

        var outcomes = await Task.WhenAll(queued);
        var notQueued = saves.Skip(queued.Count).Select(_ => (object)StudentProblems.QueueFull().ProblemDetails);
        return TypedResults.Ok(new SaveResults([.. outcomes.Select(outcome => Result(outcome, clock.Now())), .. notQueued]));
    }

    /// <summary>The saves of a batch. What is wrong with its form goes into <paramref name="errors"/>; <paramref name="tooLarge"/> is set when an answer is over the limit.</summary>
    internal static List<Save> ReadBatch(
        IReadOnlyList<AnswerInput?> inputs, long? epoch, EmbedCaller caller, DateTimeOffset arrivedAt, InputErrors errors, out ProblemHttpResult? tooLarge)
    {
        tooLarge = null;
        var saves = new List<Save>(inputs.Count);
        if (inputs.Count > MaxAnswers)
        {
            errors.Add("answers", $"`answers` must have at most {MaxAnswers} entries; send the others in a further request.");
            return saves;
        }

        for (var i = 0; i < inputs.Count; i++)
        {
            var path = $"answers[{i}].";
            var input = inputs[i] ?? new AnswerInput(null, null, null, null, null, null);
            var version = AnswerInput.CheckVersion(epoch, input.Revision, path, errors);
            if (string.IsNullOrEmpty(input.QuestionId))
            {
                errors.Add($"{path}questionId", $"`{path}questionId` is required.");
            }
            else if (input.Check(path, errors) is { } answer)
            {
                tooLarge ??= IsTooLarge(answer) ? TooLarge(input.QuestionId) : null;
                saves.Add(new Save(caller.EmbedSessionId, input.QuestionId, version, answer, arrivedAt));
            }
        }

        return saves;
    }

    private static object Result(SaveOutcome outcome, DateTimeOffset now)
    {
        if (Refused(outcome, "epoch") is not { } refused)
        {
            return SaveResult.Of(outcome, now);
        }

        refused.ProblemDetails.Extensions["questionId"] = outcome.Save.QuestionId;
        return refused.ProblemDetails;
    }

    private static ProblemHttpResult? Refused(SaveOutcome outcome, string epochPath) => outcome.Refusal switch
    {
        SaveRefusal.None => null,
        SaveRefusal.UnknownEmbedSession => Problems.NotFound("embed session"),
        SaveRefusal.Revoked => StudentProblems.Revoked(),
        SaveRefusal.Expired => StudentProblems.Expired(),
        SaveRefusal.NotStarted => StudentProblems.NotStarted(),
        SaveRefusal.UnknownQuestion => Problems.NotFound("question in this exam"),
        SaveRefusal.FutureEpoch => StudentProblems.FutureEpoch(epochPath),
        SaveRefusal.RevisionConflict => StudentProblems.RevisionConflict(),
        SaveRefusal.SessionCompleted => StudentProblems.Completed(),
        SaveRefusal.Late => StudentProblems.Late(),
        SaveRefusal.Superseded => StudentProblems.Superseded(outcome.Session!.Epoch),
        SaveRefusal.QuestionLocked => StudentProblems.QuestionLocked(),
        _ => throw new InvalidOperationException($"No problem is named for {outcome.Refusal}."),
    };

    private static bool IsTooLarge(AnswerBody answer) => answer.Bytes > AnswerBody.MaxBytes;

    private static ProblemHttpResult TooLarge(string questionId) => Problems.TooLarge($"The answer to {questionId} takes more than 256 KiB with its context. Shorten it.");
}
