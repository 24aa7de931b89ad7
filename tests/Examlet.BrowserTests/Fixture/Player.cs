using System.Text.Json.Nodes;

namespace Examlet.BrowserTests.Fixture;

/// <summary>The student's page as a student uses it: in a host page's frame, or on its own.</summary>
public sealed class Player
{
    private readonly IFrameLocator? _frame;

    private Player(IPage page, IFrameLocator? frame)
    {
        Page = page;
        _frame = frame;
        page.Console += (_, message) => Console.Add($"{message.Type}: {message.Text}");
    }

    public IPage Page { get; }

    /// <summary>What was written to the console, of host page and frame alike.</summary>
    public List<string> Console { get; } = [];

    /// <summary>Opens the host page with the exam in its frame.</summary>
    public static async Task<Player> InHostAsync(
        IBrowserContext context,
        Sitting sitting,
        string attributes = "",
        string? url = null
    )
    {
        var page = await context.NewPageAsync();
        var player = new Player(page, page.FrameLocator("iframe"));
        await page.GotoAsync(sitting.School.Host.PageFor(url ?? sitting.EmbedUrl, attributes));
        return player;
    }

    /// <summary>Opens a page of a course that holds the exam in a frame as high as the window, or as high as the
    /// exam.</summary>
    public static async Task<Player> InCourseAsync(IBrowserContext context, Sitting sitting, bool follows)
    {
        var page = await context.NewPageAsync();
        var player = new Player(page, page.FrameLocator("iframe"));
        await page.GotoAsync(sitting.School.Host.CourseFor(sitting.EmbedUrl, follows));
        return player;
    }

    /// <summary>Opens the embed URL as a page of its own.</summary>
    public static async Task<Player> AloneAsync(IBrowserContext context, Sitting sitting)
    {
        var page = await context.NewPageAsync();
        var player = new Player(page, frame: null);
        await page.GotoAsync(sitting.EmbedUrl);
        return player;
    }

    public ILocator Button(string name) =>
        _frame is null
            ? Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true })
            : _frame.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Role(AriaRole role, string? name = null) =>
        _frame is null ? Page.GetByRole(role, new() { Name = name }) : _frame.GetByRole(role, new() { Name = name });

    public ILocator Text(string text) => _frame is null ? Page.GetByText(text) : _frame.GetByText(text);

    public ILocator Locator(string selector) => _frame is null ? Page.Locator(selector) : _frame.Locator(selector);

    public ILocator Locator(string selector, string text) => Locator(selector).Filter(new() { HasText = text });

    public ILocator Heading(string text) => Role(AriaRole.Heading, text);

    public async Task StartAsync() => await Button("Start").ClickAsync();

    /// <summary>Goes on until the question with that title is shown.</summary>
    public async Task GoToAsync(string title)
    {
        var wanted = Heading(title);
        for (var i = 0; i < 20 && !await wanted.IsVisibleAsync(); i++)
        {
            var before = await Locator("h1, h2").First.TextContentAsync();
            await Button("Next").ClickAsync();
            before.ShouldNotBeNull();
        }

        await Assertions.Expect(wanted).ToBeVisibleAsync();
    }

    /// <summary>Waits for the acknowledgement of the answer on the screen.</summary>
    public Task ShouldBeSavedAsync() => Assertions.Expect(Locator(".save-status")).ToContainTextAsync("Saved at ");

    /// <summary>From now on every text of the line under the answer is kept.</summary>
    public Task WatchSaveLineAsync() =>
        Page.EvaluateAsync(
            """
            () => {
              window.__lines = [];
              const look = () => {
                const line = document.querySelector('.save-status')?.textContent ?? '';
                if (line !== window.__lines[window.__lines.length - 1]) window.__lines.push(line);
              };
              new MutationObserver(look).observe(document.body, { childList: true, subtree: true,
                characterData: true });
              look();
            }
            """
        );

    /// <summary>Everything that the line under the answer said since it is watched.</summary>
    public Task<string[]> SaveLinesAsync() => Page.EvaluateAsync<string[]>("window.__lines");

    /// <summary>The seconds that the clock in the header shows.</summary>
    public async Task<int> SecondsLeftAsync() =>
        (await Role(AriaRole.Timer).TextContentAsync())!
            .Split(':')
            .Aggregate(
                0,
                (sum, part) => (sum * 60) + int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)
            );

    public async Task HandInAsync()
    {
        for (var i = 0; i < 20 && await Button("Next").IsVisibleAsync(); i++)
        {
            await Button("Next").ClickAsync();
        }

        await Button("Review answers").ClickAsync();
        await Button("Hand in").ClickAsync();
        await Button("Hand in now").ClickAsync();
        await Assertions.Expect(Heading("You have handed in")).ToBeVisibleAsync();
    }

    /// <summary>Every message that the host page heard so far.</summary>
    public async Task<IReadOnlyList<JsonNode>> HeardAsync() =>
        [
            .. JsonNode
                .Parse(await Page.EvaluateAsync<string>("JSON.stringify(window.__heard)"))!
                .AsArray()
                .Select(m => m!),
        ];

    /// <summary>The status updates among them.</summary>
    public async Task<IReadOnlyList<string>> StatusesAsync() =>
        [
            .. (await HeardAsync())
                .Select(m => m["data"]!)
                .Where(d => (string?)d["type"] == "examplary:embed-status-update")
                .Select(d => (string)d["status"]!),
        ];
}
