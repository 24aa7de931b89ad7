using System.Globalization;
using System.Text.Json;
using Examlet.Exams;
using Examlet.Http;

namespace Examlet.QuestionTypes;

/// <summary>Checks a question against what its type says of its settings, and its scoring against contract §8. Unknown settings are kept and ignored. Pure.</summary>
internal static class QuestionRules
{
    private const int MaxTitle = 2000;
    private const int MaxHtml = 1 << 20;
    private const int MaxEntries = 1000;
    private const double MaxPoints = 1_000_000;

    public static void Check(Question question, QuestionType type, Expressions expressions, string path, InputErrors errors)
    {
        Fields.CheckText($"{path}.title", question.Title, MaxTitle, errors);
        Fields.CheckText($"{path}.description", question.Description, MaxHtml, errors);
        if (question.Description is { Length: <= MaxHtml } description && AuthorHtml.Fault(description) is { } fault)
        {
            errors.Add($"{path}.description", $"`{path}.description` {fault}");
        }

        foreach (var setting in type.Settings)
        {
            CheckSetting(setting, question.Settings, $"{path}.settings.{setting.Id}", errors);
        }

        // A check looks at several settings: it has nothing to say before each is right by itself.
        foreach (var check in type.Checks.Where(_ => !errors.ByPath.Keys.Any(field => field.StartsWith($"{path}.settings.", StringComparison.Ordinal))))
        {
            CheckTogether(check, question.Settings, expressions, $"{path}.settings.{check.Setting}", errors);
        }

        if (question.Scoring is { } scoring)
        {
            CheckScoring(scoring, $"{path}.scoring", errors);
        }
    }

    private static void CheckSetting(QuestionSetting setting, JsonElement settings, string path, InputErrors errors)
    {
        if (!settings.TryGetProperty(setting.Id, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (setting.Required || (setting.RequiredUnless is { } other && !settings.TryGetProperty(other, out _)))
            {
                errors.Add(path, $"`{path}` is required for this type.");
            }

            return;
        }

        var fault = setting.Type switch
        {
            "string" => value.ValueKind == JsonValueKind.String ? null : "must be a text.",
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false.",
            "number" => NumberFault(setting, value),
            "enum" => EnumFault(setting, value),
            "string-array" => ListFault(setting, value),
            _ => null,
        };
        fault ??= OneOfFault(setting, value, settings) ?? HtmlFault(setting, value);
        if (fault is not null)
        {
            errors.Add(path, $"`{path}` {fault}");
        }
    }

    private static void CheckTogether(SettingCheck check, JsonElement settings, Expressions expressions, string path, InputErrors errors)
    {
        try
        {
            if (expressions.Evaluate(check.Condition, Json.Write(new { settings })) != "true")
            {
                errors.Add(path, $"`{path}` {check.Otherwise}");
            }
        }
        catch (JsonataException)
        {
            errors.Add(path, $"`{path}` {check.Otherwise}");
        }
    }

    private static string? NumberFault(QuestionSetting setting, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number))
        {
            return "must be a number.";
        }

        if (number < setting.Min)
        {
            return $"must be at least {Text(setting.Min.Value)}.";
        }

        return number > setting.Max ? $"must be at most {Text(setting.Max.Value)}." : null;
    }

    private static string? EnumFault(QuestionSetting setting, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && setting.Options.Any(option => option.Value == value.GetString())
            ? null
            : $"must be one of: {string.Join(", ", setting.Options.Select(option => $"\"{option.Value}\""))}.";

    private static string? ListFault(QuestionSetting setting, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.String))
        {
            return "must be a list of texts.";
        }

        var entries = value.EnumerateArray().Select(entry => entry.GetString()!).ToList();
        if (entries.Count < setting.Min)
        {
            return $"must have at least {Text(setting.Min.Value)} entries.";
        }

        if (entries.Count > (setting.Max ?? MaxEntries))
        {
            return $"must have at most {Text(setting.Max ?? MaxEntries)} entries.";
        }

        var twice = entries.GroupBy(entry => entry, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return setting.Unique && twice is not null ? $"has the entry \"{Short(twice.Key)}\" twice; each entry must be different." : null;
    }

    private static string? OneOfFault(QuestionSetting setting, JsonElement value, JsonElement settings)
    {
        if (setting.OneOf is not { } other || !settings.TryGetProperty(other, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var allowed = list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!).ToHashSet(StringComparer.Ordinal);
        var given = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(entry => entry.GetString()!) : [value.GetString()!];
        return given.FirstOrDefault(entry => entry.Length > 0 && !allowed.Contains(entry)) is { } missing
            ? $"is \"{Short(missing)}\", which is not among the `{other}`; write it exactly as it stands there."
            : null;
    }

    private static string? HtmlFault(QuestionSetting setting, JsonElement value)
    {
        if (setting.Student != "html")
        {
            return null;
        }

        var texts = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(entry => entry.GetString()!) : [value.GetString()!];
        return texts.Select(AuthorHtml.Fault).FirstOrDefault(fault => fault is not null);
    }

    private static void CheckScoring(JsonElement scoring, string path, InputErrors errors)
    {
        CheckPoints(scoring, path, errors);
        if (!scoring.TryGetProperty("criteria", out var criteria) || criteria.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (!IsListOfObjects(criteria))
        {
            errors.Add($"{path}.criteria", $"`{path}.criteria` must be a list of criteria.");
            return;
        }

        var i = 0;
        foreach (var criterion in criteria.EnumerateArray())
        {
            var at = $"{path}.criteria[{i++}].levels";
            if (!criterion.TryGetProperty("levels", out var levels) || !IsListOfObjects(levels))
            {
                errors.Add(at, $"`{at}` must be a list of levels with their `points`.");
                continue;
            }

            var j = 0;
            foreach (var level in levels.EnumerateArray())
            {
                CheckPoints(level, $"{at}[{j++}]", errors);
            }
        }
    }

    private static void CheckPoints(JsonElement owner, string path, InputErrors errors)
    {
        if (owner.TryGetProperty("points", out var points) && points.ValueKind != JsonValueKind.Null
            && !(points.ValueKind == JsonValueKind.Number && points.TryGetDouble(out var number) && number is >= 0 and <= MaxPoints))
        {
            errors.Add($"{path}.points", $"`{path}.points` must be a number, 0 or more.");
        }
    }

    private static bool IsListOfObjects(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Object);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
