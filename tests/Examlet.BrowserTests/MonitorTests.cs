using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Examlet.BrowserTests;

/// <summary>What a teacher sees and does while a room takes an exam, in a real browser with the real server.</summary>
public sealed class MonitorTests(Chromium chromium)
{
    private const int Thousand = 1000;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    [Fact]
    public async Task A_teacher_sees_a_student_work_and_pauses_them_with_the_keyboard_alone()
    {
        await using var school = await School.OpenAsync();
        await using var teacher = await chromium.NewContextAsync();
        await using var student = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var (page, _) = await OpenAsync(teacher, sitting);
        await using var time = new RunningClock(school);
        var row = page.Locator("[data-key]");
        await Assertions.Expect(row).ToContainTextAsync("Not started");

        var player = await Player.AloneAsync(student, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();
        await Assertions.Expect(row).ToContainTextAsync("Working");
        await Assertions.Expect(row).ToContainTextAsync("1 of 1");
        await Assertions.Expect(row).ToContainTextAsync("Connected");

        await page.Locator("#students [tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.GetByText("1 student selected")).ToBeVisibleAsync();
        await TabToAsync(page, "Pause");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Fire alarm");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Done for 1 student.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(row).ToContainTextAsync("Paused");
        await Assertions.Expect(row).ToContainTextAsync("Clock stopped");
        var audit = await school.Api.GetAsync($"/exams/{sitting.ExamId}/audit");
        $"{audit["items"]![0]!["action"]}: {audit["items"]![0]!["reason"]}".ShouldBe("pause: Fire alarm");
    }

    [Fact]
    public async Task Time_whose_answer_is_lost_on_the_way_is_given_once()
    {
        await using var school = await School.OpenAsync();
        await using var teacher = await chromium.NewContextAsync();
        await using var student = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.AloneAsync(student, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        var (page, _) = await OpenAsync(teacher, sitting);
        var sent = 0;
        await page.RouteAsync(
            "**/monitor-api/actions",
            async route =>
            {
                if (++sent > 1)
                {
                    await route.ContinueAsync();
                    return;
                }

                (await route.FetchAsync()).Status.ShouldBe(200);
                await route.AbortAsync();
            }
        );

        await page.Locator("[data-key] input").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give time" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "5 min", Exact = true }).ClickAsync();
        await page.Locator("dialog [name=reason]").FillAsync("Fire alarm");
        await page.Locator("dialog [type=submit]").ClickAsync();
        await Assertions.Expect(page.GetByText("Done for 1 student.")).ToBeVisibleAsync();

        sent.ShouldBe(2);
        var audit = await school.Api.GetAsync($"/exams/{sitting.ExamId}/audit");
        audit["items"]!.AsArray().Select(entry => (string)entry!["action"]!).ShouldBe(["extend"]);
    }

    [Theory]
    [InlineData("en", 1366)]
    [InlineData("en", 360)]
    [InlineData("nl", 360)]
    [InlineData("ar", 1366)]
    [InlineData("ar", 360)]
    public async Task No_violation_in_list_student_and_dialog(string locale, int width)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width);
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        await using var student = await chromium.NewContextAsync();
        var player = await Player.AloneAsync(student, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        var (page, _) = await OpenAsync(context, sitting, $"?lang={locale}");

        await page.Locator("[data-key] input").ClickAsync();
        await CheckAsync(page, width, "list");
        await page.Locator(".action-ways .button").First.ClickAsync();
        await page.Locator("dialog [type=submit]").ClickAsync();
        await CheckAsync(page, width, "action with faults");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("[data-key] .name").ClickAsync();
        await CheckAsync(page, width, "student");
    }

    [Fact]
    public async Task A_thousand_students_are_one_list_of_which_few_rows_are_drawn()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var exam = GivenExams.TenMinutes();
        var sitting = await school.SitAsync(exam);
        await InviteAsync(school, sitting.ExamId, Thousand - 1);
        var (page, _) = await OpenAsync(context, sitting);
        var grid = page.GetByRole(AriaRole.Grid);

        await Assertions.Expect(grid).ToHaveAttributeAsync("aria-rowcount", $"{Thousand + 1}");
        (await page.Locator("[data-key]").CountAsync()).ShouldBeLessThan(60);
        await page.Locator("#students [tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await Assertions
            .Expect(page.Locator("[data-key]:focus-within"))
            .ToHaveAttributeAsync("aria-rowindex", $"{Thousand + 1}");
        await Assertions.Expect(page.Locator("[data-key]:focus-within")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Control+A");
        await Assertions.Expect(page.GetByText($"{Thousand:N0} students selected")).ToBeVisibleAsync();
        await page.GetByLabel("Search by name").FillAsync("invited 0500");
        await Assertions.Expect(page.Locator("[data-key]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_withdrawn_link_ends_the_page_and_takes_the_students_from_it()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var (page, link) = await OpenAsync(context, sitting);
        await Assertions.Expect(page.GetByText("My Student")).ToBeVisibleAsync();

        (await school.Api.StatusAsync(HttpMethod.Delete, $"/exams/{sitting.ExamId}/monitor-links/{link}")).ShouldBe(
            204
        );
        await using var time = new RunningClock(school);

        await Assertions
            .Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The monitor has ended" }))
            .ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("My Student")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("en", 320)]
    [InlineData("ar", 390)]
    public async Task On_a_phone_dialogs_and_cards_are_laid_out_for_it(string locale, int width)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width);
        await using var student = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.AloneAsync(student, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        var (page, link) = await OpenAsync(context, sitting, $"?lang={locale}");
        await page.Locator("[data-key] input").ClickAsync();
        await page.Locator(".action-ways .button").First.ClickAsync();

        var minutes = await BoxesAsync(page.Locator("dialog .minutes > *"));
        minutes
            .Skip(1)
            .Select(box => (int)box.Y)
            .Distinct()
            .Count()
            .ShouldBe(1, "the lengths that are offered stand in one row");
        minutes[0].Width.ShouldBeGreaterThan(width / 2, "the field has a row of its own");
        await page.Locator("dialog [name=minutes]").FillAsync("5");
        await page.Locator("dialog [name=reason]").FillAsync("Fire alarm");
        await page.Locator("dialog [type=submit]").ClickAsync();
        var said = await BoxesAsync(page.Locator("dialog .notice.done > *"));
        said.Select(box => (int)(box.Y + (box.Height / 2)))
            .Distinct()
            .Count()
            .ShouldBe(1, "the sign stands beside the words");

        await school.Api.StatusAsync(HttpMethod.Delete, $"/exams/{sitting.ExamId}/monitor-links/{link}");
        await using var time = new RunningClock(school);
        await Assertions.Expect(page.Locator(".over")).ToBeVisibleAsync();
        var card = (await BoxesAsync(page.Locator(".over")))[0];
        card.X.ShouldBeGreaterThan(8, "the card keeps off the edge");
        (card.X + card.Width).ShouldBeLessThan(width - 8);
    }

    private static async Task<IReadOnlyList<LocatorBoundingBoxResult>> BoxesAsync(ILocator elements)
    {
        await Assertions.Expect(elements.First).ToBeVisibleAsync();
        return await Task.WhenAll(
            (await elements.AllAsync()).Select(async element => (await element.BoundingBoxAsync())!)
        );
    }

    private static async Task<(IPage Page, string LinkId)> OpenAsync(
        IBrowserContext context,
        Sitting sitting,
        string query = ""
    )
    {
        var link = await sitting.School.Api.PostAsync($"/exams/{sitting.ExamId}/monitor-link", new JsonObject());
        var page = await context.NewPageAsync();
        await page.GotoAsync((string)link["url"]! + query);
        await Assertions.Expect(page.Locator("[data-key]").First).ToBeVisibleAsync();
        return (page, (string)link["id"]!);
    }

    private static async Task InviteAsync(School school, string examId, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var user = await school.Api.PostAsync(
                "/users",
                new JsonObject
                {
                    ["email"] = $"invited-{i}@example.com",
                    ["name"] = $"Invited {i:0000}",
                    ["role"] = "student",
                }
            );
            await school.Api.PostAsync(
                $"/permissions/{examId}",
                new JsonObject { ["actor"] = (string)user["id"]!, ["role"] = "participant" }
            );
        }
    }

    private static async Task TabToAsync(IPage page, string button)
    {
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.textContent.trim()") == button)
            {
                return;
            }
        }

        throw new InvalidOperationException($"Tab does not reach {button}.");
    }

    private static async Task CheckAsync(IPage page, int width, string screen)
    {
        var result = await page.RunAxe(Rules);
        result
            .Violations.Select(v => $"{screen}: {v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html))}")
            .ShouldBeEmpty();
        (
            await page.EvaluateAsync<bool>(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
        ).ShouldBeTrue($"{screen} scrolls sideways at {width}.");
        (await SmallTargetsAsync(page)).ShouldBeEmpty($"{screen} has targets under 44 pixels at {width}.");
    }

    /// <summary>What can be pressed and is smaller than 44 pixels; a checkbox is as large as its label.</summary>
    private static Task<string[]> SmallTargetsAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [...(document.querySelector('dialog') ?? document).querySelectorAll(
              'button, a:not(.skip-link), summary, select, input:not([type=checkbox]), textarea, '
                + 'label:has([type=checkbox])')]
              .map((e) => [e.getBoundingClientRect(), e])
              .filter(([box, e]) => e.checkVisibility({ visibilityProperty: true }) && (box.height < 43.9
                || box.width < 23.9))
              .map(([box, e]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)
            """
        );

    /// <summary>Lets the school's clock go on as fast as the real one.</summary>
    private sealed class RunningClock : IAsyncDisposable
    {
        private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
        private readonly PeriodicTimer _timer = new(Step);
        private readonly Task _running;

        public RunningClock(School school) => _running = RunAsync(school);

        public async ValueTask DisposeAsync()
        {
            _timer.Dispose();
            await _running;
        }

        private async Task RunAsync(School school)
        {
            while (await _timer.WaitForNextTickAsync())
            {
                school.Clock.Advance(Step);
            }
        }
    }
}
