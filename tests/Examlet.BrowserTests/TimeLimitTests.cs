namespace Examlet.BrowserTests;

/// <summary>The deadline lives on the server.</summary>
public sealed class TimeLimitTests(Chromium chromium)
{
    [Fact]
    public async Task With_the_browser_closed_the_exam_ends_at_the_deadline_with_what_was_saved()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();
        var deadline = (string)(await sitting.ReadAsync())["deadline"]!;
        await player.Page.CloseAsync();

        school.Clock.Advance(TimeSpan.FromMinutes(11));

        var session = await sitting.ReadAsync();
        $"{session["status"]} {session["completionReason"]} {session["completedAt"]} {session["final"]}".ShouldBe(
            $"completed time_limit {deadline} true"
        );
        ((string)(await sitting.ReadEmbedAsync())["outputs"]!["completionReason"]!).ShouldBe("time_limit");
        (await sitting.StoredAsync("Sum")).ShouldBe("\"5\"");
    }

    [Fact]
    public async Task An_open_page_closes_at_the_deadline_and_tells_its_host()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();

        school.Clock.Advance(TimeSpan.FromMinutes(10));

        await Eventually.ShouldBeAsync(async () => (await player.StatusesAsync()).LastOrDefault(), "completed");
        var end = (await player.HeardAsync()).Select(m => m["data"]!).Last(d => (string?)d["status"] == "completed");
        ((string)end["outputs"]!["completionReason"]!).ShouldBe("time_limit");
    }

    [Fact]
    public async Task A_page_opened_after_the_deadline_shows_the_end()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        await player.Page.CloseAsync();
        school.Clock.Advance(TimeSpan.FromMinutes(11));

        var again = await Player.InHostAsync(context, sitting);

        await Eventually.ShouldBeAsync(async () => string.Join(' ', await again.StatusesAsync()), "completed");
        await Assertions.Expect(again.Button("Start")).ToHaveCountAsync(0);
    }
}
