using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>What a student sees and hears of what staff do while the page is open.</summary>
public sealed class RoomTests(Chromium chromium)
{
    [Fact]
    public async Task More_time_is_shown_said_and_told_to_the_host_while_the_page_is_open()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        (await player.SecondsLeftAsync()).ShouldBeInRange(590, 600);

        await ActAsync(school, sitting, "extend", new JsonObject { ["minutes"] = 20 });

        var notice = player.Locator("[role=status] .notice", "Your time was changed.");
        await Assertions.Expect(notice).ToBeVisibleAsync();
        // The browser's clock goes on while the school's stands.
        (await notice.TextContentAsync())
            .ShouldNotBeNull()
            .ShouldMatch("(30 minutes|29 minutes 5[0-9] seconds) left");
        (await player.SecondsLeftAsync()).ShouldBeInRange(1_790, 1_800);
        await Eventually.ShouldBeAsync(
            async () => (await player.HeardAsync()).Any(m => (string?)m["data"]!["name"] == "time:changed"),
            true
        );
        await player.Button("Close message").ClickAsync();
        await Assertions.Expect(player.Text("Your time was changed.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_pause_hides_the_questions_and_stops_the_clock_and_after_it_the_work_goes_on()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("before the");

        await ActAsync(school, sitting, "pause");
        await Assertions.Expect(player.Text("The exam is paused.")).ToBeVisibleAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToHaveCountAsync(0);
        school.Clock.Advance(TimeSpan.FromMinutes(30));
        await context.Clock.FastForwardAsync(30 * 60_000L);
        await ActAsync(school, sitting, "resume");

        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToHaveValueAsync("before the");
        await Assertions.Expect(player.Locator("[aria-live=polite]", "The exam goes on.")).ToHaveCountAsync(1);
        (await player.SecondsLeftAsync()).ShouldBeInRange(570, 600);
        await player.Role(AriaRole.Textbox).FillAsync("before the pause");
        await player.ShouldBeSavedAsync();
        await Eventually.ShouldBeAsync(() => sitting.StoredAsync("Sum"), "\"before the pause\"");
    }

    [Fact]
    public async Task A_page_opened_in_a_pause_shows_no_question_until_it_is_over()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();
        await ActAsync(school, sitting, "pause");
        await player.Page.ReloadAsync();
        await Assertions.Expect(player.Text("The exam is paused.")).ToBeVisibleAsync();
        await Assertions.Expect(player.Text("2 + 3?")).ToHaveCountAsync(0);

        await ActAsync(school, sitting, "resume");

        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToHaveValueAsync("5");
    }

    [Fact]
    public async Task An_announcement_is_acknowledged_with_the_keyboard_and_can_be_read_again_after_a_reload()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();

        await ActAsync(
            school,
            sitting,
            "announce",
            new JsonObject { ["message"] = "Question 1: <b>x</b> is a whole number." }
        );
        await Assertions
            .Expect(player.Locator("[role=status] .notice.strong"))
            .ToContainTextAsync("From your teacher: Question 1: <b>x</b> is a whole number.");
        await player.Page.ReloadAsync();
        await player.Button("I have read this").FocusAsync();
        await player.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(player.Button("I have read this")).ToHaveCountAsync(0);

        await player.Text("1 message from your teacher").ClickAsync();
        await Assertions.Expect(player.Locator(".read-again li")).ToContainTextAsync("is a whole number.");
        await player.Page.ReloadAsync();
        await Assertions.Expect(player.Text("1 message from your teacher")).ToBeVisibleAsync();
        await Assertions.Expect(player.Button("I have read this")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_time_left_is_said_when_the_student_asks_also_with_the_clock_hidden()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await Player.InHostAsync(context, await school.SitAsync(GivenExams.TenMinutes()));
        await player.StartAsync();
        await player.Button("Hide clock").ClickAsync();
        await Assertions.Expect(player.Role(AriaRole.Timer)).ToHaveCountAsync(0);

        await player.Button("How much time is left?").ClickAsync();

        await Assertions.Expect(player.Locator(".clock-face")).ToContainTextAsync("minutes");
        await Assertions.Expect(player.Locator("[aria-live=polite]", "left")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(800)]
    public async Task A_warning_is_seen_at_the_clock_in_a_bar_that_stays_as_high_as_it_is(int width)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width);
        await context.Clock.InstallAsync();
        var player = await Player.AloneAsync(context, await school.SitAsync(GivenExams.TenMinutes()));
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        var height = await HeightAsync();

        await context.Clock.RunForAsync(5 * 60_000);

        await player.ShouldBeInViewAsync(player.Locator(".clock-words", "5 minutes left"), "warning");
        (await HeightAsync()).ShouldBe(height);
        await context.Clock.RunForAsync(12_000);
        await Assertions.Expect(player.Locator(".clock-words")).ToHaveCountAsync(0);
        await player.ShouldBeInViewAsync(player.Role(AriaRole.Timer), "clock");

        Task<double> HeightAsync() =>
            player.Locator(".bar").EvaluateAsync<double>("bar => bar.getBoundingClientRect().height");
    }

    [Fact]
    public async Task Where_event_streams_are_held_back_on_the_way_news_still_comes()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        await context.RouteAsync("**/embed-api/events?*", _ => Task.Delay(Timeout.Infinite));
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        await Eventually.ShouldBeAsync(
            async () =>
            {
                var asked = player.Page.WaitForRequestAsync("**/embed-api/events/now?*", new() { Timeout = 200 });
                await context.Clock.RunForAsync(2_000);
                return await asked.ContinueWith(done => done.IsCompletedSuccessfully, TaskScheduler.Default);
            },
            true
        );

        await ActAsync(school, sitting, "pause");
        await context.Clock.RunForAsync(2_500);

        await Assertions.Expect(player.Text("The exam is paused.")).ToBeVisibleAsync();
        await ActAsync(school, sitting, "resume");
        await context.Clock.RunForAsync(2_500);
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
    }

    private static Task<JsonNode> ActAsync(School school, Sitting sitting, string action, JsonObject? more = null)
    {
        var body = more ?? [];
        (body["action"], body["sessions"], body["reason"]) = (action, "all", "a test");
        return school.Api.PostAsync($"/exams/{sitting.ExamId}/sessions/actions", body);
    }
}
