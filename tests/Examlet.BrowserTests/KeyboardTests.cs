namespace Examlet.BrowserTests;

/// <summary>Nobody needs a mouse.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task The_whole_exam_can_be_taken_with_the_keyboard_alone()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync();
        var player = await Player.AloneAsync(context, sitting);
        var keys = player.Page.Keyboard;

        await PressAsync(player, "Start");
        await PressAsync(player, "Next");
        await TabToAsync(player, "input[type=radio]");
        await keys.PressAsync("Space");
        await player.ShouldBeSavedAsync();
        await PressAsync(player, "Flag");
        await PressAsync(player, "Next");
        await TabToAsync(player, "input[type=checkbox]");
        await keys.PressAsync("Space");
        await player.ShouldBeSavedAsync();
        await PressAsync(player, "Next");
        await TabToAsync(player, "input[type=radio]");
        await keys.PressAsync("Space");
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(player.Role(AriaRole.Radio, "False")).ToBeCheckedAsync();
        await PressAsync(player, "Next");
        await PressAsync(player, "Next");
        await TabToAsync(player, "input, textarea");
        await keys.TypeAsync("5");
        await player.ShouldBeSavedAsync();
        await PressAsync(player, "Next");
        await TabToAsync(player, "textarea");
        await keys.TypeAsync("Because.");
        await player.ShouldBeSavedAsync();
        await PressAsync(player, "Next");
        await PressAsync(player, "Review answers");
        await PressAsync(player, "Hand in");
        await Assertions.Expect(player.Button("Keep working")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(player.Button("Keep working")).ToHaveCountAsync(0);
        await PressAsync(player, "Hand in");
        await PressAsync(player, "Hand in now");

        await Assertions.Expect(player.Heading("You have handed in")).ToBeVisibleAsync();
        (await sitting.StoredAsync("Sum")).ShouldBe("\"5\"");
        (await sitting.StoredAsync("Why")).ShouldBe("\"Because.\"");
        (await sitting.StoredAsync("Sky")).ShouldBe("\"false\"");
    }

    /// <summary>Tabs to the button with that name and presses Enter.</summary>
    private static async Task PressAsync(Player player, string name)
    {
        var button = player.Button(name);
        await Assertions.Expect(button).ToBeVisibleAsync();
        await TabUntilAsync(player, () => button.EvaluateAsync<bool>("e => e === document.activeElement"), name);
        await player.Page.Keyboard.PressAsync("Enter");
    }

    private static Task TabToAsync(Player player, string selector) =>
        TabUntilAsync(
            player,
            () => player.Page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector),
            selector
        );

    private static async Task TabUntilAsync(Player player, Func<Task<bool>> isThere, string what)
    {
        for (var i = 0; i < 60; i++)
        {
            if (await isThere())
            {
                return;
            }

            await player.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{what} cannot be reached with Tab.");
    }
}
