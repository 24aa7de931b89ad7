using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Examlet.BrowserTests;

/// <summary>axe finds nothing on any screen of the player, in any of its languages, wide or narrow.</summary>
public sealed class AccessibilityTests(Chromium chromium)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
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
        var sitting = await school.SitAsync(
            GivenExams.AllTypes(),
            theme: new JsonObject { ["primaryColor"] = "#ffe08a", ["locale"] = locale }
        );
        var player = await Player.AloneAsync(context, sitting);

        await CheckAsync(player, "intro");
        await player.Locator("button.primary").First.ClickAsync();
        for (var i = 0; i <= Ways.Answering.All.Count + 1; i++)
        {
            var heading = await player.Locator("h1").TextContentAsync();
            await Assertions.Expect(player.Locator(".loading-part")).ToHaveCountAsync(0);
            await CheckAsync(player, heading!);
            await FitsAsync(player, width, ".answer");
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

    [Theory]
    [InlineData("en", 1366)]
    [InlineData("nl", 360)]
    [InlineData("ar", 360)]
    public async Task No_violation_in_the_versions_of_an_answer_and_in_the_receipt(string locale, int width)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width);
        var sitting = await school.SitAsync(
            GivenExams.FourKinds(),
            theme: new JsonObject { ["primaryColor"] = "#ffe08a", ["locale"] = locale }
        );
        var player = await Player.AloneAsync(context, sitting);
        await player.Locator("button.primary").First.ClickAsync();
        await player.Role(AriaRole.Textbox).FillAsync("first");
        await sitting.ShouldStoreAsync("Sum", "\"first\"");
        await player.Role(AriaRole.Textbox).FillAsync(new string('x', 200));
        await Eventually.ShouldBeAsync(async () => (await sitting.HistoryAsync()).Count, 2);
        await player.Locator(".save-line").ClickAsync();
        await Assertions.Expect(player.Locator(".versions-list .written")).ToHaveCountAsync(2);

        await CheckAsync(player, "versions");
        await FitsAsync(player, width, ".answer");
        for (var i = 0; i < 4; i++)
        {
            await player.Locator(".ways .primary").ClickAsync();
        }

        await player.Locator(".ways .primary").ClickAsync();
        await player.Locator("dialog .primary").ClickAsync();
        await player.Locator(".receipt-kept summary").ClickAsync();
        await Assertions.Expect(player.Locator(".receipt-answers > li")).ToHaveCountAsync(4);
        await player.Locator(".receipt-code button").ClickAsync();
        await Assertions.Expect(player.Locator(".receipt [role=status]")).Not.ToBeEmptyAsync();
        await CheckAsync(player, "receipt");
        await FitsAsync(player, width, ".receipt");
    }

    [Fact]
    public async Task What_a_part_of_a_sentence_may_be_called_can_be_read_before_a_part_is_chosen()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await Player.AloneAsync(context, await school.SitAsync(GivenExams.AllTypes()));
        await player.StartAsync();
        await player.GoToAsync("Sentence");

        var name = player.Locator(".sentence-analysis-labels button", "BWB");
        await Assertions.Expect(name).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(name).ToHaveCSSAsync("opacity", "1");
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

    private static async Task FitsAsync(Player player, int width, string within)
    {
        var heading = await player.Locator("h1").TextContentAsync();
        (
            await player.Page.EvaluateAsync<bool>(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
        ).ShouldBeTrue($"{heading} scrolls sideways.");
        (await SmallTargetsAsync(player, width, within)).ShouldBeEmpty($"{heading} has targets under 44 pixels");
    }

    /// <summary>On a phone, what can be tapped there and is smaller than 44 pixels; a link in a text and what is inside
    /// a larger label are left out.</summary>
    private static async Task<string[]> SmallTargetsAsync(Player player, int width, string within) =>
        width > 400
            ? []
            : await player.Page.EvaluateAsync<string[]>(
                """
                (within) => [...document.querySelector(within)?.querySelectorAll(
                  'button, summary, label.button, select, '
                    + 'input:not([type=radio]):not([type=checkbox]):not(.visually-hidden)') ?? []]
                  .map((e) => [e.getBoundingClientRect(), e])
                  .filter(([box]) => box.width > 0 && (box.height < 43.9 || box.width < 23.9))
                  .map(([box, e]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)
                """,
                within
            );

    private static async Task CheckAsync(Player player, string screen)
    {
        await Assertions.Expect(player.Locator("h1").First).ToBeVisibleAsync();
        var result = await player.Page.RunAxe(Rules);
        result
            .Violations.Select(v => $"{screen}: {v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html))}")
            .ShouldBeEmpty();
    }
}
