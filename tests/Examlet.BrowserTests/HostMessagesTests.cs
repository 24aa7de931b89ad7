namespace Examlet.BrowserTests;

/// <summary>What the host and the exam say to each other: the end of access, errors, what can be seen, language and
/// colour (contract §5).</summary>
public sealed class HostMessagesTests(Chromium chromium)
{
    [Theory]
    [InlineData("start")]
    [InlineData("exam")]
    [InlineData("closing")]
    public async Task The_end_of_access_is_told_on_every_page(string where)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.InCourseAsync(context, sitting, follows: false);
        await Assertions.Expect(player.Button("Start")).ToBeVisibleAsync();
        if (where != "start")
        {
            await player.StartAsync();
            await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        }

        if (where == "closing")
        {
            await player.HandInAsync();
        }

        await school.Api.StatusAsync(HttpMethod.Delete, $"/embed-sessions/{(string)sitting.Embed["id"]!}");

        await player.Page.WaitForFunctionAsync(
            "window.__told.includes('ended deleted')",
            options: new() { Timeout = 10_000 }
        );
        await Assertions
            .Expect(player.Heading(where == "closing" ? "You have handed in" : "Access has ended"))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_of_a_deleted_link_says_so_to_a_host_that_opens_it()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        await school.Api.StatusAsync(HttpMethod.Delete, $"/embed-sessions/{(string)sitting.Embed["id"]!}");

        var player = await Player.InCourseAsync(context, sitting, follows: false);

        await player.Page.WaitForFunctionAsync("window.__told.includes('ended deleted')");
    }

    [Fact]
    public async Task A_frame_that_stays_silent_is_told_by_the_helper_after_ten_seconds()
    {
        await using var school = await School.OpenAsync();
        await using var stranger = await HostSite.StartAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var page = await context.NewPageAsync();
        await page.GotoAsync(stranger.CourseFor(sitting.EmbedUrl, follows: false));
        await page.WaitForFunctionAsync("window.__mounted");

        await context.Clock.RunForAsync(10_500);

        (await page.EvaluateAsync<string[]>("window.__told")).ShouldBe(["error no-answer"]);
    }

    [Fact]
    public async Task A_frame_that_has_said_it_is_ready_is_never_told_to_be_silent()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var player = await Player.InCourseAsync(context, await school.SitAsync(GivenExams.OneText()), follows: false);
        await Eventually.ShouldBeAsync(
            async () => (await player.HeardAsync()).Any(m => (string?)m["data"]!["name"] == "session:ready"),
            true
        );

        await context.Clock.RunForAsync(10_500);

        (await player.Page.EvaluateAsync<string[]>("window.__told")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_host_changes_language_and_colour_without_a_new_session_and_nothing_written_is_lost()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(timeLimit: 10));
        var player = await Player.InCourseAsync(context, sitting, follows: false);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("half a word");

        await SayAsync(player, "locale", "{ locale: 'ar' }");
        await SayAsync(player, "theme", "{ primaryColor: '#0f766e' }");

        await Assertions.Expect(player.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await Assertions.Expect(player.Locator("html")).ToHaveAttributeAsync("lang", "ar");
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToHaveValueAsync("half a word");
        await Assertions.Expect(player.Locator(".way-on")).Not.ToHaveTextAsync("Review answers");
        await Eventually.ShouldBeAsync(
            () => player.Locator("html").EvaluateAsync<string>("e => e.style.getPropertyValue('--primary')"),
            "#0f766e"
        );
        await sitting.ShouldStoreAsync("Sum", "\"half a word\"");
    }

    [Fact]
    public async Task No_word_of_the_host_answers_navigates_or_hides_the_clock()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(1280, 700);
        var sitting = await school.SitAsync(GivenExams.FourKinds(minutes: 10));
        var player = await Player.InCourseAsync(context, sitting, follows: false);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();

        foreach (
            var data in (string[])
                [
                    "{ top: 5000, height: 10 }",
                    "{ top: 0, height: 0 }",
                    "{ top: -1e9, height: 1e9 }",
                    "{ top: 690, height: 700 }",
                ]
        )
        {
            await SayAsync(player, "viewport", data);
            await player.ShouldBeInViewAsync(player.Role(AriaRole.Timer), $"clock after {data}");
        }

        await SayAsync(player, "hand-in", "{}");
        await SayAsync(player, "answer", "{ value: '6' }");
        await Assertions.Expect(player.Heading("Sum")).ToBeVisibleAsync();
        (await sitting.StoredAsync("Sum")).ShouldBe("\"5\"");
    }

    [Fact]
    public async Task A_keyboard_that_the_host_tells_of_covers_neither_the_answer_nor_the_ways_on()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(390, 844, hasTouch: true);
        var player = await Player.InHostAsync(
            context,
            await school.SitAsync(LongText()),
            "style=\"width: 390px; height: 844px; border: 0\""
        );
        await player.StartAsync();
        await player
            .Role(AriaRole.Textbox)
            .EvaluateAsync("e => { e.scrollIntoView({ block: 'end' }); e.focus({ preventScroll: true }); }");

        await SayAsync(player, "viewport", "{ top: 0, height: 500 }");

        await Eventually.ShouldBeAsync(
            async () =>
                await BottomAsync(player.Role(AriaRole.Textbox)) <= 500
                && await BottomAsync(player.Role(AriaRole.Timer)) <= 500,
            true
        );
        (await BottomAsync(player.Locator(".ways"))).ShouldBeLessThanOrEqualTo(501);
    }

    [Fact]
    public async Task The_height_is_told_once_it_has_settled()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await Player.InCourseAsync(context, await school.SitAsync(LongText()), follows: true);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        await Eventually.ShouldBeAsync(
            () => player.Page.Locator("iframe").EvaluateAsync<bool>("e => e.clientHeight > 2000"),
            true
        );

        (await player.HeardAsync())
            .Count(m => (string?)m["data"]!["name"] == "frame:resize")
            .ShouldBeLessThanOrEqualTo(4);
    }

    private static async Task<double> BottomAsync(ILocator element) =>
        await element.EvaluateAsync<double>("e => e.getBoundingClientRect().bottom");

    private static System.Text.Json.Nodes.JsonObject LongText()
    {
        var exam = GivenExams.OneText(timeLimit: 10);
        exam["questions"]![0]!["description"] = string.Concat(
            Enumerable.Repeat("<p>A long text that has to be read before the answer can be given.</p>", 60)
        );
        return exam;
    }

    private static Task<System.Text.Json.JsonElement?> SayAsync(Player player, string name, string data) =>
        player.Page.EvaluateAsync(
            $"document.querySelector('iframe').contentWindow.postMessage({{ type: 'examlet:host', v: 1, "
                + $"name: '{name}', data: {data} }}, new URL(document.querySelector('iframe').src).origin)"
        );
}
