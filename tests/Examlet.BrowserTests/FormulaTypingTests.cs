using System.Text.Json.Nodes;
using Examlet.Tests.Formulas;

namespace Examlet.BrowserTests;

/// <summary>What the editor makes of typing a formula is the formula that its author wrote: formulas of the grammar of
/// docs/formulas.md, drawn and typed key by key.</summary>
public sealed class FormulaTypingTests(Chromium chromium)
{
    private const int Formulas = 24;
    private const int Depth = 3;
    private const int Seed = 1637;
    private const string Right = "<Right>";
    private const string Escape = "<Escape>";

    [Fact]
    public async Task A_formula_that_is_typed_equals_the_key_that_its_author_wrote()
    {
        var formulas = Enumerable
            .Range(0, Formulas)
            .Select(number => WrittenFormula.DrawWhole(WrittenFormula.Choices(Seed + (7919 * number)), Depth))
            .ToList();

        var session = await TypedAsync([
            .. formulas.Select(formula => (formula.Keys(), formula.Spelled(WrittenFormula.Choices(Seed)))),
        ]);

        session["answers"]!
            .AsArray()
            .Where(answer => (bool?)answer!["correct"] != true)
            .Select(answer => (string?)answer!["value"])
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x^12+1", "x^{12}+1")]
    [InlineData("10^123", "10^{123}")]
    [InlineData("H_2O", "H_2O")]
    [InlineData("x_1^2", "x_1^2")]
    [InlineData("x_1+x_2", "x_1+x_2")]
    [InlineData("a_10b", "a_{10}b")]
    [InlineData("a_n+1<Right>=2", "a_{n+1}=2")]
    [InlineData("log(b)", @"\log(b)")]
    [InlineData("|x-1|+2", @"\left|x-1\right|+2")]
    [InlineData("1/2<Right>3", @"\frac{1}{2}\cdot 3")]
    [InlineData("x<Escape>+1", "x+1")]
    public async Task A_key_does_what_its_sign_says(string keys, string key)
    {
        var session = await TypedAsync([(keys, key)]);

        ((bool?)session["answers"]![0]!["correct"]).ShouldBe(true, (string?)session["answers"]![0]!["value"]);
    }

    /// <summary>Types the answer to each question, hands in, and returns the session as a teacher sees it.</summary>
    private async Task<JsonNode> TypedAsync(IReadOnlyList<(string Keys, string Key)> questions)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var exam = new JsonObject
        {
            ["name"] = "Formulas",
            ["questions"] = new JsonArray([
                .. questions.Select(
                    (question, number) =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["type"] = "formula",
                                ["title"] = $"Formula {number + 1}",
                                ["settings"] = new JsonObject { ["correctAnswer"] = question.Key },
                            }
                ),
            ]),
        };
        var sitting = await school.SitAsync(exam);
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        foreach (var (number, (keys, _)) in questions.Index())
        {
            await Assertions.Expect(player.Heading($"Formula {number + 1}")).ToBeVisibleAsync();
            await TypeAsync(player, keys);
            await player.ShouldBeSavedAsync();
            if (number < questions.Count - 1)
            {
                await player.Button("Next").ClickAsync();
            }
        }

        await player.HandInAsync();
        return await sitting.ReadAsync();
    }

    private static async Task TypeAsync(Player player, string keys)
    {
        var field = player.Locator("math-field");
        await field.ClickAsync();
        await Assertions.Expect(field).ToBeFocusedAsync();
        foreach (
            var key in keys.Replace(Right, "\u2192", StringComparison.Ordinal)
                .Replace(Escape, "\u241b", StringComparison.Ordinal)
        )
        {
            await (
                key switch
                {
                    '\u2192' => player.Page.Keyboard.PressAsync("ArrowRight"),
                    '\u241b' => player.Page.Keyboard.PressAsync("Escape"),
                    _ => player.Page.Keyboard.TypeAsync($"{key}"),
                }
            );
        }
    }
}
