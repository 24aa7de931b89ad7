using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Questions;

public sealed class QuestionTypeCatalogTests
{
    public static IEnumerable<TheoryDataRow<string>> All =>
        from type in Given.Types.All
        select new TheoryDataRow<string>(type.Name);

    [Fact]
    public void Short_names_are_unique() => Given.Types.All.Select(type => type.Name).ShouldBeUnique();

    [Theory, MemberData(nameof(All))]
    public void A_type_is_found_by_its_long_name_too(string name)
    {
        var type = Given.Types.Find(name)!;

        Given.Types.Find(type.Id).ShouldBeSameAs(type);
    }

    [Theory, MemberData(nameof(All))]
    public void A_type_has_its_title_in_English_and_Dutch(string name) =>
        new[] { "en", "nl" }.ShouldBeSubsetOf(Given.Types.Find(name)!.Title!.ByLanguage.Keys);

    [Theory, MemberData(nameof(All))]
    public void A_type_with_a_condition_has_a_key_to_compare_with(string name)
    {
        var type = Given.Types.Find(name)!;

        (type.ResponseProcessing is null || type.Settings.Any(setting => setting.Key)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("true-false")]
    [InlineData("single-line-text")]
    [InlineData("multi-line-text")]
    [InlineData("multiple-choice-single-answer")]
    [InlineData("multiple-choice-multiple-answers")]
    [InlineData("paragraph")]
    [InlineData("exam-intro")]
    [InlineData("exam-outro")]
    public void The_program_has_the_type(string name) => Given.Types.Find(name).ShouldNotBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("True-False")]
    [InlineData("default.true-false")]
    public void Another_name_finds_nothing(string? name) => Given.Types.Find(name).ShouldBeNull();

    [Fact]
    public void An_unknown_type_is_answered_with_the_supported_ones() =>
        Fault("crossword")
            .ShouldBe(
                "`questions[0].type` is `crossword`; it must be one of: "
                    + $"{string.Join(", ", Given.Types.All.Select(type => type.Name))}."
            );

    [Theory]
    [InlineData("conversational")]
    [InlineData("examplary.default.conversational")]
    [InlineData("persona-chat")]
    [InlineData("examplary.default.persona-chat")]
    public void A_conversational_question_says_that_it_needs_a_language_model(string name) =>
        Fault(name).ShouldContain("needs a language model");

    [Fact]
    public void A_type_whose_name_only_ends_like_conversational_is_just_unknown() =>
        Fault("nonconversational").ShouldContain("must be one of");

    private static string Fault(string type)
    {
        var errors = new InputErrors();
        Given.Types.Validate(Given.Question(type), "questions[0]", errors, new CheckBudget());
        return errors.ByPath["questions[0].type"].ShouldHaveSingleItem();
    }
}
