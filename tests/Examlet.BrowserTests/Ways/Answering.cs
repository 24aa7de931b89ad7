using System.Text.RegularExpressions;

namespace Examlet.BrowserTests.Ways;

/// <summary>How a question of one type is answered, in two parts with a reload between them. After the first part
/// something is stored; after the second the value is <c>Value</c>.
/// </summary>
/// <param name="Title">The question's title in <see cref="GivenExams.AllTypes"/>.</param>
/// <param name="Value">The value that the API shows in the end, as JSON.</param>
/// <param name="Begin">Before the reload.</param>
/// <param name="Finish">After it; sees first that nothing was lost.</param>
public sealed record Answering(string Title, string Value, Func<Hand, Task> Begin, Func<Hand, Task> Finish)
{
    private const string Black = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACwAAAAAAQABAAACAkQBADs=";

    /// <summary>The bytes of the file that is handed in.</summary>
    public static readonly byte[] Picture = [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[3_000_000]];

    public static IReadOnlyList<Answering> All { get; } =
    [
        new(
            "Capital",
            "\"<b>Paris</b>\"",
            hand => hand.PressAsync(hand.Player.Role(AriaRole.Radio, "Lyon")),
            async hand =>
            {
                await Assertions.Expect(hand.Player.Role(AriaRole.Radio, "Lyon")).ToBeCheckedAsync();
                await hand.PressAsync(hand.Player.Role(AriaRole.Radio, "Paris"));
            }
        ),
        new(
            "Primes",
            "[\"2\",\"5\"]",
            hand => hand.PressAsync(hand.Player.Role(AriaRole.Checkbox, "5")),
            async hand =>
            {
                await Assertions.Expect(hand.Player.Role(AriaRole.Checkbox, "5")).ToBeCheckedAsync();
                await hand.PressAsync(hand.Player.Role(AriaRole.Checkbox, "2"));
            }
        ),
        new(
            "Sky",
            "\"true\"",
            hand => hand.PressAsync(hand.Player.Role(AriaRole.Radio, "False")),
            async hand =>
            {
                await Assertions.Expect(hand.Player.Role(AriaRole.Radio, "False")).ToBeCheckedAsync();
                await hand.PressAsync(hand.Player.Role(AriaRole.Radio, "True"));
            }
        ),
        new(
            "Sum",
            "\"5\"",
            hand => hand.TypeAsync(Text(hand), "four"),
            async hand =>
            {
                await Assertions.Expect(Text(hand)).ToHaveValueAsync("four");
                await hand.ReplaceAsync(Text(hand), "5");
            }
        ),
        new(
            "Why",
            "\"Because it is.\"",
            hand => hand.TypeAsync(Text(hand), "Because"),
            async hand =>
            {
                await Assertions.Expect(Text(hand)).ToHaveValueAsync("Because");
                await hand.TypeAsync(Text(hand), " it is.");
            }
        ),
        new(
            "Pairs",
            "[\"a = 1\",\"b = 2\"]",
            hand => PairAsync(hand, "a", "1"),
            async hand =>
            {
                await Assertions.Expect(Left(hand, "a")).ToContainTextAsync("1");
                await PairAsync(hand, "b", "2");
            }
        ),
        new(
            "Order",
            "[\"one\",\"two\",\"three\"]",
            hand => MoveToAsync(hand, "one", 0),
            async hand =>
            {
                await Assertions.Expect(Rows(hand).Nth(0)).ToContainTextAsync("one");
                await MoveToAsync(hand, "two", 1);
            }
        ),
        new(
            "Sentence",
            "[\"0-0:BWB\",\"2-3:OND\",\"PV:1-1\"]",
            hand => MarkAsync(hand, "Gisteren", "Gisteren", "BWB"),
            async hand =>
            {
                await Assertions.Expect(hand.Player.Locator(".sentence-analysis-parts")).ToContainTextAsync("BWB");
                await MarkAsync(hand, "de", "hond", "OND");
                await MarkAsync(hand, "liep", "liep", "Finite verb");
            }
        ),
        new(
            "Picture",
            $"\"{Black}\"",
            hand => hand.PressAsync(hand.Player.Role(AriaRole.Radio, "Picture 1")),
            async hand =>
            {
                await Assertions.Expect(hand.Player.Role(AriaRole.Radio, "Picture 1")).ToBeCheckedAsync();
                await hand.PressAsync(hand.Player.Role(AriaRole.Radio, "Picture 2"));
            }
        ),
        new(
            "Blanks",
            "[\"red\",\"blue\"]",
            hand => hand.TypeAsync(Text(hand).Nth(0), "red"),
            async hand =>
            {
                await Assertions.Expect(Text(hand).Nth(0)).ToHaveValueAsync("red");
                await hand.TypeAsync(Text(hand).Nth(1), "blue");
            }
        ),
        new(
            "Year",
            "\"1925\"",
            hand => hand.TypeAsync(Text(hand), "19"),
            async hand =>
            {
                await Assertions.Expect(Text(hand)).ToHaveValueAsync("19");
                await hand.TypeAsync(Text(hand), "25");
            }
        ),
        new(
            "Date",
            "\"1925-12-31\"",
            hand => hand.TypeAsync(hand.Player.Role(AriaRole.Textbox, "Year"), "1925"),
            async hand =>
            {
                await Assertions.Expect(hand.Player.Role(AriaRole.Textbox, "Year")).ToHaveValueAsync("1925");
                await hand.TypeAsync(hand.Player.Role(AriaRole.Textbox, "Day"), "31");
                await ChooseDecemberAsync(hand);
            }
        ),
        new(
            "Formula",
            "\"x^2\"",
            hand => WriteAsync(hand, 0, "x"),
            async hand =>
            {
                await Assertions.Expect(Fields(hand)).ToHaveJSPropertyAsync("value", "x");
                if (hand.By == By.Keyboard)
                {
                    await WriteAsync(hand, 0, "^2");
                    return;
                }

                await WriteAsync(hand, 0, "");
                await hand.PressAsync("Power x²");
                await hand.Keys.TypeAsync("2");
            }
        ),
        new(
            "Notebook",
            "[\"x=1\",\"x=2\"]",
            hand => WriteAsync(hand, 0, "x=1"),
            async hand =>
            {
                await Assertions.Expect(Fields(hand)).ToHaveJSPropertyAsync("value", "x=1");
                if (hand.By == By.Keyboard)
                {
                    await WriteAsync(hand, 0, "");
                    await hand.Keys.PressAsync("Enter");
                }
                else
                {
                    await hand.PressAsync("Add a line");
                }

                await Assertions.Expect(Fields(hand)).ToHaveCountAsync(2);
                await WriteAsync(hand, 1, "x=2");
            }
        ),
        new(
            "Essay",
            "\"<h2>Title</h2><p>Two <strong>words</strong></p>\"",
            hand => hand.TypeAsync(Text(hand), "Title"),
            async hand =>
            {
                await Assertions.Expect(Text(hand)).ToHaveTextAsync("Title");
                await hand.EnterAsync(Text(hand));
                if (hand.By == By.Keyboard)
                {
                    await hand.Keys.PressAsync("Alt+F10");
                    await hand.Keys.PressAsync("Enter");
                }
                else
                {
                    await hand.PressAsync("Heading");
                }

                await Assertions.Expect(Text(hand).Locator("h2")).ToHaveTextAsync("Title");
                await Assertions.Expect(Text(hand)).ToBeFocusedAsync();
                await ToTheEndAsync(hand, "Title".Length);
                await hand.Keys.PressAsync("Enter");
                await hand.Keys.TypeAsync("Two ");
                await hand.Keys.PressAsync("Control+b");
                await hand.Keys.TypeAsync("words");
            }
        ),
        new(
            "File",
            "",
            hand => UploadAsync(hand, "wrong.png"),
            async hand =>
            {
                await Assertions.Expect(hand.Player.Locator(".file-name")).ToContainTextAsync("wrong.png");
                await UploadAsync(hand, "drawing.png");
            }
        ),
        new(
            "Voice",
            "",
            hand => RecordAsync(hand, "Start recording"),
            async hand =>
            {
                await Assertions
                    .Expect(hand.Player.Locator(".voice-recorder-listen"))
                    .ToContainTextAsync("Your recording");
                await RecordAsync(hand, "Record again");
            }
        ),
    ];

    private static async Task ChooseDecemberAsync(Hand hand)
    {
        var month = hand.Player.Role(AriaRole.Combobox, "Month");
        if (hand.By == By.Keyboard)
        {
            await hand.TabToAsync(month);
            await hand.Keys.TypeAsync("Dec");
        }
        else
        {
            await month.SelectOptionAsync("12");
        }
    }

    /// <summary>Presses End until the caret stays there: the editor takes a moment to put it back where it was, after
    /// the focus came back.</summary>
    private static Task ToTheEndAsync(Hand hand, int offset) =>
        Eventually.ShouldBeAsync(
            async () =>
            {
                await hand.Keys.PressAsync("End");
                return await hand.Player.Page.EvaluateAsync<int>(
                    "new Promise(r => setTimeout(() => r(getSelection().anchorOffset), 50))"
                );
            },
            offset
        );

    private static ILocator Fields(Hand hand) => hand.Player.Locator("math-field");

    /// <summary>Types at the end of a field of the mathematics editor, once it listens.</summary>
    private static async Task WriteAsync(Hand hand, int index, string text)
    {
        var field = Fields(hand).Nth(index);
        await hand.EnterAsync(field);
        await Eventually.ShouldBeAsync(
            () =>
                field.EvaluateAsync<bool>("e => e.shadowRoot.activeElement?.getAttribute('part') === 'keyboard-sink'"),
            expected: true
        );
        await hand.Keys.PressAsync("End");
        await hand.Keys.TypeAsync(text);
    }

    private static async Task UploadAsync(Hand hand, string name)
    {
        var button =
            hand.By == By.Keyboard ? hand.Player.Locator("input[type=file]") : hand.Player.Locator(".file-ways label");
        var chooser = await hand.Player.Page.RunAndWaitForFileChooserAsync(() => hand.PressAsync(button));
        await chooser.SetFilesAsync(
            new FilePayload
            {
                Name = name,
                MimeType = "image/png",
                Buffer = Picture,
            }
        );
        await Assertions.Expect(hand.Player.Locator(".file-name")).ToContainTextAsync(name);
    }

    private static async Task RecordAsync(Hand hand, string button)
    {
        await hand.PressAsync(button);
        await Assertions.Expect(hand.Player.Locator(".voice-recorder-time")).ToContainTextAsync("0:02");
        await hand.PressAsync("Stop recording");
        await Assertions.Expect(hand.Player.Button("Listen")).ToBeVisibleAsync();
    }

    private static ILocator Text(Hand hand) => hand.Player.Role(AriaRole.Textbox);

    private static ILocator Rows(Hand hand) => hand.Player.Locator(".sequence ol > li");

    private static ILocator Left(Hand hand, string text) =>
        hand.Player.Locator(".matching-lefts > li").Filter(new() { HasText = text }).First;

    private static async Task PairAsync(Hand hand, string left, string right)
    {
        var chip = hand.Player.Locator(".matching-bank .matching-right").Filter(new() { HasText = right });
        switch (hand.By)
        {
            case By.Mouse:
                await hand.DragAsync(chip, Left(hand, left));
                break;
            case By.Touch:
                await hand.PressAsync(chip);
                await hand.PressAsync(Left(hand, left).Locator(".matching-left"));
                break;
            default:
                await hand.PressAsync(Left(hand, left).Locator(".matching-left"));
                await hand.PressAsync(
                    Left(hand, left).Locator(".matching-choices .matching-right").Filter(new() { HasText = right })
                );
                break;
        }
    }

    private static async Task MoveToAsync(Hand hand, string text, int place)
    {
        if (await Rows(hand).Nth(place).Locator(".sequence-text").TextContentAsync() == text)
        {
            // It stands there by chance: moved away and back it is the student's own order.
            await StepAsync(hand, text, place == 0 ? "ArrowDown" : "ArrowUp");
        }

        if (hand.By is By.Mouse or By.Touch)
        {
            await hand.DragAsync(Row(hand, text).Locator(".sequence-grip"), Rows(hand).Nth(place));
        }

        for (var i = 0; i < 5 && await Rows(hand).Nth(place).Locator(".sequence-text").TextContentAsync() != text; i++)
        {
            await StepAsync(hand, text, await IndexOfAsync(hand, text) > place ? "ArrowUp" : "ArrowDown");
        }
    }

    private static ILocator Row(Hand hand, string text) => Rows(hand).Filter(new() { HasText = text });

    private static async Task<int> IndexOfAsync(Hand hand, string text) =>
        (await Rows(hand).Locator(".sequence-text").AllTextContentsAsync()).ToList().IndexOf(text);

    private static async Task StepAsync(Hand hand, string text, string arrow)
    {
        if (hand.By == By.Keyboard)
        {
            await hand.TabToAsync(Row(hand, text).Locator(".sequence-grip"));
            await hand.Keys.PressAsync("Space");
            await hand.Keys.PressAsync(arrow);
            await hand.Keys.PressAsync("Space");
            return;
        }

        await hand.PressAsync(Row(hand, text).Locator(".sequence-step").Nth(arrow == "ArrowUp" ? 0 : 1));
    }

    private static async Task MarkAsync(Hand hand, string first, string last, string label)
    {
        if (hand.By == By.Keyboard)
        {
            await hand.TabToAsync(hand.Player.Locator(".sentence-analysis-sentence [tabindex='0']"));
            await hand.Keys.PressAsync("Home");
            while (!await Word(hand, first).EvaluateAsync<bool>("e => e === e.ownerDocument.activeElement"))
            {
                await hand.Keys.PressAsync("ArrowRight");
            }

            await hand.Keys.PressAsync("Space");
            while (!await Word(hand, last).EvaluateAsync<bool>("e => e === e.ownerDocument.activeElement"))
            {
                await hand.Keys.PressAsync("Shift+ArrowRight");
            }
        }
        else if (hand.By == By.Mouse && first != last)
        {
            await hand.DragAsync(Word(hand, first), Word(hand, last));
        }
        else
        {
            await hand.PressAsync(Word(hand, first));
            await hand.PressAsync(Word(hand, last));
        }

        await hand.PressAsync(
            hand.Player.Locator(".sentence-analysis-labels button").Filter(new() { HasText = label })
        );
    }

    private static ILocator Word(Hand hand, string text) =>
        hand
            .Player.Locator(".sentence-analysis-sentence button")
            .Filter(new() { HasTextRegex = new($"^{text}", RegexOptions.None, TimeSpan.FromSeconds(1)) });
}
