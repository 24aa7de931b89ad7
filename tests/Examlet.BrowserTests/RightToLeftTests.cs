using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>On a page that runs from right to left a formula runs from left to right, and an option stands beside its
/// button.</summary>
public sealed class RightToLeftTests(Chromium chromium)
{
    [Fact]
    public async Task A_formula_inside_a_sentence_keeps_its_direction()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await ShownAsync(context, school);

        // Its pieces from left to right are its pieces in order.
        await Eventually.ShouldBeAsync(
            () =>
                player
                    .Locator(".prose .katex-html")
                    .EvaluateAsync<string>(
                        "e => [...e.children].sort((a, b) => a.getBoundingClientRect().left - "
                            + "b.getBoundingClientRect().left).map((e) => e.textContent).join('')"
                    ),
            "3x+7=22"
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_option_stands_beside_its_button_whichever_way_it_runs(int option)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await ShownAsync(context, school);

        var gap = await player
            .Locator(".choice")
            .Nth(option)
            .EvaluateAsync<double>(
                """
                (e) => {
                  const words = document.createRange();
                  words.selectNodeContents(e.querySelector('span'));
                  return e.querySelector('input').getBoundingClientRect().left - words.getBoundingClientRect().right;
                }
                """
            );

        gap.ShouldBeInRange(0, 24);
    }

    [Fact]
    public async Task An_answer_of_several_pieces_runs_as_the_page_does()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await ShownAsync(context, school);
        await player.Locator(".way-on").ClickAsync();
        await player.Locator(".sequence-step:not([aria-disabled=true])").First.ClickAsync();

        await player.Locator(".way-on").ClickAsync();

        // The number of the first piece is on the right of the second's.
        await Eventually.ShouldBeAsync(
            () =>
                player
                    .Locator(".review-answer .drawn")
                    .EvaluateAsync<bool>(
                        "e => new Set([...e.children].map((part) => part.getBoundingClientRect().top)).size "
                            + "=== 1 && e.children[0].getBoundingClientRect().left > "
                            + "e.children[1].getBoundingClientRect().left"
                    ),
            true
        );
    }

    private static async Task<Player> ShownAsync(IBrowserContext context, School school)
    {
        var exam = new JsonObject
        {
            ["name"] = "اختبار",
            ["questions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "multiple-choice-single-answer",
                    ["title"] = "حل",
                    ["description"] = "<p>حل المعادلة <inline-math>3x+7=22</inline-math> الآن.</p>",
                    ["settings"] = new JsonObject
                    {
                        ["options"] = new JsonArray("-5", "<inline-math>x=5</inline-math>", "لا شيء مما سبق"),
                    },
                },
                new JsonObject
                {
                    ["type"] = "sequence",
                    ["title"] = "رتب",
                    ["settings"] = new JsonObject { ["options"] = new JsonArray("أولًا", "ثانيًا") },
                }
            ),
        };
        var player = await Player.AloneAsync(
            context,
            await school.SitAsync(exam, new JsonObject { ["locale"] = "ar" })
        );
        await player.Locator(".button.primary").ClickAsync();
        await Assertions.Expect(player.Locator(".choice .katex-html")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        return player;
    }
}
