namespace Examlet.Statistics;

/// <summary>The group of a student by their rest score: everything but this question.</summary>
internal enum Group
{
    Middle,
    Upper,
    Lower,
}

/// <summary>The figures of one question over the students who had it. Pure.</summary>
/// <param name="N">The number of students who had it.</param>
/// <param name="MaxPoints">Null when students had it with different maxima.</param>
/// <param name="Mean">In points.</param>
/// <param name="Sd">With n − 1; null for fewer than two.</param>
/// <param name="P">The mean over the maximum; null for a question worth 0.</param>
/// <param name="ItemRest">The correlation with the rest score; null when one of them does not vary.</param>
public sealed record ItemFigures(int N, double? MaxPoints, double? Mean, double? Sd, double? P, double? ItemRest)
{
    /// <summary>Fewer students make no groups: a group would be one or two people.</summary>
    public const int LeastForGroups = 10;

    /// <summary>Kelley's share of each group.</summary>
    private const double GroupShare = 0.27;

    internal static ItemFigures Of(ScoreTable table, ScoreColumn column)
    {
        var (points, max, maxima) = (new Sums(), new Sums(), new HashSet<long>());
        foreach (var entry in column.Entries)
        {
            points.Add(entry.Points);
            max.Add(entry.Max);
            maxima.Add(entry.Max);
        }

        return new ItemFigures(
            points.Count,
            maxima.Count == 1 ? (double)Sums.Points(maxima.Single()) : null,
            points.Mean,
            points.Deviation,
            points.Over(max),
            Sums.Correlation([.. column.Entries.Select(entry => (entry.Points, table.RestOf(entry)))])
        );
    }

    /// <summary>
    /// The upper and the lower 27 % by rest score, by the student's place. Who has the same rest score as the last of a
    /// group is in it too, so that no order decides. Null for fewer than ten students, and when the two would overlap.
    /// </summary>
    internal static IReadOnlyDictionary<int, Group>? GroupsOf(ScoreTable table, ScoreColumn column)
    {
        if (column.Entries.Count < LeastForGroups)
        {
            return null;
        }

        var rests = column.Entries.Select(table.RestOf).Order().ToList();
        var size = (int)Math.Round(rests.Count * GroupShare, MidpointRounding.AwayFromZero);
        var (lower, upper) = (rests[size - 1], rests[^size]);
        return upper <= lower
            ? null
            : column.Entries.ToDictionary(
                entry => entry.Student,
                entry =>
                    table.RestOf(entry) is var rest && rest >= upper ? Group.Upper
                    : rest <= lower ? Group.Lower
                    : Group.Middle
            );
    }
}
