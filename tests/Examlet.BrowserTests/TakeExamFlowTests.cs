using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>The source's example, word for word: user, exam, embed session, an iframe on another origin with the
/// source's listener, hand-in, clean-up.</summary>
public sealed class TakeExamFlowTests(Chromium chromium)
{
    [Fact]
    public async Task The_source_s_example_works_from_the_first_call_to_the_clean_up()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync();
        ((string)sitting.Embed["status"]!).ShouldBe("pending");
        var player = await Player.InHostAsync(context, sitting);

        await TakeFirstHalfAsync(player);
        await player.Page.ReloadAsync();
        await Assertions.Expect(player.Heading("Sky")).ToBeVisibleAsync();
        await Assertions.Expect(player.Role(AriaRole.Radio, "True")).ToBeCheckedAsync();
        await TakeSecondHalfAsync(player);
        await player.HandInAsync();

        await Eventually.ShouldBeAsync(async () => (await player.StatusesAsync()).LastOrDefault(), "completed");
        await TheApiShowsItAsync(sitting);
        await AfterTheCleanUpItIsClosedAsync(sitting, player);
    }

    [Fact]
    public async Task The_host_hears_each_applied_save_and_the_end_and_nothing_of_an_answer()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("a secret answer");
        await player.ShouldBeSavedAsync();
        await player.HandInAsync();
        await Eventually.ShouldBeAsync(async () => string.Join(' ', await player.StatusesAsync()), "started completed");

        var heard = await player.HeardAsync();

        heard.ShouldAllBe(m => (string)m["origin"]! == school.Server.GetLeftPart(UriPartial.Authority));
        heard
            .Select(m => m.ToJsonString())
            .ShouldAllBe(text => !text.Contains("a secret answer", StringComparison.Ordinal));
        var session = await sitting.ReadAsync();
        var updates = heard
            .Select(m => m["data"]!)
            .Where(d => (string?)d["type"] == "examplary:embed-status-update")
            .Select(d => d.ToJsonString())
            .ToList();
        updates[0].ShouldBe("""{"type":"examplary:embed-status-update","status":"started","outputs":{}}""");
        JsonNode.Parse(updates[1])!["outputs"]!
            .ToJsonString()
            .ShouldBe(
                new JsonObject
                {
                    ["examId"] = sitting.ExamId,
                    ["sessionId"] = (string)session["id"]!,
                    ["completionReason"] = "submitted",
                }.ToJsonString()
            );
        player
            .Console.Where(line => line.StartsWith("log:", StringComparison.Ordinal))
            .ShouldBe(["log: Question answered", "log: Exam completed"]);
    }

    [Fact]
    public async Task Stored_events_have_the_numbers_that_the_api_gives()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.Role(AriaRole.Textbox).FillAsync("5");
        await player.ShouldBeSavedAsync();
        await player.HandInAsync();
        await Eventually.ShouldBeAsync(async () => (await player.StatusesAsync()).LastOrDefault(), "completed");

        var events = await school.Api.GetAsync($"/embed-sessions/{(string)sitting.Embed["id"]!}/events?after=0");

        var stored = events["items"]!
            .AsArray()
            .Select(e => $"{(int)e!["seq"]!} {(string)e["name"]!} {(string)e["id"]!}")
            .ToList();
        stored.Select(e => e.Split(' ')[1]).ShouldBe(["exam:started", "answer:saved", "exam:submitted"]);
        var heard = (await player.HeardAsync())
            .Select(m => m["data"]!)
            .Where(d => (string?)d["type"] == "examplary:embed-event" && d["seq"] is not null)
            .Select(d => $"{(int)d["seq"]!} {(string)d["name"]!} {(string)d["id"]!}");
        heard.ShouldBe(stored, ignoreOrder: true);
    }

    [Fact]
    public async Task A_page_that_finds_the_exam_completed_tells_its_host_once_more()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(GivenExams.OneText());
        var player = await Player.InHostAsync(context, sitting);
        await player.StartAsync();
        await player.HandInAsync();

        await player.Page.ReloadAsync();

        await Assertions.Expect(player.Heading("You have handed in")).ToBeVisibleAsync();
        await Eventually.ShouldBeAsync(async () => string.Join(' ', await player.StatusesAsync()), "completed");
    }

    private static async Task TakeFirstHalfAsync(Player player)
    {
        await player.StartAsync();
        await player.GoToAsync("Capital");
        await player.Role(AriaRole.Radio, "Paris").CheckAsync();
        await player.ShouldBeSavedAsync();
        await player.GoToAsync("Primes");
        await player.Role(AriaRole.Checkbox, "2").CheckAsync();
        await player.Role(AriaRole.Checkbox, "5").CheckAsync();
        await player.ShouldBeSavedAsync();
        await player.GoToAsync("Sky");
        await player.Role(AriaRole.Radio, "True").CheckAsync();
        await player.ShouldBeSavedAsync();
        await Assertions.Expect(player.Text("3 of 5 answered")).ToBeVisibleAsync();
    }

    private static async Task TakeSecondHalfAsync(Player player)
    {
        await player.GoToAsync("Sum");
        await player.Role(AriaRole.Textbox).FillAsync(" 5 ");
        await player.ShouldBeSavedAsync();
        await player.GoToAsync("Why");
        await player.Role(AriaRole.Textbox).FillAsync("Because.\nIt is so.");
        await player.ShouldBeSavedAsync();
    }

    private static async Task TheApiShowsItAsync(Sitting sitting)
    {
        var session = await sitting.ReadAsync();
        var embed = await sitting.ReadEmbedAsync();
        ((string)embed["status"]!).ShouldBe("completed");
        var id = (string)session["id"]!;
        embed["outputs"]!
            .ToJsonString()
            .ShouldBe($$"""{"examId":"{{sitting.ExamId}}","sessionId":"{{id}}","completionReason":"submitted"}""");
        embed["metadata"]!.ToJsonString().ShouldBe("""{"my_service_internal_id":"abc1234"}""");
        embed["enabledResponseModes"]!.ToJsonString().ShouldBe("""["post_message"]""");
        ((string)session["status"]!).ShouldBe("completed");
        ((string)session["completionReason"]!).ShouldBe("submitted");
        ((bool)session["final"]!).ShouldBeTrue();
        session["progress"]!.ToJsonString().ShouldBe("""{"answered":5,"total":5}""");
        session["score"]!
            .ToJsonString()
            .ShouldStartWith(
                """{"points":5,"maxPoints":6,"needsGrading":true,"state":"partial","gradedBy":"machine","""
            );
        ((string)session["user"]!["id"]!).ShouldBe(sitting.StudentId);
        session["answers"]!
            .AsArray()
            .Select(a =>
                a!["value"]!
                    .ToJsonString()
                    .Replace("\\u003C", "<", StringComparison.Ordinal)
                    .Replace("\\u003E", ">", StringComparison.Ordinal)
            )
            .ShouldBe(["\"<b>Paris</b>\"", """["2","5"]""", "\"true\"", "\" 5 \"", "\"Because.\\nIt is so.\""]);
    }

    private static async Task AfterTheCleanUpItIsClosedAsync(Sitting sitting, Player player)
    {
        (
            await sitting.School.Api.StatusAsync(HttpMethod.Delete, $"/embed-sessions/{(string)sitting.Embed["id"]!}")
        ).ShouldBe(204);
        using var student = new Api(sitting.School.Server, sitting.Secret);
        (await student.StatusAsync(HttpMethod.Post, "/embed-api/open")).ShouldBe(410);
        (await student.StatusAsync(HttpMethod.Get, $"/embeds/{sitting.Secret}")).ShouldBe(410);
        await player.Page.ReloadAsync();
        await Assertions.Expect(player.Heading("Access has ended")).ToBeVisibleAsync();
    }
}
