namespace Examlet.BrowserTests;

/// <summary>Mathematics is drawn, and until then its source is not seen; who listens hears words.</summary>
public sealed class MathematicsShownTests(Chromium chromium)
{
    private const string Chunk = "**/assets/draw-*.js";

    /// <summary>Remembers every text with LaTeX in it that the page showed at any moment.</summary>
    private const string WatchForSource = """
        window.__source = [];
        const look = () => {
          const text = document.getElementById('app')?.innerText ?? '';
          if (text.includes('\\') || text.includes('frac')) window.__source.push(text);
        };
        new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
        """;

    [Fact]
    public async Task What_draws_it_is_here_before_the_clock_starts()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.AddInitScriptAsync(WatchForSource);
        var held = new TaskCompletionSource();
        var isStarted = false;
        await context.RouteAsync(
            Chunk,
            async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            }
        );
        await context.RouteAsync(
            "**/embed-api/start",
            async route =>
            {
                isStarted = true;
                await route.ContinueAsync();
            }
        );
        var player = await Player.AloneAsync(context, await school.SitAsync(GivenExams.Mathematics()));

        await player.StartAsync();
        await Assertions.Expect(player.Text("Starting…")).ToBeVisibleAsync();
        isStarted.ShouldBeFalse("The clock runs before the question can be read.");
        held.SetResult();

        await Assertions.Expect(player.Locator("label math")).ToHaveCountAsync(2);
        isStarted.ShouldBeTrue();
        (await player.Page.EvaluateAsync<string[]>("window.__source")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_option_is_named_in_words()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await Player.AloneAsync(context, await school.SitAsync(GivenExams.Mathematics()));
        await player.StartAsync();

        await Assertions.Expect(player.Role(AriaRole.Radio, "1 over 4")).ToBeVisibleAsync();
        await player.Role(AriaRole.Radio, "1 over 4").CheckAsync();
        await player.ShouldBeSavedAsync();
    }

    [Fact]
    public async Task Where_it_cannot_be_fetched_it_stands_as_plain_text_until_it_can()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.AddInitScriptAsync(WatchForSource);
        await context.RouteAsync(Chunk, route => route.AbortAsync());
        var player = await Player.AloneAsync(context, await school.SitAsync(GivenExams.Mathematics()));

        await player.StartAsync();
        await Assertions.Expect(player.Locator("label").First).ToContainTextAsync("1/4");
        (await player.Page.EvaluateAsync<string[]>("window.__source")).ShouldBeEmpty();
    }
}
