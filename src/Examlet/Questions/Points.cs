using System.Text.Json;

namespace Examlet.Questions;

/// <summary>The most points of a question (contract §8).</summary>
public static class Points
{
    /// <summary>
    /// <c>scoring.points</c> where they are given; else the sum over the criteria of each one's best level; else 1,
    /// whoever scores it. A text to read gives none. <paramref name="rules"/> are the rules that the session began on
    /// (<see cref="ExamRules"/>).
    /// </summary>
    public static double MaxOf(Question question, QuestionType type, int rules = ExamRules.Current)
    {
        if (rules <= ExamRules.Second)
        {
            return MaxUnderSecond(question, type);
        }

        if (!type.TakesAnswer)
        {
            return 0;
        }

        if (question.Scoring is { } scoring && Number(scoring) is { } points)
        {
            return points;
        }

        var criteria = Criteria(question.Scoring);
        return criteria.Count > 0 ? Sum(criteria.Select(Best)) : 1;
    }

    /// <summary>
    /// The points of the second rules. Criteria do not count beside a right answer. A question that a person grades
    /// gives none without points and criteria.
    /// </summary>
    private static double MaxUnderSecond(Question question, QuestionType type)
    {
        var points = question.Scoring is { } scoring ? Number(scoring) : null;
        if (type.HasKey(question.Settings, ExamRules.Second))
        {
            return points ?? 1;
        }

        var criteria = Criteria(question.Scoring);
        return criteria.Count > 0 ? Sum(criteria.Select(Best)) : points ?? (type.ResponseProcessing is null ? 0 : 1);
    }

    /// <summary>The sum as a person would write it: three times 0.1 is 0.3.</summary>
    public static double Sum(IEnumerable<double> points) => (double)points.Sum(p => (decimal)p);

    private static List<JsonElement> Criteria(JsonElement? scoring) =>
        scoring is { } given
        && given.TryGetProperty("criteria", out var criteria)
        && criteria.ValueKind == JsonValueKind.Array
            ? [.. criteria.EnumerateArray()]
            : [];

    private static double Best(JsonElement criterion) =>
        criterion.TryGetProperty("levels", out var levels)
        && levels.ValueKind == JsonValueKind.Array
        && levels.GetArrayLength() > 0
            ? levels.EnumerateArray().Max(level => Number(level) ?? 0)
            : 0;

    private static double? Number(JsonElement owner) =>
        owner.TryGetProperty("points", out var points) && points.ValueKind == JsonValueKind.Number
            ? points.GetDouble()
            : null;
}
