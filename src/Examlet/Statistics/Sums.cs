namespace Examlet.Statistics;

/// <summary>
/// Sums of points in ten-thousandths, the places that points have. They are exact: their order does not matter, and
/// points that are all the same have no variance at all. Pure.
/// </summary>
internal struct Sums
{
    /// <summary>One point in ten-thousandths.</summary>
    public const long Unit = 10_000;

    private Int128 _sum;
    private Int128 _squares;

    public int Count { get; private set; }

    /// <summary>Points in ten-thousandths, rounded half away from zero.</summary>
    public static long Exact(double points) =>
        (long)Math.Round((decimal)points * Unit, 0, MidpointRounding.AwayFromZero);

    /// <summary>Points that were exact, as a number.</summary>
    public static decimal Points(long exact) => (decimal)exact / Unit;

    public void Add(long exact)
    {
        Count++;
        _sum += exact;
        _squares += (Int128)exact * exact;
    }

    /// <summary>Null without a value.</summary>
    public readonly double? Mean => Count == 0 ? null : (double)_sum / Count / Unit;

    /// <summary>Σ(x − mean)² times the count: zero exactly when all are the same.</summary>
    public readonly Int128 Spread => (Count * _squares) - (_sum * _sum);

    /// <summary>The standard deviation with n − 1; null for fewer than two values.</summary>
    public readonly double? Deviation =>
        Count < 2 ? null : Math.Sqrt((double)Spread / ((double)Count * (Count - 1))) / Unit;

    /// <summary>Pearson's correlation of pairs; null when one side does not vary.</summary>
    public static double? Correlation(IReadOnlyList<(long X, long Y)> pairs)
    {
        var (x, y, products) = (new Sums(), new Sums(), (Int128)0);
        foreach (var pair in pairs)
        {
            x.Add(pair.X);
            y.Add(pair.Y);
            products += (Int128)pair.X * pair.Y;
        }

        if (x.Spread == 0 || y.Spread == 0)
        {
            return null;
        }

        var shared = (double)((pairs.Count * products) - (x._sum * y._sum));
        return Math.Clamp(shared / (Math.Sqrt((double)x.Spread) * Math.Sqrt((double)y.Spread)), -1, 1);
    }

    /// <summary>The sum of the values over the sum of <paramref name="most"/>; null when that is zero.</summary>
    public readonly double? Over(Sums most) => most._sum == 0 ? null : (double)_sum / (double)most._sum;
}
