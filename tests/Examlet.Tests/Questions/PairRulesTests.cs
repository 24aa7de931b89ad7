using System.Text.Json;
using CsCheck;
using Examlet.Questions;

namespace Examlet.Tests.Questions;

/// <summary>Pairs of a matching that would be written the same are refused, all others are told apart.</summary>
public sealed class PairRulesTests
{
    private static readonly Gen<string[]> Sides = Gen.OneOf("a", " = ", " =", "= ", "=", " ", "")
        .Array[0, 5]
        .Select(string.Concat)
        .HashSet[1, 5]
        .Select(texts => texts.ToArray());

    [Theory]
    [InlineData("2 + 2|2 + 2 = 4", "4 = 2 * 2|2 * 2")]
    [InlineData("a|a =", "= b|b")]
    [InlineData("a|a = ", " = b|b")]
    [InlineData("| = x", "x = y|y")]
    [InlineData("a|a = b = c", "b = c = d|d")]
    public void Two_pairs_that_are_written_the_same_are_refused(string left, string right) =>
        Fault(left.Split('|'), right.Split('|')).ShouldNotBeNull().ShouldContain("written the same");

    [Theory]
    [InlineData("2 + 2|2 + 2 = 4", "2 * 2|2 * 2 = 4")]
    [InlineData("a = b|c", "d = e|f")]
    [InlineData("a|a ", "b| b")]
    [InlineData("x = 1|x = 2", "1|2")]
    public void Texts_with_an_equals_sign_are_taken_where_each_pair_can_be_told(string left, string right) =>
        Fault(left.Split('|'), right.Split('|')).ShouldBeNull();

    [Fact]
    public void Exactly_those_are_refused_that_trying_all_pairs_finds() =>
        Gen.Select(Sides, Sides)
            .Sample(
                (left, right) =>
                {
                    var written = (from l in left from r in right select $"{l} = {r}").ToList();
                    return (Fault(left, right) is not null)
                        == (written.Distinct(StringComparer.Ordinal).Count() < written.Count);
                },
                iter: 20_000
            );

    private static string? Fault(string[] left, string[] right) =>
        PairRules.ToldApart(JsonSerializer.SerializeToElement(new { left, right }), new CheckBudget());
}
