namespace Examlet.BrowserTests;

/// <summary>The exam while the browser's page translator rewrites it: it puts elements of its own where texts were,
/// again whenever something changes.</summary>
public sealed class TranslatedPageTests(Chromium chromium)
{
    /// <summary>As is publicly known of Chromium's: every text that is not marked as not to be translated goes into two
    /// elements, in other words.</summary>
    private const string Translator = """
        (() => {
          const done = new WeakSet();
          const translate = () => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const texts = [];
            while (walker.nextNode()) texts.push(walker.currentNode);
            for (const text of texts) {
              const parent = text.parentElement;
              if (!text.data.trim() || done.has(text) || /^(SCRIPT|STYLE|TEXTAREA)$/.test(parent.tagName)) continue;
              if (parent.closest('[translate=no], .notranslate') || parent.isContentEditable) continue;
              const outer = document.createElement('font');
              const inner = outer.appendChild(document.createElement('font'));
              inner.textContent = `¿${text.data}?`;
              done.add(inner.firstChild);
              parent.replaceChild(outer, text);
            }
          };
          const start = () => {
            translate();
            new MutationObserver(translate).observe(document.body, { childList: true, subtree: true,
              characterData: true });
          };
          if (document.body) start();
          else addEventListener('DOMContentLoaded', start);
        })();
        """;

    [Fact]
    public async Task Every_question_stands_under_its_own_heading_and_answers_are_stored_as_the_author_wrote_them()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.AllTypes());
        await context.AddInitScriptAsync(Translator);
        var player = await Player.AloneAsync(context, sitting);
        await PressAsync(player, "Start");

        var titles = sitting.Exam["questions"]!.AsArray().Select(question => (string)question!["title"]!).ToList();
        foreach (var (title, at) in titles.Select((title, at) => (title, at)))
        {
            await Assertions.Expect(player.Locator("h1")).ToContainTextAsync($"¿{title}?");
            foreach (var other in titles.Where(other => other != title))
            {
                (await player.Locator("h1").TextContentAsync())!.ShouldNotContain($"¿{other}?");
            }

            await AnswerAsync(player, title);
            if (at < titles.Count - 1)
            {
                await PressAsync(player, "Next");
            }
        }

        await sitting.ShouldStoreAsync("Capital", "\"<b>Paris</b>\"");
        await sitting.ShouldStoreAsync("Primes", "[\"2\",\"5\"]");
        await sitting.ShouldStoreAsync("Sky", "\"true\"");
        await sitting.ShouldStoreAsync("Sum", "\"5\"");
        await sitting.ShouldStoreAsync("Why", "\"Because\"");
        await sitting.ShouldStoreAsync("Pairs", "[\"a = 1\"]");
        await sitting.ShouldStoreAsync("Sentence", "[\"0-0:BWB\"]");
        await sitting.ShouldStoreAsync("Blanks", "[\"red\",\"blue\"]");
        await sitting.ShouldStoreAsync("Year", "\"1925\"");
        await sitting.ShouldStoreAsync("Formula", "\"x\"");
        await sitting.ShouldStoreAsync("Notebook", "[\"x=1\"]");
        await sitting.ShouldStoreAsync("Essay", "\"<p>Words</p>\"");
        // not the pairs and the sentence, which are half done
        await Assertions.Expect(player.Locator("#progress-text")).ToContainTextAsync("¿10 of 17 answered?");
    }

    [Fact]
    public async Task The_clock_goes_on()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        await context.AddInitScriptAsync(Translator);
        var player = await Player.AloneAsync(context, sitting);
        await PressAsync(player, "Start");
        var before = await player.SecondsLeftAsync();

        await Eventually.ShouldBeAsync(async () => await player.SecondsLeftAsync() < before, expected: true);
    }

    private static Task PressAsync(Player player, string name) => player.Locator("button", $"¿{name}?").ClickAsync();

    private static async Task AnswerAsync(Player player, string title)
    {
        switch (title)
        {
            case "Capital":
                await player.Locator(".choice", "Paris").ClickAsync();
                break;
            case "Primes":
                await player.Locator(".choice", "5").ClickAsync();
                await player.Locator(".choice", "2").ClickAsync();
                break;
            case "Sky":
                await player.Locator(".choice", "True").ClickAsync();
                break;
            case "Sum":
                await player.Locator("input.text-field").FillAsync("5");
                break;
            case "Why":
                await player.Locator("textarea").FillAsync("Because");
                break;
            case "Pairs":
                await player.Locator(".matching-left").First.ClickAsync();
                await player.Locator(".matching-choices .matching-right", "1").ClickAsync();
                break;
            case "Sentence":
                await player.Locator(".sentence-analysis-sentence button", "Gisteren").ClickAsync();
                await player.Locator(".sentence-analysis-sentence button", "Gisteren").ClickAsync();
                await player.Locator(".sentence-analysis-labels button", "BWB").ClickAsync();
                break;
            case "Blanks":
                await player.Locator(".fill-in-blank input").Nth(0).FillAsync("red");
                await player.Locator(".fill-in-blank input").Nth(1).FillAsync("blue");
                break;
            case "Year":
                await player.Locator("input.text-field").FillAsync("1925");
                break;
            case "Formula":
                await player.Locator("math-field").ClickAsync();
                await player.Page.Keyboard.TypeAsync("x");
                break;
            case "Notebook":
                await player.Locator("math-field").ClickAsync();
                await player.Page.Keyboard.TypeAsync("x=1");
                break;
            case "Essay":
                await player.Locator(".essay-text").ClickAsync();
                await player.Page.Keyboard.TypeAsync("Words");
                break;
        }
    }
}
