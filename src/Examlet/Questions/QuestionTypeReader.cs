using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Examlet.Http;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Examlet.Questions;

/// <summary>Reads <c>question-type.yml</c> and <c>question-type.json</c>.</summary>
public static partial class QuestionTypeReader
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithAttemptingUnquotedStringTypeDeserialization()
        .WithDuplicateKeyChecking()
        .Build();
    private static readonly JsonSerializerOptions Strict = new(Json.Options) { RespectNullableAnnotations = true };
    private static readonly string[] SettingTypes = ["enum", "string", "string-array", "number", "boolean", "custom"];

    /// <exception cref="FormatException">
    /// The text is no such file. The message names the file and the error in it.
    /// </exception>
    public static QuestionType Read(string fileName, string text)
    {
        try
        {
            var json = fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? text : FromYaml(fileName, text);
            var type = JsonSerializer.Deserialize<QuestionType>(json, Strict) ?? throw new JsonException("it is null.");
            return ErrorIn(type) is { } error ? throw new FormatException($"{fileName}: {error}") : type;
        }
        catch (Exception error)
            when (error is JsonException or YamlException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"{fileName}: {error.Message}", error);
        }
    }

    private static string FromYaml(string fileName, string text) =>
        YamlShape.ErrorIn(text) is { } error
            ? throw new FormatException($"{fileName}: {error}")
            : Json.Write(ToJson(Yaml.Deserialize<object>(text)));

    private static JsonNode? ToJson(object? yaml) =>
        yaml switch
        {
            IDictionary<object, object?> map => new JsonObject(
                map.Select(entry => KeyValuePair.Create(entry.Key.ToString()!, ToJson(entry.Value)))
            ),
            IList<object?> list => new JsonArray([.. list.Select(ToJson)]),
            null => null,
            _ => JsonSerializer.SerializeToNode(yaml, yaml.GetType()),
        };

    private static string? ErrorIn(QuestionType type)
    {
        if (
            type.Settings.Any(setting => setting is null || setting.Options.Any(option => option is null))
            || type.Checks.Any(check => check is null)
            || type.Aliases.Any(alias => alias is null)
            || type.ResponseProcessing?.Earlier?.Any(earlier => earlier is null) == true
            || type.ResponseProcessing?.TestCases?.Any(test => test is null) == true
        )
        {
            return "a list in it has an entry that is null.";
        }

        if (!LongName().IsMatch(type.Id))
        {
            return $"`id` is `{type.Id}`; write it as a.b.c.";
        }

        if (type.EnforcePosition is not (null or "start" or "end"))
        {
            return $"`enforcePosition` is `{type.EnforcePosition}`; write start or end.";
        }

        if (type.Words is { } words && !AnswerWords.Ways.Contains(words, StringComparer.Ordinal))
        {
            return $"`words` is `{words}`; write one of {string.Join(", ", AnswerWords.Ways)}.";
        }

        var names = type.Settings.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        if (type.Checks.FirstOrDefault(check => !names.Contains(check.Setting)) is { } stray)
        {
            return $"`checks` names the setting `{stray.Setting}`, which is not there.";
        }

        if (
            type.Checks.FirstOrDefault(check =>
                check
                    is { Rule: null, Condition: null }
                        or { Condition: not null, Otherwise: null }
                        or { Condition: not null, Rule: not null }
            ) is
            { } half
        )
        {
            return $"the check of the setting `{half.Setting}` must have `condition` and `otherwise`, or `rule`.";
        }

        if (
            type.Checks.FirstOrDefault(check => check.Rule is { } rule && !SettingRules.Names.Contains(rule)) is
            { } check
        )
        {
            return $"the check of the setting `{check.Setting}` has the rule `{check.Rule}`; write one of "
                + $"{string.Join(", ", SettingRules.Names)}.";
        }

        if (type.ResponseProcessing?.Parts is { } parts && !AnswerParts.Names.Contains(parts, StringComparer.Ordinal))
        {
            return $"`parts` is `{parts}`; write one of {string.Join(", ", AnswerParts.Names)}.";
        }

        if (type.Typed is not (null or QuestionType.AsText or QuestionType.AsFormula))
        {
            return $"`typed` is `{type.Typed}`; write {QuestionType.AsText} or {QuestionType.AsFormula}.";
        }

        if (
            type.Aliases.FirstOrDefault(alias => alias is null || !LongName().IsMatch(alias) || alias == type.Id) is
            { } odd
        )
        {
            return $"`aliases` has `{odd}`; write other names as a.b.c.";
        }

        return type.Settings.Select(setting => ErrorIn(setting, names)).FirstOrDefault(error => error is not null);
    }

    private static string? ErrorIn(QuestionSetting setting, HashSet<string> names)
    {
        if (!SettingTypes.Contains(setting.Type, StringComparer.Ordinal))
        {
            return $"the setting `{setting.Id}` has the type `{setting.Type}`; write one of "
                + $"{string.Join(", ", SettingTypes)}.";
        }

        if (setting is { Key: true, Student: not null, Shuffled: false })
        {
            return $"the setting `{setting.Id}` is a key: it cannot be shown to a student, unless it is a list "
                + "whose order is the answer and has `shuffled: true`.";
        }

        if (setting.Student is not (null or "plain" or "html"))
        {
            return $"the setting `{setting.Id}` has `student: {setting.Student}`; write plain or html.";
        }

        var isText = setting.Type is "string" or "string-array";
        if (!isText && (setting.Student == "html" || setting.OneOf is not null))
        {
            return $"the setting `{setting.Id}` is a {setting.Type}: `student: html` and `oneOf` are for string "
                + "and string-array.";
        }

        if ((setting.ShuffledBy is not null || setting.Shuffled) && setting.Type != "string-array")
        {
            return $"the setting `{setting.Id}` is a {setting.Type}: only a string-array has entries to shuffle.";
        }

        if (setting.Default is { ValueKind: not JsonValueKind.Null } value && !Fits(setting.Type, value))
        {
            return $"the setting `{setting.Id}` is a {setting.Type}, and its `default` is not.";
        }

        if (setting is { ShownAs: not null, Student: null })
        {
            return $"the setting `{setting.Id}` has `shownAs` but not `student`: nobody would get it.";
        }

        if (setting is { Alternatives: true } && !isText)
        {
            return $"the setting `{setting.Id}` is a {setting.Type}: `alternatives` is for string and string-array.";
        }

        if (setting is { MayBeNothing: true } and not { Key: true, Type: "string-array" })
        {
            return $"the setting `{setting.Id}` has `mayBeNothing`, which is for a key that is a string-array.";
        }

        if (setting.FilledIn is { ValueKind: not JsonValueKind.Null } filled && !Fits(setting.Type, filled))
        {
            return $"the setting `{setting.Id}` is a {setting.Type}, and its `filledIn` is not.";
        }

        return
            new[] { setting.OneOf, setting.ShuffledBy, setting.RequiredUnless, setting.Within }.FirstOrDefault(name =>
                name is not null && !names.Contains(name)
            )
                is { } missing
            ? $"the setting `{setting.Id}` names the setting `{missing}`, which is not there."
            : null;
    }

    private static bool Fits(string type, JsonElement value) =>
        type switch
        {
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "number" => value.ValueKind == JsonValueKind.Number,
            "string-array" => value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String),
            "string" or "enum" => value.ValueKind == JsonValueKind.String,
            _ => true,
        };

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+){2}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LongName();
}
