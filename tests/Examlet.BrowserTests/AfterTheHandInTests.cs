using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>Whoever is done sees so, with result and receipt, through whichever link they come back.</summary>
public sealed class AfterTheHandInTests(Chromium chromium)
{
    /// <summary>How the student comes back.</summary>
    public enum Way
    {
        Reload,
        NewLink,

        /// <summary>Made before the hand-in, opened after it.</summary>
        SpareLink,
        OtherDevice,
    }

    [Theory]
    [InlineData(Way.Reload)]
    [InlineData(Way.NewLink)]
    [InlineData(Way.SpareLink)]
    [InlineData(Way.OtherDevice)]
    public async Task Result_and_receipt_are_there_at_once(Way way)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(TwoQuestions());
        var taken = sitting.EmbedUrl;
        if (way is Way.SpareLink)
        {
            await sitting.EmbedAsync();
        }

        var player = await HandedInAsync(context, sitting, taken);
        if (way is Way.NewLink)
        {
            await sitting.EmbedAsync();
            $"{sitting.Embed["status"]} {sitting.Embed["warnings"]}".ShouldContain(
                "already handed in; void the attempt for a retake"
            );
        }

        await using var other = await chromium.NewContextAsync();
        var back =
            way is Way.Reload ? player : await Player.InHostAsync(way is Way.OtherDevice ? other : context, sitting);
        if (way is Way.Reload)
        {
            await player.Page.ReloadAsync();
        }

        await Assertions.Expect(back.Heading("You have handed in")).ToBeVisibleAsync();
        await Assertions.Expect(back.Locator(".results-score")).ToHaveTextAsync("1 of 2 points");
        await Assertions.Expect(back.Text("1 of 2 questions answered.")).ToBeVisibleAsync();
        await Assertions.Expect(back.Locator(".receipt code")).ToHaveCountAsync(1);
        await Eventually.ShouldBeAsync(async () => (string)(await sitting.ReadEmbedAsync())["status"]!, "completed");
        (await back.StatusesAsync()).ShouldBe(["completed"]);
    }

    [Fact]
    public async Task What_was_said_of_the_time_is_not_said_on_the_closing_page()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        school.Clock.Advance(TimeSpan.FromMinutes(9));
        await context.Clock.RunForAsync(9 * 60_000L);
        await player.Button("Review answers").ClickAsync();
        await player.Button("Hand in").ClickAsync();
        await player.Button("Hand in now").ClickAsync();
        await Assertions.Expect(player.Heading("You have handed in")).ToBeVisibleAsync();

        (await player.Page.InnerTextAsync("body")).ShouldNotContain("left");
    }

    private static async Task<Player> HandedInAsync(IBrowserContext context, Sitting sitting, string url)
    {
        var player = await Player.InHostAsync(context, sitting, url: url);
        await player.StartAsync();
        await player.Role(AriaRole.Radio, "True").CheckAsync();
        await player.HandInAsync();
        return player;
    }

    private static JsonObject TwoQuestions() =>
        JsonNode
            .Parse(
                """
                {
                  "name": "Two questions",
                  "questions": [
                    { "type": "true-false", "title": "Sky", "settings": { "correctAnswer": "true" } },
                    { "type": "multi-line-text", "title": "Why" }
                  ],
                  "settings": { "showScore": true }
                }
                """
            )!
            .AsObject();
}
