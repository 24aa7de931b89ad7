using System.Globalization;
using System.Text.Json.Nodes;
using Examlet.BrowserTests.Ways;

namespace Examlet.BrowserTests;

/// <summary>One exam with a question of every type, answered by mouse, by touch and by keyboard alone, with a reload in
/// the middle of each answer.</summary>
public sealed class EveryTypeTests(Chromium chromium)
{
    [Theory]
    [InlineData(By.Mouse)]
    [InlineData(By.Touch)]
    [InlineData(By.Keyboard)]
    public async Task Every_type_can_be_answered(By by)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(
            by == By.Touch ? 360 : 1366,
            by == By.Touch ? 740 : 768,
            hasTouch: by == By.Touch
        );
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
        await ShouldShowTheResultAsync(hand, sitting);
        await ShouldHaveTheFilesAsync(sitting);
        hand.Player.Console.Where(line => line.StartsWith("error", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Every question with a right answer was answered rightly: the student sees it, and so does the
    /// API.</summary>
    private static async Task ShouldShowTheResultAsync(Hand hand, Sitting sitting)
    {
        await Assertions.Expect(hand.Player.Locator(".results")).ToBeVisibleAsync();
        await Assertions
            .Expect(hand.Player.Locator(".results .result"))
            .ToHaveCountAsync(Answering.All.Count, new() { Timeout = 30_000 });
        await Assertions.Expect(hand.Player.Locator(".verdict.right")).ToHaveCountAsync(12);
        await Assertions.Expect(hand.Player.Locator(".verdict.waiting")).ToHaveCountAsync(5);
        await Assertions.Expect(hand.Player.Locator(".verdict.wrong")).ToHaveCountAsync(0);
        var session = await sitting.ReadAsync();
        ((double)session["score"]!["points"]!).ShouldBe(13);
        ((bool)session["score"]!["needsGrading"]!).ShouldBeTrue();
        session["answers"]!.AsArray().Count(answer => (bool?)answer!["correct"] == true).ShouldBe(12);
    }

    /// <summary>The file and the recording are there for the teacher, as attachments.</summary>
    private static async Task ShouldHaveTheFilesAsync(Sitting sitting)
    {
        var picture = JsonNode.Parse((await sitting.StoredAsync("File"))!)!.AsArray();
        ((string)picture[1]!).ShouldBe("drawing.png");
        (await sitting.School.Api.BytesAsync((string)picture[0]!)).ShouldBe(Answering.Picture);
        var voice = JsonNode.Parse((await sitting.StoredAsync("Voice"))!)!.AsArray();
        ((string)voice[2]!).ShouldStartWith("audio/");
        int.Parse((string)voice[3]!, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(2);
        (await sitting.School.Api.BytesAsync((string)voice[0]!)).Length.ShouldBeGreaterThan(5_000);
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
