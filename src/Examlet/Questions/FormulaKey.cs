using System.Text.Json;
using Examlet.Formulas;

namespace Examlet.Questions;

/// <summary>Compares a formula with the key in a question's settings. Pure.</summary>
internal static class FormulaKey
{
    private const string Key = "correctAnswer";
    private const string Equivalence = "equivalence";
    private const string EqualValue = "equal-value";

    /// <returns>Null if it cannot be read. Then a person has to judge it.</returns>
    public static bool? Judge(JsonElement settings, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.String
            ? FormulaAnswer.IsRight(answer.GetString()!, KeysOf(settings), EquivalenceOf(settings))
            : false;

    /// <summary>
    /// The answer, in the spelling of the key if it means the same. Then the type's condition, which compares texts, is
    /// true.
    /// </summary>
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
