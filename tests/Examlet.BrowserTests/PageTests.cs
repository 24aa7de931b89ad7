using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>What the page costs, what it keeps to itself, and the languages it speaks.</summary>
public sealed class PageTests(Chromium chromium)
{
    private const int MaxBytes = 60 * 1024;

    [Fact]
    public async Task The_first_question_takes_at_most_four_requests_and_sixty_kilobytes()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var requests = new List<string>();
        var bytes = 0;
        context.Response += (_, response) =>
        {
            requests.Add(response.Url);
            bytes += response.Url.Contains("/assets/", StringComparison.Ordinal)
                ? int.Parse(
                    response.Headers.GetValueOrDefault("content-length", "0"),
                    System.Globalization.CultureInfo.InvariantCulture
                )
                : 0;
        };
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeEditableAsync();

        var counted = requests.Where(url => !url.Contains("/embed-api/events", StringComparison.Ordinal)).ToList();

        counted.Count.ShouldBeLessThanOrEqualTo(4, string.Join('\n', counted));
        bytes.ShouldBeInRange(1, MaxBytes);
    }

    [Fact]
    public async Task A_whole_exam_sets_no_cookie_asks_nobody_else_and_writes_no_error()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync();
        var strangers = new List<string>();
        var referrers = new List<string>();
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url).Host is not ("127.0.0.1" or "localhost"))
            {
                strangers.Add(request.Url);
            }

            if (
                request.Headers.TryGetValue("referer", out var referrer)
                && referrer.Contains("/embeds/", StringComparison.Ordinal)
            )
            {
                referrers.Add(referrer);
            }
        };
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.GoToAsync("Sum");
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();
        await player.HandInAsync();

        strangers.ShouldBeEmpty();
        referrers.ShouldBeEmpty();
        (await context.CookiesAsync()).ShouldBeEmpty();
        player
            .Console.Where(line =>
                line.StartsWith("error", StringComparison.Ordinal)
                || line.StartsWith("warning", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
        (
            await player.Page.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
        ).ShouldNotContain(sitting.Secret);
    }

    [Fact]
    public async Task A_browser_that_cannot_read_the_script_says_that_it_is_too_old()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(), theme: new JsonObject { ["locale"] = "nl" });
        await context.RouteAsync(
            "**/assets/*.js",
            route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "a newer language" })
        );

        var player = await Player.AloneAsync(context, sitting);

        await Assertions.Expect(player.Locator(".too-old", "te oud")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    [Theory]
    [InlineData("nl-BE", "nl", "ltr", "Start")]
    [InlineData("ar", "ar", "rtl", null)]
    [InlineData("xx-YY", "en", "ltr", "Start")]
    public async Task The_page_speaks_the_nearest_language_there_is(
        string asked,
        string spoken,
        string direction,
        string? start
    )
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(), theme: new JsonObject { ["locale"] = asked });

        var player = await Player.AloneAsync(context, sitting);

        await Assertions.Expect(player.Locator("html")).ToHaveAttributeAsync("lang", spoken);
        await Assertions.Expect(player.Locator("html")).ToHaveAttributeAsync("dir", direction);
        await Assertions
            .Expect(start is null ? player.Locator("button").First : player.Role(AriaRole.Button, start))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task Mathematics_is_shown_in_the_description_and_in_the_options()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.Mathematics());
        var player = await Player.AloneAsync(context, sitting);

        await player.StartAsync();

        await Assertions.Expect(player.Locator(".katex-html")).ToHaveCountAsync(3);
        (await player.Locator("math").CountAsync()).ShouldBe(3);
        player.Console.Where(line => line.StartsWith("error", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
