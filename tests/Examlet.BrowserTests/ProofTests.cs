using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>The student sees what the server holds: every version of an answer, and after the hand-in the
/// receipt.</summary>
public sealed class ProofTests(Chromium chromium)
{
    [Fact]
    public async Task An_earlier_version_is_restored_as_a_new_one()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        var field = player.Role(AriaRole.Textbox);
        await field.FillAsync("first");
        await player.ShouldBeSavedAsync();
        await field.FillAsync("second");
        await sitting.ShouldStoreAsync("Sum", "\"second\"");
        await player.ShouldBeSavedAsync();

        await player.Locator(".save-line").FocusAsync();
        await player.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(player.Locator(".save-line")).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(player.Locator(".versions-list .written")).ToHaveTextAsync(["second", "first"]);
        await Assertions.Expect(player.Locator(".versions-list > li").First).ToContainTextAsync("Current version");
        await player.Button("Restore this version").ClickAsync();

        await Assertions
            .Expect(player.Locator(".versions-list .written"))
            .ToHaveTextAsync(["first", "second", "first"]);
        await Assertions.Expect(field).ToHaveValueAsync("first");
        await player.ShouldBeSavedAsync();
        (await sitting.StoredAsync("Sum")).ShouldBe("\"first\"");
    }

    [Fact]
    public async Task What_is_being_typed_becomes_a_version_before_an_earlier_one_takes_its_place()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.FourKinds());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.GoToAsync("Essay");
        var editor = player.Locator("[contenteditable=true]");
        await editor.PressSequentiallyAsync("first");
        await player.ShouldBeSavedAsync();
        await editor.PressSequentiallyAsync(" second");
        await Eventually.ShouldBeAsync(
            async () => (await sitting.StoredAsync("Essay"))?.Contains("second", StringComparison.Ordinal),
            expected: true
        );
        await player.Locator(".save-line").ClickAsync();
        await Assertions.Expect(player.Locator(".versions-list > li").Nth(1)).ToBeVisibleAsync();

        await player.Page.EvaluateAsync(
            """
            () => {
              const editor = document.querySelector('[contenteditable=true]');
              getSelection().selectAllChildren(editor);
              getSelection().collapseToEnd();
              document.execCommand('insertText', false, ' third');
              setTimeout(() => [...document.querySelectorAll('.versions button')].pop().click(), 50);
            }
            """
        );

        await sitting.ShouldStoreAsync("Essay", "\"<p>first</p>\"");
        await Assertions.Expect(editor).ToHaveTextAsync("first");
        (await sitting.HistoryAsync())
            .Select(v => (string?)v["value"])
            .ShouldContain(value => value!.Contains("second third", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_connection_the_list_says_so_and_comes_with_the_next_try()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("first");
        await player.ShouldBeSavedAsync();
        await context.RouteAsync("**/versions", route => route.AbortAsync());

        await player.Locator(".save-line").ClickAsync();
        await Assertions.Expect(player.Text("cannot be fetched now")).ToBeVisibleAsync();
        await context.UnrouteAllAsync();
        await player.Button("Try again").ClickAsync();

        await Assertions.Expect(player.Locator(".versions-list .written")).ToHaveTextAsync(["first"]);
        await Assertions.Expect(player.Text("cannot be fetched now")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task After_the_hand_in_the_student_has_a_receipt_that_the_server_confirms()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var sitting = await school.SitAsync(GivenExams.FourKinds());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("five");
        await player.GoToAsync("Sky");
        await player.Role(AriaRole.Radio, "True").CheckAsync();
        await player.HandInAsync();

        var code = (await player.Locator(".receipt code").TextContentAsync())!;
        using var anybody = new Api(school.Server, credential: null);
        var check = await anybody.GetAsync($"/receipts/{code}");
        for (var i = 0; i < 40 && (string?)check["status"] == "checking"; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TestContext.Current.CancellationToken);
            check = await anybody.GetAsync($"/receipts/{code}");
        }

        $"{check["code"]} {check["valid"]} {check["examName"]}".ShouldBe($"{code} true Four questions");
        await player.Button("Copy code").ClickAsync();
        await Assertions.Expect(player.Locator(".receipt [role=status]")).ToHaveTextAsync("Copied");
        (await player.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(code);
        await player.Text("What was recorded").ClickAsync();
        var recorded = player.Locator(".receipt-answers > li");
        await Assertions.Expect(recorded).ToHaveCountAsync(4);
        await Assertions.Expect(recorded.Nth(0)).ToContainTextAsync("Question 1: Sumfive");
        await Assertions.Expect(recorded.Nth(1)).ToContainTextAsync("Question 2: SkyTrue");
        await Assertions.Expect(recorded.Nth(2)).ToContainTextAsync("Question 3: WhyNo answer");
        var download = await player.Page.RunAndWaitForDownloadAsync(() =>
            player.Button("Download receipt").ClickAsync()
        );
        download.SuggestedFilename.ShouldBe($"examlet-receipt-{code}.json");
        var file = JsonNode.Parse(
            await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)
        )!;
        $"{file["code"]} {((string)file["jws"]!).Split('.').Length} {file["answers"]!.AsArray().Count}".ShouldBe(
            $"{code} 3 2"
        );
        player.Console.Where(line => line.StartsWith("error", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receipt_on_paper_has_its_heading_and_the_address_that_checks_it_and_no_frame()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.AddInitScriptAsync(
            """
            window.print = () => {
                const isSeen = (what) => document.querySelector(what)?.getClientRects().length > 0;
                const sheet = getComputedStyle(document.querySelector('.sheet'));
                window.printed = [isSeen('.receipt > summary h2'), isSeen('.receipt-answers'),
                  isSeen('.receipt details > summary'), isSeen('.sheet > h1'),
                    sheet.borderTopWidth, sheet.paddingTop].join(' ');
            };
            """
        );
        var player = await Player.AloneAsync(context, await school.SitAsync(GivenExams.OneText()));
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("five");
        await player.HandInAsync();
        var code = await player.Locator(".receipt code").TextContentAsync();
        await Assertions.Expect(player.Locator(".receipt-facts")).ToContainTextAsync($"{school.Server}receipts/{code}");
        await player.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await player.Locator(".receipt-ways button").Nth(1).DispatchEventAsync("click");

        await Eventually.ShouldBeAsync(
            () => player.Page.EvaluateAsync<string?>("window.printed ?? null"),
            "true true true false 0px 0px"
        );
    }

    [Fact]
    public async Task After_the_deadline_the_receipt_comes_when_nothing_counts_any_more()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.Clock.InstallAsync();
        var sitting = await school.SitAsync(GivenExams.TenMinutes());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await context.Clock.RunForAsync(1_000);
        await player.ShouldBeSavedAsync();

        await player.Page.RunAndWaitForResponseAsync(
            () =>
            {
                school.Clock.Advance(TimeSpan.FromMinutes(10));
                return Task.CompletedTask;
            },
            response => response.Url.EndsWith("/receipt", StringComparison.Ordinal) && response.Status == 409
        );
        await Assertions.Expect(player.Text("Your receipt is on its way")).ToBeVisibleAsync();
        await Assertions.Expect(player.Locator(".receipt code")).ToHaveCountAsync(0);
        school.Clock.Advance(TimeSpan.FromSeconds(31));

        await Eventually.ShouldBeAsync(
            async () =>
            {
                await context.Clock.RunForAsync(5_000);
                return await player.Locator(".receipt code", "receipt_").CountAsync();
            },
            1
        );
    }

    [Fact]
    public async Task In_a_frame_that_may_not_copy_the_code_is_selected()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.HandInAsync();

        await player.Button("Copy code").ClickAsync();

        await Assertions.Expect(player.Locator(".receipt [role=status]")).ToContainTextAsync("The code is selected");
        var selected = await player.Locator(".receipt code").EvaluateAsync<string>("() => getSelection().toString()");
        selected.ShouldBe(await player.Locator(".receipt code").TextContentAsync());
    }
}
