using System.Text.Json;
using Examlet.Http;

namespace Examlet.Receipts;

/// <summary>
/// A receipt as the student keeps it: the answer of <c>GET /embed-api/receipt</c>. It can be checked without a
/// database.
/// </summary>
public sealed record ReceiptFile(string? Jws, IReadOnlyList<RecordedAnswer>? Answers)
{
    /// <summary>Throws <see cref="JsonException"/> if the text is no receipt.</summary>
    public static ReceiptFile Read(string json)
    {
        var file = Json.Read<ReceiptFile>(json);
        var answers = file.Answers ?? [];
        if (
            answers.Any(answer => answer?.QuestionId is null || !IsValue(answer.Value))
            || answers.DistinctBy(answer => answer.QuestionId, StringComparer.Ordinal).Count() != answers.Count
        )
        {
            throw new JsonException("An answer in it is none, or stands in it twice.");
        }

        return file;
    }

    /// <summary>
    /// The signed part, and the IDs of the questions whose answer in the file differs from it; null if none of
    /// <paramref name="keys"/> signed it.
    /// </summary>
    public (ReceiptPayload Payload, IReadOnlyList<string> Wrong)? Check(IEnumerable<PublicKey> keys)
    {
        if (ReceiptKeys.Read(Jws ?? "", keys) is not { } payload)
        {
            return null;
        }

        var given = (Answers ?? []).ToDictionary(answer => answer.QuestionId, StringComparer.Ordinal);
        var wrong = payload
            .Answers.Where(signed =>
                given.Remove(signed.QuestionId, out var answer) && DigestOf(answer) != signed.Digest
            )
            .Select(signed => signed.QuestionId);
        return (payload, [.. wrong, .. given.Keys]);
    }

    /// <summary>
    /// True if it names a key outside of <paramref name="keys"/>. Then these keys cannot show whether it is genuine.
    /// </summary>
    public bool IsOfUnknownKey(IEnumerable<PublicKey> keys) =>
        ReceiptKeys.ReadOfUnknownKey(Jws ?? "", keys) is not null;

    private static bool IsValue(JsonElement value) =>
        Json.IsStorable(value)
        && value.ValueKind switch
        {
            JsonValueKind.String or JsonValueKind.Null => true,
            JsonValueKind.Array => value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String),
            _ => false,
        };

    private static string DigestOf(RecordedAnswer answer) =>
        AnswerDigest.Of(answer.Salt ?? "", answer.QuestionId, answer.Value, answer.Completed);
}
