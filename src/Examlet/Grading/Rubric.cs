using System.Text.Json;
using System.Text.Json.Serialization;

namespace Examlet.Grading;

/// <summary>A level of a criterion, with its points on the scale of the question (4 decimal places).</summary>
public sealed record RubricLevel(string Id, string? Title, decimal Points)
{
    /// <summary>The points as the author wrote them.</summary>
    [JsonIgnore]
    public decimal AuthorPoints { get; init; }
}

/// <summary>A criterion and its levels, in the author's order.</summary>
public sealed record RubricCriterion(string Id, string? Title, IReadOnlyList<RubricLevel> Levels);

/// <summary>
/// What a person grades a question by: its maximum, and its criteria. The points of levels are multiplied so that the
/// best levels add up to the maximum; they are all 0 when the author's best levels add up to 0. Pure.
/// </summary>
public sealed record Rubric(decimal MaxPoints, IReadOnlyList<RubricCriterion> Criteria)
{
    /// <summary>The rubric of a question. A criterion or a level without an ID is called by its place, from
    /// 0.</summary>
    public static Rubric Of(JsonElement? scoring, double maxPoints)
    {
        var max = (decimal)maxPoints;
        if (
            scoring is not { ValueKind: JsonValueKind.Object } given
            || !given.TryGetProperty("criteria", out var criteria)
            || criteria.ValueKind != JsonValueKind.Array
        )
        {
            return new Rubric(max, []);
        }

        var read = criteria.EnumerateArray().Select(Read).ToList();
        var best = BestOf(read);
        return new Rubric(max, [.. read.Select(criterion => Scaled(criterion, max, best))]);
    }

    /// <summary>The points of a choice of levels, with 4 decimal places; null if a criterion has no level in
    /// it.</summary>
    public decimal? PointsOf(IReadOnlyDictionary<string, string> levels)
    {
        var sum = 0m;
        foreach (var criterion in Criteria)
        {
            if (
                !levels.TryGetValue(criterion.Id, out var chosen)
                || criterion.Levels.FirstOrDefault(level => level.Id == chosen) is not { } level
            )
            {
                return null;
            }

            sum += level.AuthorPoints;
        }

        return Share(sum, MaxPoints, BestOf(Criteria));
    }

    private static decimal BestOf(IEnumerable<RubricCriterion> criteria) =>
        criteria.Sum(criterion => criterion.Levels.Select(level => level.AuthorPoints).DefaultIfEmpty().Max());

    private static decimal Share(decimal points, decimal max, decimal best) =>
        best == 0 ? 0 : Rounded(max * points / best);

    /// <summary>With 4 decimal places, half away from zero.</summary>
    public static decimal Rounded(decimal points) => Math.Round(points, 4, MidpointRounding.AwayFromZero);

    private static RubricCriterion Read(JsonElement criterion, int at) =>
        new(
            Text(criterion, "id") ?? at.ToString(),
            Text(criterion, "title"),
            criterion.ValueKind == JsonValueKind.Object
            && criterion.TryGetProperty("levels", out var levels)
            && levels.ValueKind == JsonValueKind.Array
                ? [.. levels.EnumerateArray().Select(ReadLevel)]
                : []
        );

    private static RubricLevel ReadLevel(JsonElement level, int at) =>
        new(Text(level, "id") ?? at.ToString(), Text(level, "title"), Points: 0)
        {
            AuthorPoints =
                level.ValueKind == JsonValueKind.Object
                && level.TryGetProperty("points", out var points)
                && Examlet.Questions.Points.Number(points) is { } number
                    ? Math.Max(0, number)
                    : 0,
        };

    private static RubricCriterion Scaled(RubricCriterion criterion, decimal max, decimal best) =>
        criterion with
        {
            Levels =
            [
                .. criterion.Levels.Select(level => level with { Points = Share(level.AuthorPoints, max, best) }),
            ],
        };

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
