namespace Examlet.BrowserTests;

/// <summary>Pages that go away in the middle of the work: the student goes on where they were, with
/// everything.</summary>
public sealed class InterruptionTests(Chromium chromium)
{
    [Fact]
    public async Task What_was_typed_just_before_Next_is_the_answer_to_the_question_it_was_typed_for()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.FourKinds());
        var player = await StartedAsync(context, sitting);
        var mayArrive = new TaskCompletionSource();
        await context.RouteAsync(
            $"**/embed-api/answers/{sitting.QuestionId("Sum")}",
            async route =>
            {
                await mayArrive.Task;
                await route.ContinueAsync();
            }
        );

        // In one task, so that no pause in typing comes between.
        await player.Page.EvaluateAsync(
            """
            () => {
              const field = document.querySelector('.answer input');
              field.value = 'five';
              field.dispatchEvent(new Event('input', { bubbles: true }));
              [...document.querySelectorAll('button')].find((b) => b.textContent === 'Next').click();
            }
            """
        );
        await player.GoToAsync("Why");
        await player.Role(AriaRole.Textbox).FillAsync("because");
        await player.ShouldBeSavedAsync();
        mayArrive.SetResult();

        await sitting.ShouldStoreAsync("Sum", "\"five\"");
        (await sitting.StoredAsync("Why")).ShouldBe("\"because\"");
        (await sitting.StoredAsync("Sky")).ShouldBeNull();
        (await sitting.HistoryAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_crash_another_machine_goes_on_at_the_same_question_with_the_same_clock()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await using var otherMachine = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.FourKinds(minutes: 10));
        var player = await StartedAsync(context, sitting);
        await player.Role(AriaRole.Textbox).FillAsync("five");
        await player.ShouldBeSavedAsync();
        await player.Button("Next").ClickAsync();
        await player.Page.RunAndWaitForResponseAsync(
            () => player.Button("Next").ClickAsync(),
            response => response.Url.EndsWith("/embed-api/state", StringComparison.Ordinal)
        );
        await player.Role(AriaRole.Textbox).FillAsync("because");
        await player.ShouldBeSavedAsync();
        await CrashAsync(player);
        school.Clock.Advance(TimeSpan.FromMinutes(3));

        var again = await Player.AloneAsync(otherMachine, sitting);

        await Assertions.Expect(again.Heading("Why")).ToBeVisibleAsync();
        await Assertions.Expect(again.Role(AriaRole.Textbox)).ToHaveValueAsync("because");
        (await again.SecondsLeftAsync()).ShouldBeInRange(390, 420);
        await again.Button("Previous").ClickAsync();
        await again.Button("Previous").ClickAsync();
        await Assertions.Expect(again.Role(AriaRole.Textbox)).ToHaveValueAsync("five");
    }

    [Fact]
    public async Task With_a_link_that_was_issued_again_the_student_goes_on_and_the_old_one_says_that_access_has_ended()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.FourKinds());
        var old = await StartedAsync(context, sitting);
        await old.Role(AriaRole.Textbox).FillAsync("five");
        await old.ShouldBeSavedAsync();

        (await school.Api.StatusAsync(HttpMethod.Delete, $"/embed-sessions/{(string)sitting.Embed["id"]!}")).ShouldBe(
            204
        );
        await Assertions.Expect(old.Heading("Access has ended")).ToBeVisibleAsync();
        await sitting.EmbedAsync();
        var player = await Player.AloneAsync(context, sitting);

        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToHaveValueAsync("five");
        await player.Role(AriaRole.Textbox).FillAsync("six");
        await player.ShouldBeSavedAsync();
        await sitting.ShouldStoreAsync("Sum", "\"six\"");
        await Assertions.Expect(old.Heading("Access has ended")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Of_an_essay_too_long_to_outlive_the_page_only_the_last_seconds_are_at_risk_and_nothing_beside_it()
    {
        const int Piece = 5 * 1024;
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.FourKinds());
        var player = await StartedAsync(context, sitting);
        await context.RouteAsync(
            $"**/embed-api/answers/{sitting.QuestionId("Sum")}",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 503,
                        ContentType = "application/problem+json",
                        Body = "{}",
                        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "100" },
                    }
                )
        );
        await player.Role(AriaRole.Textbox).FillAsync("the short one");
        await player.GoToAsync("Essay");
        await player.Locator("[contenteditable=true]").ClickAsync();
        await Eventually.ShouldBeAsync(async () => await player.Locator(".notices", "No connection").CountAsync(), 1);
        await context.UnrouteAllAsync();

        // Half a second between the pieces: there is never a pause in typing.
        for (var i = 0; i < 12; i++)
        {
            await TypeAsync(i);
        }

        await Eventually.ShouldBeAsync(async () => Pieces(await sitting.StoredAsync("Essay")) >= 9, expected: true);
        for (var i = 12; i < 20; i++)
        {
            await TypeAsync(i);
        }

        await player.Page.CloseAsync(new() { RunBeforeUnload = true });

        await sitting.ShouldStoreAsync("Sum", "\"the short one\"");
        Pieces(await sitting.StoredAsync("Essay")).ShouldBeGreaterThanOrEqualTo(9);

        async Task TypeAsync(int number)
        {
            await player.Page.Keyboard.InsertTextAsync($"[{number}]" + new string('x', Piece));
            await context.Clock.RunForAsync(500);
        }

        static int Pieces(string? stored) => stored?.Count(character => character == '[') ?? 0;
    }

    [Fact]
    public async Task Back_reload_and_rotation_lose_nothing()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(800, 600);
        var sitting = await school.SitAsync(GivenExams.FourKinds(minutes: 10));
        var player = await StartedAsync(context, sitting);
        var field = player.Role(AriaRole.Textbox);

        await field.PressSequentiallyAsync("one");
        await player.Page.GotoAsync($"{school.Host.Origin}/after");
        await player.Page.GoBackAsync();
        await Assertions.Expect(field).ToHaveValueAsync("one");
        await field.PressAsync("End");
        await field.PressSequentiallyAsync(" two");
        await player.Page.ReloadAsync();
        await Assertions.Expect(field).ToHaveValueAsync("one two");
        await field.PressAsync("End");
        await field.PressSequentiallyAsync(" three");
        await player.Page.SetViewportSizeAsync(600, 800);
        await player.Page.SetViewportSizeAsync(320, 256);
        await Assertions.Expect(field).ToBeFocusedAsync();
        await field.PressSequentiallyAsync(" four");

        await Assertions.Expect(field).ToHaveValueAsync("one two three four");
        await sitting.ShouldStoreAsync("Sum", "\"one two three four\"");
        (
            await player.Page.EvaluateAsync<bool>(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_page_that_comes_out_of_the_back_forward_cache_takes_the_session_back_as_it_is_now()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await using var otherDevice = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.FourKinds(minutes: 10));
        var kept = await StartedAsync(context, sitting);
        await kept.Role(AriaRole.Textbox).FillAsync("here");
        await kept.ShouldBeSavedAsync();
        await context.SetOfflineAsync(true);
        var other = await Player.AloneAsync(otherDevice, sitting);
        await other.Role(AriaRole.Textbox).FillAsync("there");
        await other.ShouldBeSavedAsync();
        await context.SetOfflineAsync(false);

        // Chromium does not keep pages while it is controlled from outside: what it tells such a page is told by hand.
        await kept.Page.EvaluateAsync(
            "() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
        );

        await Assertions.Expect(kept.Role(AriaRole.Textbox)).ToHaveValueAsync("there");
        await Assertions.Expect(kept.Role(AriaRole.Textbox)).ToBeEditableAsync();
        await Assertions.Expect(other.Button("Open here instead")).ToBeVisibleAsync();
    }

    /// <summary>The renderer dies: the page hears nothing of it.</summary>
    private static async Task CrashAsync(Player player)
    {
        var crashed = new TaskCompletionSource();
        player.Page.Crash += (_, _) => crashed.TrySetResult();
        var devTools = await player.Page.Context.NewCDPSessionAsync(player.Page);
        _ = devTools.SendAsync("Page.crash").ContinueWith(static sent => sent.Exception, TaskScheduler.Default);
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task<Player> StartedAsync(IBrowserContext context, Sitting sitting)
    {
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        return player;
    }
}
