using System.Text.Json;
using Examlet.Http;
using Examlet.Questions;
using Examlet.Scoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Examlet.Tests.Questions;

/// <summary>The cases that each built-in type brings in its own file.</summary>
public sealed class ResponseCasesTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Cases =>
        from type in Given.Types.All
        where type.ResponseProcessing is not null
        from entry in (type.ResponseProcessing!.TestCases ?? []).Index()
        select new TheoryDataRow<string, int>(type.Name, entry.Index)
        {
            TestDisplayName = $"{type.Name} case {entry.Index + 1}: {Describe(entry.Item)}",
        };

    public static IEnumerable<TheoryDataRow<string>> TypesWithCondition =>
        from type in Given.Types.All
        where type.ResponseProcessing is not null
        select new TheoryDataRow<string>(type.Name);

    public static IEnumerable<TheoryDataRow<string>> TypesWithParts =>
        from type in Given.Types.All
        where type.ResponseProcessing?.Parts is not null
        select new TheoryDataRow<string>(type.Name);

    [Theory, MemberData(nameof(Cases))]
    public void A_case_has_its_outcome(string typeName, int index)
    {
        var type = Given.Types.Find(typeName)!;
        var testCase = type.ResponseProcessing!.TestCases![index];
        using var jsonata = new Jsonata();

        var result = jsonata.Evaluate(
            type.ResponseProcessing.Condition,
            type.ConditionInput(
                testCase.Question.GetProperty("settings"),
                testCase.Answer.TryGetProperty("value", out var value) ? value : null
            )
        );

        result.ShouldBe(testCase.ExpectedOutcome ? "true" : "false");
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_case_with_a_share_has_it_where_the_method_is_partial(string typeName, int index)
    {
        var testCase = Given.Types.Find(typeName)!.ResponseProcessing!.TestCases![index];
        var question = Given.Question(typeName, scoring: "{'method':'partial'}") with
        {
            Settings = testCase.Question.GetProperty("settings"),
        };
        var answers = new Dictionary<string, GivenAnswer>(StringComparer.Ordinal);
        if (testCase.Answer.TryGetProperty("value", out var value))
        {
            answers["q_1"] = new GivenAnswer(value, Completed: true);
        }

        var score = new Scorer(Given.Types, NullLogger<Scorer>.Instance).Score(Given.Content(question), answers);

        score.Questions[0].Correct.ShouldBe(testCase.ExpectedOutcome);
        (score.Questions[0].Share == 1).ShouldBe(testCase.ExpectedOutcome);
        if (testCase.ExpectedShare is { } share)
        {
            Math.Round(score.Questions[0].Share!.Value, 4).ShouldBe(share);
        }
    }

    [Theory, MemberData(nameof(TypesWithParts))]
    public void A_type_with_parts_has_cases_of_shares(string typeName) =>
        Given.Types.Find(typeName)!.ResponseProcessing!.TestCases!.ShouldContain(c => c.ExpectedShare > 0);

    [Theory, MemberData(nameof(Cases))]
    public void A_case_has_settings_that_its_type_accepts(string typeName, int index)
    {
        var testCase = Given.Types.Find(typeName)!.ResponseProcessing!.TestCases![index];
        var errors = new InputErrors();

        Given.Types.Validate(
            Given.Question(typeName, testCase.Question.GetProperty("settings").GetRawText().Replace('\'', '’')),
            "q",
            errors,
            new CheckBudget()
        );

        errors.ByPath.Keys.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TypesWithCondition))]
    public void A_condition_has_a_case_of_each_outcome(string typeName) =>
        Given
            .Types.Find(typeName)!
            .ResponseProcessing!.TestCases!.Select(c => c.ExpectedOutcome)
            .Distinct()
            .Count()
            .ShouldBe(2);

    private static string Describe(ResponseCase testCase) =>
        $"{Value(testCase.Answer)} against {testCase.Question.GetProperty("settings").GetRawText()} is "
        + $"{(testCase.ExpectedOutcome ? "right" : "wrong")}";

    private static string Value(JsonElement answer) =>
        answer.TryGetProperty("value", out var value) ? value.GetRawText() : "nothing";
}
