namespace Examlet.BrowserTests;

/// <summary>Time is the server's: what the device's clock says, where it is, and whether it sleeps changes
/// nothing.</summary>
public sealed class DeviceClockTests(Chromium chromium)
{
    [Theory]
    [InlineData("Pacific/Auckland", 3)]
    [InlineData("America/Los_Angeles", -3)]
    [InlineData("Asia/Kolkata", 24 * 365)]
    public async Task A_device_clock_that_is_wrong_or_moved_changes_nothing(string timeZone, int hours)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(timeZone: timeZone);
        var wrong = school.Clock.GetUtcNow().UtcDateTime.AddDays(-400);
        await context.Clock.InstallAsync(new() { TimeDate = wrong });
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await StartedAsync(context, sitting);
        (await player.SecondsLeftAsync()).ShouldBeInRange(570, 600);
        var field = await player.Role(AriaRole.Textbox).ElementHandleAsync();

        await context.Clock.SetSystemTimeAsync(wrong.AddHours(hours));
        await context.Clock.RunForAsync(5_000);
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await context.Clock.RunForAsync(1_000);
        await player.ShouldBeSavedAsync();

        (await player.SecondsLeftAsync()).ShouldBeInRange(560, 600);
        (await field.EvaluateAsync<bool>("e => e.isConnected")).ShouldBeTrue("The page took the time for over.");
        await Assertions
            .Expect(player.Locator(".save-status"))
            .ToContainTextAsync($"Saved at {LocalTime(school, timeZone)}");
        ((string)(await sitting.ReadAsync())["status"]!).ShouldBe("in_progress");
    }

    [Fact]
    public async Task The_change_to_summer_time_in_the_middle_of_an_exam_takes_no_hour_away()
    {
        await using var school = await School.OpenAsync(new DateTimeOffset(2026, 3, 29, 0, 55, 0, TimeSpan.Zero));
        await using var context = await chromium.NewContextAsync(timeZone: "Europe/Amsterdam");
        await context.Clock.InstallAsync(new() { TimeDate = school.Clock.GetUtcNow().UtcDateTime });
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await StartedAsync(context, sitting);
        await player.Role(AriaRole.Textbox).FillAsync("before");
        await context.Clock.RunForAsync(1_000);
        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Saved at 1:55");

        school.Clock.Advance(TimeSpan.FromMinutes(6));
        await context.Clock.FastForwardAsync(6 * 60_000L);
        await player.Role(AriaRole.Textbox).FillAsync("after");
        await context.Clock.RunForAsync(1_000);

        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Saved at 3:01");
        (await player.SecondsLeftAsync()).ShouldBeInRange(210, 240);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tab_that_was_hidden_for_twenty_minutes_shows_what_is_left_when_it_is_seen_again(bool isAsleep)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var start = school.Clock.GetUtcNow().UtcDateTime;
        await context.Clock.InstallAsync(new() { TimeDate = start });
        var sitting = await school.SitAsync(GivenExams.FourKinds(minutes: 30));
        var player = await StartedAsync(context, sitting);
        await context.Clock.PauseAtAsync(start.AddMinutes(1));
        await ShowAsync(player, "hidden");
        school.Clock.Advance(TimeSpan.FromMinutes(20));
        if (isAsleep)
        {
            // Only the wall clock goes on, as on a device that sleeps.
            await context.Clock.SetSystemTimeAsync(start.AddMinutes(21));
        }
        else
        {
            // Timers that were due come once.
            await context.Clock.FastForwardAsync(20 * 60_000L);
        }

        await player.Page.RunAndWaitForResponseAsync(
            () => ShowAsync(player, "visible"),
            response => response.Url == sitting.EmbedUrl
        );
        await context.Clock.RunForAsync(1_000);

        await Eventually.ShouldBeAsync(
            async () => await player.SecondsLeftAsync() is >= 598 and <= 600,
            expected: true
        );
    }

    [Fact]
    public async Task What_ended_while_the_tab_was_hidden_ended_on_the_server_and_the_page_says_so()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await StartedAsync(context, sitting);
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await context.Clock.RunForAsync(1_000);
        await player.ShouldBeSavedAsync();
        await ShowAsync(player, "hidden");
        await context.SetOfflineAsync(true);

        school.Clock.Advance(TimeSpan.FromMinutes(20));

        var session = await sitting.ReadAsync();
        $"{session["status"]} {session["completionReason"]} {session["final"]}".ShouldBe("completed time_limit true");
        await context.SetOfflineAsync(false);
        await context.Clock.FastForwardAsync(20 * 60_000L);
        await ShowAsync(player, "visible");
        await Assertions.Expect(player.Heading("Time is over")).ToBeVisibleAsync();
        await Assertions.Expect(player.Text("The exam ended on")).ToBeVisibleAsync();
        (await sitting.StoredAsync("Sum")).ShouldBe("\"5\"");
    }

    /// <summary>Tells the page that it is hidden or visible, as the browser does.</summary>
    private static async Task ShowAsync(Player player, string state) =>
        await player.Page.EvaluateAsync(
            """
            (state) => {
              Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
              Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """,
            state
        );

    private static string LocalTime(School school, string timeZone) =>
        TimeZoneInfo
            .ConvertTime(school.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(timeZone))
            .ToString("h:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Player> StartedAsync(IBrowserContext context, Sitting sitting)
    {
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        return player;
    }
}
