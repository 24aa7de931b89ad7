[assembly: AssemblyFixture(typeof(Examlet.BrowserTests.Fixture.Chromium))]

namespace Examlet.BrowserTests.Fixture;

/// <summary>One real Chromium for the whole run; each test has a profile of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException(
                $"{Program} is missing. Install it (on Debian: apt-get install chromium) or run ./test.sh, which does."
            );
        }

        // A computer that does other things as well takes its time; what comes sooner is seen sooner.
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Program,
                // A microphone that beeps, and nobody to ask for it.
                Args =
                [
                    "--use-fake-device-for-media-stream",
                    "--use-fake-ui-for-media-stream",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>A profile as of another person on another machine.</summary>
    public Task<IBrowserContext> NewContextAsync(
        int width = 1366,
        int height = 768,
        bool hasTouch = false,
        string? timeZone = null
    ) =>
        _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                HasTouch = hasTouch,
                IsMobile = hasTouch,
                TimezoneId = timeZone,
            }
        );

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
