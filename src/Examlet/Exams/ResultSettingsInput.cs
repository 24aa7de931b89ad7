using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Examlet.Http;
using Microsoft.OpenApi;

namespace Examlet.Exams;

/// <summary>When results are shown, and what of them, as it is sent.</summary>
public sealed partial record ResultSettingsInput(
    [property: JsonForm(JsonSchemaType.String, "`at-hand-in`, `manual` or a time with its zone.")] JsonElement? Release,
    [property: JsonForm(
        JsonSchemaType.Array | JsonSchemaType.Null,
        "Some of `score`, `points`, `answers`, `comments`, `feedback`, `key`."
    )]
        JsonElement? Show
)
{
    /// <summary>The settings; null when nothing was sent, and for what gets an entry in <paramref name="errors"/>.
    /// </summary>
    public static ResultSettings? Checked(ResultSettingsInput? input, InputErrors errors)
    {
        if (input is null)
        {
            return null;
        }

        var release = input.Release is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        if (
            release is not (ResultSettings.AtHandIn or ResultSettings.Manual)
            && (release is null || TimeOf(release) is null)
        )
        {
            errors.Add(
                "settings.results.release",
                $"`settings.results.release` must be `{ResultSettings.AtHandIn}`, `{ResultSettings.Manual}` or a time "
                    + "with its zone, such as 2026-06-01T12:00:00Z."
            );
        }

        var show = ShownIn(input.Show);
        if (show is null)
        {
            errors.Add(
                "settings.results.show",
                $"`settings.results.show` must be a list of some of: {string.Join(", ", ResultSettings.Parts)}."
            );
        }

        return release is null || show is null ? null : new ResultSettings(release, show);
    }

    /// <summary>The instant of a time with a zone; null for any other text.</summary>
    internal static DateTimeOffset? TimeOf(string text) =>
        Zoned().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private static List<string>? ShownIn(JsonElement? show)
    {
        if (show is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
        {
            return [];
        }

        if (show.Value.ValueKind != JsonValueKind.Array || show.Value.GetArrayLength() > ResultSettings.Parts.Count)
        {
            return null;
        }

        var parts = show
            .Value.EnumerateArray()
            .Select(part => part.ValueKind == JsonValueKind.String ? part.GetString()! : "")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return parts.TrueForAll(part => ResultSettings.Parts.Contains(part, StringComparer.Ordinal)) ? parts : null;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}(Z|[+-]\d{2}:\d{2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Zoned();
}

/// <summary>A step of the scale of marks, as it is sent.</summary>
public sealed record GradeStepInput(
    [property: JsonForm(JsonSchemaType.Number, "Percent of the points, from 0 to 100.")] JsonElement? From,
    [property: JsonForm(JsonSchemaType.String, "What it is called.")] JsonElement? Label
)
{
    private const int MaxSteps = 50;
    private const int MaxLabel = 50;

    /// <summary>The scale from the lowest percent to the highest; null when nothing was sent, and for what gets an
    /// entry in <paramref name="errors"/>.</summary>
    public static IReadOnlyList<GradeStep>? Checked(IReadOnlyList<GradeStepInput?>? steps, InputErrors errors)
    {
        if (steps is null)
        {
            return null;
        }

        if (steps.Count is 0 or > MaxSteps)
        {
            errors.Add("settings.gradeScale", $"`settings.gradeScale` must be a list of 1 to {MaxSteps} steps.");
            return null;
        }

        var read = new List<GradeStep>(steps.Count);
        for (var i = 0; i < steps.Count; i++)
        {
            var (from, label) = (FromOf(steps[i]), LabelOf(steps[i]));
            var path = $"settings.gradeScale[{i}]";
            if (from is null || read.Exists(step => step.From == from))
            {
                errors.Add($"{path}.from", $"`{path}.from` must be a percentage from 0 to 100, each once.");
            }

            if (label is null)
            {
                errors.Add($"{path}.label", $"`{path}.label` must be a text of 1 to {MaxLabel} characters.");
            }

            if (from is not null && label is not null)
            {
                read.Add(new GradeStep(from.Value, label));
            }
        }

        return [.. read.OrderBy(step => step.From)];
    }

    private static double? FromOf(GradeStepInput? step) =>
        step?.From is { ValueKind: JsonValueKind.Number } number
        && number.TryGetDouble(out var from)
        && from is >= 0 and <= 100
            ? from
            : null;

    private static string? LabelOf(GradeStepInput? step) =>
        step?.Label is { ValueKind: JsonValueKind.String } text
        && text.GetString() is { Length: > 0 and <= MaxLabel } label
        && !string.IsNullOrWhiteSpace(label)
            ? label
            : null;
}
