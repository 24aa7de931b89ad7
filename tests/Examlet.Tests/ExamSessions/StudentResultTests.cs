namespace Examlet.Tests.ExamSessions;

/// <summary>What a student sees of their score when the exam's <c>showScore</c> is on.</summary>
public sealed class StudentResultTests(ExamletServers servers)
{
    private static readonly object Shown = new { showScore = true };

    [Theory, AllStores]
    public async Task After_the_hand_in_a_student_sees_their_answers_with_right_or_wrong_and_points(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(
            [
                Ask.Line("Capital?", "Paris"),
                Ask.TrueFalse("Flat?", "false"),
                Ask.Text("Describe"),
                Ask.Line("Other?", "Rome"),
            ],
            Shown
        );
        var ids = sitting.Exam.Questions;
        await sitting.Student.SaveAsync(ids[0], "Paris");
        await sitting.Student.SaveAsync(ids[1], "true");
        await sitting.Student.SaveAsync(ids[2], "words");
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var result = (await sitting.Student.GetAsync("/embed-api/result")).ShouldBe(200);

        result.Json.ShouldHave(
            new
            {
                score = new
                {
                    points = 1,
                    maxPoints = 4,
                    needsGrading = true,
                },
            }
        );
        result[$"answers.{ids[0]}"]
            .ShouldHave(
                new
                {
                    value = "Paris",
                    points = 1,
                    maxPoints = 1,
                    correct = true,
                    needsGrading = false,
                }
            );
        result[$"answers.{ids[1]}"]
            .ShouldHave(
                new
                {
                    value = "true",
                    points = 0,
                    correct = false,
                }
            );
        result[$"answers.{ids[2]}"]
            .ShouldHave(
                new
                {
                    value = "words",
                    points = (double?)null,
                    correct = (bool?)null,
                    needsGrading = true,
                }
            );
        result[$"answers.{ids[3]}"]
            .ShouldHave(
                new
                {
                    value = (string?)null,
                    points = 0,
                    correct = false,
                }
            );
        result["questions"].EnumerateArray().Select(q => q.GetProperty("id").GetString()).ShouldBe(ids);
    }

    [Theory, AllStores]
    public async Task The_result_shows_no_key(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(
            [Ask.Line("Capital?", "KEY-Paris"), Ask.One("Prime?", ["9", "11"], "11")],
            Shown
        );
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var result = (await sitting.Student.GetAsync("/embed-api/result")).ShouldBe(200);

        result.Text.ShouldNotContain("KEY-Paris");
        result.Text.ShouldNotContain("correctAnswer");
    }

    [Theory, AllStores]
    public async Task An_answer_in_HTML_comes_sanitised_beside_itself(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([new { type = "essay", title = "Write" }], Shown);
        await sitting.Student.SaveAsync(
            sitting.Question,
            "<h2>Title</h2><p onclick=\"x()\">Text<script>alert(1)</script></p>"
        );
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var answer = (await sitting.Student.GetAsync("/embed-api/result"))[$"answers.{sitting.Question}"];

        answer.GetProperty("valueHtml").GetString().ShouldBe("<h2>Title</h2><p>Text</p>");
    }

    [Theory, AllStores]
    public async Task While_the_exam_goes_on_there_is_no_result(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: Shown);

        (await sitting.Student.GetAsync("/embed-api/result"))
            .ShouldBeProblem(409, "result-not-ready")
            .Header("Retry-After")
            .ShouldNotBeNull();
    }

    [Theory, AllStores]
    public async Task After_the_deadline_the_result_comes_with_the_end_of_the_grace(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { showScore = true, timeLimit = 10 });

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(10));
        (await sitting.Student.GetAsync("/embed-api/result"))
            .ShouldBeProblem(409, "result-not-ready")
            .Header("Retry-After")
            .ShouldBe("20");

        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(21));
        (await sitting.Student.GetAsync("/embed-api/result")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Where_the_exam_shows_no_score_there_is_none(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.Student.GetAsync("/embed-api/result")).ShouldBeProblem(404, "no-result");
    }

    [Theory, AllStores]
    public async Task Before_the_start_there_is_none(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(settings: Shown);

        (await sitting.Student.GetAsync("/embed-api/result")).ShouldBeProblem(409, "not-started");
    }

    [Theory, AllStores]
    public async Task A_withdrawn_link_shows_none(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: Shown);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        await workspace.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}");

        (await sitting.Student.GetAsync("/embed-api/result")).ShouldBeProblem(410, "session-revoked");
    }

    [Theory, AllStores]
    public async Task The_score_names_the_rules_it_was_made_by(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = await workspace.StartedAsync();
        var second = await workspace.StartedAsync([Ask.TrueFalse("Flat?", "false")]);
        (await first.Student.HandInAsync()).ShouldBe(200);
        (await second.Student.HandInAsync()).ShouldBe(200);

        var version = (await first.ScoredAsync()).Value("rulesVersion");

        version.ShouldNotBeNullOrEmpty();
        (await second.ScoredAsync()).Value("rulesVersion").ShouldBe(version);
    }
}
