using System.Text.Json;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Grading;

/// <summary>What the page of the flow <c>view-results</c> gets.</summary>
public sealed partial class StaffResultsTests(ExamletServers servers)
{
    private const string Name = "Zoë Distinctive";

    [Theory, AllStores]
    public async Task Each_final_session_has_its_score_and_a_paper_with_every_question(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, new { });
        await GradeAsync(sitting);
        var page = await StaffClient.OpenedAsync(workspace, sitting.Exam.Id, "view-results");

        var entry = (await page.GetAsync("/staff-api/results")).Items.ShouldHaveSingleItem();

        entry.ShouldHave(
            new
            {
                sessionId = sitting.Student.SessionId,
                paper = (string?)null,
                student = new { name = Name },
                score = new
                {
                    points = 3.5,
                    maxPoints = 5,
                    state = "complete",
                    gradedBy = "both",
                },
                released = false,
            }
        );
        entry.GetProperty("completedAt").ValueKind.ShouldBe(JsonValueKind.String);
        var paper = await page.GetAsync($"/staff-api/results/{sitting.Student.SessionId}");
        paper.ShouldBe(
            200,
            new
            {
                sessionId = sitting.Student.SessionId,
                student = new { name = Name },
                questions = new object[]
                {
                    new
                    {
                        questionId = sitting.Exam.Questions[0],
                        type = "multiple-choice-single-answer",
                        value = "9",
                        text = "9",
                        points = 0,
                        share = 0,
                        correct = false,
                        keyText = "11",
                        by = (string?)null,
                        settings = new { options = new[] { "9", "11" } },
                    },
                    new
                    {
                        questionId = sitting.Exam.Questions[1],
                        title = "Why?",
                        valueHtml = "<p>Because of <strong>it</strong>.</p>",
                        text = "Because of it.",
                        points = 3.5,
                        maxPoints = 4,
                        needsGrading = false,
                        by = "person",
                        comment = "<p>Good</p>",
                        commentText = "Good",
                        keyText = (string?)null,
                    },
                },
                overall = new { commentText = "On the whole" },
            }
        );
    }

    [Theory, AllStores]
    public async Task While_grading_is_anonymous_no_byte_has_a_name_an_id_or_a_time(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, new { anonymousGrading = true });
        await GradeAsync(sitting);
        var page = await StaffClient.OpenedAsync(workspace, sitting.Exam.Id, "view-results");
        var list = await page.GetAsync("/staff-api/results");
        var name = list["items[0].paper"].GetString().ShouldNotBeNull();

        Reply[] seen =
        [
            list,
            await page.GetAsync($"/staff-api/results/{name}"),
            await page.GetAsync("/staff-api/statistics"),
            await page.GetAsync("/staff-api/results.csv"),
        ];

        name.ShouldStartWith("paper_");
        foreach (var reply in seen)
        {
            reply.ShouldBe(200);
            reply.Text.ShouldNotContain(sitting.Student.SessionId);
            reply.Text.ShouldNotContain(sitting.StudentId);
            reply.Text.ShouldNotContain("Distinctive");
            reply.Text.ShouldNotContain("zoe@school.example");
            Time().IsMatch(reply.Text).ShouldBeFalse(reply.Text);
        }

        (await page.GetAsync($"/staff-api/results/{sitting.Student.SessionId}")).ShouldBeProblem(404);
        (await page.GetAsync("/staff-api/results/paper_000000000000000000000000")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task A_host_may_ask_for_papers_in_place_of_names(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, new { });
        var flow = await StaffFlowTests.FlowAsync(
            sitting,
            "view-results",
            (await GradesTests.GraderAsync(sitting, "viewer")).UserId!,
            new { presets = new { examId = sitting.Exam.Id, anonymous = true } }
        );
        var page = new StaffClient(workspace.Server, flow.Secret);
        (await page.OpenAsync("the-browser-of-one-teacher")).ShouldBe(200, new { status = "started" });

        (await page.GetAsync("/staff-api/results"))
            .Items.ShouldHaveSingleItem()
            .ShouldHave(new { sessionId = (string?)null, student = (object?)null });
    }

    [Theory, AllStores]
    public async Task The_list_has_pages_and_only_sessions_that_are_final_and_not_voided(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var students = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            students.Add(await workspace.UserAsync());
        }

        var exam = await workspace.ExamAsync([Ask.Line("Capital", "Paris")], participants: [.. students]);
        var sessions = new List<string>();
        foreach (var (student, i) in students.Select((student, i) => (student, i)))
        {
            var taking = workspace.Student(await workspace.EmbedAsync(exam.Id, student));
            (await taking.StartAsync()).ShouldBe(200);
            sessions.Add(taking.SessionId);
            if (i > 0)
            {
                (await taking.HandInAsync()).ShouldBe(200);
            }
        }

        (await workspace.Owner.DeleteAsync($"/exams/{exam.Id}/sessions/{sessions[1]}")).ShouldBe(204);
        var page = await StaffClient.OpenedAsync(workspace, exam.Id, "view-results");

        var first = await page.GetAsync("/staff-api/results?limit=2");
        var second = await page.GetAsync($"/staff-api/results?limit=2&cursor={first.Value("nextCursor")}");

        first.Items.Count.ShouldBe(2);
        second["nextCursor"].ValueKind.ShouldBe(JsonValueKind.Null);
        first
            .Items.Concat(second.Items)
            .Select(item => item.GetProperty("sessionId").GetString())
            .ShouldBe(sessions.Skip(2), ignoreOrder: true);
        (await page.GetAsync($"/staff-api/results/{sessions[0]}")).ShouldBeProblem(404);
        (await page.GetAsync($"/staff-api/results/{sessions[1]}")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task Statistics_are_those_of_the_exam_and_belong_to_this_flow(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, new { passMark = 55 });
        await GradeAsync(sitting);
        var page = await StaffClient.OpenedAsync(workspace, sitting.Exam.Id, "view-results");
        var other = await StaffClient.OpenedAsync(workspace, sitting.Exam.Id, "grade-exam");

        (await page.GetAsync("/staff-api/statistics")).Text.ShouldBe(
            (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/statistics")).Text
        );
        (await page.GetAsync("/staff-api/results.csv")).Text.ShouldBe(
            (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/statistics.csv")).Text
        );
        foreach (var path in (string[])["statistics", "results", "results.csv", $"results/{sitting.Student.SessionId}"])
        {
            (await other.GetAsync($"/staff-api/{path}")).ShouldBeProblem(404);
        }
    }

    [Theory, AllStores]
    public async Task A_paper_of_another_exam_is_not_there(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, new { });
        var exam = await workspace.ExamAsync();
        var page = await StaffClient.OpenedAsync(workspace, exam.Id, "view-results");

        (await page.GetAsync($"/staff-api/results/{sitting.Student.SessionId}")).ShouldBeProblem(404);
    }

    private static async Task<Sitting> HandedInAsync(Workspace workspace, object settings)
    {
        var essay = new
        {
            type = "essay",
            title = "Why?",
            scoring = new { points = 4 },
        };
        var sitting = await workspace.StartedAsync(
            [Ask.One("Which is a prime?", ["9", "11"], "11"), essay],
            settings,
            new { name = Name, email = "zoe@school.example" }
        );
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], "9")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "<p>Because of <strong>it</strong>.</p>")).ShouldBe(
            200
        );
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        await sitting.ScoredAsync();
        return sitting;
    }

    private static async Task GradeAsync(Sitting sitting)
    {
        var grades = $"{sitting.Path}/grades";
        (
            await sitting.Owner.PutAsync(
                $"{grades}/{sitting.Exam.Questions[1]}",
                new
                {
                    points = 3.5,
                    comment = "<p>Good</p>",
                    revision = 0,
                }
            )
        ).ShouldBe(200);
        (
            await sitting.Owner.PutAsync($"{grades}/overall", new { comment = "<p>On the whole</p>", revision = 0 })
        ).ShouldBe(200);
    }

    [GeneratedRegex(@"\d\d:\d\d", RegexOptions.None, 1000)]
    private static partial Regex Time();
}
