namespace Examlet.Tests.Grading;

/// <summary>Embed sessions of staff flows, and what their pages call (contract §5).</summary>
public sealed class StaffFlowTests(ExamletServers servers)
{
    private const string Token = "a-browser-of-one-teacher";

    [Theory, AllStores]
    public async Task A_flow_is_an_embed_session_with_its_own_life(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await GradesTests.HandedInAsync(workspace);
        await sitting.ReadAsync(); // scores it
        var grader = await GradesTests.GraderAsync(sitting, "grader");

        var flow = await FlowAsync(sitting, "grade-exam", grader.UserId!);

        flow.Created.ShouldBe(
            201,
            new
            {
                flow = "grade-exam",
                status = "pending",
                actor = grader.UserId,
                outputs = new
                {
                    examId = sitting.Exam.Id,
                    graded = 0,
                    remaining = 1,
                },
                expiresAt = workspace.Server.Now.AddHours(8).Iso(),
            }
        );
        (await workspace.Owner.GetAsync($"/embed-sessions/{flow.Id}")).ShouldBe(200, new { flow = "grade-exam" });
        (await workspace.Owner.GetAsync("/embed-sessions")).Items.ShouldContain(item =>
            item.GetProperty("id").GetString() == flow.Id
        );
        (await workspace.Owner.DeleteAsync($"/embed-sessions/{flow.Id}")).ShouldBe(204);
        (await workspace.Owner.GetAsync($"/embed-sessions/{flow.Id}")).ShouldBeProblem(404);
        (await new StaffClient(workspace.Server, flow.Secret).OpenAsync(Token)).ShouldBeProblem(410, "session-revoked");
    }

    [Theory, AllStores]
    public async Task The_first_browser_gets_the_flow_and_no_other(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await GradesTests.HandedInAsync(workspace);
        var flow = await FlowAsync(sitting, "grade-exam", (await GradesTests.GraderAsync(sitting, "grader")).UserId!);
        var first = new StaffClient(workspace.Server, flow.Secret);
        (await first.SendAsync(HttpMethod.Get, "/staff-api/grading")).ShouldBeProblem(403, "not-this-browser");

        (await first.OpenAsync(Token)).ShouldBe(200).Value("key").Length.ShouldBe(43);

        (await first.OpenAsync(Token)).ShouldBe(200);
        (await first.SendAsync(HttpMethod.Get, "/staff-api/grading")).ShouldBe(200);
        var other = new StaffClient(workspace.Server, flow.Secret);
        (await other.OpenAsync("another-browser-than-that")).ShouldBeProblem(403, "not-this-browser");
        (await other.SendAsync(HttpMethod.Get, "/staff-api/grading")).ShouldBeProblem(403, "not-this-browser");
    }

    [Theory, AllStores]
    public async Task A_flow_has_the_lesser_rights_of_its_maker_and_its_actor_at_every_request(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await GradesTests.HandedInAsync(workspace);
        var grader = await GradesTests.GraderAsync(sitting, "grader");
        var viewer = await GradesTests.GraderAsync(sitting, "viewer");
        (await MakeAsync(sitting, "grade-exam", viewer.UserId!)).ShouldBeInvalid("actor");
        (await MakeAsync(sitting, "view-results", grader.UserId!)).ShouldBeInvalid("actor");
        var flow = await FlowAsync(sitting, "grade-exam", grader.UserId!);
        var page = new StaffClient(workspace.Server, flow.Secret);
        (await page.OpenAsync(Token)).ShouldBe(200);

        (await workspace.Owner.DeleteAsync($"/permissions/{sitting.Exam.Id}/{grader.UserId}")).ShouldBe(204);

        (await page.SendAsync(HttpMethod.Get, "/staff-api/grading")).ShouldBeProblem(403, "forbidden");
    }

    [Theory, AllStores]
    public async Task A_flow_starts_at_the_first_grade_and_is_completed_when_nothing_waits(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await GradesTests.HandedInAsync(workspace);
        var flow = await FlowAsync(sitting, "grade-exam", (await GradesTests.GraderAsync(sitting, "grader")).UserId!);
        var page = new StaffClient(workspace.Server, flow.Secret);
        (await page.OpenAsync(Token)).ShouldBe(200, new { status = "pending" });
        await sitting.ReadAsync(); // scores it
        var overview = await page.SendAsync(HttpMethod.Get, "/staff-api/grading/overview");
        overview["questions[1]"]
            .ShouldHave(
                new
                {
                    type = "essay",
                    maxPoints = 4,
                    answerForm = "html",
                    total = 1,
                    waiting = 1,
                    graded = 0,
                }
            );
        var item = (
            await page.SendAsync(HttpMethod.Get, "/staff-api/grading?state=ungraded")
        ).Items.ShouldHaveSingleItem();
        item.ShouldHave(
            new
            {
                text = "Because of the river.",
                words = 4,
                valueHtml = "<p>Because of the river.</p>",
            }
        );
        var path = $"/staff-api/grades/{sitting.Student.SessionId}/{GradesTests.Essay(sitting)}";
        (
            await page.SendAsync(
                HttpMethod.Put,
                path,
                new
                {
                    points = 1,
                    revision = 0,
                    expect = "another",
                }
            )
        ).ShouldBeProblem(409, "answer-changed");

        (
            await page.SendAsync(
                HttpMethod.Put,
                path,
                new
                {
                    points = 4,
                    revision = 0,
                    expect = item.GetProperty("digest").GetString(),
                }
            )
        ).ShouldBe(200, new { state = "graded" });

        (await workspace.Owner.GetAsync($"/embed-sessions/{flow.Id}")).ShouldBe(
            200,
            new { status = "completed", outputs = new { graded = 1, remaining = 0 } }
        );
    }

    [Theory, AllStores]
    public async Task While_the_exam_is_graded_anonymously_no_byte_tells_whose_paper_it_is(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await GradesTests.HandedInAsync(workspace, settings: new { anonymousGrading = true });
        var grader = await GradesTests.GraderAsync(sitting, "grader");
        var flow = await FlowAsync(sitting, "grade-exam", grader.UserId!);
        var page = new StaffClient(workspace.Server, flow.Secret);
        (await page.OpenAsync(Token)).ShouldBe(200);
        var list = await page.SendAsync(HttpMethod.Get, "/staff-api/grading?state=all");
        var paper = list["items[0].paper"].GetString();

        Reply[] seen =
        [
            await page.GetAsync(flow.Url.AbsolutePath),
            await page.SendAsync(HttpMethod.Get, "/staff-api/grading/overview"),
            list,
            await page.SendAsync(
                HttpMethod.Put,
                $"/staff-api/grades/{paper}/{GradesTests.Essay(sitting)}",
                new { points = 2, revision = 0 }
            ),
            await grader.GetAsync($"/exams/{sitting.Exam.Id}/grading?state=all"),
        ];

        foreach (var reply in seen)
        {
            reply.ShouldBe(200);
            reply.Text.ShouldNotContain(sitting.Student.SessionId);
            reply.Text.ShouldNotContain(sitting.StudentId);
            reply.Text.ShouldNotContain("student 1");
            reply.Text.ShouldNotContain("student-1@school.example");
        }

        (
            await page.SendAsync(HttpMethod.Post, "/staff-api/grading/lift", new { paper, reason = "A word" })
        ).ShouldBeProblem(403, "forbidden");
    }

    [Theory, AllStores]
    public async Task While_the_exam_is_graded_anonymously_an_editor_reads_names_without_points(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await GradesTests.HandedInAsync(workspace, settings: new { anonymousGrading = true });
        var editor = await GradesTests.GraderAsync(sitting, "editor");

        var one = (await editor.GetAsync(sitting.Path)).ShouldBe(200);

        one.Json.ShouldHave(new { user = new { id = sitting.StudentId }, score = (object?)null });
        one["answers[0]"]
            .ShouldHave(
                new
                {
                    value = "Paris",
                    points = (double?)null,
                    correct = (bool?)null,
                }
            );
        (await editor.GetAsync($"/exams/{sitting.Exam.Id}/sessions"))["items[0]"]
            .ShouldHave(new { score = (object?)null });
        (await editor.GetAsync($"/exams/{sitting.Exam.Id}/results.csv?raw=true")).Text.ShouldNotContain(",1,5,");
        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 1, maxPoints = 5 });
    }

    [Theory, AllStores]
    public async Task A_rubric_comes_back_as_the_output_of_its_flow(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var teacher = await workspace.UserAsync("teacher");
        var made = await workspace.Owner.PostAsync(
            "/embed-sessions",
            new
            {
                flow = "edit-rubric",
                actor = teacher,
                presets = new { rubric = new { criteria = Array.Empty<object>() } },
                allowedOrigin = "https://host.example",
                returnUrl = "https://host.example/back?a=1",
            }
        );
        var flow = workspace.EmbedOf(made);
        var page = new StaffClient(workspace.Server, flow.Secret);
        (await page.OpenAsync(Token)).ShouldBe(200);
        (await page.SendAsync(HttpMethod.Post, "/staff-api/done", new { })).ShouldBeInvalid("rubric");

        var done = await page.SendAsync(
            HttpMethod.Post,
            "/staff-api/done",
            new { rubric = new { criteria = new[] { new { id = "a" } } } }
        );

        done.ShouldBe(200, new { status = "completed" });
        done.Value("returnUrl").ShouldStartWith("https://host.example/back?a=1&status=completed&rubric=%7B");
        (await workspace.Owner.GetAsync($"/embed-sessions/{flow.Id}"))["outputs.rubric.criteria[0].id"]
            .GetString()
            .ShouldBe("a");
    }

    [Theory, AllStores]
    public async Task A_page_of_staff_may_be_framed_by_its_origin_alone_and_opens_nothing_of_a_student(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await GradesTests.HandedInAsync(workspace);
        var grader = await GradesTests.GraderAsync(sitting, "grader");
        var bare = await FlowAsync(sitting, "grade-exam", grader.UserId!);
        var framed = await FlowAsync(
            sitting,
            "grade-exam",
            grader.UserId!,
            new { allowedOrigin = "https://host.example" }
        );
        var page = new StaffClient(workspace.Server, bare.Secret);

        (await page.GetAsync(bare.Url.AbsolutePath))
            .Header("Content-Security-Policy")!
            .ShouldEndWith("frame-ancestors 'none'");
        (await page.GetAsync(framed.Url.AbsolutePath))
            .Header("Content-Security-Policy")!
            .ShouldEndWith("frame-ancestors https://host.example");
        (await page.PostAsync("/embed-api/start", new { })).ShouldBeProblem(404);
        (await sitting.Student.GetAsync("/staff-api/status")).ShouldBeProblem(404);
    }

    internal static async Task<Embed> FlowAsync(Sitting sitting, string flow, string actor, object? more = null) =>
        sitting.Workspace.EmbedOf(await MakeAsync(sitting, flow, actor, more));

    private static Task<Reply> MakeAsync(Sitting sitting, string flow, string actor, object? more = null) =>
        sitting.Owner.PostAsync(
            "/embed-sessions",
            Body.With(
                new
                {
                    flow,
                    actor,
                    presets = new { examId = sitting.Exam.Id },
                },
                more
            )
        );
}
