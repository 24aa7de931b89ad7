using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>Dialogs and notices appear where the student looks, and clock and ways on stay there: in a frame as high
/// as the window and in one as high as its content, on a phone and on a desktop, in short exams and long ones.
/// </summary>
public sealed class InViewTests(Chromium chromium)
{
    public static TheoryData<bool, bool, int> Everywhere { get; } =
        new MatrixTheoryData<bool, bool, int>([false, true], [false, true], [5, 200]);

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Every_notice_appears_in_the_window(bool follows, bool isPhone, int questions)
    {
        await using var school = await School.OpenAsync();
        await using var context = await ContextAsync(isPhone);
        await using var elsewhere = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(Exam(questions));
        var player = await DeepInAsync(context, sitting, follows);

        await ActAsync(
            sitting,
            "announce",
            new JsonObject { ["message"] = "Question 3 has a mistake: read 24 for 42." }
        );
        await player.ShouldBeInViewAsync(player.Locator(".notice", "Question 3 has a mistake"), "announcement");
        await ShouldPinAsync(player);
        await player.Button("I have read this").ClickAsync();

        await ActAsync(sitting, "extend", new JsonObject { ["minutes"] = 5 });
        await player.ShouldBeInViewAsync(player.Locator(".notice", "Your time was changed."), "changed time");
        await player.Button("Close message").ClickAsync();

        await context.SetOfflineAsync(true);
        await player.Role(AriaRole.Textbox).PressAsync("a");
        await player.ShouldBeInViewAsync(player.Locator(".notice", "No connection."), "lost connection");
        await context.SetOfflineAsync(false);
        await Assertions
            .Expect(player.Locator(".notice", "No connection."))
            .ToHaveCountAsync(0, new() { Timeout = 20_000 });

        await ActAsync(sitting, "pause");
        await player.ShouldBeInViewAsync(player.Locator(".notice", "The exam is paused."), "pause");
        await ActAsync(sitting, "resume");

        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        await ScrollToAnswerAsync(player);
        var other = await Player.AloneAsync(elsewhere, sitting);
        await Assertions.Expect(other.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        await player.ShouldBeInViewAsync(player.Locator(".notice", "The exam is open somewhere else"), "another page");
        await player.ShouldBeInViewAsync(player.Button("Open here instead"), "the way back from another page");
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task The_hand_in_asks_in_the_window(bool follows, bool isPhone, int questions)
    {
        await using var school = await School.OpenAsync();
        await using var context = await ContextAsync(isPhone);
        var sitting = await school.SitAsync(Exam(questions));
        var player = await DeepInAsync(context, sitting, follows);
        await ReviewAsync(player, isPhone);
        await player.Locator(".review").EvaluateAsync("e => e.scrollIntoView({ block: 'end' })");

        await player.Button("Hand in").ClickAsync();

        await player.ShouldBeInViewAsync(player.Role(AriaRole.Dialog), "confirmation");
        await player.ShouldBeInViewAsync(player.Button("Hand in now"), "its button");
        await player.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(player.Role(AriaRole.Dialog)).ToHaveCountAsync(0);
        await player.Button("Hand in").ClickAsync();
        await player.Button("Hand in now").ClickAsync();
        await player.ShouldBeInViewAsync(
            player.Role(AriaRole.Heading, "You have handed in").Or(player.Locator("h1")).First,
            "closing"
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task That_nothing_is_kept_on_this_device_is_said_in_the_window(bool follows)
    {
        await using var school = await School.OpenAsync();
        await using var context = await ContextAsync(isPhone: true);
        await context.AddInitScriptAsync("Object.defineProperty(window, 'indexedDB', { value: undefined })");
        var player = await DeepInAsync(context, await school.SitAsync(Exam(5)), follows);

        await player.ShouldBeInViewAsync(
            player.Locator(".notice", "This browser cannot keep a copy of your answers"),
            "blocked storage"
        );
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Going_on_shows_the_next_question_from_its_beginning(bool follows, bool isPhone, int questions)
    {
        await using var school = await School.OpenAsync();
        await using var context = await ContextAsync(isPhone);
        var player = await DeepInAsync(context, await school.SitAsync(Exam(questions)), follows);

        await player.Button("Next").ClickAsync();

        await player.ShouldBeInViewAsync(player.Role(AriaRole.Heading, "Number 2"), "heading");
        await ShouldPinAsync(player);
        await player.ShouldBeInViewAsync(player.Locator(".navigator [aria-current]"), "its square");
    }

    [Fact]
    public async Task No_notice_lies_over_the_opened_list_in_a_low_window()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(390, 420, hasTouch: true);
        var sitting = await school.SitAsync(Exam(20));
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Heading("Number 1")).ToBeVisibleAsync();
        await ActAsync(
            sitting,
            "announce",
            new JsonObject
            {
                ["message"] = string.Concat(Enumerable.Repeat("Question 3 has a mistake: read 24 for 42. ", 5)),
            }
        );
        await Assertions.Expect(player.Locator(".notice", "Question 3 has a mistake")).ToBeVisibleAsync();

        await player.Button("Questions").ClickAsync();

        await player.ShouldBeInViewAsync(player.Button("Review answers"), "the way to the review");
        await player.Button("Review answers").ClickAsync(new() { Timeout = 5_000 });
        await Assertions.Expect(player.Heading("Check your answers")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task In_a_frame_that_grows_within_the_window_the_ways_stay_at_its_foot()
    {
        await using var school = await School.OpenAsync();
        // Higher than the frame gets.
        await using var context = await chromium.NewContextAsync(390, 1400, hasTouch: true);
        // Higher than a frame is at least.
        var question = new JsonObject
        {
            ["type"] = "true-false",
            ["title"] = "Sky",
            ["description"] = string.Concat(Enumerable.Repeat("<p>A line.</p>", 3)),
        };
        var sitting = await school.SitAsync(
            new JsonObject { ["name"] = "Short", ["questions"] = new JsonArray(question) }
        );
        var player = await Player.InCourseAsync(context, sitting, follows: true);
        await player.StartAsync();
        var ways = player.Locator(".ways");
        await Eventually.ShouldBeAsync(
            () => ways.EvaluateAsync<double>("e => innerHeight - e.getBoundingClientRect().bottom"),
            0
        );
        var height = await ways.EvaluateAsync<int>("() => innerHeight");

        // With the key: while the frame grows a click may miss.
        await player.Role(AriaRole.Radio, "True").PressAsync("Space");

        await Eventually.ShouldBeAsync(
            () =>
                ways.EvaluateAsync<bool>(
                    "(e, before) => innerHeight > before && e.getBoundingClientRect().bottom === innerHeight",
                    height
                ),
            true
        );
    }

    private static async Task ShouldPinAsync(Player player)
    {
        await player.ShouldBeInViewAsync(player.Role(AriaRole.Timer), "clock");
        await player.ShouldBeInViewAsync(player.Button("Questions"), "questions");
        await player.ShouldBeInViewAsync(player.Button("Next"), "Next");
    }

    private async Task<IBrowserContext> ContextAsync(bool isPhone) =>
        isPhone ? await chromium.NewContextAsync(390, 844, hasTouch: true) : await chromium.NewContextAsync(1280, 700);

    /// <summary>At the end of a long first question, with the caret in its answer.</summary>
    private static async Task<Player> DeepInAsync(IBrowserContext context, Sitting sitting, bool follows)
    {
        var player = await Player.InCourseAsync(context, sitting, follows);
        await player.StartAsync();
        await Assertions.Expect(player.Heading("Number 1")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        if (follows)
        {
            await Eventually.ShouldBeAsync(
                () => player.Page.Locator("iframe").EvaluateAsync<bool>("e => e.clientHeight > 2000"),
                true
            );
        }

        await ScrollToAnswerAsync(player);
        await ShouldPinAsync(player);
        return player;
    }

    private static async Task ScrollToAnswerAsync(Player player)
    {
        await player.Role(AriaRole.Textbox).EvaluateAsync("e => { e.scrollIntoView({ block: 'end' }); e.focus(); }");
        await player.ShouldBeInViewAsync(player.Role(AriaRole.Textbox), "the answer");
    }

    private static async Task ReviewAsync(Player player, bool isPhone)
    {
        await player.Button("Questions").ClickAsync();
        await player.ShouldBeInViewAsync(
            player.Locator(".navigator-body"),
            isPhone ? "the opened list on a phone" : "the opened list"
        );
        await player.Button("Review answers").ClickAsync();
        await Assertions.Expect(player.Heading("Check your answers")).ToBeVisibleAsync();
    }

    private static Task<JsonNode> ActAsync(Sitting sitting, string action, JsonObject? more = null)
    {
        var body = more ?? [];
        (body["action"], body["sessions"], body["reason"]) = (action, "all", "a test");
        return sitting.School.Api.PostAsync($"/exams/{sitting.ExamId}/sessions/actions", body);
    }

    private static JsonObject Exam(int questions)
    {
        var exam = new JsonObject
        {
            ["name"] = "Mid-term test",
            ["settings"] = new JsonObject { ["timeLimit"] = 60 },
            ["questions"] = new JsonArray([
                .. Enumerable
                    .Range(1, questions)
                    .Select(i => new JsonObject { ["type"] = "single-line-text", ["title"] = $"Number {i}" }),
            ]),
        };
        exam["questions"]![0]!["description"] = string.Concat(
            Enumerable.Repeat(
                "<p>A long text that has to be read before the answer can be given, and that does not end soon.</p>",
                60
            )
        );
        return exam;
    }
}
