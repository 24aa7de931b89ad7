using System.Text.Json;
using Examlet.Http;

namespace Examlet.Questions;

/// <summary>Brings a typed answer or key into the form in which it is compared, text by text. Pure.</summary>
internal static class TypedKey
{
    private const string Exact = "exact";
    private const string CaseInsensitive = "exactValuesCaseInsensitive";

    /// <summary>
    /// The form for these settings: <c>exact</c> skips all but NFC and line ends, <c>exactValuesCaseInsensitive</c>
    /// folds capitals.
    /// </summary>
    public static Func<string, string> FormOf(JsonElement settings)
    {
        if (IsOn(settings, Exact))
        {
            return TypedText.Exact;
        }

        var foldsCase = IsOn(settings, CaseInsensitive);
        return text => TypedText.Normalize(text, foldsCase);
    }

    /// <summary>Each text of a value in that form: a text, a list of texts, or a list of lists; anything else as it
    /// is.</summary>
    public static JsonElement Each(JsonElement value, Func<string, string> form) =>
        value.ValueKind switch
        {
            JsonValueKind.String => JsonSerializer.SerializeToElement(form(value.GetString()!), Json.Options),
            JsonValueKind.Array => JsonSerializer.SerializeToElement(
                value.EnumerateArray().Select(entry => Each(entry, form)),
                Json.Options
            ),
            _ => value,
        };

    /// <summary>The alternatives of a key: the text itself, or the texts of the list.</summary>
    public static IEnumerable<string> Alternatives(JsonElement key) =>
        key.ValueKind switch
        {
            JsonValueKind.String => [key.GetString()!],
            JsonValueKind.Array => key.EnumerateArray()
                .Where(entry => entry.ValueKind == JsonValueKind.String)
                .Select(entry => entry.GetString()!),
            _ => [],
        };

    private static bool IsOn(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
}
