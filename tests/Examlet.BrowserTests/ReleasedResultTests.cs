using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Examlet.BrowserTests;

/// <summary>A result that a teacher releases later is on the link that the student has.</summary>
public sealed class ReleasedResultTests(Chromium chromium)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    [Theory]
    [InlineData("en", "Your teacher wrote", "not here yet")]
    [InlineData("nl", "Je docent schreef", "nog niet")]
    [InlineData("ar", "كتب معلمك", "ليست هنا بعد")]
    public async Task After_the_hand_in_nothing_and_after_the_release_points_and_comments(
        string locale,
        string commentName,
        string notYet
    )
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(390);
        var sitting = await school.SitAsync(
            Capital(),
            theme: new JsonObject { ["primaryColor"] = "#ffe08a", ["locale"] = locale }
        );
        var player = await Player.AloneAsync(context, sitting);
        await player.Locator("button.primary").First.ClickAsync();
        await player.Role(AriaRole.Textbox).FillAsync("Paris");
        await sitting.ShouldStoreAsync("Capital", "\"Paris\"");
        await player.Locator(".ways .primary").ClickAsync();
        await player.Role(AriaRole.Textbox).FillAsync("Because of the river.");
        await sitting.ShouldStoreAsync("Why", "\"Because of the river.\"");
        await player.Locator(".ways .primary").ClickAsync();
        await player.Locator(".ways .primary").ClickAsync();
        await player.Locator("dialog .primary").ClickAsync();
        await Assertions.Expect(player.Locator(".results [role=status]")).ToContainTextAsync(notYet);
        await CheckAsync(player, "not yet");

        await GradeAndReleaseAsync(sitting);
        await player.Page.ReloadAsync();

        await Assertions.Expect(player.Locator(".results-mark strong")).ToHaveTextAsync("A fine mark");
        await Assertions.Expect(player.Locator(".result")).ToHaveCountAsync(2);
        var said = player.Locator(".result-aside.said");
        await Assertions.Expect(said).ToHaveCountAsync(2);
        await Assertions.Expect(said.Nth(0)).ToContainTextAsync("A good exam");
        await Assertions.Expect(said.Nth(1)).ToContainTextAsync(commentName);
        await Assertions.Expect(said.Nth(1).Locator("b")).ToHaveTextAsync("river");
        await Assertions.Expect(player.Locator(".results")).ToContainTextAsync("On the Seine");
        await Assertions.Expect(player.Locator(".results")).ToContainTextAsync("Rivers carry goods.");
        await CheckAsync(player, "released");
    }

    [Fact]
    public async Task What_is_withdrawn_is_gone_from_the_link()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(Capital());
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.HandInAsync();
        await school.Api.PostAsync(
            $"/exams/{sitting.ExamId}/results/release",
            new JsonObject { ["includePartial"] = true }
        );
        await player.Page.ReloadAsync();
        await Assertions.Expect(player.Locator(".result")).ToHaveCountAsync(2);

        await school.Api.PostAsync($"/exams/{sitting.ExamId}/results/withdraw", new JsonObject());
        await player.Page.ReloadAsync();

        await Assertions.Expect(player.Locator(".results [role=status]")).ToContainTextAsync("not here yet");
        await Assertions.Expect(player.Locator(".result")).ToHaveCountAsync(0);
    }

    /// <summary>What a teacher does over the API: a grade with a comment, a word on the whole, the release.</summary>
    private static async Task GradeAndReleaseAsync(Sitting sitting)
    {
        var api = sitting.School.Api;
        var session = $"/exams/{sitting.ExamId}/sessions/{(string)(await sitting.ReadAsync())["id"]!}";
        await api.PutAsync(
            $"{session}/grades/{sitting.QuestionId("Why")}",
            new JsonObject
            {
                ["points"] = 3,
                ["comment"] = "<p>Yes, the <b>river</b>.</p>",
                ["revision"] = 0,
            }
        );
        await api.PutAsync(
            $"{session}/grades/overall",
            new JsonObject { ["comment"] = "<p>A good exam</p>", ["revision"] = 0 }
        );
        var released = await api.PostAsync($"/exams/{sitting.ExamId}/results/release", new JsonObject());
        ((int)released["released"]!).ShouldBe(1);
    }

    private static async Task CheckAsync(Player player, string screen)
    {
        (
            await player.Page.EvaluateAsync<bool>(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
        ).ShouldBeTrue($"{screen} scrolls sideways.");
        var result = await player.Page.RunAxe(Rules);
        result
            .Violations.Select(v => $"{screen}: {v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html))}")
            .ShouldBeEmpty();
    }

    private static JsonObject Capital() =>
        JsonNode
            .Parse(
                """
                {
                  "name": "Capitals",
                  "questions": [
                    { "type": "single-line-text", "title": "Capital", "settings": { "correctAnswer": "Paris" },
                      "scoring": { "feedback": { "correct": "<p>On the Seine</p>" } } },
                    { "type": "multi-line-text", "title": "Why",
                      "scoring": { "points": 4, "modelAnswer": "<p>Rivers carry goods.</p>" } }
                  ],
                  "settings": {
                    "results": { "release": "manual",
                      "show": ["score", "points", "answers", "comments", "feedback", "key"] },
                    "passMark": 50,
                    "gradeScale": [{ "from": 80, "label": "A fine mark" }]
                  }
                }
                """
            )!
            .AsObject();
}
