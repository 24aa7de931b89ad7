namespace Examlet.BrowserTests;

/// <summary>Lines of mathematics as they are typed: what follows a key goes where that key led, however slow the
/// computer and whatever input method.</summary>
public sealed class NotebookTests(Chromium chromium)
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task What_is_typed_right_after_Enter_goes_into_the_new_line(double slowness)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var (sitting, player) = await OpenAsync(school, context);
        var devTools = await context.NewCDPSessionAsync(player.Page);
        await EnterAsync(player);
        await devTools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = slowness });

        await BurstAsync(devTools, "x=1\nx=2\ny=3\nz=4");

        await sitting.ShouldStoreAsync("Notebook", "[\"x=1\",\"x=2\",\"y=3\",\"z=4\"]");
    }

    [Fact]
    public async Task What_is_typed_right_after_a_click_goes_into_the_line()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var (sitting, player) = await OpenAsync(school, context);
        var devTools = await context.NewCDPSessionAsync(player.Page);
        var box = (await player.Locator("math-field").BoundingBoxAsync())!;
        var press = new Dictionary<string, object>
        {
            ["x"] = box.X + (box.Width / 2),
            ["y"] = box.Y + (box.Height / 2),
            ["button"] = "left",
            ["clickCount"] = 1,
        };

        await Task.WhenAll(
            devTools.SendAsync("Input.dispatchMouseEvent", new(press) { ["type"] = "mousePressed" }),
            devTools.SendAsync("Input.dispatchMouseEvent", new(press) { ["type"] = "mouseReleased" }),
            BurstAsync(devTools, "x=1")
        );

        await sitting.ShouldStoreAsync("Notebook", "[\"x=1\"]");
    }

    [Fact]
    public async Task Enter_in_the_middle_of_a_line_makes_a_line_below_it()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var (sitting, player) = await OpenAsync(school, context);
        var devTools = await context.NewCDPSessionAsync(player.Page);
        await EnterAsync(player);
        await BurstAsync(devTools, "x=12");
        await player.Page.Keyboard.PressAsync("ArrowLeft");

        await BurstAsync(devTools, "\ny=3");

        await sitting.ShouldStoreAsync("Notebook", "[\"x=12\",\"y=3\"]");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Enter_that_ends_a_word_of_an_input_method_makes_no_line(bool asLatex)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var (sitting, player) = await OpenAsync(school, context);
        var devTools = await context.NewCDPSessionAsync(player.Page);
        if (asLatex)
        {
            await player.Button("Type LaTeX instead").ClickAsync();
            await player.Locator(".math-notebook input.text-field").ClickAsync();
        }
        else
        {
            await EnterAsync(player);
        }

        await devTools.SendAsync(
            "Input.imeSetComposition",
            new()
            {
                ["text"] = "２",
                ["selectionStart"] = 1,
                ["selectionEnd"] = 1,
            }
        );
        await devTools.SendAsync(
            "Input.dispatchKeyEvent",
            new()
            {
                ["type"] = "rawKeyDown",
                ["key"] = "Enter",
                ["code"] = "Enter",
                ["windowsVirtualKeyCode"] = 229,
            }
        );
        await devTools.SendAsync("Input.insertText", new() { ["text"] = "２" });

        await sitting.ShouldStoreAsync("Notebook", "[\"２\"]");
        await Assertions.Expect(player.Locator(".math-notebook li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_page_around_the_exam_gets_no_messages_of_the_editor()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.AllTypes());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.GoToAsync("Notebook");
        await player.Locator("math-field").ClickAsync();
        await player.Page.Keyboard.TypeAsync("x=1");
        await sitting.ShouldStoreAsync("Notebook", "[\"x=1\"]");

        player.Console.Where(line => line.Contains("postMessage", StringComparison.Ordinal)).ShouldBeEmpty();
        (await player.HeardAsync()).ShouldAllBe(message =>
            ((string?)message["data"]!["type"])!.StartsWith("exam", StringComparison.Ordinal)
        );
    }

    private static async Task<(Sitting Sitting, Player Player)> OpenAsync(School school, IBrowserContext context)
    {
        var sitting = await school.SitAsync(GivenExams.Notebook());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        return (sitting, player);
    }

    private static async Task EnterAsync(Player player)
    {
        await player.Locator("math-field").ClickAsync();
        await Eventually.ShouldBeAsync(
            () =>
                player
                    .Locator("math-field")
                    .EvaluateAsync<bool>("e => e.shadowRoot.activeElement?.getAttribute('part') === 'keyboard-sink'"),
            expected: true
        );
    }

    /// <summary>All keys at once: none waits for what the page makes of the one before.</summary>
    private static Task<System.Text.Json.JsonElement?[]> BurstAsync(ICDPSession devTools, string text) =>
        Task.WhenAll(
            text.SelectMany(character =>
                new[]
                {
                    devTools.SendAsync("Input.dispatchKeyEvent", KeyDown(character)),
                    devTools.SendAsync(
                        "Input.dispatchKeyEvent",
                        new() { ["type"] = "keyUp", ["key"] = character == '\n' ? "Enter" : character.ToString() }
                    ),
                }
            )
        );

    private static Dictionary<string, object> KeyDown(char character) =>
        character == '\n'
            ? new()
            {
                ["type"] = "keyDown",
                ["key"] = "Enter",
                ["code"] = "Enter",
                ["windowsVirtualKeyCode"] = 13,
                ["text"] = "\r",
            }
            : new()
            {
                ["type"] = "keyDown",
                ["key"] = character.ToString(),
                ["text"] = character.ToString(),
                ["unmodifiedText"] = character.ToString(),
            };
}
