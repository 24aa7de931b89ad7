using System.Text.Json;
using Examlet.Statistics;

namespace Examlet.Tests.Statistics;

/// <summary>The figures of a class: published ones, and the rules at their edges.</summary>
public sealed class FiguresTests
{
    private static readonly JsonElement Lsat6 = JsonElement.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", "statistics", "lsat6.json"))
    );

    /// <summary>1,000 people, 5 items: Bock and Lieberman, 1970.</summary>
    private static ScoreTable TableOfLsat6() =>
        Classes.Table([
            .. Lsat6
                .GetProperty("patterns")
                .EnumerateObject()
                .SelectMany(pattern =>
                    Enumerable.Repeat(
                        pattern.Name.Select(answer => (double)(answer - '0')).ToArray(),
                        pattern.Value.GetInt32()
                    )
                ),
        ]);

    [Fact]
    public void Lsat6_gives_its_published_figures()
    {
        var table = TableOfLsat6();
        var known = Lsat6.GetProperty("known");

        var figures = ExamFigures.Of(table).ShouldNotBeNull();

        table.Count.ShouldBe(known.GetProperty("n").GetInt32());
        figures.MaxPoints.ShouldBe(5);
        figures.Points.Mean.ShouldBe(Known("mean"), 1e-6);
        figures.Points.Sd!.Value.ShouldBe(Known("sd"), 1e-6);
        figures.Points.Median.ShouldBe(Known("median"));
        figures.Reliability.Alpha!.Value.ShouldBe(Known("alpha"), 1e-6);
        figures.Reliability.Sem!.Value.ShouldBe(Known("sem"), 1e-6);
        figures.Reliability.Questions.ShouldBe(5);
        for (var i = 0; i < 5; i++)
        {
            table.Item(i).P!.Value.ShouldBe(known.GetProperty("p")[i].GetDouble(), 1e-9);
            table.Item(i).ItemRest!.Value.ShouldBe(known.GetProperty("itemRest")[i].GetDouble(), 1e-6);
        }

        // 0, 20, 40, 60, 80 and 100 %; the last bin includes 100.
        var counts = known.GetProperty("scoreCounts").EnumerateArray().Select(count => count.GetInt32()).ToList();
        figures
            .Histogram.Select(bin => bin.Sessions)
            .ShouldBe([counts[0], 0, counts[1], 0, counts[2], 0, counts[3], 0, counts[4], counts[5]]);

        double Known(string name) => known.GetProperty(name).GetDouble();
    }

    [Fact]
    public void Fewer_than_two_students_have_no_figures()
    {
        ExamFigures.Of(Classes.Table()).ShouldBeNull();
        ExamFigures.Of(Classes.Table([1, 0])).ShouldBeNull();
        ExamFigures.Of(Classes.Table([1, 0], [1, 1])).ShouldNotBeNull();
    }

    [Fact]
    public void One_question_has_no_alpha_and_a_class_of_equals_has_none_either()
    {
        ExamFigures
            .Of(Classes.Table([1], [0]))!
            .Reliability.ShouldBe(new Reliability(null, null, 1, "fewer-than-two-questions"));
        ExamFigures
            .Of(Classes.Table([1, 0], [0, 1], [1, 0]))!
            .Reliability.ShouldBe(new Reliability(null, null, 2, "no-variance"));
    }

    [Fact]
    public void Points_that_are_all_the_same_have_no_variance_at_all()
    {
        var table = Classes.Table([.. Enumerable.Range(0, 7).Select(i => new[] { 0.1, i % 2 })]);

        table.Item(0).Sd.ShouldBe(0);
        table.Item(0).ItemRest.ShouldBeNull();
        table.Item(1).ItemRest.ShouldBeNull("everything else is the same for all");
    }

    [Fact]
    public void A_question_that_some_did_not_have_counts_for_those_who_had_it_and_not_for_alpha()
    {
        var table = Classes.Table([
            Classes.Score([1, 1, null]),
            Classes.Score([0, 1, 1]),
            Classes.Score([1, 0, 0]),
            Classes.Score([0, 0, 0]),
        ]);

        table.Item(2).N.ShouldBe(3);
        table.Item(2).P!.Value.ShouldBe(1 / 3d, 1e-12);
        ExamFigures.Of(table)!.Reliability.Questions.ShouldBe(2);
        ExamFigures.Of(table)!.MaxPoints.ShouldBeNull("they could get different sums");
    }

    [Fact]
    public void The_session_is_clipped_at_zero_and_the_correlation_is_not()
    {
        var table = Classes.Table([1, -3, 1], [0, -1, 0], [1, 1, 1], [0, 1, 0]);

        var figures = ExamFigures.Of(table)!;

        figures.Points.Min.ShouldBe(0);
        // Pearson of (1, 0, 1, 0) with the rest (−2, −1, 2, 1): not with (0, 0, 2, 1).
        table.Item(0).ItemRest!.Value.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void A_bin_begins_with_its_first_percent_and_the_last_one_includes_100()
    {
        var table = Classes.Table([
            .. Enumerable.Range(0, 11).Select(tenths => Classes.Score([tenths / 10d])),
            Classes.Score([0.0999]),
            Classes.Score([0.2999]),
        ]);

        ExamFigures.Of(table)!.Histogram.Select(bin => bin.Sessions).ShouldBe([2, 1, 2, 1, 1, 1, 1, 1, 1, 2]);
    }

    [Fact]
    public void Who_gets_the_pass_mark_exactly_has_passed()
    {
        var table = Classes.Table([0.55, 0], [0.5499, 0], [1, 0], [1, 0.1]);

        ExamFigures.Of(table, passMark: 55)!.Passed.ShouldBe(1);
        ExamFigures.Of(table, passMark: 27.5)!.Passed.ShouldBe(3);
        ExamFigures.Of(table)!.Passed.ShouldBeNull();
    }

    [Fact]
    public void Quartiles_lie_between_two_values_in_proportion()
    {
        var points = ExamFigures.Of(Classes.Table([1], [0.2], [0.4], [0.8]))!.Points;

        (points.Q1, points.Median, points.Q3).ShouldBe((0.35, 0.6, 0.85));
    }

    [Fact]
    public void A_question_worth_nothing_has_no_difficulty()
    {
        var table = Classes.Table([Classes.Score([0, 1], i => i), Classes.Score([0, 0], i => i)]);

        table.Item(0).P.ShouldBeNull();
        table.Item(1).P.ShouldBe(0.5);
        ExamFigures.Of(Classes.Table([Classes.Score([0], _ => 0), Classes.Score([0], _ => 0)]))!.Percent.ShouldBeNull();
    }

    [Fact]
    public void Groups_are_27_percent_with_all_who_have_the_same_rest()
    {
        // The rest is 0 to 9; the question itself says nothing.
        var table = Classes.Table([
            .. Enumerable.Range(0, 10).Select(rest => Classes.Score([0, rest], i => i == 0 ? 1 : 9)),
        ]);

        var groups = ItemFigures.GroupsOf(table, table.Of("q0")!).ShouldNotBeNull();

        groups.Where(group => group.Value == Group.Lower).Select(group => group.Key).ShouldBe([0, 1, 2]);
        groups.Where(group => group.Value == Group.Upper).Select(group => group.Key).ShouldBe([7, 8, 9]);
        ItemFigures.GroupsOf(table, table.Of("q1")!).ShouldBeNull("all have the same rest");
    }

    [Fact]
    public void A_question_that_was_taken_out_does_not_count()
    {
        var scores = new[] { 1, 0 }
            .Select(points => Classes.Score([1, points]))
            .Select(score =>
                score with
                {
                    Questions = [score.Questions[0] with { By = "removed", MaxPoints = 0 }, score.Questions[1]],
                }
            );

        var table = Classes.Table(scores);

        table.Of("q0").ShouldBeNull();
        ExamFigures.Of(table)!.Reliability.Questions.ShouldBe(1);
    }

    [Fact]
    public void Nine_students_make_no_groups()
    {
        var table = Classes.Table([
            .. Enumerable.Range(0, 9).Select(rest => Classes.Score([0, rest], i => i == 0 ? 1 : 9)),
        ]);

        ItemFigures.GroupsOf(table, table.Of("q0")!).ShouldBeNull();
    }
}
