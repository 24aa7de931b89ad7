namespace Examlet.Statistics;

/// <summary>The middle and the width of a class. A quartile lies between two values in proportion (Hyndman and Fan's
/// seventh), so that the median of an even number is the mean of the middle two.</summary>
public sealed record Spread(double Mean, double? Sd, double Median, double Min, double Max, double Q1, double Q3)
{
    /// <summary>Of values that are at least one.</summary>
    internal static Spread Of(IReadOnlyList<decimal> values, double mean, double? deviation)
    {
        var sorted = values.Order().ToList();
        return new Spread(
            mean,
            deviation,
            At(sorted, 0.5m),
            (double)sorted[0],
            (double)sorted[^1],
            At(sorted, 0.25m),
            At(sorted, 0.75m)
        );
    }

    private static double At(List<decimal> sorted, decimal part)
    {
        var place = (sorted.Count - 1) * part;
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return (double)(sorted[below] + ((place - below) * (sorted[above] - sorted[below])));
    }
}
