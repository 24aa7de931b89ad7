using System.Text.Json;

namespace Examlet.Questions;

/// <summary>The points of a question (contract §8).</summary>
public static class Points
{
    private const int Places = 4;

    /// <summary>The largest number of points that a question or one of its parts may say.</summary>
    internal const int Largest = 1_000_000;

    /// <summary>
    /// The most points of a question, with four places: <c>scoring.points</c> where they are given; else the largest
    /// sum of its weights; else the sum over the criteria of each one's best level; else 1, whoever scores it. A text
    /// to read gives none. <paramref name="rules"/> are the rules that the session began on (<see cref="ExamRules"/>).
    /// </summary>
    public static double MaxOf(Question question, QuestionType type, int rules = ExamRules.Current) =>
        rules <= ExamRules.Second ? MaxUnderSecond(question, type)
        : rules <= ExamRules.Third ? MaxUnderThird(question, type)
        : Rounded(ExactMaxOf(question, type));

    /// <summary>The most points of a question as its author wrote them.</summary>
    internal static decimal ExactMaxOf(Question question, QuestionType type) =>
        !type.TakesAnswer ? 0
        : NumberIn(question.Scoring, "points") is { } points ? points
        : ChoiceWeights.Of(question, type) is { } weights ? weights.Max
        : Criteria(question.Scoring) is { Count: > 0 } criteria ? criteria.Sum(ExactBest)
        : 1;

    /// <summary>What is taken off for an answer of which nothing is right: from 0 to the most points.</summary>
    internal static decimal PenaltyOf(Question question, decimal max) =>
        Math.Clamp(NumberIn(question.Scoring, "penalty") ?? 0, 0, max);

    /// <summary>With four places, half away from zero.</summary>
    internal static double Rounded(decimal points)
    {
        var rounded = (double)Math.Round(points, Places, MidpointRounding.AwayFromZero);
        return rounded == 0 ? 0 : rounded; // never "-0"
    }

    /// <summary>A number as it is written in JSON; null for anything else.</summary>
    internal static decimal? Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var about) && Math.Abs(about) <= Largest
            ? number.TryGetDecimal(out var exact)
                ? exact
                : (decimal)about
            : null;

    /// <summary>
    /// The points of the third rules: <c>scoring.points</c>, else the criteria, else 1.
    /// </summary>
    private static double MaxUnderThird(Question question, QuestionType type)
    {
        if (!type.TakesAnswer)
        {
            return 0;
        }

        if (question.Scoring is { } scoring && Number(scoring, "points") is { } points)
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
        var points = question.Scoring is { } scoring ? Number(scoring, "points") : null;
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

    private static List<JsonElement> LevelsOf(JsonElement criterion) =>
        criterion.TryGetProperty("levels", out var levels) && levels.ValueKind == JsonValueKind.Array
            ? [.. levels.EnumerateArray()]
            : [];

    private static decimal ExactBest(JsonElement criterion) =>
        LevelsOf(criterion).Select(level => NumberIn(level, "points") ?? 0).Append(0).Max();

    private static double Best(JsonElement criterion) =>
        LevelsOf(criterion).Select(level => Number(level, "points") ?? 0).Append(0).Max();

    private static decimal? NumberIn(JsonElement? owner, string name) =>
        owner is { } given && given.TryGetProperty(name, out var number) ? Number(number) : null;

    private static double? Number(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number
            ? number.GetDouble()
            : null;
}
