using System.Globalization;
using System.Text.RegularExpressions;
using Examlet.Http;

namespace Examlet.Exams;

/// <summary>When results are shown, and what of them, as it is sent.</summary>
public sealed partial record ResultSettingsInput(string? Release, IReadOnlyList<string?>? Show)
{
    /// <summary>The settings; null when nothing was sent, and for what gets an entry in
    /// <paramref name="errors"/>.</summary>
    public static ResultSettings? Checked(ResultSettingsInput? input, InputErrors errors)
    {
        if (input is null)
        {
            return null;
        }

        if (
            input.Release is not (ResultSettings.AtHandIn or ResultSettings.Manual)
            && (input.Release is null || TimeOf(input.Release) is null)
        )
        {
            errors.Add(
                "settings.results.release",
                $"`settings.results.release` must be `{ResultSettings.AtHandIn}`, `{ResultSettings.Manual}` or a time "
                    + "with its zone, such as 2026-06-01T12:00:00Z."
            );
            return null;
        }

        var show = (input.Show ?? []).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (
            input.Show?.Contains(null) == true
            || !show.TrueForAll(part => ResultSettings.Parts.Contains(part, StringComparer.Ordinal))
        )
        {
            errors.Add(
                "settings.results.show",
                $"`settings.results.show` must be a list of some of: {string.Join(", ", ResultSettings.Parts)}."
            );
            return null;
        }

        return new ResultSettings(input.Release, show);
    }

    /// <summary>The instant of a time with a zone; null for any other text.</summary>
    internal static DateTimeOffset? TimeOf(string text) =>
        Zoned().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}(Z|[+-]\d{2}:\d{2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Zoned();
}

/// <summary>A step of the scale of marks, as it is sent.</summary>
public sealed record GradeStepInput(double? From, string? Label)
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

        if (
            steps.Count is 0 or > MaxSteps
            || steps.Any(step =>
                step is not { From: >= 0 and <= 100, Label: { Length: > 0 and <= MaxLabel } label }
                || string.IsNullOrWhiteSpace(label)
            )
            || steps.Select(step => step!.From).Distinct().Count() != steps.Count
        )
        {
            errors.Add(
                "settings.gradeScale",
                $"`settings.gradeScale` must be a list of 1 to {MaxSteps} steps, each with `from` (a percentage from 0 "
                    + $"to 100, each once) and `label` (at most {MaxLabel} characters)."
            );
            return null;
        }

        return [.. steps.Select(step => new GradeStep(step!.From!.Value, step.Label!)).OrderBy(step => step.From)];
    }
}
