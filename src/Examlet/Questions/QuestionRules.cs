using System.Globalization;
using System.Text.Json;
using Examlet.Http;

namespace Examlet.Questions;

/// <summary>
/// Checks the settings of one question against its type, and its scoring (<see cref="ScoringRules"/>). Unknown settings
/// are kept and ignored. Errors go into <paramref name="errors"/> under <paramref name="path"/>.
/// <paramref name="budget"/> pays for the work; a spent budget ends the check.
/// </summary>
internal sealed class QuestionRules(
    Question question,
    QuestionType type,
    Expressions expressions,
    string path,
    InputErrors errors,
    CheckBudget budget
)
{
    private const int MaxTitle = 2000;
    private const int MaxHtml = 1 << 20;
    private const int MaxEntries = 1000;
    private const int MaxAlternatives = 100;
    private const int CharactersAStep = 100;

    private JsonElement Settings => question.Settings;

    public void Check()
    {
        Fields.CheckText($"{path}.title", question.Title, MaxTitle, errors);
        Fields.CheckText($"{path}.description", question.Description, MaxHtml, errors);
        if (question.Description is { Length: <= MaxHtml } description)
        {
            Say($"{path}.description", HtmlError($"{path}.description", [description]));
        }

        var areRight = true;
        foreach (var setting in type.Settings.Where(_ => !budget.IsSpent))
        {
            areRight &= Say($"{path}.settings.{setting.Id}", ErrorIn(setting));
        }

        // A check looks at several settings: it has nothing to say before each is right by itself.
        if (areRight && type.Checks.Count > 0)
        {
            CheckTogether();
        }

        new ScoringRules(question, type, $"{path}.scoring", errors, budget).Check();
    }

    /// <summary>A text as it stands in a message.</summary>
    internal static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private bool Say(string at, string? error)
    {
        if (error is not null)
        {
            errors.Add(at, $"`{at}` {error}");
        }

        return error is null;
    }

    private string? ErrorIn(QuestionSetting setting)
    {
        budget.Spend(1);
        if (!Settings.TryGetProperty(setting.Id, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return setting.Required || (setting.RequiredUnless is { } other && !Settings.TryGetProperty(other, out _))
                ? "is required for this type."
                : null;
        }

        var error = setting.Type switch
        {
            "string" when setting.Alternatives => AlternativesError(value),
            "string" => value.ValueKind == JsonValueKind.String ? null : "must be a text.",
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false.",
            "number" => NumberError(setting, value),
            "enum" => EnumError(setting, value),
            "string-array" => ListError(setting, value),
            _ => null,
        };
        return error
            ?? OneOfError(setting, value)
            ?? (
                setting.Student == "html"
                    ? HtmlError($"{path}.settings.{setting.Id}", TypedKey.Alternatives(value))
                    : null
            )
            ?? LookError(setting, value)
            ?? KeyError(setting, value);
    }

    private void CheckTogether()
    {
        var settings = type.Comparable(Settings);
        foreach (
            var check in type.Checks.Where(check =>
                Settings.TryGetProperty(check.Setting, out var value)
                && value.ValueKind != JsonValueKind.Null
                && !budget.IsSpent
            )
        )
        {
            Say(
                $"{path}.settings.{check.Setting}",
                check.Rule is { } rule ? SettingRules.ErrorIn(rule, settings, budget) : ConditionError(check, settings)
            );
        }
    }

    private string? ConditionError(SettingCheck check, JsonElement settings)
    {
        try
        {
            return expressions.Evaluate(check.Condition!, Json.Write(new { settings }), budget) == "true"
                ? null
                : check.Otherwise;
        }
        catch (JsonataException error)
        {
            // Who ran out of budget is told so for the whole request; one expression over its own limit is too much as
            // well.
            budget.Spend(error.IsLimit ? budget.Left : 0);
            return budget.IsSpent ? null : check.Otherwise;
        }
    }

    private static string? NumberError(QuestionSetting setting, JsonElement value)
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

    private static string? EnumError(QuestionSetting setting, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && setting.Options.Any(option => option.Value == value.GetString())
            ? null
            : $"must be one of: {string.Join(", ", setting.Options.Select(option => $"\"{option.Value}\""))}.";

    private string? ListError(QuestionSetting setting, JsonElement value)
    {
        if (
            value.ValueKind != JsonValueKind.Array
            || value
                .EnumerateArray()
                .Any(entry =>
                    entry.ValueKind != JsonValueKind.String
                    && !(setting.Alternatives && entry.ValueKind == JsonValueKind.Array)
                )
        )
        {
            return setting.Alternatives
                ? "must be a list, each entry a text or a list of texts."
                : "must be a list of texts.";
        }

        var count = value.GetArrayLength();
        budget.Spend(count);
        if (count < setting.Min)
        {
            return $"must have at least {Text(setting.Min.Value)} entries.";
        }

        if (count > (setting.Max ?? MaxEntries))
        {
            return $"must have at most {Text(setting.Max ?? MaxEntries)} entries.";
        }

        return setting.Alternatives
            ? value.EnumerateArray().Select(AlternativesError).FirstOrDefault(error => error is not null)
            : null;
    }

    private string? AlternativesError(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            budget.Spend(value.GetArrayLength());
            if (value.GetArrayLength() > MaxAlternatives)
            {
                return $"must have at most {MaxAlternatives} alternatives.";
            }
        }

        return
            value.ValueKind == JsonValueKind.String
            || (
                value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String)
            )
            ? null
            : "must be a text, or a list of texts each of which is right.";
    }

    private string? OneOfError(QuestionSetting setting, JsonElement value)
    {
        if (
            setting.OneOf is not { } other
            || !Settings.TryGetProperty(other, out var list)
            || list.ValueKind != JsonValueKind.Array
        )
        {
            return null;
        }

        budget.Spend(list.GetArrayLength());
        var allowed = TypedKey.Alternatives(list).ToHashSet(StringComparer.Ordinal);
        return
            TypedKey.Alternatives(value).FirstOrDefault(entry => entry.Length > 0 && !allowed.Contains(entry))
                is { } missing
            ? $"is \"{Short(missing)}\", which is not among the `{other}`; write it exactly as it stands there."
            : null;
    }

    private string? HtmlError(string at, IEnumerable<string> texts) => HtmlError(at, texts, errors, budget);

    /// <summary>The error in texts of HTML. A picture that would not be shown is a warning.</summary>
    internal static string? HtmlError(string at, IEnumerable<string> texts, InputErrors errors, CheckBudget budget)
    {
        var hasPictureOverHttp = false;
        foreach (var text in texts.TakeWhile(_ => !budget.IsSpent))
        {
            budget.SpendOnHtml(text);
            if (AuthorHtml.ErrorIn(text) is { } error)
            {
                return error;
            }

            hasPictureOverHttp |= AuthorHtml.HasPictureOverHttp(text);
        }

        if (hasPictureOverHttp)
        {
            errors.Warn(
                new InputWarning(
                    at,
                    "picture-over-http",
                    $"`{at}` has a picture at an http: address. The page shows pictures from https: "
                        + "addresses only: students read its alternative text instead."
                )
            );
        }

        return null;
    }

    /// <summary>
    /// The error for entries that a student cannot tell apart: one would be right and the other wrong.
    /// </summary>
    private string? LookError(QuestionSetting setting, JsonElement value)
    {
        if (!setting.Unique)
        {
            return null;
        }

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in TypedKey.Alternatives(value).TakeWhile(_ => !budget.IsSpent))
        {
            budget.SpendOnHtml(entry);
            var look = EntryLook.Of(entry, setting.Student == "html");
            if (!seen.TryAdd(look, entry))
            {
                return seen[look] == entry
                    ? $"has the entry \"{Short(entry)}\" twice; each entry must be different."
                    : $"has the entries \"{Short(seen[look])}\" and \"{Short(entry)}\", which look the same "
                        + "to a student; each entry must look different.";
            }
        }

        return null;
    }

    /// <summary>The error for a key that no answer can equal: it is empty, or longer than an answer may be.</summary>
    private string? KeyError(QuestionSetting setting, JsonElement value)
    {
        if (type.Typed != QuestionType.AsText || !setting.Key)
        {
            return null;
        }

        var form = TypedKey.FormOf(Settings);
        double? most =
            setting.Within is { } within
            && Settings.TryGetProperty(within, out var limit)
            && limit.ValueKind == JsonValueKind.Number
                ? limit.GetDouble()
                : null;
        foreach (var text in TypedKey.Alternatives(value).TakeWhile(_ => !budget.IsSpent))
        {
            budget.Spend(1 + (text.Length / CharactersAStep));
            if (
                setting.Type == "string"
                && string.IsNullOrWhiteSpace(form(text))
                && (text.Length > 0 || value.ValueKind == JsonValueKind.Array)
            )
            {
                return "has nothing in it that can be seen: no answer can equal it. Give the right answer, or "
                    + "leave the field out.";
            }

            if (Math.Min(TypedText.LengthOf(text.Trim()), TypedText.LengthOf(form(text))) > most)
            {
                return $"is \"{Short(text)}\", which has more characters than the {Text(most!.Value)} of "
                    + $"`{setting.Within}`: no answer is meant to equal it.";
            }
        }

        return null;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
