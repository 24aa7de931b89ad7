using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>The longest exam there may be, in the page of one student.</summary>
public sealed class LongExamTests(Chromium chromium)
{
    private const int Questions = 10_000;

    [Fact]
    public async Task Ten_thousand_questions_are_drawn_a_part_at_a_time_answered_and_handed_in()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(
            new JsonObject
            {
                ["name"] = "A long exam",
                ["questions"] = new JsonArray([
                    .. Enumerable
                        .Range(1, Questions)
                        .Select(i => new JsonObject { ["type"] = "single-line-text", ["title"] = $"Number {i}" }),
                ]),
            }
        );
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Heading("Number 1")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        (await player.Locator(".navigator li").CountAsync()).ShouldBe(100);

        await player.Role(AriaRole.Combobox, "Part of the exam").SelectOptionAsync("9,901 – 10,000");
        await player.Locator(".navigator li a", "Question 10,000").ClickAsync();
        await Assertions.Expect(player.Heading("Number 10000")).ToBeVisibleAsync();
        await player.Role(AriaRole.Textbox).FillAsync("the last");
        await player.ShouldBeSavedAsync();
        (await player.Locator(".navigator li").CountAsync()).ShouldBe(100);

        await player.Button("Review answers").First.ClickAsync();
        await Assertions.Expect(player.Text("9,999 questions are not answered yet:")).ToBeVisibleAsync();
        await Assertions.Expect(player.Text("and 9,969 more questions")).ToBeVisibleAsync();
        await player.Button("Hand in").ClickAsync();
        await player.Button("Hand in now").ClickAsync();
        await Assertions.Expect(player.Heading("You have handed in")).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }
}
