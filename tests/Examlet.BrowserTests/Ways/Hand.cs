namespace Examlet.BrowserTests.Ways;

/// <summary>How a student works: every step of an exam can be done by each.</summary>
public enum By
{
    Mouse,
    Touch,
    Keyboard,
}

/// <summary>A student's hand on one player. A locator is reached by the pointer, by a finger, or by nothing but
/// Tab.</summary>
public sealed class Hand(Player player, By by)
{
    private const int MaxTabs = 150;

    public Player Player => player;
    public By By => by;
    public IKeyboard Keys => player.Page.Keyboard;

    /// <summary>Presses a button or link, or chooses a radio button or a checkbox.</summary>
    public async Task PressAsync(ILocator target)
    {
        switch (by)
        {
            case By.Mouse:
                await target.ClickAsync();
                break;
            case By.Touch:
                await target.TapAsync();
                break;
            default:
                await TabToAsync(target);
                await Keys.PressAsync(
                    await target.EvaluateAsync<bool>("e => e.matches('input[type=radio], input[type=checkbox]')")
                        ? "Space"
                        : "Enter"
                );
                break;
        }
    }

    public Task PressAsync(string button) => PressAsync(player.Button(button));

    /// <summary>Puts the caret into a field.</summary>
    public Task EnterAsync(ILocator field) => by == By.Keyboard ? TabToAsync(field) : PressAsync(field);

    /// <summary>Types at the end of a field.</summary>
    public async Task TypeAsync(ILocator field, string text)
    {
        await EnterAsync(field);
        await Keys.PressAsync("End");
        await Keys.TypeAsync(text);
    }

    /// <summary>Replaces what is in a field.</summary>
    public async Task ReplaceAsync(ILocator field, string text)
    {
        await EnterAsync(field);
        await Keys.PressAsync("Control+a");
        await Keys.TypeAsync(text);
    }

    /// <summary>Drags with the mouse, or with a finger that rests for a moment first.</summary>
    public async Task DragAsync(ILocator from, ILocator to)
    {
        await from.ScrollIntoViewIfNeededAsync();
        var start = await CentreAsync(from);
        var end = await CentreAsync(to);
        if (by == By.Mouse)
        {
            await player.Page.Mouse.MoveAsync(start.X, start.Y);
            await player.Page.Mouse.DownAsync();
            await player.Page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 8 });
            await player.Page.Mouse.UpAsync();
            return;
        }

        var finger = await player.Page.Context.NewCDPSessionAsync(player.Page);
        await TouchAsync(finger, "touchStart", start);
        for (var step = 1; step <= 8; step++)
        {
            await TouchAsync(
                finger,
                "touchMove",
                new() { X = start.X + ((end.X - start.X) * step / 8), Y = start.Y + ((end.Y - start.Y) * step / 8) }
            );
        }

        await TouchAsync(finger, "touchEnd", null);
    }

    /// <summary>Presses Tab until the target has the focus; fails when it is never reached.</summary>
    public async Task TabToAsync(ILocator target)
    {
        await Assertions.Expect(target).ToBeVisibleAsync();
        for (var i = 0; i < MaxTabs; i++)
        {
            if (
                await target.EvaluateAsync<bool>(
                    "e => e === e.ownerDocument.activeElement || (e.type === 'radio' && "
                        + "e.ownerDocument.activeElement?.name === e.name)"
                )
            )
            {
                await MoveAlongRadiosAsync(target);
                return;
            }

            await Keys.PressAsync("Tab");
        }

        Assert.Fail($"{target} cannot be reached with Tab.");
    }

    private async Task MoveAlongRadiosAsync(ILocator target)
    {
        for (var i = 0; i < 20 && !await target.EvaluateAsync<bool>("e => e === e.ownerDocument.activeElement"); i++)
        {
            await Keys.PressAsync("ArrowDown");
        }
    }

    private static async Task<Position> CentreAsync(ILocator locator)
    {
        var box = (await locator.BoundingBoxAsync()).ShouldNotBeNull();
        return new Position { X = box.X + (box.Width / 2), Y = box.Y + (box.Height / 2) };
    }

    private static async Task TouchAsync(ICDPSession finger, string type, Position? at) =>
        await finger.SendAsync(
            "Input.dispatchTouchEvent",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["type"] = type,
                ["touchPoints"] = at is null
                    ? []
                    : new[]
                    {
                        new Dictionary<string, object>(StringComparer.Ordinal) { ["x"] = at.X, ["y"] = at.Y },
                    },
            }
        );
}
