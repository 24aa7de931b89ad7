using CsCheck;
using Examlet.ExamSessions;
using Examlet.Statistics;

namespace Examlet.Tests.Statistics;

/// <summary>The figures of random classes against the textbook's formulas, written down once more with plain
/// numbers.</summary>
public sealed class SecondFiguresTests
{
    private const double Near = 1e-7;

    private static readonly Gen<double?[][]> AnyClass = Gen.Select(Gen.Int[2, 40], Gen.Int[1, 8], Gen.Bool)
        .SelectMany(
            (students, questions, isRagged) =>
                Gen.Frequency(
                        (isRagged ? 1 : 0, Gen.Const((double?)null)),
                        (6, Gen.Int[0, 4].Select(quarters => (double?)(quarters / 4d))),
                        (1, Gen.Int[-10_000, 10_000].Select(exact => (double?)(exact / 10_000d)))
                    )
                    .Array[questions]
                    .Array[students]
        );

    [Fact]
    public void The_figures_are_those_of_the_textbook() =>
        AnyClass.Sample(students =>
        {
            var scores = students.Select(student => Classes.Score(student)).ToList();
            var figures = ExamFigures.Of(Classes.Table(scores))!;
            var totals = scores.Select(score => score.Points).ToArray();

            figures.Points.Mean.ShouldBe(totals.Average(), Near);
            figures.Points.Sd!.Value.ShouldBe(Math.Sqrt(Variance(totals)), Near);
            figures.Points.Median.ShouldBe(Median(totals), Near);
            var shared = Enumerable
                .Range(0, students[0].Length)
                .Where(q => students.All(student => student[q] is not null))
                .ToArray();
            Alpha(students, shared, figures.Reliability, figures.Points.Sd.Value);
        });

    [Fact]
    public void Every_question_is_as_hard_and_as_telling_as_the_textbook_says() =>
        AnyClass.Sample(students =>
        {
            var table = Classes.Table(students.Select(student => Classes.Score(student)));
            for (var q = 0; q < students[0].Length; q++)
            {
                var had = students.Where(student => student[q] is not null).ToList();
                if (had.Count == 0)
                {
                    continue;
                }

                var points = had.Select(student => student[q]!.Value).ToArray();
                var rest = had.Select(student => student.Where((_, i) => i != q).Sum(got => got ?? 0)).ToArray();
                var item = table.Item(q);

                item.N.ShouldBe(had.Count);
                item.P!.Value.ShouldBe(points.Average(), Near);
                Same(item.ItemRest, Pearson(points, rest));
            }
        });

    [Fact]
    public void The_order_of_the_students_does_not_matter() =>
        AnyClass.Sample(students =>
        {
            var scores = students.Select(student => Classes.Score(student)).ToList();
            var (one, other) = (Classes.Table(scores), Classes.Table(Enumerable.Reverse(scores)));

            ExamFigures.Of(one)!.Reliability.ShouldBe(ExamFigures.Of(other)!.Reliability);
            ExamFigures.Of(one)!.Points.ShouldBe(ExamFigures.Of(other)!.Points);
            scores[0].Questions.ShouldAllBe(q => SameItem(one, other, q));
        });

    private static bool SameItem(ScoreTable one, ScoreTable other, QuestionScore question) =>
        ItemFigures.Of(one, one.Of(question.QuestionId)!) == ItemFigures.Of(other, other.Of(question.QuestionId)!);

    private static void Alpha(double?[][] students, int[] shared, Reliability given, double sd)
    {
        given.Questions.ShouldBe(shared.Length);
        var sums = students.Select(student => shared.Sum(q => student[q]!.Value)).ToArray();
        if (shared.Length < 2 || Variance(sums) < 1e-12)
        {
            given.Alpha.ShouldBeNull();
            given.Reason.ShouldBe(shared.Length < 2 ? "fewer-than-two-questions" : "no-variance");
            return;
        }

        var k = (double)shared.Length;
        var items = shared.Sum(q => Variance([.. students.Select(student => student[q]!.Value)]));
        var alpha = k / (k - 1) * (1 - (items / Variance(sums)));
        given.Alpha!.Value.ShouldBe(alpha, Near * Math.Max(1, Math.Abs(alpha)));
        given.Sem!.Value.ShouldBe(sd * Math.Sqrt(1 - alpha), Near * Math.Max(1, Math.Abs(alpha)));
    }

    private static void Same(double? given, double? expected)
    {
        given.HasValue.ShouldBe(expected.HasValue);
        (given ?? 0).ShouldBe(expected ?? 0, Near);
    }

    private static double Variance(double[] x) =>
        x.Sum(value => (value - x.Average()) * (value - x.Average())) / (x.Length - 1);

    private static double Median(double[] x)
    {
        var sorted = x.Order().ToArray();
        return x.Length % 2 == 1 ? sorted[x.Length / 2] : (sorted[(x.Length / 2) - 1] + sorted[x.Length / 2]) / 2;
    }

    private static double? Pearson(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var (xx, yy) = (x.Sum(v => (v - meanX) * (v - meanX)), y.Sum(v => (v - meanY) * (v - meanY)));
        return xx < 1e-12 || yy < 1e-12
            ? null
            : x.Zip(y).Sum(pair => (pair.First - meanX) * (pair.Second - meanY)) / Math.Sqrt(xx * yy);
    }
}
