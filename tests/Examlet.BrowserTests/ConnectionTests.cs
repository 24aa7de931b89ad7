namespace Examlet.BrowserTests;

/// <summary>The network is cut, or the server is in trouble: the student goes on, nothing is called saved, and
/// everything arrives.</summary>
public sealed class ConnectionTests(Chromium chromium)
{
    /// <summary>Milliseconds; less than the page waits for an answer.</summary>
    private const int Step = 5_000;
    private const int MaxSteps = 500;

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(600)]
    public async Task Without_a_network_the_student_goes_on_and_everything_arrives_in_order(int seconds)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.FourKinds());
        var player = await StartedAsync(context, sitting);
        await player.Role(AriaRole.Textbox).FillAsync("before");
        await player.ShouldBeSavedAsync();
        var banner = player.Locator(".notices[role=status]", "No connection");
        await Assertions.Expect(banner).ToHaveCountAsync(0);

        await context.SetOfflineAsync(true);
        await player.Role(AriaRole.Textbox).FillAsync("first");
        await context.Clock.RunForAsync(1_000);
        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved");
        await Assertions.Expect(banner).ToBeVisibleAsync();
        await player.WatchSaveLineAsync();
        await player.Role(AriaRole.Textbox).FillAsync("first, longer");
        await player.Button("Next").ClickAsync();
        await player.Role(AriaRole.Radio, "True").CheckAsync();
        await player.Button("Next").ClickAsync();
        await player.Role(AriaRole.Textbox).FillAsync("third");
        school.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await context.Clock.FastForwardAsync(seconds * 1_000L);
        (await player.SaveLinesAsync()).ShouldAllBe(line => !line.Contains("Saved", StringComparison.Ordinal));
        await context.SetOfflineAsync(false);

        await sitting.ShouldStoreAsync("Sum", "\"first, longer\"");
        await sitting.ShouldStoreAsync("Sky", "\"true\"");
        await sitting.ShouldStoreAsync("Why", "\"third\"");
        await Assertions.Expect(banner).ToHaveCountAsync(0);
        await player.ShouldBeSavedAsync();
        var versions = (await sitting.HistoryAsync())
            .Where(v => (string)v["questionId"]! == sitting.QuestionId("Sum"))
            .ToList();
        versions.Select(v => (int)v["revision"]!).ShouldBeInOrder(SortDirection.Ascending);
        versions.ShouldAllBe(v => (bool)v["applied"]!);
    }

    [Theory]
    [InlineData(500, "application/problem+json")]
    [InlineData(502, "text/html")]
    [InlineData(503, "application/problem+json")]
    [InlineData(429, "application/problem+json")]
    public async Task A_server_that_asks_for_time_is_given_it(int status, string contentType)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        var asked = 0;
        await context.RouteAsync(
            "**/embed-api/answers/**",
            async route =>
            {
                if (Interlocked.Increment(ref asked) > 1)
                {
                    await route.ContinueAsync();
                    return;
                }

                await route.FulfillAsync(
                    new()
                    {
                        Status = status,
                        ContentType = contentType,
                        Body = "{}",
                        Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            ["Retry-After"] = "60",
                            ["Content-Type"] = contentType,
                        },
                    }
                );
            }
        );
        await player.WatchSaveLineAsync();
        await player.Page.EvaluateAsync(
            """
            () => {
              const { fetch } = window;
              window.__asked = [];
              window.fetch = (...call) => {
                if (String(call[0]).includes('/answers/')) window.__asked.push(performance.now());
                return fetch(...call);
              };
            }
            """
        );

        await player.Role(AriaRole.Textbox).FillAsync("5");
        await context.Clock.RunForAsync(1_000);
        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved – retrying");
        await context.Clock.RunForAsync(40_000);

        (await player.SaveLinesAsync()).ShouldAllBe(line => !line.Contains("Saved", StringComparison.Ordinal));
        await PassUntilSavedAsync(context, player);
        await sitting.ShouldStoreAsync("Sum", "\"5\"");
        (await player.Page.EvaluateAsync<double>("window.__asked[1] - window.__asked[0]")).ShouldBeGreaterThanOrEqualTo(
            60_000
        );
    }

    [Fact]
    public async Task A_storm_of_failures_is_ridden_out_without_ever_saying_Saved()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        var answers = new Queue<int>([500, 502, 503, 429, 504, 500]);
        var over = false;
        await context.RouteAsync(
            "**/embed-api/answers/**",
            async route =>
            {
                if (over)
                {
                    await route.ContinueAsync();
                    return;
                }

                var status = answers.TryDequeue(out var next) ? next : 503;
                await route.FulfillAsync(
                    new()
                    {
                        Status = status,
                        ContentType = "application/problem+json",
                        Body = "{}",
                    }
                );
            }
        );
        await player.WatchSaveLineAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");

        while (answers.Count > 0)
        {
            var before = answers.Count;
            (await player.SaveLinesAsync()).ShouldAllBe(line => !line.Contains("Saved", StringComparison.Ordinal));
            await PassUntilAsync(context, () => answers.Count < before);
        }

        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved");
        over = true;
        await PassUntilSavedAsync(context, player);
        await sitting.ShouldStoreAsync("Sum", "\"5\"");
        (await sitting.HistoryAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_response_that_never_comes_is_given_up_after_ten_seconds_and_asked_for_again()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        var asked = 0;
        var responding = false;
        await context.RouteAsync(
            "**/embed-api/answers/**",
            route =>
            {
                asked++;
                return responding ? route.ContinueAsync() : Task.CompletedTask;
            }
        );
        await player.WatchSaveLineAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await context.Clock.RunForAsync(1_000);
        await Eventually.ShouldBeAsync(() => Task.FromResult(asked), 1);

        await context.Clock.RunForAsync(4_000);
        await Assertions.Expect(player.Locator(".save-status")).ToHaveTextAsync("Saving…");
        await context.Clock.RunForAsync(6_000);

        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved – retrying");
        (await player.SaveLinesAsync()).ShouldAllBe(line => !line.Contains("Saved", StringComparison.Ordinal));
        responding = true;
        await PassUntilSavedAsync(context, player);
        await sitting.ShouldStoreAsync("Sum", "\"5\"");
    }

    private static async Task<Player> StartedAsync(IBrowserContext context, Sitting sitting)
    {
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        return player;
    }

    /// <summary>The page's time goes on until it is so: the page sets its timer only when it has read the answer
    /// before.</summary>
    private static async Task PassUntilAsync(IBrowserContext context, Func<bool> isSo)
    {
        for (var i = 0; i < MaxSteps && !isSo(); i++)
        {
            await context.Clock.RunForAsync(Step);
        }

        isSo().ShouldBeTrue();
    }

    /// <summary>The page's time goes on until it has heard from the server: an answer that is under way longer than the
    /// page waits, by its clock, is asked for again.</summary>
    private static async Task PassUntilSavedAsync(IBrowserContext context, Player player)
    {
        for (var i = 0; i < MaxSteps && await player.Locator(".save-status.saved").CountAsync() == 0; i++)
        {
            await context.Clock.RunForAsync(Step);
        }

        await player.ShouldBeSavedAsync();
    }
}
