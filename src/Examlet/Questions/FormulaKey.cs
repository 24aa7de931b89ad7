using System.Text.Json;
using Examlet.Formulas;

namespace Examlet.Questions;

/// <summary>A formula and its key, as the settings of a question have it. Pure.</summary>
internal static class FormulaKey
{
    private const string Key = "correctAnswer";
    private const string Equivalence = "equivalence";
    private const string EqualValue = "equal-value";

    /// <returns>Null when it cannot be read, so that a person has to judge it.</returns>
    public static bool? Judge(JsonElement settings, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.String
            ? FormulaAnswer.IsRight(answer.GetString()!, KeysOf(settings), EquivalenceOf(settings))
            : false;

    /// <summary>The answer, in the spelling of the key where it means the same: then the condition of the type, which
    /// compares texts, is true.</summary>
    public static JsonElement Spelled(JsonElement settings, JsonElement answer) =>
        Judge(settings, answer) == true ? JsonSerializer.SerializeToElement(KeysOf(settings)[0]) : answer;

    private static List<string> KeysOf(JsonElement settings) =>
        settings.TryGetProperty(Key, out var key) ? [.. TypedKey.Alternatives(key)] : [];

    private static Equivalence EquivalenceOf(JsonElement settings) =>
        settings.TryGetProperty(Equivalence, out var given)
        && given.ValueKind == JsonValueKind.String
        && given.ValueEquals(EqualValue)
            ? Formulas.Equivalence.EqualValue
            : Formulas.Equivalence.SameForm;
}
