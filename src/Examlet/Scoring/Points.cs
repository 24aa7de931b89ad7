using System.Text.Json;
using Examlet.Exams;
using Examlet.QuestionTypes;

namespace Examlet.Scoring;

/// <summary>How many points a question gives at most (contract §8).</summary>
public static class Points
{
    /// <summary>
    /// <c>scoring.points</c> (default 1) where there is a right answer to compare with; otherwise the sum over the criteria of each one's best level,
    /// or <c>scoring.points</c> where there are no criteria (default 1 for a type that could have a right answer, 0 for one that cannot).
    /// </summary>
    public static double MaxOf(Question question, QuestionType type)
    {
        var points = question.Scoring is { } scoring ? Number(scoring) : null;
        if (type.HasKey(question.Settings))
        {
            return points ?? 1;
        }

        var criteria = Criteria(question.Scoring);
        if (criteria.Count > 0)
        {
            return Sum(criteria.Select(Best));
        }

        return points ?? (type.ResponseProcessing is null ? 0 : 1);
    }

    /// <summary>The sum as a person would write it: three times 0.1 is 0.3.</summary>
    public static double Sum(IEnumerable<double> points) => (double)points.Sum(p => (decimal)p);

    private static List<JsonElement> Criteria(JsonElement? scoring) =>
        scoring is { } given && given.TryGetProperty("criteria", out var criteria) && criteria.ValueKind == JsonValueKind.Array ? [.. criteria.EnumerateArray()] : [];

    private static double Best(JsonElement criterion) =>
        criterion.TryGetProperty("levels", out var levels) && levels.ValueKind == JsonValueKind.Array && levels.GetArrayLength() > 0
            ? levels.EnumerateArray().Max(level => Number(level) ?? 0)
            : 0;

    private static double? Number(JsonElement owner) =>
        owner.TryGetProperty("points", out var points) && points.ValueKind == JsonValueKind.Number ? points.GetDouble() : null;
}
