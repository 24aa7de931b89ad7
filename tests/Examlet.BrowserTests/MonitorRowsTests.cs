using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>What has room in a row of the monitor: everything that a teacher can do something about, and many students
/// on a screen.</summary>
public sealed class MonitorRowsTests(Chromium chromium)
{
    [Theory]
    [InlineData("en", 360, 140)]
    [InlineData("nl", 360, 140)]
    [InlineData("ar", 360, 140)]
    [InlineData("nl", 768, 100)]
    [InlineData("en", 1024, 100)]
    [InlineData("nl", 1366, 68)]
    public async Task Time_to_give_back_and_all_notes_are_in_sight(string locale, int width, int height)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width);
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var page = await OpenAsync(context, sitting, locale, RowWithEverything());
        var row = page.Locator("[data-key]");

        (await row.EvaluateAsync<double>("row => row.offsetHeight")).ShouldBeLessThanOrEqualTo(height);
        await Assertions.Expect(row.Locator(".note")).ToHaveCountAsync(2);
        (await CutOffAsync(page)).ShouldBeEmpty();
        (await row.Locator(".note").AllInnerTextsAsync()).ShouldAllBe(text => text.Contains('2') || text.Contains('3'));
        (await row.Locator(".words").AllTextContentsAsync()).ShouldAllBe(text => text.Length > 5);
    }

    /// <summary>Notes, states and buttons of a row that stand partly outside of it, or whose text is cut off.</summary>
    private static Task<string[]> CutOffAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll(
              '[data-key] :is(.note, .give, .state, .connection, .unsent, .time)')].filter((e) => {
              const [box, row] = [e.getBoundingClientRect(), e.closest('[data-key]').getBoundingClientRect()];
              const cell = e.closest('td').getBoundingClientRect();
              const isOutside = box.width < 16 || box.bottom > row.bottom + 1 || box.top < row.top - 1
                || box.right > cell.right + 1 || box.left < cell.left - 1;
              return isOutside || e.scrollWidth > e.clientWidth + 1;
            }).map((e) => e.outerHTML)
            """
        );

    /// <summary>Opens the monitor with that row in place of what the server tells.</summary>
    private static async Task<IPage> OpenAsync(IBrowserContext context, Sitting sitting, string locale, JsonObject row)
    {
        var link = await sitting.School.Api.PostAsync($"/exams/{sitting.ExamId}/monitor-link", new JsonObject());
        var page = await context.NewPageAsync();
        var told = new JsonObject
        {
            ["serverNow"] = At(0),
            ["rows"] = new JsonArray(row),
            ["gone"] = new JsonArray(),
        };
        await page.RouteAsync(
            "**/monitor-api/room",
            route =>
                route.FulfillAsync(
                    new() { ContentType = "text/event-stream", Body = $"event: room\ndata: {told.ToJsonString()}\n\n" }
                )
        );
        await page.GotoAsync($"{link["url"]}?lang={locale}");
        await Assertions.Expect(page.Locator("[data-key]")).ToBeVisibleAsync();
        return page;
    }

    private static JsonObject RowWithEverything() =>
        new()
        {
            ["id"] = "session_1",
            ["sessionId"] = "session_1",
            ["user"] = new JsonObject
            {
                ["id"] = "user_1",
                ["name"] = "Maximiliana van den Berg-Bakker",
                ["email"] = "maximiliana.van.den.berg-bakker@school.example",
            },
            ["status"] = "in_progress",
            ["final"] = false,
            ["completionReason"] = null,
            ["progress"] = new JsonObject { ["answered"] = 17, ["total"] = 20 },
            ["startedAt"] = At(-20),
            ["lastAnswerAt"] = At(-1),
            ["connected"] = true,
            ["lastSeenAt"] = null,
            ["unsent"] = 0,
            ["unsentAt"] = null,
            ["deadline"] = At(40),
            ["deadlineParts"] = new JsonObject
            {
                ["startedAt"] = At(-20),
                ["timeLimit"] = 60,
                ["timeMultiplier"] = 1,
                ["extraTime"] = 0,
                ["pausedTime"] = 0,
                ["closesAt"] = null,
                ["cutByClosing"] = false,
            },
            ["completedAt"] = null,
            ["retained"] = 2,
            ["unread"] = 3,
            ["outage"] = new JsonObject
            {
                ["minutes"] = 12,
                ["lastFrom"] = At(-15),
                ["lastUntil"] = At(-3),
            },
        };

    private static string At(double minutes) =>
        $"{TimeProvider.System.GetUtcNow().AddMinutes(minutes):yyyy-MM-ddTHH:mm:ss.fffZ}";
}
