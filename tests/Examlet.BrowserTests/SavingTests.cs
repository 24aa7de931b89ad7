namespace Examlet.BrowserTests;

/// <summary>What a student wrote is saved, and the page never says so before it is.</summary>
public sealed class SavingTests(Chromium chromium)
{
    [Fact]
    public async Task Offline_typing_goes_on_and_back_online_everything_is_delivered()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        await context.SetOfflineAsync(true);
        await player.Role(AriaRole.Textbox).FillAsync("written offline");
        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved");
        await player.Role(AriaRole.Textbox).PressSequentiallyAsync(", and more");

        await context.SetOfflineAsync(false);

        await sitting.ShouldStoreAsync("Sum", "\"written offline, and more\"");
        await player.ShouldBeSavedAsync();
    }

    [Theory]
    [InlineData(500, "application/problem+json", "{}")]
    [InlineData(503, "application/problem+json", "{}")]
    [InlineData(200, "text/html", "<h1>Sign in to the school's Wi-Fi</h1>")]
    [InlineData(200, "application/json", "{}")]
    public async Task An_answer_that_acknowledges_nothing_never_shows_Saved(int status, string contentType, string body)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        await context.RouteAsync(
            "**/embed-api/answers/**",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = status,
                        ContentType = contentType,
                        Body = body,
                    }
                )
        );

        await player.Role(AriaRole.Textbox).FillAsync("5");

        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved");
        await context.UnrouteAllAsync();
        await sitting.ShouldStoreAsync("Sum", "\"5\"");
        await player.ShouldBeSavedAsync();
    }

    [Fact]
    public async Task A_response_that_is_lost_after_the_commit_is_asked_for_again()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        var lost = false;
        await context.RouteAsync(
            "**/embed-api/answers/**",
            async route =>
            {
                if (lost)
                {
                    await route.ContinueAsync();
                    return;
                }

                lost = true;
                await route.FetchAsync();
                await route.AbortAsync();
            }
        );

        await player.Role(AriaRole.Textbox).FillAsync("5");

        await player.ShouldBeSavedAsync();
        var history = await school.Api.GetAsync(
            $"/exams/{sitting.ExamId}/sessions/{(string)(await sitting.ReadAsync())["id"]!}/history"
        );
        history["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_typed_when_the_page_is_closed_is_on_the_server()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        await player.Role(AriaRole.Textbox).PressSequentiallyAsync("the last words");

        await player.Page.CloseAsync(new() { RunBeforeUnload = true });

        await sitting.ShouldStoreAsync("Sum", "\"the last words\"");
    }

    [Fact]
    public async Task The_newer_page_takes_over_and_the_older_says_so_with_a_way_back()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await using var otherDevice = await chromium.NewContextAsync(360, 740);
        var sitting = await school.SitAsync(GivenExams.OneText());
        var older = await StartedAsync(context, sitting);
        await older.Role(AriaRole.Textbox).FillAsync("from the laptop");
        await older.ShouldBeSavedAsync();

        var newer = await Player.AloneAsync(otherDevice, sitting);
        await Assertions.Expect(newer.Role(AriaRole.Textbox)).ToHaveValueAsync("from the laptop");
        await Assertions.Expect(older.Button("Open here instead")).ToBeVisibleAsync();
        await newer.Role(AriaRole.Textbox).FillAsync("from the phone");
        await newer.ShouldBeSavedAsync();
        await older.Button("Open here instead").ClickAsync();

        await Assertions.Expect(older.Role(AriaRole.Textbox)).ToHaveValueAsync("from the phone");
        await Assertions.Expect(newer.Button("Open here instead")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Shuffled_options_keep_their_order_across_reload_and_device()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await using var otherDevice = await chromium.NewContextAsync();
        var sitting = await school.SitAsync();
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.GoToAsync("Capital");
        var first = await player.Locator("label").AllInnerTextsAsync();
        await player.Role(AriaRole.Radio, "Nice").CheckAsync();
        await player.ShouldBeSavedAsync();

        await player.Page.ReloadAsync();
        await Assertions.Expect(player.Role(AriaRole.Radio, "Nice")).ToBeCheckedAsync();
        (await player.Locator("label").AllInnerTextsAsync()).ShouldBe(first);
        var other = await Player.AloneAsync(otherDevice, sitting);
        await Assertions.Expect(other.Role(AriaRole.Radio, "Nice")).ToBeCheckedAsync();
        (await other.Locator("label").AllInnerTextsAsync()).ShouldBe(first);
    }

    private static async Task<Player> StartedAsync(IBrowserContext context, Sitting sitting)
    {
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        return player;
    }
}
