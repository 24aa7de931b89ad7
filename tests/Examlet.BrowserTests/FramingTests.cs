using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>Who may frame the exam, who hears of it, and what a frame must allow (contract §5).</summary>
public sealed class FramingTests(Chromium chromium)
{
    [Fact]
    public async Task A_page_of_another_origin_than_the_allowed_one_cannot_frame_it_and_hears_nothing()
    {
        await using var school = await School.OpenAsync();
        await using var stranger = await HostSite.StartAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var page = await context.NewPageAsync();
        var refused = page.WaitForConsoleMessageAsync(
            new() { Predicate = m => m.Text.Contains("frame-ancestors", StringComparison.Ordinal) }
        );

        await page.GotoAsync(stranger.PageFor(sitting.EmbedUrl));

        await refused;
        (await page.EvaluateAsync<int>("window.__heard.length")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_an_allowed_origin_any_page_frames_it_and_none_hears_anything()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(), listens: false);
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();
        await player.HandInAsync();

        (await player.HeardAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sandbox=\"allow-scripts\"")]
    [InlineData("sandbox=\"allow-same-origin\"")]
    public async Task In_a_frame_that_allows_too_little_it_says_what_the_host_must_add(string attributes)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());

        var player = await Player.InHostAsync(context, sitting, attributes);

        await Assertions.Expect(player.Locator("code", "allow-scripts allow-same-origin")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Messages_into_the_frame_change_nothing()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Page.EvaluateAsync(
            """
            for (const data of ["hand-in", { type: "hand-in" },
            { type: "examplary:embed-status-update", status: "completed" }, { __proto__: null }, null, 5]) {
              document.querySelector("iframe").contentWindow.postMessage(data, "*");
            }
            """
        );
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();

        ((string)(await sitting.ReadAsync())["status"]!).ShouldBe("in_progress");
        (await player.StatusesAsync()).ShouldBe(["started"]);
    }

    [Fact]
    public async Task Continue_takes_the_top_window_to_the_return_url()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(), returnUrl: $"{school.Host.Origin}/after?course=9b");
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.HandInAsync();

        await player.Text("Continue").First.ClickAsync();

        await player.Page.WaitForURLAsync(
            $"{school.Host.Origin}/after?course=9b&status=completed&examId={sitting.ExamId}&sessionId=session_*"
        );
    }

    [Fact]
    public async Task As_a_page_of_its_own_it_goes_to_the_return_url_by_itself()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(), returnUrl: $"{school.Host.Origin}/after");
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.HandInAsync();

        await player.Page.WaitForURLAsync(
            $"{school.Host.Origin}/after?status=completed&examId={sitting.ExamId}&sessionId=session_*"
        );
    }

    [Fact]
    public async Task When_access_is_withdrawn_an_open_page_says_so_at_once()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();

        await school.Api.StatusAsync(HttpMethod.Delete, $"/embed-sessions/{(string)sitting.Embed["id"]!}");

        await Assertions.Expect(player.Heading("Access has ended")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_host_s_colour_is_used_and_made_readable()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(
            GivenExams.OneText(),
            theme: new JsonObject { ["primaryColor"] = "#ffff00", ["locale"] = "en" }
        );
        var player = await Player.AloneAsync(context, sitting);
        var start = player.Button("Start");

        var contrast = await start.EvaluateAsync<double>(
            """
            e => {
              const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
              const light = css => { const [r, g, b] = css.match(/[\d.]+/g).map(Number);
                return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
              const style = getComputedStyle(e);
              const [a, b] = [light(style.color), light(style.backgroundColor)];
              return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            }
            """
        );

        contrast.ShouldBeGreaterThanOrEqualTo(4.5);
    }

    [Fact]
    public async Task An_allowed_page_that_is_itself_in_a_stranger_s_frame_shows_no_exam()
    {
        await using var school = await School.OpenAsync();
        await using var stranger = await HostSite.StartAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var page = await context.NewPageAsync();
        var refused = page.WaitForConsoleMessageAsync(
            new() { Predicate = m => m.Text.Contains("frame-ancestors", StringComparison.Ordinal) }
        );

        await page.GotoAsync(stranger.PageFor(school.Host.PageFor(sitting.EmbedUrl)));

        await refused;
        await Assertions
            .Expect(
                page.FrameLocator("iframe").FrameLocator("iframe").GetByRole(AriaRole.Button, new() { Name = "Start" })
            )
            .ToHaveCountAsync(0);
    }

    [Fact]
    public async Task In_a_learning_platform_that_was_named_the_host_s_page_shows_the_exam_and_hears_it_alone()
    {
        await using var school = await School.OpenAsync();
        await using var platform = await HostSite.StartAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        await sitting.EmbedAsync(platform.Origin);
        var page = await context.NewPageAsync();

        await page.GotoAsync(platform.PageFor(school.Host.PageFor(sitting.EmbedUrl)));
        var host = page.FrameLocator("iframe");
        await host.FrameLocator("iframe").GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();

        await Assertions.Expect(host.FrameLocator("iframe").GetByRole(AriaRole.Textbox)).ToBeVisibleAsync();
        await Eventually.ShouldBeAsync(
            () =>
                host.Locator("body")
                    .EvaluateAsync<bool>("() => window.__heard.some(m => m.data.name === 'exam:started')"),
            true
        );
        (await page.EvaluateAsync<int>("window.__heard.length")).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_frames_the_monitor()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var link = await school.Api.PostAsync($"/exams/{sitting.ExamId}/monitor-link", new JsonObject());
        var page = await context.NewPageAsync();
        var refused = page.WaitForConsoleMessageAsync(
            new() { Predicate = m => m.Text.Contains("frame-ancestors 'none'", StringComparison.Ordinal) }
        );

        await page.GotoAsync(school.Host.PageFor((string)link["url"]!));

        await refused;
    }

    [Fact]
    public async Task A_frame_with_no_more_than_it_needs_runs_the_exam_to_its_end()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(), returnUrl: $"{school.Host.Origin}/after");
        var player = await Player.InHostAsync(context, sitting, "sandbox=\"allow-scripts allow-same-origin\"");
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();
        await player.HandInAsync();

        await player.Text("Continue").First.ClickAsync();

        // The top window is out of reach: the frame goes instead.
        await Assertions.Expect(player.Heading("Back at school")).ToBeVisibleAsync();
        player.Page.Url.ShouldStartWith($"{school.Host.Origin}/?");
    }

    [Fact]
    public async Task A_flood_of_messages_of_every_shape_from_the_host_and_from_strangers_changes_nothing()
    {
        await using var school = await School.OpenAsync();
        await using var stranger = await HostSite.StartAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();
        const string Flood = """
            (target) => {
              const names = ["type", "status", "command", "action", "event", "method", "id", "data", "answers",
                "value"];
              const values = ["hand-in", "submit", "start", "completed", "examplary:embed-status-update",
              "examplary:embed-event", "exam:submitted", "get-answers", "eval", "<img src=x onerror=alert(1)>",
                null, true, -1, 1e308, NaN, [], [[[]]], {}, { __proto__: { type: "hand-in" } }, new Map([["type",
                  "hand-in"]]), new Date(0), new Uint8Array(9), "x".repeat(100000)];
              for (const name of names) for (const value of values) {
                target.postMessage({ [name]: value }, "*");
                target.postMessage({ type: "examplary:embed-event", v: 1, [name]: value }, "*");
                target.postMessage(value, "*");
              }
              for (let i = 0; i < 5000; i++) target.postMessage(i, "*");
            }
            """;

        await player.Page.EvaluateAsync($"({Flood})(document.querySelector('iframe').contentWindow)");
        // A stranger who has the window: opened by the school's page, it reaches the frame through its opener.
        var popup = await context.RunAndWaitForPageAsync(() =>
            player.Page.EvaluateAsync("url => { window.open(url); }", $"{stranger.Origin}/after")
        );
        await popup.WaitForLoadStateAsync();
        await popup.EvaluateAsync($"({Flood})(window.opener.frames[0])");

        await player.Role(AriaRole.Textbox).FillAsync("6");
        await sitting.ShouldStoreAsync("Sum", "\"6\"");
        ((string)(await sitting.ReadAsync())["status"]!).ShouldBe("in_progress");
        (await player.StatusesAsync()).ShouldAllBe(status => status == "started");
        (await popup.EvaluateAsync<int>("(window.__heard ?? []).length")).ShouldBe(0);
        // The host's page has no icon, which is a 404.
        player
            .Console.Where(line =>
                line.StartsWith("error", StringComparison.Ordinal) && !line.Contains("404", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_out_of_a_question_tells_nobody_where_it_came_from()
    {
        await using var school = await School.OpenAsync();
        await using var elsewhere = await HostSite.StartAsync();
        await using var context = await chromium.NewContextAsync();
        var exam = GivenExams.OneText();
        exam["questions"]![0]!["description"] = $"<p><a href=\"{elsewhere.Origin}/after\">Read more</a></p>";
        var player = await Player.InHostAsync(context, await school.SitAsync(exam));
        await player.StartAsync();

        var opened = await context.RunAndWaitForPageAsync(() => player.Text("Read more").ClickAsync());
        await Assertions.Expect(opened.GetByText("Back at school")).ToBeVisibleAsync();

        (await opened.EvaluateAsync<string>("document.referrer")).ShouldBe("");
        (await opened.EvaluateAsync<bool>("window.opener === null")).ShouldBeTrue();
        player.Page.Url.ShouldStartWith($"{school.Host.Origin}/?");
    }
}
