using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Pages;

/// <summary>The player's texts by language: <c>src/player/locales/*.json</c> and the translations of the question
/// types, inlined into the page; the monitor's likewise.</summary>
public sealed class PlayerMessages(QuestionTypeCatalog types)
{
    /// <summary>How JSON is written that stands in HTML: no character of it can end the script.</summary>
    public static readonly JsonSerializerOptions InPage = new(Json.Options) { Encoder = JavaScriptEncoder.Default };

    public const string Fallback = "en";
    private readonly Dictionary<string, JsonObject> _player = Load("locales/");
    private readonly Dictionary<string, JsonObject> _monitor = Load("monitor-locales/");
    private readonly Dictionary<string, JsonObject> _staff = Load("staff-locales/");
    private readonly Dictionary<string, Dictionary<string, JsonObject>> _staffPages = new(StringComparer.Ordinal)
    {
        ["grading"] = Load("grading-locales/"),
        ["results"] = Load("results-locales/"),
        ["rubric"] = Load("rubric-locales/"),
    };
    private readonly ConcurrentDictionary<string, string> _merged = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Locales => _player.Keys;

    /// <summary>
    /// The nearest supported language: <c>nl-BE</c> becomes <c>nl</c>, an unknown language <c>en</c>.
    /// </summary>
    public string Nearest(string? tag)
    {
        for (
            var part = tag;
            !string.IsNullOrEmpty(part);
            part = part.Contains('-', StringComparison.Ordinal) ? part[..part.LastIndexOf('-')] : null
        )
        {
            if (
                _player.Keys.FirstOrDefault(locale => locale.Equals(part, StringComparison.OrdinalIgnoreCase)) is
                { } found
            )
            {
                return found;
            }
        }

        return Fallback;
    }

    public static string DirectionOf(string locale) =>
        CultureInfo.GetCultureInfo(locale).TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>The texts of a language that <see cref="Nearest"/> gave, as a JSON object that may stand in HTML:
    /// <c>player</c> and one object per question type; what is missing is English.
    /// </summary>
    public string JsonOf(string locale) => _merged.GetOrAdd(locale, named => Merge(named).ToJsonString(InPage));

    /// <summary>One of the player's own texts, in a language that <see cref="Nearest"/> gave.</summary>
    public string Text(string locale, string key) =>
        (_player[locale][key] ?? _player[Fallback][key])!.GetValue<string>();

    /// <summary>The monitor's texts in a language that <see cref="Nearest"/> gave, as <c>{ "monitor": { … } }</c>; what
    /// is missing is English.</summary>
    public JsonObject OfMonitor(string locale) =>
        new() { ["monitor"] = Over(_monitor[Fallback], _monitor.GetValueOrDefault(locale) ?? []) };

    /// <summary>The texts of a staff page (<c>grading</c>, <c>results</c>, <c>rubric</c>) in a language that
    /// <see cref="Nearest"/> gave, as <c>{ "staff": { … } }</c>: what all of these pages say, the names of mathematics,
    /// and the page's own; what is missing is English.</summary>
    public JsonObject OfStaff(string page, string locale)
    {
        var mathematics = new JsonObject();
        foreach (var (key, text) in Over(_player[Fallback], _player[locale]))
        {
            if (key.StartsWith("math", StringComparison.Ordinal) || key is "hour" or "minute" or "second")
            {
                mathematics[key] = text?.DeepClone();
            }
        }

        var own = _staffPages[page];
        var shared = Over(_staff[Fallback], _staff.GetValueOrDefault(locale) ?? []);
        var texts = Over(own[Fallback], own.GetValueOrDefault(locale) ?? []);
        return new() { ["staff"] = Over(Over(mathematics, shared), texts) };
    }

    private JsonObject Merge(string locale)
    {
        var messages = new JsonObject { ["player"] = Over(_player[Fallback], _player[locale]) };
        foreach (var type in types.All)
        {
            var texts = new JsonObject();
            foreach (var (key, byLanguage) in type.Translations)
            {
                if ((byLanguage.GetValueOrDefault(locale) ?? byLanguage.GetValueOrDefault(Fallback)) is { } text)
                {
                    texts[key] = text;
                }
            }

            if (texts.Count > 0)
            {
                messages[type.Name] = texts;
            }
        }

        return messages;
    }

    private static JsonObject Over(JsonObject basis, JsonObject top)
    {
        var merged = (JsonObject)basis.DeepClone();
        foreach (var (key, value) in top)
        {
            merged[key] =
                value is JsonObject inner && basis[key] is JsonObject under ? Over(under, inner) : value?.DeepClone();
        }

        return merged;
    }

    private static Dictionary<string, JsonObject> Load(string prefix)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(
                name => Path.GetFileNameWithoutExtension(name[prefix.Length..]),
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    return (JsonObject)JsonNode.Parse(stream)!;
                },
                StringComparer.OrdinalIgnoreCase
            );
    }
}
