using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>What the server has not acknowledged survives the page, in real IndexedDB; where it cannot, the page says
/// so.</summary>
public sealed class OutboxTests(Chromium chromium)
{
    private const string Saves = "**/embed-api/answers/**";

    /// <summary>All that lies in the page's IndexedDB, as text.</summary>
    private const string ReadStorage = """
        async () => {
          const open = indexedDB.open('examlet');
          const database = await new Promise((resolve, reject) => { open.onsuccess = () => resolve(open.result);
            open.onerror = () => reject(open.error); });
          const store = database.transaction('outbox').objectStore('outbox');
          const read = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
          const [keys, values] = [await read(store.getAllKeys()), await read(store.getAll())];
          database.close();
          const text = values.map((value) => new TextDecoder('latin1').decode(value.data)).join();
          return JSON.stringify({ count: keys.length, text: JSON.stringify(keys) + text });
        }
        """;

    [Fact]
    public async Task What_was_typed_before_a_crash_without_network_is_delivered_by_the_next_page()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        await context.RouteAsync(Saves, route => route.AbortAsync());
        await player.Role(AriaRole.Textbox).FillAsync("typed before the crash");
        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved");
        await player.Page.CloseAsync();
        await context.UnrouteAllAsync();

        var next = await Player.AloneAsync(context, sitting);

        await Assertions.Expect(next.Role(AriaRole.Textbox)).ToHaveValueAsync("typed before the crash");
        await sitting.ShouldStoreAsync("Sum", "\"typed before the crash\"");
        await next.ShouldBeSavedAsync();
        await Eventually.ShouldBeAsync(async () => (int)(await StorageAsync(next))["count"]!, 0);
    }

    [Fact]
    public async Task What_lies_in_the_browser_can_be_read_by_nobody()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        await context.RouteAsync(Saves, route => route.AbortAsync());

        await player.Role(AriaRole.Textbox).FillAsync("words that are nobody's business");
        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved");

        var storage = await StorageAsync(player);
        ((int)storage["count"]!).ShouldBe(1);
        ((string)storage["text"]!).ShouldNotContain("nobody");
        ((string)storage["text"]!).ShouldNotContain(sitting.Secret);
    }

    [Fact]
    public async Task What_another_device_saved_meanwhile_is_not_overwritten_by_what_was_kept()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await using var otherDevice = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);
        await context.RouteAsync(Saves, route => route.AbortAsync());
        await player.Role(AriaRole.Textbox).FillAsync("written on the train");
        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved");
        await player.Page.CloseAsync();
        await context.UnrouteAllAsync();
        var other = await Player.AloneAsync(otherDevice, sitting);
        await other.Role(AriaRole.Textbox).FillAsync("written at home");
        await other.ShouldBeSavedAsync();

        var next = await Player.AloneAsync(context, sitting);

        await Assertions.Expect(next.Text("written on the train")).ToBeVisibleAsync();
        await Assertions.Expect(next.Text("written at home")).ToBeVisibleAsync();
        (await sitting.StoredAsync("Sum")).ShouldBe("\"written at home\"");
        await next.Button("Use the answer written here").ClickAsync();
        await sitting.ShouldStoreAsync("Sum", "\"written on the train\"");
    }

    [Theory]
    [InlineData("indexedDB.open = () => { throw new DOMException('blocked', 'SecurityError'); }")]
    [InlineData("IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }")]
    [InlineData("indexedDB.open = () => ({ addEventListener() {}, removeEventListener() {} })")]
    public async Task Where_storage_is_blocked_full_or_hangs_the_page_says_so_and_saves_all_the_same(string stub)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        await context.AddInitScriptAsync(stub);
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await StartedAsync(context, sitting);

        await player.Role(AriaRole.Textbox).FillAsync("5");

        await player.ShouldBeSavedAsync();
        await Assertions.Expect(player.Locator(".notices")).ToContainTextAsync("Close this page only when it says");
        (await sitting.StoredAsync("Sum")).ShouldBe("\"5\"");
    }

    [Fact]
    public async Task A_second_tab_takes_over_at_once_and_the_first_turns_read_only_even_without_a_network()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        await context.RouteAsync("**/embed-api/events*", route => route.AbortAsync());
        var first = await StartedAsync(context, sitting);

        var second = await Player.AloneAsync(context, sitting);

        await Assertions.Expect(second.Role(AriaRole.Textbox)).ToBeEditableAsync();
        await Assertions.Expect(first.Button("Open here instead")).ToBeVisibleAsync();
        await Assertions.Expect(first.Role(AriaRole.Textbox)).Not.ToBeEditableAsync();
        await first.Button("Open here instead").ClickAsync();
        await Assertions.Expect(first.Role(AriaRole.Textbox)).ToBeEditableAsync();
        await Assertions.Expect(second.Button("Open here instead")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_an_older_tab_could_not_deliver_goes_on_in_the_newer_one()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var first = await StartedAsync(context, sitting);
        await first.Page.RouteAsync(Saves, route => route.AbortAsync());
        await first.Role(AriaRole.Textbox).FillAsync("from the older tab");
        await Assertions.Expect(first.Locator(".save-status")).ToContainTextAsync("Not saved");

        var second = await Player.AloneAsync(context, sitting);

        await Assertions.Expect(second.Role(AriaRole.Textbox)).ToHaveValueAsync("from the older tab");
        await sitting.ShouldStoreAsync("Sum", "\"from the older tab\"");
    }

    [Fact]
    public async Task Offline_at_the_deadline_a_rescue_file_is_offered_that_the_teacher_uploads()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(timeLimit: 1));
        var player = await Player.AloneAsync(context, sitting);
        await player.Page.Clock.InstallAsync();
        // What the page fetches ahead, for the time when there is no connection, is there before the connection goes.
        var (script, style) = (LaterPartsAsync(player, ".js"), LaterPartsAsync(player, ".css"));
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("in time");
        await player.ShouldBeSavedAsync();
        await (await script).FinishedAsync();
        await (await style).FinishedAsync();
        await context.RouteAsync("**/*", route => route.AbortAsync());
        await player.Role(AriaRole.Textbox).FillAsync("in time, and more that never arrives");

        await player.Page.Clock.RunForAsync(61_000);
        await Assertions.Expect(player.Heading("Time is over")).ToBeVisibleAsync();
        await player.Page.Clock.RunForAsync(31_000);
        var download = await player.Page.RunAndWaitForDownloadAsync(() =>
            player.Button("Save the rescue file").ClickAsync()
        );

        download.SuggestedFilename.ShouldStartWith("examlet-rescue-");
        var file = JsonNode.Parse(
            await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)
        )!;
        file.ToJsonString().ShouldNotContain("never arrives");
        school.Clock.Advance(TimeSpan.FromMinutes(2));
        var session = await sitting.ReadAsync();
        var path = $"/exams/{sitting.ExamId}/sessions/{(string)session["id"]!}";
        var kept = await school.Api.PostAsync($"{path}/rescue", (JsonObject)file);
        ((string)kept["items"]![0]!["value"]!).ShouldBe("in time, and more that never arrives");
        (await sitting.StoredAsync("Sum")).ShouldBe("\"in time\"");
    }

    [Fact]
    public async Task What_arrives_after_the_end_is_kept_aside_and_the_page_says_who_has_it()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText(timeLimit: 1));
        var player = await StartedAsync(context, sitting);
        await context.RouteAsync(Saves, route => route.AbortAsync());
        await player.Role(AriaRole.Textbox).FillAsync("written in time, never delivered");
        await Assertions.Expect(player.Locator(".save-status")).ToContainTextAsync("Not saved");
        await Eventually.ShouldBeAsync(async () => (int)(await StorageAsync(player))["count"]! > 0, true);
        // A save that is held back at this moment is let go when its page closes.
        await context.SetOfflineAsync(true);
        await player.Page.CloseAsync();
        school.Clock.Advance(TimeSpan.FromMinutes(5));
        await context.UnrouteAllAsync();
        await context.SetOfflineAsync(false);

        var closing = await Player.AloneAsync(context, sitting);

        await Assertions.Expect(closing.Heading("Time is over")).ToBeVisibleAsync();
        await Assertions.Expect(closing.Text("1 answer arrived after the end.")).ToBeVisibleAsync();
        var session = await sitting.ReadAsync();
        var retained = await school.Api.GetAsync($"/exams/{sitting.ExamId}/sessions/{(string)session["id"]!}/retained");
        ((string)retained["items"]![0]!["value"]!).ShouldBe("written in time, never delivered");
        await Eventually.ShouldBeAsync(async () => (int)(await StorageAsync(closing))["count"]!, 0);
    }

    private static async Task<JsonNode> StorageAsync(Player player) =>
        JsonNode.Parse(await player.Page.EvaluateAsync<string>(ReadStorage))!;

    private static async Task<Player> StartedAsync(IBrowserContext context, Sitting sitting)
    {
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Role(AriaRole.Textbox)).ToBeVisibleAsync();
        return player;
    }

    private static Task<IResponse> LaterPartsAsync(Player player, string ending) =>
        player.Page.WaitForResponseAsync(response =>
            response.Url.Contains("/later-parts-", StringComparison.Ordinal)
            && response.Url.EndsWith(ending, StringComparison.Ordinal)
        );
}
