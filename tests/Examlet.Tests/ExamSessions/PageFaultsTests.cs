using System.Globalization;

namespace Examlet.Tests.ExamSessions;

/// <summary>A question that a student's page cannot show: the operator hears of it, and what the student writes in the
/// plain field instead is for a person.</summary>
public sealed class PageFaultsTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_question_that_failed_is_in_the_log_and_in_the_metrics(Store store)
    {
        await using var server = await servers.StartAsync(store);
        await using var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();

        (
            await sitting.Student.PostAsync(
                "/embed-api/faults",
                Fault(sitting.Question, message: "x is not a function\nsecond line")
            )
        ).ShouldBe(204);

        var line = server.Log.With("could not show a question").ShouldHaveSingleItem();
        line.ShouldContain("matching");
        line.ShouldContain(sitting.Question);
        line.ShouldContain("TypeError x is not a functionsecond line at main.js:1:2");
        (await server.Stranger.GetAsync("/metrics")).Text.ShouldContain(
            "examlet_page_faults_total{otel_scope_name=\"Examlet\",type=\"matching\"} 1"
        );
    }

    [Theory, AllStores]
    public async Task All_pages_together_write_a_bounded_number_of_lines_a_minute(Store store)
    {
        await using var server = await servers.StartAsync(store);
        await using var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();

        for (var i = 0; i < 70; i++)
        {
            (
                await sitting.Student.PostAsync(
                    "/embed-api/faults",
                    Fault(sitting.Question, i.ToString(CultureInfo.InvariantCulture))
                )
            ).ShouldBe(204);
        }

        server.Log.With("could not show a question").Count.ShouldBe(60);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await sitting.Student.PostAsync("/embed-api/faults", Fault(sitting.Question))).ShouldBe(204);
        server.Log.With("could not show a question").Count.ShouldBe(61);
    }

    [Theory, AllStores]
    public async Task A_report_that_is_too_long_or_names_no_question_is_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.Student.PostAsync("/embed-api/faults", Fault(sitting.Question, new string('a', 301)))).ShouldBe(
            400
        );
        (await sitting.Student.PostAsync("/embed-api/faults", Fault(""))).ShouldBe(400);
    }

    [Theory, AllStores]
    public async Task What_was_written_in_the_plain_field_is_shown_and_waits_for_a_person(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([
            Ask.One("Capital", ["Paris", "Lyon"], "Paris"),
            Ask.One("River", ["Seine", "Rhine"], "Seine"),
        ]);

        (
            await sitting.Student.SaveAsync(
                sitting.Exam.Questions[0],
                "I would choose Paris",
                context: new { plainText = true }
            )
        ).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "Rhine")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync()).Json.ShouldHave(
            new
            {
                score = new { points = 0, needsGrading = true },
                answers = new object[]
                {
                    new
                    {
                        value = "I would choose Paris",
                        context = new { plainText = true },
                        correct = (bool?)null,
                        points = (double?)null,
                    },
                    new
                    {
                        value = "Rhine",
                        correct = false,
                        points = 0,
                    },
                },
            }
        );
    }

    private static object Fault(string question, string message = "x is not a function") =>
        new
        {
            questionId = question,
            type = "matching",
            name = "TypeError",
            message,
            at = "main.js:1:2",
        };
}
