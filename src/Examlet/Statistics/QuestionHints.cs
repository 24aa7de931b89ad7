namespace Examlet.Statistics;

/// <summary>A reason to look at a question again; <c>Option</c> is the number of the option that it is about.</summary>
public sealed record QuestionHint(string Kind, int? Option = null);

/// <summary>Says when the figures of a question ask for a second look. docs/statistics.md has the rules.
/// Pure.</summary>
internal static class QuestionHints
{
    /// <summary>Strong students preferred a wrong option to a right one: is the key right?</summary>
    public const string Key = "key";

    /// <summary>A wrong option drew more of the strong students than of the weak ones.</summary>
    public const string DrawsStrong = "draws-strong";

    /// <summary>Who did well on the rest did worse on this question.</summary>
    public const string Negative = "negative";

    /// <summary>Hardly anybody chose a wrong option.</summary>
    public const string Unused = "unused";

    private const int LeastForUnused = 20;
    private const double UsedShare = 0.05;

    /// <param name="item">The figures of the question.</param>
    /// <param name="options">Its options; null for a question that is no choice.</param>
    /// <param name="groups">The students of the two groups; null without groups.</param>
    public static IReadOnlyList<QuestionHint> Of(
        ItemFigures item,
        IReadOnlyList<OptionShare>? options,
        IReadOnlyDictionary<int, Group>? groups
    )
    {
        var wrong = (options ?? []).Where(option => option.Correct == false).ToList();
        var hints = new List<QuestionHint>();
        if (groups is not null && wrong.Count > 0 && options!.Any(option => option.Correct == true))
        {
            var right = options!.Where(option => option.Correct == true).Min(option => option.Upper!.Value);
            var upper = groups.Values.Count(group => group == Group.Upper);
            var lower = groups.Values.Count(group => group == Group.Lower);
            hints.AddRange(
                wrong
                    .Select(option =>
                        option.Upper > right && option.Upper * lower >= option.Lower * upper
                            ? new QuestionHint(Key, option.Number)
                        : option.Upper >= 2 && option.Upper * lower > option.Lower * upper
                            ? new QuestionHint(DrawsStrong, option.Number)
                        : null
                    )
                    .OfType<QuestionHint>()
            );
        }

        if (item.N >= ItemFigures.LeastForGroups && item.ItemRest < -1 / Math.Sqrt(item.N - 1))
        {
            hints.Add(new QuestionHint(Negative));
        }

        if (item.N >= LeastForUnused)
        {
            hints.AddRange(
                wrong
                    .Where(option => option.Sessions < UsedShare * item.N)
                    .Select(option => new QuestionHint(Unused, option.Number))
            );
        }

        return hints;
    }
}
