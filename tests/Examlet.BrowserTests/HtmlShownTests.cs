using System.Text.Json.Nodes;
using Examlet.Questions;

namespace Examlet.BrowserTests;

/// <summary>HTML is made safe once more where a student's page shows it: what the server lets through stays, and what
/// it let through by mistake does nothing. The mistakes are made on the way from the server to the page.
/// </summary>
public sealed class HtmlShownTests(Chromium chromium)
{
    /// <summary>Dresses up as the page, is found by its scripts, and leads elsewhere from where the page is.</summary>
    private const string Dressed =
        "<p class='sentinel' style='position:fixed' id='sentinel' name='sentinel' "
        + "onclick=\"__sentinel('p')\" data-sentinel=1 aria-label='sentinel'>p ___</p><a "
        + "href='/sentinel'>a</a>"
        + "<a href='data:text/html,sentinel'>d</a><img src='data:text/html,sentinel'><a target=_top "
        + "href='https://elsewhere.example/sentinel'>t</a><x-sentinel>x</x-sentinel><b is=sentinel>b</b>";

    /// <summary>Finds in the page what a text may not bring with it.</summary>
    private const string Harm = """
        () => [...document.querySelectorAll('#app *')].flatMap((element) => [
          // The page has others of its own.
          ...(element.localName === 'details' && element.textContent.trim() === 'more' ? ['details'] : []),
          ...(/^(iframe|object|embed|base|link|meta|noscript|template|form|style|x-sentinel)$/.test(element.localName)
            ? [element.localName] : []),
          ...(element.localName === 'script' && element.type !== 'application/json' ? ['script'] : []),
          ...(element.matches('a[href^=http]') && (element.target !== '_blank'
            || !element.rel.includes('noopener')) ? [element.outerHTML] : []),
          ...[...element.attributes]
            .filter(({ name, value }) => /^on|^srcdoc$|sentinel/.test(name)
              || (/^(href|src|action|formaction|xlink:href)$/.test(name)
                && !/^(https?:\/\/|mailto:|data:image\/|blob:|#)/.test(value))
              || (/sentinel/.test(value)
                && !/^(alt|title|value|aria-label|aria-describedby|data-text|href|src)$/.test(name)))
            .map(({ name, value }) => `${element.localName} ${name}=${value}`),
        ])
        """;

    /// <summary>What the server lets through, with every attribute.</summary>
    private const string Kept =
        "<p dir=\"rtl\" lang=\"ar\">A <b title=\"a <b> --> </style>\">bold</b> word, "
        + "H<sub>2</sub>O<br></p><ol start=\"3\" type=\"a\" reversed=\"\"><li value=\"4\">one</li></ol>"
        + "<table width=\"3\"><colgroup span=\"2\"><col></colgroup><tbody><tr><th scope=\"col\">h</th><td "
        + "rowspan=\"2\" colspan=\"2\">c</td></tr></tbody></table>"
        + "<img alt=\"a --> b\" width=\"2\" height=\"2\" "
        + "src=\"data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=\"><img "
        + "src=\"data:image/svg+xml,%3Csvg/%3E\" alt=\"\">"
        + "<a href=\"https://example.com/?a=1&amp;b=2\">x</a><a href=\"mailto:a@example.com\" title=\" spaces "
        + "\">y</a><a href=\"//example.com/z\">z</a><inline-math dir=\"ltr\">1</inline-math>";

    /// <summary>Says what an element holds, in whatever order its attributes stand. Formulas are drawn by the page, and
    /// it lets wide tables scroll.</summary>
    private const string Written = """
        const written = (place) => [...place.childNodes].map((node) => {
          if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeValue;
          if (node.className === 'wide-table') return written(node);
          const isFormula = node.localName === 'inline-math';
          const attributes = [...node.attributes].filter(({ name }) => !isFormula
            || !/^(class|dir|translate)$/.test(name)).map(({ name, value }) => `${name}=${JSON.stringify(value)}`);
          return `<${[node.localName, ...attributes.sort()].join(' ')}>${isFormula ? '' : written(node)}</>`;
        }).join('');
        """;

    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>Without the texts that are only large.</summary>
    private static readonly string[] Attacks =
    [
        Dressed,
        .. File.ReadAllLines(Path.Combine(Corpus, "markup.txt")),
        .. Directory.GetFiles(Path.Combine(Corpus, "html")).Select(File.ReadAllText).Where(html => html.Length < 5_000),
    ];

    private static readonly string All = string.Join(' ', Attacks);

    [Fact]
    public async Task What_the_server_let_through_by_mistake_does_nothing_in_an_exam()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sentinel = await Sentinel.InAsync(context, school);
        var sitting = await school.SitAsync(Exam());
        await RewriteAsync(
            context,
            "**/embed-api/start",
            state =>
            {
                Spoil(state["exam"]!["questions"]!.AsArray());
                state["answers"]![sitting.QuestionId("Essay")] = new JsonObject
                {
                    ["value"] = All,
                    ["completed"] = true,
                    ["epoch"] = 1,
                    ["revision"] = 1,
                    ["savedAt"] = "2026-01-01T00:00:00Z",
                };
            }
        );
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();

        foreach (var title in (string[])["Choice", "Blanks", "Pairs", "Order", "Essay"])
        {
            await Assertions.Expect(player.Heading(title)).ToBeVisibleAsync();
            await Assertions
                .Expect(player.Locator(title == "Essay" ? "[contenteditable=true]" : ".question .prose a[href]").First)
                .ToBeVisibleAsync();
            (await player.Page.EvaluateAsync<string[]>(Harm)).ShouldBeEmpty(title);
            await player.Button(title == "Essay" ? "Review answers" : "Next").ClickAsync();
        }

        await Assertions.Expect(player.Button("Hand in")).ToBeVisibleAsync();
        (await player.Page.EvaluateAsync<string[]>(Harm)).ShouldBeEmpty("review");
        ShouldHaveRunNothing(sentinel);
    }

    [Fact]
    public async Task What_the_server_let_through_by_mistake_does_nothing_in_a_result()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sentinel = await Sentinel.InAsync(context, school);
        var sitting = await school.SitAsync(Exam());
        await RewriteAsync(
            context,
            "**/embed-api/result",
            result =>
            {
                Spoil(result["questions"]!.AsArray());
                var essay = result["answers"]![sitting.QuestionId("Essay")]!;
                essay["value"] = All;
                essay["valueHtml"] = All;
                essay["needsGrading"] = true;
            }
        );
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Heading("Choice")).ToBeVisibleAsync();
        await player.HandInAsync();

        await Assertions.Expect(player.Locator(".essay-result a[href]").First).ToBeVisibleAsync();
        (await player.Page.EvaluateAsync<string[]>(Harm)).ShouldBeEmpty();
        ShouldHaveRunNothing(sentinel);
    }

    [Fact]
    public async Task What_the_server_lets_through_is_shown_whole()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(Exam());
        string[] safe = [.. Attacks.Append(Kept).Select(AuthorHtml.Sanitize)];
        await RewriteAsync(
            context,
            "**/embed-api/start",
            state => Fill(state["exam"]!["questions"]!.AsArray()[0]!, safe)
        );
        var blank = await context.NewPageAsync();
        await blank.SetContentAsync("<!doctype html>");
        var sent = await blank.EvaluateAsync<string[]>(
            $"texts => {{ {Written} return texts.map((html) => {{ const place = "
                + $"document.createElement('div'); place.innerHTML = html; return written(place); }}); }}",
            safe
        );
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Locator("label [title='a <b> --> </style>']")).ToBeVisibleAsync();

        var shown = await player.Page.EvaluateAsync<string[]>(
            $"() => {{ {Written} return [...document.querySelectorAll('label > input + span')].map(written); }}"
        );

        shown.Length.ShouldBe(safe.Length);
        sent.Zip(shown).Where(pair => pair.First != pair.Second).ShouldBeEmpty();
    }

    [Fact]
    public async Task Until_HTML_can_be_made_safe_its_plain_part_is_shown_and_the_rest_follows()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(
            new JsonObject
            {
                ["name"] = "Sums",
                ["questions"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "single-line-text",
                        ["title"] = "Sum",
                        ["description"] =
                            "<p lang=\"nl\">Hoeveel is <b>dit</b>? <img alt=\"twee en drie\" "
                            + "src=\"data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=\"></p>",
                    }
                ),
            }
        );
        await context.RouteAsync("**/assets/purify-*", route => route.AbortAsync());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();

        await Assertions
            .Expect(player.Locator(".question .prose p", "Hoeveel is dit? twee en drie"))
            .ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(player.Locator(".question .prose b", "dit")).ToBeVisibleAsync();
        await Assertions.Expect(player.Locator(".question .prose [lang]")).ToHaveCountAsync(0);
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await context.UnrouteAsync("**/assets/purify-*");

        await Assertions
            .Expect(player.Locator(".question .prose [lang=nl] img"))
            .ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeFocusedAsync();
        await player.ShouldBeSavedAsync();
    }

    private static void ShouldHaveRunNothing(Sentinel sentinel) =>
        sentinel
            .Seen.Where(line =>
                line.StartsWith("ran:", StringComparison.Ordinal) || line.Contains("b.css", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();

    private static JsonObject Exam() =>
        new()
        {
            ["name"] = "HTML",
            ["questions"] = new JsonArray(
                Ask("multiple-choice-single-answer", "Choice", """{ "options": ["1", "2"], "correctAnswer": "1" }"""),
                Ask("fill-in-blank", "Blanks", """{ "text": "<b>A</b> ___.", "correctAnswer": ["word"] }"""),
                Ask(
                    "matching",
                    "Pairs",
                    """{ "left": ["a", "b"], "right": ["1", "2"], "correctAnswer": ["a = 1", "b = 2"] }"""
                ),
                Ask("sequence", "Order", """{ "options": ["one", "two", "three"] }"""),
                Ask("essay", "Essay", "{}")
            ),
            ["settings"] = new JsonObject { ["showScore"] = true },
        };

    /// <summary>A question with a description that is more than plain, so that the page is told of it.</summary>
    private static JsonObject Ask(string type, string title, string settings) =>
        new()
        {
            ["type"] = type,
            ["title"] = title,
            ["description"] = "<p dir=\"ltr\">text</p>",
            ["settings"] = JsonNode.Parse(settings),
        };

    private static void Spoil(JsonArray questions)
    {
        foreach (var question in questions)
        {
            question!["description"] = All;
            var settings = question["settings"]!.AsObject();
            foreach (
                var (name, value) in settings
                    .Where(setting => setting.Key.EndsWith("Html", StringComparison.Ordinal))
                    .ToList()
            )
            {
                settings[name] = value is JsonArray texts
                    ? new JsonArray([.. texts.Select((_, at) => (JsonNode)Attacks[at])])
                    : All + Dressed;
            }
        }

        Fill(questions[0]!, Attacks);
    }

    /// <summary>Gives a choice these options.</summary>
    private static void Fill(JsonNode choice, string[] html)
    {
        choice["settings"]!["options"] = new JsonArray([.. html.Select((_, at) => (JsonNode)$"{at}")]);
        choice["settings"]!["optionsHtml"] = new JsonArray([.. html.Select(text => (JsonNode)text)]);
    }

    /// <summary>Changes what the server says before the page hears it.</summary>
    private static async Task RewriteAsync(IBrowserContext context, string url, Action<JsonNode> change) =>
        await context.RouteAsync(
            url,
            async route =>
            {
                var response = await route.FetchAsync();
                var body = JsonNode.Parse(await response.TextAsync())!;
                if (response.Ok)
                {
                    change(body);
                }

                await route.FulfillAsync(
                    new()
                    {
                        Status = response.Status,
                        ContentType = "application/json",
                        Body = body.ToJsonString(),
                    }
                );
            }
        );
}
