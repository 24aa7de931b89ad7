using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>The page is never wider than its frame: what is wide in a text of an author breaks, or scrolls inside
/// itself and can be reached with the keyboard.</summary>
public sealed class WidthTests(Chromium chromium)
{
    private static readonly int[] Widths = [320, 390, 768, 926, 1366];
    private static readonly string Word = $"Donau{string.Concat(Enumerable.Repeat("dampfschifffahrt", 12))}";
    private static readonly string Address = $"https://example.com/{new string('a', 110)}";

    /// <summary>Under a root it cannot be broken into lines.</summary>
    private static readonly string Formula =
        @"<inline-math>\sqrt{"
        + string.Concat(Enumerable.Repeat(@"\frac{a+b}{\sqrt{x^{2}+y^{2}}}\cdot", 12))
        + "1}</inline-math>";

    private static readonly string Table =
        $"<table><tr>{string.Concat(Enumerable.Range(1, 9).Select(i => $"<td>column{i}</td>"))}</tr></table>";
    private const string Code =
        "<pre>for (int i = 0; i &lt; numberOfElements; i++) { System.out.println(theArray[i].toString() + "
        + "somethingElse(theArray, i)); }</pre>";

    /// <summary>By name: a wide text in plain words, and in HTML.</summary>
    public static TheoryData<string> Contents { get; } = ["word", "address", "table", "code", "formula", "picture"];

    [Theory, MemberData(nameof(Contents))]
    public async Task No_text_of_an_author_widens_the_page_in_any_type_at_any_width(string content)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(Exam(content));
        var player = await Player.AloneAsync(context, sitting);
        await FitsAsync(player, "start");
        await player.StartAsync();
        var count = sitting.Exam["questions"]!.AsArray().Count;
        for (var i = 1; i <= count; i++)
        {
            await Assertions.Expect(player.Locator(".navigator [aria-current]")).ToContainTextAsync($"Question {i}");
            await Assertions.Expect(player.Locator(".loading-part")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
            await FitsAsync(player, (string)sitting.Exam["questions"]![i - 1]!["type"]!);
            if (i < count)
            {
                await player.Button("Next").ClickAsync();
            }
        }

        await player.Button("Questions").ClickAsync();
        await FitsAsync(player, "opened list");
        await player.Page.Keyboard.PressAsync("Escape");
        await player.Button("Review answers").First.ClickAsync();
        await FitsAsync(player, "review");
        await player.Button("Hand in").ClickAsync();
        await FitsAsync(player, "confirmation");
        await player.Button("Hand in now").ClickAsync();
        await Assertions.Expect(player.Locator(".results .result")).ToHaveCountAsync(count, new() { Timeout = 30_000 });
        await FitsAsync(player, "result");
    }

    [Fact]
    public async Task A_wide_word_of_the_teacher_breaks_inside_its_notice()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();

        await school.Api.PostAsync(
            $"/exams/{sitting.ExamId}/sessions/actions",
            new JsonObject
            {
                ["action"] = "announce",
                ["sessions"] = "all",
                ["reason"] = "a test",
                ["message"] = $"{Word} {Address}",
            }
        );

        await Assertions.Expect(player.Locator(".notice", "Donau")).ToBeVisibleAsync();
        await FitsAsync(player, "announcement");
    }

    [Fact]
    public async Task A_long_formula_in_the_editor_does_not_widen_the_page()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sum = string.Join('+', Enumerable.Repeat("a", 90));
        var sitting = await school.SitAsync(
            new JsonObject
            {
                ["name"] = "Formulas",
                ["questions"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "math-notebook",
                        ["settings"] = new JsonObject { ["initialLines"] = new JsonArray(sum) },
                    },
                    new JsonObject { ["type"] = "formula" }
                ),
            }
        );
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Locator("math-field")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await FitsAsync(player, "notebook");
        await player.Button("Next").ClickAsync();
        await player.Locator("math-field").ClickAsync();

        await player.Page.Keyboard.InsertTextAsync(sum);

        await player.ShouldBeSavedAsync();
        await FitsAsync(player, "formula");
    }

    [Theory]
    [InlineData("table", ".wide-table")]
    [InlineData("code", "pre")]
    [InlineData("formula", "inline-math")]
    public async Task What_is_wide_scrolls_inside_itself_with_the_keyboard_under_a_name(string content, string selector)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(390, 844);
        var exam = GivenExams.OneText();
        exam["questions"]![0]!["description"] = Html(content);
        var player = await Player.AloneAsync(context, await school.SitAsync(exam));
        await player.StartAsync();
        var wide = player.Locator($".prose {selector}[data-wide]");

        await Assertions.Expect(wide).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await Assertions.Expect(wide).ToHaveAttributeAsync("role", "region");
        await Assertions.Expect(wide).ToHaveAttributeAsync("aria-label", "Wider than the page: scroll sideways");
        await wide.FocusAsync();
        await player.Page.Keyboard.PressAsync("ArrowRight");
        await Eventually.ShouldBeAsync(
            () => wide.EvaluateAsync<bool>("e => document.activeElement === e && e.scrollLeft > 0"),
            true
        );
    }

    /// <summary>What makes the page wider than its window; nothing where nothing does.</summary>
    private const string TooWide = """
        () => {
          const { scrollWidth, clientWidth } = document.scrollingElement;
          if (scrollWidth <= clientWidth) return '';
          const out = [...document.querySelectorAll('#app *')].filter((e) =>
            e.getBoundingClientRect().right > clientWidth + 1 || e.getBoundingClientRect().left < -1);
          return [`${scrollWidth} of ${clientWidth}`, ...out.map((e) => `${e.localName}.${e.className}`)].join(' ');
        }
        """;

    private static async Task FitsAsync(Player player, string where)
    {
        foreach (var width in Widths)
        {
            await player.Page.SetViewportSizeAsync(width, 800);
            // What is wide is looked at a moment after it came, by a part that is fetched.
            await player.Page.EvaluateAsync(
                "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 150)))"
            );
            var here = $"{where} at {width}: ";
            await Eventually.ShouldBeAsync(async () => here + await player.Page.EvaluateAsync<string>(TooWide), here);
        }
    }

    private static string Html(string content) =>
        content switch
        {
            "word" => $"<p>{Word}</p>",
            "address" => $"<p>{Address}</p>",
            "table" => Table,
            "code" => Code,
            "formula" => $"<p>So {Formula}</p>",
            _ => "<p><img alt=\"A wide drawing\" src=\"data:image/svg+xml,%3Csvg "
                + "xmlns='http://www.w3.org/2000/svg' width='2400' height='300'/%3E\"></p>",
        };

    private static JsonObject Exam(string content)
    {
        var html = Html(content);
        var text = content == "address" ? Address : Word;
        JsonObject Question(string type, JsonObject settings) =>
            new()
            {
                ["type"] = type,
                ["title"] = text,
                ["description"] = html,
                ["settings"] = settings,
            };
        JsonArray Options(string end) => [.. new[] { "a", "b", "c" }.Select(i => (JsonNode)$"{html}<p>{i}{end}</p>")];
        return new JsonObject
        {
            ["name"] = text,
            ["settings"] = new JsonObject { ["showScore"] = true },
            ["questions"] = new JsonArray(
                Question("multiple-choice-single-answer", new() { ["options"] = Options("1") }),
                Question("multiple-choice-multiple-answers", new() { ["options"] = Options("2") }),
                Question("true-false", []),
                Question("single-line-text", []),
                Question("multi-line-text", []),
                Question("matching", new() { ["left"] = Options("l"), ["right"] = Options("r") }),
                Question("sequence", new() { ["options"] = Options("3") }),
                Question(
                    "sentence-analysis",
                    new() { ["sentence"] = $"Gisteren liep {text}", ["enabledLabels"] = new JsonArray("BWB", "OND") }
                ),
                Question(
                    "picture-choice",
                    new()
                    {
                        ["options"] = new JsonArray(
                            "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=",
                            "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACwAAAAAAQABAAACAkQBADs="
                        ),
                    }
                ),
                Question("fill-in-blank", new() { ["text"] = $"{html}<p>{text} is ___.</p>" }),
                Question("date-year", new() { ["dateType"] = "full-date" }),
                Question("formula", []),
                Question("math-notebook", []),
                Question("essay", []),
                Question("upload-file", []),
                Question("voice-recorder", [])
            ),
        };
    }
}
