using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Examlet.BrowserTests;

/// <summary>axe finds nothing on any screen of the player, in any of its languages, wide or narrow.</summary>
public sealed class AccessibilityTests(Chromium chromium)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Theory]
    [InlineData("en", 1366)]
    [InlineData("en", 360)]
    [InlineData("nl", 360)]
    [InlineData("ar", 1366)]
    [InlineData("ar", 360)]
    public async Task No_violation_on_any_screen(string locale, int width)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width);
        var sitting = await school.SitAsync(GivenExams.AllTypes(), theme: new JsonObject { ["primaryColor"] = "#ffe08a", ["locale"] = locale });
        var player = await Player.AloneAsync(context, sitting);

        await CheckAsync(player, "intro");
        await player.Locator("button.primary").First.ClickAsync();
        for (var i = 0; i <= Ways.Answering.All.Count + 1; i++)
        {
            var heading = await player.Locator("h1").TextContentAsync();
            await Assertions.Expect(player.Locator(".loading-part")).ToHaveCountAsync(0);
            await CheckAsync(player, heading!);
            (await player.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue($"{heading} scrolls sideways.");
            (await SmallTargetsAsync(player, width)).ShouldBeEmpty($"{heading} has targets under 44 pixels");
            await player.Locator(".ways .primary").ClickAsync();
        }
    }

    [Fact]
    public async Task No_violation_on_review_confirmation_closing_and_ended_access()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync();
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.Button("Review answers").ClickAsync();
        await CheckAsync(player, "review");
        await player.Button("Hand in").ClickAsync();
        await CheckAsync(player, "confirmation");
        await player.Button("Hand in now").ClickAsync();
        await Assertions.Expect(player.Heading("You have handed in")).ToBeVisibleAsync();
        await CheckAsync(player, "closing");
        await school.Api.StatusAsync(HttpMethod.Delete, $"/embed-sessions/{(string)sitting.Embed["id"]!}");
        await player.Page.ReloadAsync();
        await Assertions.Expect(player.Heading("Access has ended")).ToBeVisibleAsync();
        await CheckAsync(player, "ended access");
    }

    [Fact]
    public async Task No_violation_where_another_page_has_taken_over()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        await Player.AloneAsync(context, sitting);

        await Assertions.Expect(player.Button("Open here instead")).ToBeVisibleAsync();

        await CheckAsync(player, "superseded");
    }

    /// <summary>On a phone, what can be tapped inside a question and is smaller than 44 pixels; a link in a text and what is inside a larger label are left out.</summary>
    private static async Task<string[]> SmallTargetsAsync(Player player, int width) => width > 400 ? [] : await player.Page.EvaluateAsync<string[]>("""
        [...document.querySelectorAll('.answer button, .answer label.button, .answer select, .answer input:not([type=radio]):not([type=checkbox]):not(.visually-hidden)')]
          .map((e) => [e.getBoundingClientRect(), e])
          .filter(([box]) => box.width > 0 && (box.height < 43.9 || box.width < 23.9))
          .map(([box, e]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)
        """);

    private static async Task CheckAsync(Player player, string screen)
    {
        await Assertions.Expect(player.Locator("h1").First).ToBeVisibleAsync();
        var result = await player.Page.RunAxe(Rules);
        result.Violations.Select(v => $"{screen}: {v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
    }
}
