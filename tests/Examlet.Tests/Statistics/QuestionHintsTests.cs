using Examlet.Statistics;

namespace Examlet.Tests.Statistics;

/// <summary>When a question asks for a second look.</summary>
public sealed class QuestionHintsTests
{
    [Fact]
    public void A_wrong_option_that_strong_students_prefer_asks_whether_the_key_is_right() =>
        Hints(Option(1, right: true, 4, upper: 1, lower: 3), Option(2, right: false, 6, upper: 4, lower: 1))
            .ShouldBe([new QuestionHint("key", 2)]);

    [Fact]
    public void Also_when_everybody_chose_it() =>
        Hints(Option(1, right: true, 0, upper: 0, lower: 0), Option(2, right: false, 10, upper: 5, lower: 5))
            .ShouldBe([new QuestionHint("key", 2)]);

    [Fact]
    public void A_wrong_option_that_weak_students_prefer_does_what_it_is_for() =>
        Hints(Option(1, right: true, 6, upper: 1, lower: 0), Option(2, right: false, 8, upper: 3, lower: 5))
            .ShouldBeEmpty();

    [Fact]
    public void A_wrong_option_that_draws_more_strong_than_weak_students_is_named() =>
        Hints(Option(1, right: true, 6, upper: 3, lower: 4), Option(2, right: false, 3, upper: 2, lower: 1))
            .ShouldBe([new QuestionHint("draws-strong", 2)]);

    [Fact]
    public void One_strong_student_is_not_many() =>
        Hints(Option(1, right: true, 9, upper: 4, lower: 5), Option(2, right: false, 1, upper: 1, lower: 0))
            .ShouldBeEmpty();

    [Fact]
    public void Without_a_key_nothing_is_said_of_it() =>
        Hints(Option(1, right: null, 4, upper: 1, lower: 3), Option(2, right: null, 6, upper: 4, lower: 1))
            .ShouldBeEmpty();

    [Fact]
    public void A_question_that_the_strong_get_wrong_is_named_beyond_what_chance_does()
    {
        QuestionHints
            .Of(Item(n: 26, itemRest: -0.21), options: null, groups: null)
            .ShouldBe([new QuestionHint("negative")]);
        QuestionHints.Of(Item(n: 26, itemRest: -0.19), options: null, groups: null).ShouldBeEmpty();
        QuestionHints.Of(Item(n: 9, itemRest: -0.9), options: null, groups: null).ShouldBeEmpty();
    }

    [Fact]
    public void An_option_of_fewer_than_one_in_twenty_is_unused_in_a_class_of_twenty()
    {
        OptionShare[] options = [Option(1, right: true, 40, null, null), Option(2, right: false, 1, null, null)];

        QuestionHints.Of(Item(n: 41), options, groups: null).ShouldBe([new QuestionHint("unused", 2)]);
        QuestionHints.Of(Item(n: 20), options, groups: null).ShouldBeEmpty();
        QuestionHints.Of(Item(n: 19), [options[0], options[1] with { Sessions = 0 }], groups: null).ShouldBeEmpty();
    }

    private static IReadOnlyList<QuestionHint> Hints(params OptionShare[] options) =>
        QuestionHints.Of(
            Item(n: 10),
            options,
            Enumerable.Range(0, 10).ToDictionary(student => student, s => s < 5 ? Group.Upper : Group.Lower)
        );

    private static ItemFigures Item(int n, double? itemRest = 0.3) => new(n, 1, 0.5, 0.5, 0.5, itemRest);

    private static OptionShare Option(int number, bool? right, int sessions, int? upper, int? lower) =>
        new(number, $"Option {number}", right, sessions, upper, lower);
}
