namespace Examlet.BrowserTests.Fixture;

/// <summary>What a student sees of the host's page: the window, not the frame.</summary>
public static class InView
{
    /// <summary>Waits until an element stands wholly inside the window, and nothing of the page lies over its
    /// middle.</summary>
    public static async Task ShouldBeInViewAsync(this Player player, ILocator element, string what)
    {
        await Assertions.Expect(element).ToBeVisibleAsync(new() { Timeout = 20_000 });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var (isIn, where) = await LookAsync(player, element);
        while (!isIn && !patience.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            (isIn, where) = await LookAsync(player, element);
        }

        isIn.ShouldBeTrue($"{what}: {where}");
    }

    private static async Task<(bool IsIn, string Where)> LookAsync(Player player, ILocator element)
    {
        var window = player.Page.ViewportSize!;
        if (await element.BoundingBoxAsync() is not { } box)
        {
            return (false, "not in the page");
        }

        var isCovered = await element.EvaluateAsync<bool>(
            """
            e => {
              const r = e.getBoundingClientRect();
              const top = document.elementFromPoint(r.left + r.width / 2, r.top + Math.min(r.height, innerHeight) / 2);
              return !(top && (e.contains(top) || top.contains(e)));
            }
            """
        );
        var isIn =
            box.Y >= -1
            && box.X >= -1
            && box.Y + box.Height <= window.Height + 1
            && box.X + box.Width <= window.Width + 1
            && !isCovered;
        return (
            isIn,
            $"y {box.Y:0} to {box.Y + box.Height:0}, x {box.X:0} to {box.X + box.Width:0} in {window.Width} "
                + $"x {window.Height}{(isCovered ? ", covered" : "")}"
        );
    }
}
