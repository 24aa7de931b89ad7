using Examlet.BrowserTests.Ways;

namespace Examlet.BrowserTests;

/// <summary>One exam with a question of every type, answered by mouse, by touch and by keyboard alone, with a reload in the middle of each answer.</summary>
public sealed class EveryTypeTests(Chromium chromium)
{
    [Theory]
    [InlineData(By.Mouse)]
    [InlineData(By.Touch)]
    [InlineData(By.Keyboard)]
    public async Task Every_type_can_be_answered(By by)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(by == By.Touch ? 360 : 1366, by == By.Touch ? 740 : 768, hasTouch: by == By.Touch);
        var sitting = await school.SitAsync(GivenExams.AllTypes());
        var hand = new Hand(await Player.AloneAsync(context, sitting), by);
        await hand.PressAsync("Start");

        foreach (var answering in Answering.All)
        {
            await ComeToAsync(hand, answering.Title);
            await answering.Begin(hand);
            await hand.Player.ShouldBeSavedAsync();
            await hand.Player.Page.ReloadAsync();
            await Assertions.Expect(hand.Player.Heading(answering.Title)).ToBeVisibleAsync();
            await answering.Finish(hand);
            if (answering.Value.Length > 0)
            {
                await sitting.ShouldStoreAsync(answering.Title, answering.Value);
            }

            await hand.Player.ShouldBeSavedAsync();
        }

        await hand.PressAsync("Next");
        await hand.PressAsync("Review answers");
        await hand.PressAsync("Hand in");
        await hand.PressAsync("Hand in now");
        await Assertions.Expect(hand.Player.Heading("You have handed in")).ToBeVisibleAsync();
        hand.Player.Console.Where(line => line.StartsWith("error", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static async Task ComeToAsync(Hand hand, string title)
    {
        while (!await hand.Player.Heading(title).IsVisibleAsync())
        {
            var before = await hand.Player.Locator("h1").TextContentAsync();
            await hand.PressAsync("Next");
            await Assertions.Expect(hand.Player.Locator("h1")).Not.ToHaveTextAsync(before ?? "");
        }
    }
}
