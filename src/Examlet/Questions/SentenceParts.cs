using System.Text.Json;

namespace Examlet.Questions;

/// <summary>
/// Checks the key of a sentence analysis: its parts and labels must be ones that a student can choose. Pure.
/// </summary>
internal static class SentenceParts
{
    private const string Form = "must be an object with `segments`, each with `startToken`, `endToken` and `label`.";

    /// <summary>The error in <c>correctAnswer</c>, as the end of a sentence; null if there is none.</summary>
    public static string? ErrorIn(JsonElement settings, CheckBudget budget)
    {
        var key = settings.GetProperty("correctAnswer");
        if (
            key.ValueKind != JsonValueKind.Object
            || !key.TryGetProperty("segments", out var segments)
            || segments.ValueKind != JsonValueKind.Array
        )
        {
            return Form;
        }

        budget.Spend(segments.GetArrayLength());
        var words = Words(settings, key);
        var names = settings.TryGetProperty("enabledLabels", out var labels)
            ? TypedKey.Alternatives(labels).ToHashSet(StringComparer.Ordinal)
            : [];
        var parts = new List<(int Start, int End)>();
        foreach (var segment in segments.EnumerateArray())
        {
            if (
                PartOf(segment) is not { } part
                || !segment.TryGetProperty("label", out var label)
                || label.ValueKind != JsonValueKind.String
            )
            {
                return Form;
            }

            if (part.Start < 0 || part.End < part.Start || part.End >= words)
            {
                return $"has the part {part.Start}-{part.End}, which is not in the sentence: its words are 0 to "
                    + $"{words - 1}.";
            }

            if (!names.Contains(label.GetString()!))
            {
                return $"has the label \"{QuestionRules.Short(label.GetString()!)}\", which is not among the "
                    + "`enabledLabels`: no student could choose it.";
            }

            parts.Add(part);
        }

        if (
            parts.OrderBy(part => part.Start).ToList() is var ordered
            && ordered.Zip(ordered.Skip(1)).Any(pair => pair.Second.Start <= pair.First.End)
        )
        {
            return "has two parts with the same word: a student can mark each word once.";
        }

        return VerbError(key, words, parts.Count);
    }

    /// <summary>The parts of the key as an answer names them, and the words of its finite verb if it has one.</summary>
    public static (IReadOnlyList<string> Parts, string? Verb) KeyIn(JsonElement settings)
    {
        if (
            !settings.TryGetProperty("correctAnswer", out var key)
            || key.ValueKind != JsonValueKind.Object
            || !key.TryGetProperty("segments", out var segments)
            || segments.ValueKind != JsonValueKind.Array
        )
        {
            return ([], null);
        }

        return (
            [
                .. segments
                    .EnumerateArray()
                    .Where(segment =>
                        PartOf(segment) is not null
                        && segment.TryGetProperty("label", out var label)
                        && label.ValueKind == JsonValueKind.String
                    )
                    .Select(segment => $"{Words(PartOf(segment)!.Value)}:{segment.GetProperty("label").GetString()}"),
            ],
            key.TryGetProperty("persoonsvorm", out var verb) && PartOf(verb) is { } words ? Words(words) : null
        );

        static string Words((int Start, int End) part) => FormattableString.Invariant($"{part.Start}-{part.End}");
    }

    private static string? VerbError(JsonElement key, int words, int parts)
    {
        if (!key.TryGetProperty("persoonsvorm", out var verb) || verb.ValueKind == JsonValueKind.Null)
        {
            return parts > 0 ? null : "must have at least one part: an empty answer is never right.";
        }

        return PartOf(verb) is { } part && part.Start >= 0 && part.End >= part.Start && part.End < words
            ? null
            : "must have as `persoonsvorm` a `startToken` and an `endToken` among the words 0 to "
                + $"{words - 1}, or null.";
    }

    /// <summary>The number of words of the sentence: in the author's own list, or between white space.</summary>
    private static int Words(JsonElement settings, JsonElement key) =>
        key.TryGetProperty("tokens", out var tokens)
        && tokens is { ValueKind: JsonValueKind.Array }
        && tokens.GetArrayLength() > 0
            ? tokens.GetArrayLength()
            : settings
                .GetProperty("sentence")
                .GetString()!
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Length;

    private static (int Start, int End)? PartOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object
        && Number(part, "startToken") is { } start
        && Number(part, "endToken") is { } end
            ? (start, end)
            : null;

    private static int? Number(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var number)
        && number.ValueKind == JsonValueKind.Number
        && number.TryGetInt32(out var value)
            ? value
            : null;
}
