using System.Globalization;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Examlet.BrowserTests;

/// <summary>Teachers grade in a real browser with the real server, inside a page of another origin.</summary>
public sealed class GradeExamTests(Chromium chromium)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    [Fact]
    public async Task Short_answers_take_a_digit_and_Enter_each_and_the_host_hears_of_them()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 3);
        await using var teacher = await chromium.NewContextAsync();
        var (page, frame) = await InHostAsync(teacher, school, await graded.FlowAsync());
        await Assertions.Expect(frame.Locator("#answer-title")).ToHaveTextAsync(await NameAsync(graded, 0));
        await frame.Locator("#answer-title").FocusAsync();

        foreach (var digit in new[] { "3", "5", "0" })
        {
            await page.Keyboard.PressAsync(digit);
            await page.Keyboard.PressAsync("Enter");
        }

        await Assertions.Expect(frame.Locator(".save-state")).ToHaveTextAsync("All saved");
        await Eventually.ShouldBeAsync(() => PointsAsync(graded, graded.Reason), "3 5 0");
        await Assertions.Expect(frame.GetByRole(AriaRole.Button, new() { Name = "Next question" })).ToBeVisibleAsync();
        (await page.TitleAsync()).ShouldNotContain("Student");
        await Eventually.ShouldBeAsync(
            () => LastStatusAsync(page),
            $$"""started {"examId":"{{graded.ExamId}}","graded":3,"remaining":3}"""
        );
    }

    [Fact]
    public async Task Letters_give_levels_and_the_flow_is_completed_when_nothing_remains()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 1);
        await using var teacher = await chromium.NewContextAsync();
        var (page, frame) = await InHostAsync(teacher, school, await graded.FlowAsync());
        await frame.Locator("#answer-title").FocusAsync();
        await page.Keyboard.PressAsync("4");
        await frame.Locator("#question").SelectOptionAsync(graded.Essay);
        await Assertions.Expect(frame.Locator(".written-html strong")).ToHaveTextAsync("storm");
        await frame.Locator("#answer-title").FocusAsync();
        await page.Keyboard.PressAsync("b");
        await page.Keyboard.PressAsync("b");
        await Assertions.Expect(frame.GetByText("3 by the rubric")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("m");
        await page.Keyboard.TypeAsync("Name the second cause <too>.");
        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(frame.Locator(".save-state")).ToHaveTextAsync("All saved");
        await Eventually.ShouldBeAsync(() => PointsAsync(graded, graded.Essay), "3");
        var grade = (await graded.ItemsAsync(graded.Essay))[0]["grade"]!;
        ((string?)grade["comment"]).ShouldBe("<p>Name the second cause &lt;too&gt;.</p>");
        ((string?)grade["levels"]!["content"]).ShouldBe("c2");
        await Eventually.ShouldBeAsync(
            () => LastStatusAsync(page),
            $$"""completed {"examId":"{{graded.ExamId}}","graded":2,"remaining":0}"""
        );
    }

    [Fact]
    public async Task Without_a_connection_grading_goes_on_and_nothing_is_lost()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 4);
        await using var teacher = await chromium.NewContextAsync();
        var (page, frame) = await InHostAsync(teacher, school, await graded.FlowAsync());
        await frame.Locator("#answer-title").FocusAsync();
        await teacher.SetOfflineAsync(true);
        foreach (var digit in new[] { "1", "2", "3" })
        {
            await page.Keyboard.PressAsync(digit);
            await page.Keyboard.PressAsync("Enter");
        }

        await Assertions.Expect(frame.Locator(".save-state")).ToContainTextAsync("3 grades not saved yet");
        (await PointsAsync(graded, graded.Reason)).ShouldBe("- - - -");
        await teacher.SetOfflineAsync(false);

        await Assertions.Expect(frame.Locator(".save-state")).ToHaveTextAsync("All saved");
        await Eventually.ShouldBeAsync(() => PointsAsync(graded, graded.Reason), "1 2 3 -");
    }

    [Fact]
    public async Task A_reload_keeps_what_was_not_saved()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 2);
        await using var teacher = await chromium.NewContextAsync();
        var page = await teacher.NewPageAsync();
        var isAway = true;
        await page.RouteAsync(
            "**/staff-api/grades/**",
            route => isAway ? route.FulfillAsync(new() { Status = 503, Body = "" }) : route.ContinueAsync()
        );
        await page.GotoAsync(await graded.FlowAsync());
        await page.Locator("#answer-title").FocusAsync();
        await page.Keyboard.PressAsync("4");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".save-state")).ToHaveTextAsync("1 grade not saved yet");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".save-state")).ToHaveTextAsync("1 grade not saved yet");
        isAway = false;

        await Assertions.Expect(page.Locator(".save-state")).ToHaveTextAsync("All saved");
        await Eventually.ShouldBeAsync(() => PointsAsync(graded, graded.Reason), "4 -");
    }

    [Fact]
    public async Task Two_graders_at_one_answer_never_overwrite_each_other()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 2);
        await using var first = await chromium.NewContextAsync();
        await using var second = await chromium.NewContextAsync();
        var (page1, frame1) = await InHostAsync(first, school, await graded.FlowAsync());
        var (page2, frame2) = await InHostAsync(second, school, await graded.FlowAsync());
        await frame1.Locator("#answer-title").FocusAsync();
        await page1.Keyboard.PressAsync("4");
        await page1.Keyboard.PressAsync("Enter");
        await Eventually.ShouldBeAsync(() => PointsAsync(graded, graded.Reason), "4 -");

        await frame2.Locator("#answer-title").FocusAsync();
        await page2.Keyboard.PressAsync("2");

        await Assertions.Expect(frame2.GetByText("Two grades were given at the same time.")).ToBeVisibleAsync();
        await Assertions.Expect(frame2.Locator(".two-grades")).ToContainTextAsync("Teacher 1");
        await Assertions.Expect(frame2.Locator(".two-grades")).ToContainTextAsync("4 of 5");
        await Assertions.Expect(frame2.Locator(".two-grades")).ToContainTextAsync("2 of 5");
        (await PointsAsync(graded, graded.Reason)).ShouldBe("4 -");
        await frame2.GetByRole(AriaRole.Button, new() { Name = "Use this one instead" }).ClickAsync();

        await Eventually.ShouldBeAsync(() => PointsAsync(graded, graded.Reason), "2 -");
        await Assertions.Expect(frame2.Locator(".two-grades")).ToHaveCountAsync(0);
        await Assertions.Expect(frame2.Locator(".save-state")).ToHaveTextAsync("All saved");
    }

    [Fact]
    public async Task Equal_answers_are_graded_together_and_taken_back_together()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 4);
        await using var teacher = await chromium.NewContextAsync();
        var (page, frame) = await InHostAsync(teacher, school, await graded.FlowAsync());
        await frame.Locator("#answer-title").FocusAsync();
        for (var i = 0; i < 4 && !await frame.Locator(".same").IsVisibleAsync(); i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await page.Keyboard.PressAsync("5");
        await page.Keyboard.PressAsync("s");

        await Assertions.Expect(frame.GetByText("2 answers were graded together.")).ToBeVisibleAsync();
        await Eventually.ShouldBeAsync(() => CountAsync(graded), 2);
        await page.Keyboard.PressAsync("u");
        await Eventually.ShouldBeAsync(() => CountAsync(graded), 0);
    }

    [Fact]
    public async Task Without_names_the_page_shows_papers_and_no_student()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 2, isAnonymous: true);
        await using var teacher = await chromium.NewContextAsync();
        var (page, frame) = await InHostAsync(teacher, school, await graded.FlowAsync());

        await Assertions.Expect(frame.Locator("#answer-title")).ToContainTextAsync("Paper ");
        (await frame.Locator("html").InnerHTMLAsync()).ShouldNotContain("Student 0");
        await frame.Locator("#answer-title").FocusAsync();
        await page.Keyboard.PressAsync("5");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(frame.Locator(".save-state")).ToHaveTextAsync("All saved");
        await Eventually.ShouldBeAsync(() => CountAsync(graded), 1);
    }

    [Fact]
    public async Task The_wheel_changes_no_score_and_keys_can_be_turned_off()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 1);
        await using var teacher = await chromium.NewContextAsync();
        var (page, frame) = await InHostAsync(teacher, school, await graded.FlowAsync());
        await frame.Locator("#points").FillAsync("3");
        await frame.Locator("#points").HoverAsync();
        await page.Mouse.WheelAsync(0, 400);
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(frame.Locator("#points")).ToHaveValueAsync("3");
        await Eventually.ShouldBeAsync(() => PointsAsync(graded, graded.Reason), "3");

        await frame.GetByRole(AriaRole.Button, new() { Name = "Keys" }).ClickAsync();
        await frame.Locator(".switch input").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await frame.Locator("#answer-title").FocusAsync();
        await page.Keyboard.PressAsync("5");
        await Assertions.Expect(frame.Locator("#points")).ToHaveValueAsync("3");
    }

    [Fact]
    public async Task Done_asks_once_more_and_the_host_hears_what_remains()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 1);
        await using var teacher = await chromium.NewContextAsync();
        var (page, frame) = await InHostAsync(teacher, school, await graded.FlowAsync());
        await frame.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true }).ClickAsync();
        await Assertions.Expect(frame.GetByText("2 answers still wait for a grade.")).ToBeVisibleAsync();
        var anyway = frame.GetByRole(AriaRole.Button, new() { Name = "Done all the same" });
        await Assertions.Expect(anyway).ToHaveAttributeAsync("aria-disabled", "false");
        await anyway.ClickAsync();

        await Assertions
            .Expect(frame.GetByRole(AriaRole.Heading, new() { Name = "Done", Exact = true }))
            .ToBeVisibleAsync();
        (await LastStatusAsync(page)).ShouldBe(
            $$"""completed {"examId":"{{graded.ExamId}}","graded":0,"remaining":2}"""
        );
    }

    [Theory]
    [InlineData("en", 1366)]
    [InlineData("en", 390)]
    [InlineData("nl", 768)]
    [InlineData("ar", 1366)]
    [InlineData("ar", 390)]
    public async Task No_violation_on_the_screens_for_grading(string locale, int width)
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 3);
        await using var teacher = await chromium.NewContextAsync(width, height: 844);
        await using var other = await chromium.NewContextAsync();
        var (page2, frame2) = await InHostAsync(other, school, await graded.FlowAsync());
        var page = await teacher.NewPageAsync();
        await page.GotoAsync(await graded.FlowAsync(locale: locale));
        await page.Locator("#answer-title").WaitForAsync();
        await CheckAsync(page, width, "short answer");
        await frame2.Locator("#answer-title").FocusAsync();
        await page2.Keyboard.PressAsync("4");
        await page2.Keyboard.PressAsync("Enter");
        await Eventually.ShouldBeAsync(() => CountAsync(graded), 1);
        await page.Locator("#answer-title").FocusAsync();
        await page.Keyboard.PressAsync("2");
        await page.Locator(".two-grades").WaitForAsync();
        await CheckAsync(page, width, "two grades");
        await page.Locator("#question").SelectOptionAsync(graded.Essay);
        await page.Locator(".criterion").First.WaitForAsync();
        await page.Locator("#answer-title").FocusAsync();
        await page.Keyboard.PressAsync("c");
        foreach (var summary in await page.Locator("summary").AllAsync())
        {
            await summary.ClickAsync();
        }

        await CheckAsync(page, width, "essay");
        await page.Locator("#points").FillAsync("99");
        await CheckAsync(page, width, "too many points");
        await page.Locator("#points").FillAsync("");
        await page.Locator("#answer-title").FocusAsync();
        await page.Keyboard.PressAsync("?");
        await page.Locator("dialog").WaitForAsync();
        await CheckAsync(page, width, "keys");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".head-ways .button").Last.ClickAsync();
        await page.Locator("dialog").WaitForAsync();
        await CheckAsync(page, width, "done");
        await page.Keyboard.PressAsync("Escape");
        if (width < 1000)
        {
            await page.Locator(".only-narrow").ClickAsync();
            await page.Locator("dialog .answer-list").WaitForAsync();
            await CheckAsync(page, width, "list");
        }
    }

    [Fact]
    public async Task A_rubric_is_made_by_keyboard_and_the_host_gets_it()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 0);
        await using var teacher = await chromium.NewContextAsync();
        var url = await graded.FlowAsync("edit-rubric", new JsonObject());
        var (page, frame) = await InHostAsync(teacher, school, url);
        await frame.GetByRole(AriaRole.Button, new() { Name = "Correct or incorrect" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await frame.Locator("#level-c1-l2-points").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("0");
        await frame.GetByRole(AriaRole.Button, new() { Name = "Done" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions
            .Expect(frame.Locator("#faults"))
            .ToContainTextAsync("Another level of this criterion gives these points.");
        await frame.Locator("#level-c1-l2-points").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("2");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await frame.GetByRole(AriaRole.Button, new() { Name = "Done" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions
            .Expect(frame.GetByRole(AriaRole.Heading, new() { Name = "The rubric is done" }))
            .ToBeVisibleAsync();

        var heard = await LastStatusAsync(page);
        heard.ShouldStartWith("completed ");
        var rubric = JsonNode.Parse(heard["completed ".Length..])!["rubric"]!;
        rubric["criteria"]![0]!["levels"]!
            .AsArray()
            .Select(level => $"{level!["title"]} {level["points"]}")
            .ShouldBe(["Correct 2", "Incorrect 0"]);
    }

    [Theory]
    [InlineData("en", 1366)]
    [InlineData("nl", 768)]
    [InlineData("ar", 390)]
    public async Task No_violation_on_the_screens_of_a_rubric(string locale, int width)
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 0);
        await using var teacher = await chromium.NewContextAsync(width, height: 844);
        var page = await teacher.NewPageAsync();
        await page.GotoAsync(await graded.FlowAsync("edit-rubric", new JsonObject(), locale));
        await page.Locator(".templates").WaitForAsync();
        await CheckAsync(page, width, "empty");
        await page.Locator(".template-list .button").First.ClickAsync();
        await page.Locator("#level-c1-l2-points").FillAsync("x");
        await page.Locator(".foot .primary").ClickAsync();
        await page.Locator("#faults").WaitForAsync();
        await CheckAsync(page, width, "faults");
    }

    [Fact]
    public async Task Of_400_answers_only_those_in_sight_are_drawn()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, students: 1);
        await using var teacher = await chromium.NewContextAsync();
        var page = await teacher.NewPageAsync();
        var one = (await graded.ItemsAsync(graded.Reason))[0];
        await page.RouteAsync(
            "**/staff-api/grading?*",
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = ManyOf(one, 400) })
        );
        await page.GotoAsync(await graded.FlowAsync());
        await Assertions.Expect(page.Locator("#answer-title")).ToHaveTextAsync("Student 0");

        await page.Locator("#answer-title").FocusAsync();
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Assertions.Expect(page.Locator("#answer-title")).ToHaveTextAsync("Student 30");
        (await page.Locator("[role=option]").CountAsync()).ShouldBeInRange(1, 60);
    }

    private static string ManyOf(JsonNode one, int count)
    {
        var items = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var item = one.DeepClone();
            item["sessionId"] = $"{one["sessionId"]}{i.ToString(CultureInfo.InvariantCulture)}";
            item["student"]!["name"] = $"Student {i.ToString(CultureInfo.InvariantCulture)}";
            items.Add(item);
        }

        return new JsonObject { ["items"] = items, ["nextCursor"] = null }.ToJsonString();
    }

    private static async Task<(IPage Page, IFrameLocator Frame)> InHostAsync(
        IBrowserContext context,
        School school,
        string url
    )
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(school.Host.PageFor(url));
        var frame = page.FrameLocator("iframe");
        await frame.Locator("#answer-title, .rubric-page").First.WaitForAsync();
        return (page, frame);
    }

    /// <summary>The name of the student whose answer comes first, second, …</summary>
    private static async Task<string> NameAsync(GradedClass graded, int place) =>
        (string)(await graded.ItemsAsync(graded.Reason))[place]["student"]!["name"]!;

    /// <summary>The points of the answers to a question in the order in which they are gone through.</summary>
    private static async Task<string> PointsAsync(GradedClass graded, string questionId) =>
        string.Join(' ', (await graded.ItemsAsync(questionId)).Select(item => item["points"]?.ToString() ?? "-"));

    private static async Task<int> CountAsync(GradedClass graded) =>
        (await graded.ItemsAsync(graded.Reason)).Count(item => (string?)item["state"] == "graded");

    /// <summary>The last status that the host page heard, with its outputs.</summary>
    private static async Task<string> LastStatusAsync(IPage page) =>
        await page.EvaluateAsync<string>(
            """
            () => {
              const updates = window.__heard.map((h) => h.data)
                .filter((d) => d.type === 'examplary:embed-status-update');
              const last = updates[updates.length - 1];
              return last ? `${last.status} ${JSON.stringify(last.outputs)}` : '';
            }
            """
        );

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
              'button, summary, select, input:not([type=checkbox]), textarea, label:has([type=checkbox]), '
                + '[role=option]')]
              .map((e) => [e.getBoundingClientRect(), e])
              .filter(([box, e]) => e.checkVisibility({ visibilityProperty: true }) && (box.height < 43.9
                || box.width < 23.9))
              .map(([box, e]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)
            """
        );
}
