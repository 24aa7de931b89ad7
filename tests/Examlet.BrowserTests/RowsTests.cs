using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>What is pinned stays small on a phone: one row above the questions' squares and one row below, in every
/// language.</summary>
public sealed class RowsTests(Chromium chromium)
{
    /// <summary>By width and language.</summary>
    public static TheoryData<int, string> Phones { get; } =
        new MatrixTheoryData<int, string>([320, 360, 390], ["en", "nl", "ar"]);

    [Theory, MemberData(nameof(Phones))]
    public async Task The_header_and_the_ways_are_one_row_each(int width, string locale)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width, 800, hasTouch: true);
        var player = await AtSecondQuestionAsync(context, school, locale);

        await ShouldBeOneRowAsync(player, ".bar");
        await ShouldBeOneRowAsync(player, ".ways");
        (
            await player.Locator(".sheet h1").EvaluateAsync<double>("e => e.getBoundingClientRect().top")
        ).ShouldBeLessThan(800 / 3.0, "The question begins in the upper third.");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(926)]
    public async Task The_header_is_one_row_while_a_hidden_clock_speaks_in_words(int width)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width, 800);
        var player = await AtSecondQuestionAsync(context, school, "en");
        await player.Locator(".clock-hide").ClickAsync();

        await player.Locator(".clock-ask").ClickAsync();

        await Assertions.Expect(player.Locator(".clock-words")).ToContainTextAsync("left");
        await ShouldBeOneRowAsync(player, ".bar");
    }

    private static async Task<Player> AtSecondQuestionAsync(IBrowserContext context, School school, string locale)
    {
        var exam = new JsonObject
        {
            ["name"] = "Mid-term test of mathematics",
            ["settings"] = new JsonObject { ["timeLimit"] = 90 },
            ["questions"] = new JsonArray([
                .. Enumerable
                    .Range(1, 200)
                    .Select(i => new JsonObject { ["type"] = "single-line-text", ["title"] = $"Number {i}" }),
            ]),
        };
        var player = await Player.AloneAsync(
            context,
            await school.SitAsync(exam, new JsonObject { ["locale"] = locale })
        );
        await player.Locator(".button.primary").ClickAsync();
        await player.Locator(".way-on").ClickAsync();
        await Assertions.Expect(player.Heading("Number 2")).ToBeVisibleAsync();
        return player;
    }

    private static Task ShouldBeOneRowAsync(Player player, string bar) =>
        Eventually.ShouldBeAsync(() => player.Locator(bar).EvaluateAsync<string>(Rows), "one row");

    /// <summary>Two that are seen in a bar are one below the other, and which.</summary>
    private const string Rows = """
        (bar) => {
          const seen = [...bar.children].filter((e) => e.offsetWidth > 1);
          const below = seen.find((e) => seen.some((other) =>
            other.getBoundingClientRect().bottom <= e.getBoundingClientRect().top));
          return below ? `${below.className} is in another row` : 'one row';
        }
        """;
}
