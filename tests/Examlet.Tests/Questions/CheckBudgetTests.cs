using System.Text.Json;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Questions;

/// <summary>How much work checking takes, counted in steps, and what becomes of a request that wants more.</summary>
public sealed class CheckBudgetTests
{
    private const string Endless = "($f := function($n) { $n > 0 ? $f($n - 1) : true }; $f(1000000))";

    [Theory]
    [InlineData("multiple-choice-single-answer")]
    [InlineData("multiple-choice-multiple-answers")]
    [InlineData("picture-choice")]
    [InlineData("sequence")]
    [InlineData("matching")]
    [InlineData("matching-with-equals")]
    [InlineData("matching-pairs")]
    [InlineData("fill-in-blank")]
    [InlineData("single-line-text")]
    [InlineData("date-year")]
    [InlineData("sentence-analysis")]
    [InlineData("math-notebook")]
    [InlineData("upload-file")]
    public void Twice_as_many_entries_take_little_more_than_twice_the_work(string kind) =>
        StepsOf(kind, 100).ShouldBeLessThan((long)(2.5 * StepsOf(kind, 50)));

    [Fact]
    public void Ten_matchings_of_a_hundred_pairs_take_less_than_a_hundredth_of_the_budget() =>
        (10 * StepsOf("matching", 100)).ShouldBeLessThan(Limits.CheckSteps / 100);

    [Fact]
    public void Questions_are_checked_until_the_budget_is_spent_and_no_further()
    {
        var errors = new InputErrors();
        var budget = new CheckBudget(1000);

        ExamInput.Apply(
            new ExamContent { Name = "E" },
            Change(Enumerable.Repeat(Sized("matching", 100), 10)),
            Given.Types,
            errors,
            budget
        );

        (budget.StoppedAt, errors.Any).ShouldBe(("questions[1]", false));
    }

    [Fact]
    public void An_expression_that_never_ends_is_stopped_and_not_called_the_authors_fault()
    {
        using var types = new QuestionTypeCatalog([
            Given.TypeOf(
                $"id: a.b.endless\nsettings: [{{ id: s, type: string }}]\nchecks: [{{ setting: s, "
                    + $"condition: \"{Endless}\", otherwise: must be right. }}]"
            ),
        ]);
        var errors = new InputErrors();
        var budget = new CheckBudget();

        types.Validate(Given.Question("endless", "{'s':'x'}"), "q", errors, budget);

        (budget.IsSpent, errors.Any).ShouldBe((true, false));
    }

    [Fact]
    public void A_condition_pays_for_its_statements_and_no_more_than_there_is()
    {
        using var jsonata = new Jsonata();
        var (small, large, little) = (new CheckBudget(), new CheckBudget(), new CheckBudget(50));

        jsonata.Evaluate("$sum([1..10])", "{}", small);
        jsonata.Evaluate("$sum([1..10].($ + 1))", "{}", large);

        (Limits.CheckSteps - small.Left).ShouldBeInRange(1, Limits.CheckSteps - large.Left - 1);
        Should
            .Throw<JsonataException>(() => jsonata.Evaluate("$sum([1..1000].($ + 1))", "{}", little))
            .IsLimit.ShouldBeTrue();
        little.IsSpent.ShouldBeTrue();
    }

    [Fact]
    public void A_condition_that_is_merely_faulty_leaves_its_engine_as_it_was()
    {
        using var expressions = new Expressions();
        expressions.Evaluate("1", "{}");

        Should.Throw<JsonataException>(() => expressions.Evaluate("$error('no')", "{}")).IsLimit.ShouldBeFalse();
        Should.Throw<JsonataException>(() => expressions.Evaluate("'a' + 1", "{}")).IsLimit.ShouldBeFalse();

        expressions.Evaluate("$.x", "{\"x\":2}").ShouldBe("2");
        expressions.EnginesMade.ShouldBe(1);
    }

    private static long StepsOf(string kind, int size)
    {
        var errors = new InputErrors();
        var budget = new CheckBudget();
        Given.Types.Validate(Sized(kind, size), "q", errors, budget);
        errors.ByPath.ShouldBeEmpty();
        return Limits.CheckSteps - budget.Left;
    }

    private static ChangeExam Change(IEnumerable<Question> questions) =>
        ExamInput.AsChange(
            new CreateExam(
                "E",
                null,
                null,
                null,
                null,
                null,
                [
                    .. questions.Select(q => new QuestionInput(
                        null,
                        q.Type,
                        null,
                        null,
                        q.Settings,
                        null,
                        null,
                        null,
                        null
                    )),
                ],
                null,
                null,
                null,
                null,
                null
            )
        );

    /// <summary>A right question with so many of what it has several of.</summary>
    private static Question Sized(string kind, int size)
    {
        string[] Each(string text) => [.. Enumerable.Range(0, size).Select(i => text + i)];
        var words = string.Join(' ', Each("w"));
        object settings = kind switch
        {
            "matching" => new
            {
                left = Each("l"),
                right = Each("r"),
                correctAnswer = Each("l").Zip(Each("r"), (l, r) => $"{l} = {r}"),
            },
            "matching-with-equals" => new
            {
                left = Each("l = "),
                right = Each("r = "),
                correctAnswer = Each("l = ").Zip(Each("r = "), (l, r) => $"{l} = {r}"),
            },
            "matching-pairs" => new { pairs = Each("l").Zip(Each("r"), (left, right) => new { left, right }) },
            "multiple-choice-multiple-answers" => new { options = Each("<b>o</b>"), correctAnswer = Each("<b>o</b>") },
            "multiple-choice-single-answer" => new { options = Each("<b>o</b>"), correctAnswer = "<b>o</b>0" },
            "picture-choice" => new { options = Each("https://a.example/"), correctAnswer = "https://a.example/0" },
            "sequence" => new { options = Each("<i>o</i>") },
            "fill-in-blank" => new
            {
                text = string.Concat(Enumerable.Repeat("<p>a ___</p>", size)),
                correctAnswer = Each("k").Select(k => new[] { k, k + "x" }),
            },
            "single-line-text" => new { correctAnswer = Each("k"), maxLength = 10 },
            "date-year" => new { correctAnswer = Each("1") },
            "sentence-analysis" => new
            {
                sentence = words,
                enabledLabels = new[] { "OW" },
                correctAnswer = new
                {
                    segments = Enumerable
                        .Range(0, size)
                        .Select(i => new
                        {
                            startToken = i,
                            endToken = i,
                            label = "OW",
                        }),
                },
            },
            "math-notebook" => new { initialLines = Each("x") },
            _ => new { acceptFileTypes = Each(".a") },
        };
        var type = kind is "matching-pairs" or "matching-with-equals" ? "matching" : kind;
        return Given.Question(type) with { Settings = JsonSerializer.SerializeToElement(settings) };
    }
}
