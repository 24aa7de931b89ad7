using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Examlet.Access;
using Examlet.ExamSessions;
using Examlet.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace Examlet.Answers;

/// <summary>One save as it is sent: the body of <c>PUT /embed-api/answers/{questionId}</c>, or an entry of a batch
/// (then <c>questionId</c> is in it and <c>epoch</c> beside it).</summary>
public sealed record AnswerInput(
    string? QuestionId,
    long? Epoch,
    [property: Required] long? Revision,
    [property: JsonForm(
        JsonSchemaType.String | JsonSchemaType.Array | JsonSchemaType.Null,
        "A text or a list of texts; null clears the answer."
    )]
        JsonElement? Value,
    [property: Required] bool? Completed,
    JsonElement? Context
)
{
    public static AnswerInput Empty { get; } =
        new(QuestionId: null, Epoch: null, Revision: null, Value: null, Completed: null, Context: null);

    /// <summary>Reads an answer (contract §7). Only a wrong form or more than 256 KiB is a problem: a value outside
    /// the options or over a limit of the question is stored. <paramref name="path"/> is empty, or the path of the
    /// entry with a dot at its end.
    /// </summary>
    public ReadAnswer Read(string path, long? epoch, EmbedCaller caller, DateTimeOffset arrivedAt)
    {
        var errors = new InputErrors();
        CheckEpoch(epoch, errors);
        CheckRevision(Revision, path, errors);
        if (string.IsNullOrEmpty(QuestionId))
        {
            errors.Add($"{path}questionId", $"`{path}questionId` is required.");
        }

        if (Completed is null)
        {
            errors.Add($"{path}completed", $"`{path}completed` must be true or false.");
        }

        if (!IsValue(Value))
        {
            errors.Add($"{path}value", $"`{path}value` must be a text, a list of texts, or null.");
        }
        else if (!IsStorable(Value) || !IsStorable(Context))
        {
            errors.Add($"{path}value", $"`{path}value` and `{path}context` must be well-formed Unicode without NUL.");
        }

        if (errors.Any)
        {
            return new ReadAnswer(QuestionId, Save: null, Problems.Invalid(errors));
        }

        var body = new AnswerBody(
            Value is { } value ? Json.Write(value) : "null",
            Completed!.Value,
            Fields.Raw(Context) is null ? null : Json.Write(Context)
        );
        return body.MayExceed(AnswerBody.MaxBytes) && body.Bytes > AnswerBody.MaxBytes
            ? new ReadAnswer(
                QuestionId,
                Save: null,
                Problems.TooLarge($"The answer to {QuestionId} takes more than 256 KiB with its context. Shorten it.")
            )
            : new ReadAnswer(
                QuestionId,
                new Save(
                    caller.EmbedSessionId,
                    QuestionId!,
                    new VersionNumber(epoch!.Value, Revision!.Value),
                    body,
                    arrivedAt
                ),
                Problem: null
            );
    }

    public static void CheckEpoch(long? epoch, InputErrors errors)
    {
        if (epoch is not (>= 0 and <= VersionNumber.Max))
        {
            errors.Add("epoch", "`epoch` must be the epoch that start or open returned.");
        }
    }

    public static void CheckRevision(long? revision, string path, InputErrors errors)
    {
        if (revision is not (>= 0 and <= VersionNumber.Max))
        {
            errors.Add($"{path}revision", $"`{path}revision` must be a whole number, 0 or more, that counts up.");
        }
    }

    private static bool IsStorable(JsonElement? element) => element is not { } given || Json.IsStorable(given);

    private static bool IsValue(JsonElement? value) =>
        value is not { } given
        || given.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.String => true,
            JsonValueKind.Array => given.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String),
            _ => false,
        };
}

/// <summary>An answer that was read: a save, or the problem with it.</summary>
public sealed record ReadAnswer(string? QuestionId, Save? Save, ProblemHttpResult? Problem);
