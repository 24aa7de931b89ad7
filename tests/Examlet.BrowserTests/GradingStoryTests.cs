using System.Globalization;
using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>From the hand-in to the result, with everybody who takes part: students, two graders, the host.</summary>
public sealed class GradingStoryTests(Chromium chromium)
{
    private const int Students = 30;

    [Fact]
    public async Task Thirty_students_two_graders_a_wrong_key_a_release_and_the_host_has_the_right_marks()
    {
        await using var school = await School.OpenAsync();
        var graded = await GradedClass.OfAsync(school, Students, key: "Sea");
        await school.Api.PostAsync("/webhooks", new JsonObject { ["url"] = school.Host.Hook });

        // Two teachers at once: one by keyboard alone, the other without a connection for a while.
        await using var first = await chromium.NewContextAsync();
        await using var second = await chromium.NewContextAsync();
        var page = await OpenAsync(first, school, await graded.FlowAsync(), graded.Reason);
        var other = await OpenAsync(second, school, await graded.FlowAsync(), graded.Essay);
        await second.SetOfflineAsync(true);
        for (var i = 0; i < Students; i++)
        {
            await page.Keyboard.PressAsync("5");
            await page.Keyboard.PressAsync("Enter");
            await other.Keyboard.PressAsync("4");
            await other.Keyboard.PressAsync("Enter");
        }

        await Assertions.Expect(StateOf(page)).ToHaveTextAsync("All saved");
        await Assertions.Expect(StateOf(other)).ToContainTextAsync("not saved yet");
        await second.SetOfflineAsync(false);
        await Assertions.Expect(StateOf(other)).ToHaveTextAsync("All saved", new() { Timeout = 60_000 });
        (await graded.GradesAsync(graded.Reason)).ShouldAllBe(points => points == 5);
        (await graded.GradesAsync(graded.Essay)).ShouldAllBe(points => points == 4);

        // The key was wrong: nobody had the point, then everybody has.
        (await graded.GradesAsync(graded.Keyed!)).ShouldAllBe(points => points == 0);
        await school.Api.PostAsync(
            $"/exams/{graded.ExamId}/rescore",
            new JsonObject
            {
                ["questionId"] = graded.Keyed,
                ["settings"] = new JsonObject { ["correctAnswer"] = "Storm" },
                ["reason"] = "The key was wrong",
            }
        );
        await Eventually.ShouldBeAsync(
            async () =>
            {
                school.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await graded.GradesAsync(graded.Keyed!)).Count(points => points == 1);
            },
            Students
        );

        // A comment, the release, and the student reads it on the link of the exam.
        await graded.CommentAsync(0, "Well observed.");
        await using var student = await chromium.NewContextAsync();
        var paper = await student.NewPageAsync();
        await paper.GotoAsync(graded.Links[0]);
        await Assertions.Expect(paper.GetByText("Well observed.")).ToHaveCountAsync(0);
        await school.Api.PostAsync($"/exams/{graded.ExamId}/results/release", new JsonObject());
        await paper.ReloadAsync();
        await Assertions.Expect(paper.GetByText("Well observed.")).ToBeVisibleAsync();

        // The host's gradebook has heard of all of it.
        await Eventually.ShouldBeAsync(
            () =>
            {
                school.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(MarksOf(school.Host).Count(mark => mark == "10 of 11"));
            },
            Students
        );
    }

    /// <summary>The newest complete score of each attempt that the host's backend has heard of.</summary>
    private static IEnumerable<string> MarksOf(HostSite host) =>
        host
            .Told.Where(told => (string?)told["type"] == "exam-session.graded")
            .GroupBy(told => (string?)told["data"]!["sessionId"], StringComparer.Ordinal)
            .Select(attempt =>
                attempt.MaxBy(told => (long)told["data"]!["score"]!["scoreRevision"]!)!["data"]!["score"]!
            )
            .Select(score =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(double)score["points"]!} of {(double)score["maxPoints"]!}"
                )
            );

    private static ILocator StateOf(IPage page) => page.FrameLocator("iframe").Locator(".save-state");

    private static async Task<IPage> OpenAsync(IBrowserContext context, School school, string url, string questionId)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(school.Host.PageFor(url));
        var frame = page.FrameLocator("iframe");
        await frame.Locator("#answer-title").WaitForAsync();
        await frame.Locator("#question").SelectOptionAsync(questionId);
        await Assertions.Expect(frame.Locator("#answer-title")).ToBeVisibleAsync();
        await frame.Locator("#answer-title").FocusAsync();
        return page;
    }
}
