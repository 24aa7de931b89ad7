using System.Text.Json;

namespace Examlet.Questions;

/// <summary>
/// What each option of a choice is worth: <c>scoring.weights</c>, in the order of the options. Weights that no check
/// let through count as not given. Immutable.
/// </summary>
internal sealed class ChoiceWeights
{
    private readonly Dictionary<string, decimal> _byOption = new(StringComparer.Ordinal);
    private readonly bool _isOneOption;

    private ChoiceWeights(IReadOnlyList<string> options, IReadOnlyList<decimal> weights, bool isOneOption, decimal max)
    {
        foreach (var (option, weight) in options.Zip(weights))
        {
            _byOption.TryAdd(option, weight);
        }

        (_isOneOption, Max) = (isOneOption, max);
    }

    /// <summary>The largest sum of a choice that the question allows.</summary>
    public decimal Max { get; }

    /// <summary>The weights of a question; null without any.</summary>
    public static ChoiceWeights? Of(Question question, QuestionType type)
    {
        if (question.Scoring is not { } scoring || !scoring.TryGetProperty("weights", out var given))
        {
            return null;
        }

        return Read(given, question.Settings, type, out var error) is { } weights && error is null ? weights : null;
    }

    /// <summary>The error in <c>weights</c>, as the end of a sentence; null if there is none.</summary>
    public static string? ErrorIn(JsonElement weights, JsonElement settings, QuestionType type)
    {
        Read(weights, settings, type, out var error);
        return error;
    }

    /// <summary>The sum of the weights of the chosen options, each once, of <see cref="Max"/>.</summary>
    public Share ShareOf(JsonElement value)
    {
        var chosen =
            _isOneOption && value.ValueKind == JsonValueKind.Array
                ? []
                : TypedKey.Alternatives(value).Distinct(StringComparer.Ordinal);
        return Share.Of(chosen.Sum(option => _byOption.GetValueOrDefault(option)), Max);
    }

    private static ChoiceWeights? Read(JsonElement given, JsonElement settings, QuestionType type, out string? error)
    {
        error = null;
        if (given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (type.Settings.FirstOrDefault(setting => setting is { Key: true, OneOf: not null }) is not { } key)
        {
            error = "is for questions whose answer is chosen from `options`; leave it out here.";
            return null;
        }

        List<decimal?> numbers =
            given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray().Select(Points.Number)] : [null];
        if (numbers.Exists(number => number is null))
        {
            error = $"must be a list of numbers, each from -{Points.Largest} to {Points.Largest}.";
            return null;
        }

        List<string> options = settings.TryGetProperty(key.OneOf!, out var list)
            ? [.. TypedKey.Alternatives(list)]
            : [];
        if (options.Count != numbers.Count)
        {
            error = $"has {numbers.Count} numbers; give one for each of the {options.Count} `{key.OneOf}`.";
            return null;
        }

        List<decimal> weights = [.. numbers.OfType<decimal>()];
        var isOneOption = key.Type == "string";
        var max = isOneOption ? weights.Append(0).Max() : LargestSum(weights, settings);
        if (max <= 0)
        {
            error = "gives no choice more than 0: at least one option must be worth more than that.";
            return null;
        }

        return new ChoiceWeights(options, weights, isOneOption, max);
    }

    /// <summary>The largest sum of as many options as <c>minChoices</c> and <c>maxChoices</c> allow.</summary>
    private static decimal LargestSum(List<decimal> weights, JsonElement settings)
    {
        var most = Math.Min(Count(settings, "maxChoices") ?? weights.Count, weights.Count);
        var fewest = Math.Min(Count(settings, "minChoices") ?? 0, most);
        return weights
            .OrderDescending()
            .Take(most)
            .Index()
            .Where(entry => entry.Index < fewest || entry.Item > 0)
            .Sum(entry => entry.Item);
    }

    private static int? Count(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var count)
        && count.ValueKind == JsonValueKind.Number
        && count.TryGetInt32(out var number)
        && number >= 0
            ? number
            : null;
}
