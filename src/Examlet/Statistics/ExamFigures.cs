namespace Examlet.Statistics;

/// <summary>Part of the histogram: sessions from one percentage up to the next; the last bin includes 100.</summary>
public sealed record HistogramBin(int From, int To, int Sessions);

/// <summary>
/// How a class did (docs/statistics.md has every formula and its source). Pure.
/// </summary>
public sealed record ExamFigures(
    double? MaxPoints,
    Spread Points,
    Spread? Percent,
    Reliability Reliability,
    IReadOnlyList<HistogramBin> Histogram,
    int? Passed
)
{
    private const int Bins = 10;

    /// <summary>The figures of at least two students; null for fewer.</summary>
    /// <param name="table">What each got.</param>
    /// <param name="passMark">In percent, or null.</param>
    public static ExamFigures? Of(ScoreTable table, double? passMark = null)
    {
        if (table.Count < 2)
        {
            return null;
        }

        var total = new Sums();
        var maxima = new HashSet<long>();
        foreach (var student in table.Students)
        {
            total.Add(student.Points);
            maxima.Add(student.Max);
        }

        var points = Spread.Of(
            [.. table.Students.Select(student => Sums.Points(student.Points))],
            total.Mean!.Value,
            total.Deviation
        );
        return new ExamFigures(
            maxima.Count == 1 ? (double)Sums.Points(maxima.Single()) : null,
            points,
            PercentOf(table),
            Reliability.Of(table, points.Sd!.Value),
            HistogramOf(table),
            passMark is { } mark ? table.Students.Count(student => IsPassed(student, (decimal)mark)) : null
        );
    }

    private static bool IsPassed((long Points, long Max, long Unclipped) student, decimal mark) =>
        student.Points * 100m >= mark * student.Max;

    /// <summary>Of the students whose questions give points at all.</summary>
    private static Spread? PercentOf(ScoreTable table)
    {
        var percents = table
            .Students.Where(student => student.Max > 0)
            .Select(student => student.Points * 100m / student.Max)
            .ToList();
        if (percents.Count < 2)
        {
            return null;
        }

        var mean = (double)percents.Average();
        var squares = percents.Sum(percent => ((double)percent - mean) * ((double)percent - mean));
        return Spread.Of(percents, mean, Math.Sqrt(squares / (percents.Count - 1)));
    }

    private static List<HistogramBin> HistogramOf(ScoreTable table)
    {
        var counts = new int[Bins];
        foreach (var student in table.Students.Where(student => student.Max > 0))
        {
            counts[(int)Math.Clamp(student.Points * Bins / student.Max, 0, Bins - 1)]++;
        }

        return [.. counts.Select((sessions, i) => new HistogramBin(i * Bins, (i + 1) * Bins, sessions))];
    }
}

/// <summary>
/// Cronbach's alpha over the questions that every student had, and the standard error of measurement. Without an alpha
/// <c>Reason</c> says why: <c>fewer-than-two-questions</c> or <c>no-variance</c>.
/// </summary>
public sealed record Reliability(double? Alpha, double? Sem, int Questions, string? Reason)
{
    public const string FewQuestions = "fewer-than-two-questions";
    public const string NoVariance = "no-variance";

    internal static Reliability Of(ScoreTable table, double deviation)
    {
        var shared = table.Columns.Where(column => column.Entries.Count == table.Count).ToList();
        if (shared.Count < 2)
        {
            return new Reliability(Alpha: null, Sem: null, shared.Count, FewQuestions);
        }

        var (sums, ofItems) = (new long[table.Count], (Int128)0);
        foreach (var column in shared)
        {
            var item = new Sums();
            foreach (var entry in column.Entries)
            {
                item.Add(entry.Points);
                sums[entry.Student] += entry.Points;
            }

            ofItems += item.Spread;
        }

        var total = new Sums();
        foreach (var sum in sums)
        {
            total.Add(sum);
        }

        if (total.Spread == 0)
        {
            return new Reliability(Alpha: null, Sem: null, shared.Count, NoVariance);
        }

        var k = (double)shared.Count;
        var alpha = k / (k - 1) * (1 - ((double)ofItems / (double)total.Spread));
        return new Reliability(alpha, deviation * Math.Sqrt(1 - alpha), shared.Count, Reason: null);
    }
}
