using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>A student's page takes no text for HTML, for a script or for the address of one, but by way of what makes
/// it safe; its editors work all the same.</summary>
public sealed class TrustedTypesTests(Chromium chromium)
{
    /// <summary>Tells of each attempt what came of it.</summary>
    private const string Attempts = """
        () => {
          const of = (attempt) => { try { return attempt(); } catch (fault) { return fault.name; } };
          const make = (name) => document.createElement(name);
          return [
            of(() => { const place = make('div');
              place.innerHTML = '<b onclick="x()">b</b><img src="data:image/gif,x" onerror="x()"><script>x()</script>';
              return place.innerHTML; }),
            of(() => new DOMParser().parseFromString('<b onclick="x()">b</b>', 'text/html').body.innerHTML),
            of(() => { const frame = make('iframe'); frame.srcdoc = '<b onclick="x()">b</b><script>x()</script>';
              return frame.srcdoc; }),
            of(() => { make('script').text = 'x()'; return 'taken'; }),
            of(() => { make('script').src = '/x.js'; return 'taken'; }),
            of(() => { trustedTypes.createPolicy('other', {}); return 'taken'; }),
          ];
        }
        """;

    /// <summary>Of each kind of what is drawn: roots, fractions, sums, matrices, accents, arrows that grow, boxes,
    /// colours, texts, boxes to fill in.</summary>
    private static readonly string[] Formulas =
    [
        @"x^2+\sqrt[3]{\frac{a}{b}}",
        @"\sum_{i=1}^{n}\int_0^\infty \frac{1}{x}dx",
        @"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        @"\vec{v}\cdot\overline{AB}\,\widehat{xyz}",
        @"A\xrightarrow{f}B\underbrace{a+b}_{2}",
        @"\left\{\begin{array}{l}a\\b\end{array}\right.",
        @"\boxed{x}\cancel{y}\enclose{circle}{z}",
        @"\textcolor{red}{a}\colorbox{yellow}{b}",
        @"\text{a<b & c}\placeholder{}\prompt{1}",
        @"\htmlData{a=b}{x}\href{https://example.com}{y}\class{c}{z}",
        @"\left(\dfrac{\dfrac{1}{2}}{3}\right)",
        @"\mathbb{R}\mathcal{L}\mathfrak{g}",
    ];

    [Fact]
    public async Task A_page_without_editors_takes_none()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await Player.AloneAsync(context, await school.SitAsync(GivenExams.OneText()));
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeEditableAsync();

        (await player.Page.EvaluateAsync<string[]>(Attempts)).ShouldAllBe(outcome => outcome == "TypeError");
    }

    [Fact]
    public async Task What_an_editor_gives_the_page_as_text_is_made_safe()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var player = await Player.AloneAsync(context, await school.SitAsync(OneOf("essay")));
        await player.StartAsync();
        await Assertions.Expect(player.Locator("[contenteditable=true]")).ToBeVisibleAsync();

        var outcomes = await player.Page.EvaluateAsync<string[]>(Attempts);

        outcomes[0].ShouldBe("<b>b</b><img src=\"data:image/gif,x\">");
        outcomes[1].ShouldBe("<b>b</b>");
        outcomes[2].ShouldBe("<b>b</b>");
        outcomes[3..].ShouldAllBe(outcome => outcome == "TypeError");
    }

    [Fact]
    public async Task Formulas_are_drawn_as_without_it()
    {
        await using var school = await School.OpenAsync();
        var sitting = await school.SitAsync(OneOf("formula"));

        var free = await DrawnAsync(sitting, isFree: true);
        var drawn = await DrawnAsync(sitting, isFree: false);

        Formulas.Where((_, at) => drawn[at] != free[at]).ShouldBeEmpty();
    }

    /// <summary>What the editor draws of each formula, with all that stands around it.</summary>
    private async Task<string[]> DrawnAsync(Sitting sitting, bool isFree)
    {
        await using var context = await chromium.NewContextAsync();
        var sentinel = await Sentinel.InAsync(context, sitting.School);
        if (isFree)
        {
            await context.RouteAsync(
                "**/embeds/*",
                async route =>
                {
                    var response = await route.FetchAsync();
                    var policy = string.Join(
                        ';',
                        response
                            .Headers["content-security-policy"]
                            .Split(';')
                            .Where(directive => !directive.Contains("trusted-types", StringComparison.Ordinal))
                    );
                    await route.FulfillAsync(
                        new()
                        {
                            ContentType = "text/html; charset=utf-8",
                            Body = await response.TextAsync(),
                            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                            {
                                ["Content-Security-Policy"] = policy,
                                ["Content-Type"] = "text/html; charset=utf-8",
                            },
                        }
                    );
                }
            );
        }

        var player = await Player.AloneAsync(context, sitting);
        await player.Button("Start").Or(player.Locator("math-field")).First.ClickAsync();
        await player.Locator("math-field").ClickAsync();
        await Assertions.Expect(player.Locator("math-field")).ToBeFocusedAsync();
        (
            await player.Page.EvaluateAsync<bool>(
                "() => { const place = document.createElement('div'); place.innerHTML = '<b "
                    + "onclick=1></b>'; return place.innerHTML.includes('onclick'); }"
            )
        ).ShouldBe(isFree);
        var drawn = await player.Page.EvaluateAsync<string[]>(
            """
            async (formulas) => {
              const field = document.querySelector('math-field');
              const drawn = [];
              const look = () => [...field.shadowRoot.children].filter((child) => child.localName !== 'style')
                .map((child) => child.outerHTML).join('')
                .replace(/ (id|aria-\w+|for)="[^"]*"/g, ' $1').replace(/data-atom-id="\w+"/g, 'data-atom-id');
              for (const formula of formulas) {
                field.setValue(formula);
                let before;
                let now = null;
                // It draws when the browser has time for it.
                do {
                  before = now;
                  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
                  now = look();
                } while (now !== before);
                drawn.push(now);
              }
              return drawn;
            }
            """,
            Formulas
        );
        sentinel
            .Seen.Where(line =>
                line.Contains("trusted-types", StringComparison.Ordinal)
                || line.StartsWith("ran:", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
        return drawn;
    }

    private static JsonObject OneOf(string type) =>
        new()
        {
            ["name"] = "One question",
            ["questions"] = new JsonArray(new JsonObject { ["type"] = type, ["title"] = "Question" }),
        };
}
