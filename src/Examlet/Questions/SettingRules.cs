using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Examlet.Questions;

/// <summary>
/// Rules on settings that need a program rather than an expression. Each rule compares with a set, so its work grows
/// with the input and not with its square. A type names a rule in <c>checks</c>. A rule gives the error as the end of a
/// sentence about the setting, or null. Pure.
/// </summary>
internal static partial class SettingRules
{
    private const double MaxLines = 100;

    private static readonly FrozenDictionary<string, Func<JsonElement, CheckBudget, string?>> ByName = new Dictionary<
        string,
        Func<JsonElement, CheckBudget, string?>
    >(StringComparer.Ordinal)
    {
        ["blanks"] = EntryForEachBlank,
        ["dates"] = Dates,
        ["lines"] = Lines,
        ["pairs-told-apart"] = PairRules.ToldApart,
        ["pairs-of-lists"] = PairRules.OfLists,
        ["pairs-written"] = PairRules.Written,
        ["pictures"] = Pictures,
        ["sentence-parts"] = SentenceParts.ErrorIn,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names that <c>rule</c> may have.</summary>
    public static IReadOnlyList<string> Names => [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <param name="rule">One of <see cref="Names"/>.</param>
    /// <param name="settings">The settings of a question, its key in the form in which it is compared.</param>
    /// <param name="budget">Pays for the work.</param>
    public static string? ErrorIn(string rule, JsonElement settings, CheckBudget budget) =>
        ByName[rule](settings, budget);

    /// <summary>
    /// <c>correctAnswer</c> has an entry for each blank of <c>text</c>, and at least one entry is not empty: an empty
    /// answer counts as none.
    /// </summary>
    private static string? EntryForEachBlank(JsonElement settings, CheckBudget budget)
    {
        var text = settings.GetProperty("text").GetString()!;
        budget.SpendOnHtml(text);
        var key = settings.GetProperty("correctAnswer");
        if (key.GetArrayLength() != Blanks.CountIn(text))
        {
            return "must have one entry for each ___ of the `text`.";
        }

        if (
            key.EnumerateArray()
                .Any(entry => entry is { ValueKind: JsonValueKind.Array } && entry.GetArrayLength() == 0)
        )
        {
            return "has an entry that is an empty list: give at least one text that is right there.";
        }

        return key.EnumerateArray().SelectMany(TypedKey.Alternatives).All(string.IsNullOrWhiteSpace)
            ? "must have a word for at least one blank: an empty answer is never right."
            : null;
    }

    /// <summary>The page's fields can make each alternative of <c>correctAnswer</c>.</summary>
    private static string? Dates(JsonElement settings, CheckBudget budget)
    {
        var isDate =
            settings.TryGetProperty("dateType", out var asked)
            && asked is { ValueKind: JsonValueKind.String }
            && asked.GetString() == "full-date";
        foreach (
            var text in TypedKey.Alternatives(settings.GetProperty("correctAnswer")).Where(text => text.Length > 0)
        )
        {
            budget.Spend(1);
            if (isDate ? !IsDay(text) : !Year().IsMatch(text))
            {
                return isDate
                    ? "must be a day that there is, written as year, month and day, such as 1925-02-03: no "
                        + "answer can equal it otherwise."
                    : "must be a year in digits, such as 1925, before Christ with a minus, such as -44: no "
                        + "answer can equal it otherwise.";
            }
        }

        return null;
    }

    /// <summary>A day of the Gregorian calendar: before the year 1 the leap years go on as they do after it.</summary>
    private static bool IsDay(string text)
    {
        if (Day().Match(text) is not { Success: true } read)
        {
            return false;
        }

        var (year, month, day) = (Number(read, "year"), Number(read, "month"), Number(read, "day"));
        var inCycle = (((year % 400) + 400) % 400) + 400; // the calendar repeats itself every 400 years
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(inCycle, month);
    }

    /// <summary><c>initialLines</c> is a list of lines, or how many empty ones there are.</summary>
    private static string? Lines(JsonElement settings, CheckBudget budget)
    {
        var lines = settings.GetProperty("initialLines");
        if (lines.ValueKind == JsonValueKind.Number)
        {
            return lines.TryGetDouble(out var count) && count >= 0 && count <= MaxLines && double.IsInteger(count)
                ? null
                : "must be a whole number of lines from 0 to 100.";
        }

        if (lines.ValueKind != JsonValueKind.Array || lines.GetArrayLength() > MaxLines)
        {
            return "must be a list of at most 100 texts, or how many empty lines there are.";
        }

        budget.Spend(lines.GetArrayLength());
        return lines.EnumerateArray().All(line => line.ValueKind == JsonValueKind.String)
            ? null
            : "must be a list of texts, or how many empty lines there are.";
    }

    /// <summary>The page's policy loads every picture of <c>options</c>: nothing could stand in its place.</summary>
    private static string? Pictures(JsonElement settings, CheckBudget budget)
    {
        var options = settings.GetProperty("options");
        budget.Spend(options.GetArrayLength());
        return
            TypedKey
                .Alternatives(options)
                .FirstOrDefault(option => option.Trim().StartsWith("http:", StringComparison.OrdinalIgnoreCase))
                is { } picture
            ? $"has \"{QuestionRules.Short(picture)}\": the page shows pictures from https: addresses only, "
                + "so that no student would see it. Give an https: address or a data: URI."
            : null;
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^-?[0-9]{1,6}\z", RegexOptions.None, 1000)]
    private static partial Regex Year();

    /// <summary>The page writes a year after Christ with four digits at least.</summary>
    [GeneratedRegex(
        @"^(?<year>[0-9]{4,6}|-[0-9]{1,6})-(?<month>[0-9]{2})-(?<day>[0-9]{2})\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Day();
}
