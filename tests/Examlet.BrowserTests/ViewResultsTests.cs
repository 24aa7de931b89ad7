using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Examlet.BrowserTests;

/// <summary>The flow <c>view-results</c> inside the school's own page, for a class of twelve.</summary>
public sealed partial class ViewResultsTests(Chromium chromium)
{
    private const int Students = 12;

    /// <summary>What a page of paper leaves between margins of 15 mm, in CSS pixels: A4 and Letter.</summary>
    private static readonly (string Name, int Width)[] Papers = [("A4", 680), ("Letter", 703)];

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    [Fact]
    public async Task A_teacher_finds_the_wrong_key_with_the_keyboard_and_opens_a_paper_and_comes_back()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var examId = await ClassAsync(school);
        var page = await context.NewPageAsync();
        var refused = new List<string>();
        page.Console += (_, message) =>
            refused.AddRange(
                message.Type == "error" && message.Location.Contains(school.Server.Authority, StringComparison.Ordinal)
                    ? [message.Text]
                    : []
            );
        await page.GotoAsync(school.Host.PageFor(await FlowAsync(school, examId)));
        var frame = page.FrameLocator("iframe");
        await Assertions.Expect(frame.GetByText("Counted: 12 of 12 papers that were handed in.")).ToBeVisibleAsync();

        await frame.Locator(".point[tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Enter");
        var detail = frame.Locator(".question-detail");
        await Assertions.Expect(detail).ToContainTextAsync("Many strong students chose B: is the key right?");
        await Assertions.Expect(detail.Locator(".options tbody tr").Nth(1)).ToContainTextAsync("6 (50%)");

        await frame.GetByRole(AriaRole.Button, new() { Name = "Student 03" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(frame.GetByRole(AriaRole.Heading, new() { Name = "Student 03" })).ToBeFocusedAsync();
        await Assertions.Expect(frame.Locator(".paper-question")).ToHaveCountAsync(5);
        await Assertions.Expect(frame.GetByText("Right answer").First).ToBeVisibleAsync();
        await frame.GetByRole(AriaRole.Button, new() { Name = "Back to the class" }).ClickAsync();
        await Assertions.Expect(frame.GetByRole(AriaRole.Button, new() { Name = "Student 03" })).ToBeFocusedAsync();

        var heard = await page.EvaluateAsync<string[]>(
            "window.__heard.filter((m) => m.data.type === 'examplary:embed-status-update').map((m) => m.data.status)"
        );
        heard.ShouldBe(["started"]);
        refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_figures_of_the_questions_come_as_a_file()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var page = await OpenAsync(school, context, await ClassAsync(school), "en");

        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = "Download the figures" }).ClickAsync()
        );

        var text = await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        text.ShouldContain("\"Difficulty (p)\"");
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(6);
    }

    [Theory]
    [InlineData("en", 1366)]
    [InlineData("en", 390)]
    [InlineData("nl", 1366)]
    [InlineData("nl", 390)]
    [InlineData("ar", 1366)]
    [InlineData("ar", 390)]
    public async Task No_violation_in_class_question_and_paper(string locale, int width)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width);
        var page = await OpenAsync(school, context, await ClassAsync(school), locale);

        await CheckAsync(page, width, "class");
        await page.Locator(".same-figures summary").ClickAsync();
        await page.Locator(".point").First.ClickAsync();
        await Assertions.Expect(page.Locator(".question-detail")).ToBeVisibleAsync();
        await CheckAsync(page, width, "question");
        await page.Locator(".students .linklike").First.ClickAsync();
        await Assertions.Expect(page.Locator(".paper-question").First).ToBeVisibleAsync();
        await CheckAsync(page, width, "paper");
    }

    [Fact]
    public async Task Class_and_paper_print_whole_on_A4_and_Letter()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var page = await OpenAsync(school, context, await ClassAsync(school), "en");
        await page.Locator(".point").First.ClickAsync();
        await Assertions.Expect(page.Locator(".question-detail")).ToBeVisibleAsync();

        await PrintsWholeAsync(page, "class");
        await page.Locator(".students .linklike").First.ClickAsync();
        await Assertions.Expect(page.Locator(".paper-question")).ToHaveCountAsync(5);
        await PrintsWholeAsync(page, "paper");
    }

    [Fact]
    public async Task An_anonymous_exam_shows_papers_and_no_name()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var page = await OpenAsync(school, context, await ClassAsync(school, isAnonymous: true), "en");

        await Assertions.Expect(page.Locator(".students .linklike")).ToHaveCountAsync(Students);
        await Assertions.Expect(page.Locator(".students .linklike").First).ToContainTextAsync("Paper ");
        (await page.ContentAsync()).ShouldNotContain("Student 0");
        (await page.TitleAsync()).ShouldNotContain("Student");
    }

    /// <summary>
    /// Twelve students of whom the first six are strong. The first question has a wrong key: the strong chose what it
    /// takes for wrong.
    /// </summary>
    private static async Task<string> ClassAsync(School school, bool isAnonymous = false)
    {
        var exam = await school.Api.PostAsync(
            "/exams",
            JsonNode.Parse(
                $$"""
                { "name": "Science", "settings": { "passMark": 55, "anonymousGrading": {{(
                    isAnonymous ? "true" : "false"
                )}} },
                  "questions": [
                  { "type": "multiple-choice-single-answer", "title": "Closest to the sun?",
                    "settings": { "options": ["Venus", "Mercury", "Mars"], "correctAnswer": "Venus" } },
                  { "type": "single-line-text", "title": "2 + 3?", "settings": { "correctAnswer": "5" } },
                  { "type": "true-false", "title": "The sky is blue.", "settings": { "correctAnswer": "true" } },
                  { "type": "formula", "title": "Half of x", "settings": { "correctAnswer": "\\frac{x}{2}" } },
                  { "type": "single-line-text", "title": "Capital?", "settings": { "correctAnswer": "Paris" } }
                ] }
                """
            )!
        );
        for (var i = 0; i < Students; i++)
        {
            await TakeAsync(
                school,
                exam,
                $"Student {i:00}",
                i < 6 ? "Mercury"
                    : i < 9 ? "Venus"
                    : "Mars",
                i < 9 ? "5" : "6",
                i < 8 ? "true" : "false",
                i < 7 ? "x/2" : "2x",
                i % 5 == 4 ? "Lyon" : "Paris"
            );
        }

        return (string)exam["id"]!;
    }

    private static async Task TakeAsync(School school, JsonNode exam, string name, params string[] answers)
    {
        var user = await school.Api.PostAsync(
            "/users",
            new JsonObject
            {
                ["email"] = $"{Guid.NewGuid():N}@example.com",
                ["name"] = name,
                ["role"] = "student",
            }
        );
        var (id, examId) = ((string)user["id"]!, (string)exam["id"]!);
        await school.Api.PostAsync(
            $"/permissions/{examId}",
            new JsonObject { ["actor"] = id, ["role"] = "participant" }
        );
        using var student = new Api(school.Server, SecretOf(await EmbedAsync(school, "take-exam", id, examId)));
        var started = await student.PostAsync("/embed-api/start", new JsonObject());
        var given = answers.Select(
            (value, i) =>
                (JsonNode)
                    new JsonObject
                    {
                        ["questionId"] = (string)exam["questions"]![i]!["id"]!,
                        ["revision"] = 1,
                        ["value"] = value,
                        ["completed"] = true,
                    }
        );
        await student.PostAsync(
            "/embed-api/hand-in",
            new JsonObject { ["epoch"] = (long)started["epoch"]!, ["answers"] = new JsonArray([.. given]) }
        );
    }

    private static async Task<string> FlowAsync(School school, string examId)
    {
        var teacher = await school.Api.PostAsync(
            "/users",
            new JsonObject
            {
                ["email"] = $"{Guid.NewGuid():N}@example.com",
                ["name"] = "A Teacher",
                ["role"] = "teacher",
            }
        );
        var id = (string)teacher["id"]!;
        await school.Api.PostAsync($"/permissions/{examId}", new JsonObject { ["actor"] = id, ["role"] = "viewer" });
        return await EmbedAsync(school, "view-results", id, examId);
    }

    private static async Task<string> EmbedAsync(School school, string flow, string actor, string examId)
    {
        var made = await school.Api.PostAsync(
            "/embed-sessions",
            new JsonObject
            {
                ["flow"] = flow,
                ["actor"] = actor,
                ["presets"] = new JsonObject { ["examId"] = examId },
                ["allowedOrigin"] = school.Host.Origin,
            }
        );
        return (string)made["embedUrl"]!;
    }

    private static string SecretOf(string embedUrl) => new Uri(embedUrl).Segments[^1];

    /// <summary>The page by itself, as after a redirect.</summary>
    private static async Task<IPage> OpenAsync(School school, IBrowserContext context, string examId, string locale)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{await FlowAsync(school, examId)}?locale={locale}");
        await Assertions.Expect(page.Locator(".point").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".students")).ToBeVisibleAsync();
        return page;
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
    }

    /// <summary>Nothing is wider than the paper, nothing scrolls inside itself, no button is printed.</summary>
    private static async Task PrintsWholeAsync(IPage page, string screen)
    {
        foreach (var (paper, width) in Papers)
        {
            var pages = PageObject().Count(Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = paper })));
            pages.ShouldBeInRange(1, 6, $"{screen} on {paper}");
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            var cut = await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('body *')]
                  .filter((e) => e.checkVisibility())
                  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.matches('.no-print, nav')
                    || (e.matches('.wide') && e.scrollWidth > e.clientWidth + 1))
                  .map((e) => e.outerHTML.slice(0, 120))
                """
            );
            cut.ShouldBeEmpty($"{screen} on {paper}");
            await page.EmulateMediaAsync(new() { Media = Media.Screen });
            await page.SetViewportSizeAsync(1366, 768);
        }
    }

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.None, 1000)]
    private static partial Regex PageObject();
}
