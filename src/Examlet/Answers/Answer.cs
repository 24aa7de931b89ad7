using System.Text;
using System.Text.Json;
using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Answers;

/// <summary>What a student answered: the value (a text, texts or null, as JSON), whether it counts as answered, and
/// extra JSON of the client.</summary>
public sealed record AnswerBody(string ValueJson, bool Completed, string? ContextJson)
{
    /// <summary>The most that value and context may take together, in bytes of UTF-8.</summary>
    public const int MaxBytes = Limits.AnswerBytes;

    /// <summary>What counts against <see cref="MaxBytes"/>: the texts of the value and the JSON of the
    /// context.</summary>
    public int Bytes =>
        Value.ValueKind switch
        {
            JsonValueKind.String => Encoding.UTF8.GetByteCount(Value.GetString()!),
            JsonValueKind.Array => Value.EnumerateArray().Sum(entry => Encoding.UTF8.GetByteCount(entry.GetString()!)),
            _ => 0,
        } + Encoding.UTF8.GetByteCount(ContextJson ?? "");

    /// <summary>What a version with this body counts for in the volume of its exam session.</summary>
    public int StoredBytes =>
        Limits.VersionBytes + Encoding.UTF8.GetByteCount(ValueJson) + Encoding.UTF8.GetByteCount(ContextJson ?? "");

    /// <summary>False when it is plain from the lengths alone that it takes no more than so many <see cref="Bytes"/>,
    /// which is soon told: no JSON is shorter than what it says.</summary>
    // A UTF-16 unit takes 3 bytes of UTF-8 at most.
    public bool MayExceed(int bytes) => 3L * (ValueJson.Length + (ContextJson?.Length ?? 0)) > bytes;

    /// <summary>The text, or the first of the texts; empty when there is none.</summary>
    public string FirstText =>
        Value.ValueKind switch
        {
            JsonValueKind.String => Value.GetString()!,
            JsonValueKind.Array when Value.GetArrayLength() > 0 => Value[0].GetString()!,
            _ => "",
        };

    /// <summary>True when the page offered a plain text field in place of the question's own form, and this is what was
    /// written there.</summary>
    public bool IsPlainText =>
        ContextJson is not null
        && JsonElement.Parse(ContextJson) is { ValueKind: JsonValueKind.Object } context
        && context.TryGetProperty("plainText", out var isPlain)
        && isPlain.ValueKind == JsonValueKind.True;

    private JsonElement Value => JsonElement.Parse(ValueJson);

    /// <summary>SHA-256 over value, completed and context, in base64: equal exactly for equal bodies.</summary>
    public string Digest() => Sha256Text.Of(ValueJson, Completed ? "\n1\n" : "\n0\n", ContextJson ?? "");
}

/// <summary>One stored version of the answer to one question. <c>Seq</c> is null when a newer version was there before
/// it.</summary>
public sealed record AnswerVersion(
    string QuestionId,
    VersionNumber Version,
    long? Seq,
    AnswerBody Body,
    DateTimeOffset SavedAt
)
{
    public bool Applied => Seq is not null;
    public JsonElement Value => JsonElement.Parse(Body.ValueJson);
    public JsonElement? Context => Http.Json.Element(Body.ContextJson);
}
