using System.Text;
using System.Text.Json;
using Examlet.Http;

namespace Examlet.EmbedSessions;

/// <summary>The rules for the presets of staff flows. Pure.</summary>
internal static class StaffPresets
{
    private const int MaxRubricBytes = 64 << 10;

    /// <summary>Checks the presets that the flow knows; others are kept as they are.</summary>
    public static void Check(CreateEmbedSession input, InputErrors errors)
    {
        if (input.Flow == EmbedSession.TakeExam || input.Presets is not { ValueKind: JsonValueKind.Object } presets)
        {
            return;
        }

        if (input.AllowedAncestors is { Count: > 0 })
        {
            errors.Add("allowedAncestors", "`allowedAncestors` is for `take-exam`: a page of staff has one frame.");
        }

        CheckKind(presets, "questionId", [JsonValueKind.String], "a text: the ID of a question", errors);
        CheckKind(presets, "sessionId", [JsonValueKind.String], "a text: the ID of an exam session", errors);
        CheckKind(presets, "anonymous", [JsonValueKind.True, JsonValueKind.False], "true or false", errors);
        CheckKind(presets, "showDoneButton", [JsonValueKind.True, JsonValueKind.False], "true or false", errors);
        CheckKind(presets, "rubric", [JsonValueKind.Object], "a JSON object in the form of `scoring`", errors);
    }

    /// <summary>True for a rubric that may be stored: an object of at most 64 KiB that can be written.</summary>
    public static bool IsRubric(JsonElement? rubric) =>
        rubric is { ValueKind: JsonValueKind.Object } given
        && Encoding.UTF8.GetByteCount(given.GetRawText()) <= MaxRubricBytes
        && Json.IsStorable(given);

    /// <summary>A text of the presets; null when it is not there.</summary>
    public static string? Text(CreateEmbedSession input, string name) =>
        input.Presets is { ValueKind: JsonValueKind.Object } presets
        && presets.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static void CheckKind(
        JsonElement presets,
        string name,
        JsonValueKind[] kinds,
        string form,
        InputErrors errors
    )
    {
        if (
            presets.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
            && !kinds.Contains(value.ValueKind)
        )
        {
            errors.Add($"presets.{name}", $"`presets.{name}` must be {form}.");
        }
    }
}
