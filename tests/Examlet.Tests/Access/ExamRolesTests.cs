namespace Examlet.Tests.Access;

/// <summary>What a teacher may do with an exam, by the permission they hold on it (contract §1).</summary>
public sealed class ExamRolesTests(ExamletServers servers)
{
    private static readonly string[] Ladder = ["none", "participant", "viewer", "editor", "manager", "owner"];

    [Theory]
    [AllStores("viewer", "GET", "")]
    [AllStores("viewer", "GET", "/sessions")]
    [AllStores("viewer", "GET", "/sessions/{session}")]
    [AllStores("viewer", "GET", "/sessions/{session}/history")]
    [AllStores("viewer", "GET", "/sessions/{session}/retained")]
    [AllStores("viewer", "GET", "/sessions/{session}/receipts")]
    [AllStores("editor", "PATCH", "")]
    [AllStores("manager", "PATCH", "/sessions/{session}")]
    [AllStores("manager", "DELETE", "/sessions/{session}")]
    public async Task An_operation_on_an_exam_needs_its_role(Store store, string needed, string method, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        foreach (var role in Ladder)
        {
            var sitting = await workspace.StartedAsync();
            var teacher = await TeacherWithAsync(workspace, sitting.Exam.Id, role);

            var below = path.Replace("{session}", sitting.Student.SessionId, StringComparison.Ordinal);
            var reply = await teacher.SendAsync(
                new HttpMethod(method),
                $"/exams/{sitting.Exam.Id}{below}",
                method == "PATCH" ? new { } : null
            );

            ShouldAllow(reply, role, needed);
        }
    }

    [Theory]
    [AllStores("rescue", 400)]
    [AllStores("retained/retained_000000000000000000000000/accept", 404)]
    public async Task What_was_kept_aside_is_a_matter_for_managers(Store store, string path, int allowed)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        foreach (var role in Ladder)
        {
            var sitting = await workspace.StartedAsync();
            var teacher = await TeacherWithAsync(workspace, sitting.Exam.Id, role);

            (await teacher.PostAsync($"{sitting.Path}/{path}", new { })).ShouldBeProblem(
                role is "manager" or "owner" ? allowed : 403
            );
        }
    }

    [Theory, AllStores]
    public async Task Deleting_an_exam_needs_its_owner(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        foreach (var role in Ladder)
        {
            var exam = await workspace.ExamAsync();
            var teacher = await TeacherWithAsync(workspace, exam.Id, role);

            ShouldAllow(await teacher.DeleteAsync($"/exams/{exam.Id}"), role, "owner");
        }
    }

    [Theory, AllStores]
    public async Task Changing_permissions_needs_a_manager(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        foreach (var role in Ladder)
        {
            var exam = await workspace.ExamAsync();
            var student = await workspace.UserAsync();
            var teacher = await TeacherWithAsync(workspace, exam.Id, role);

            var added = await teacher.PostAsync(
                $"/permissions/{exam.Id}",
                new { actor = student, role = "participant" }
            );
            await workspace.Owner.PostAsync($"/permissions/{exam.Id}", new { actor = student, role = "participant" });
            var removed = await teacher.DeleteAsync($"/permissions/{exam.Id}/{student}");

            ShouldAllow(added, role, "manager");
            ShouldAllow(removed, role, "manager");
        }
    }

    [Theory, AllStores]
    public async Task Making_and_ending_embed_sessions_needs_a_manager(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        foreach (var role in Ladder)
        {
            var sitting = await workspace.SitAsync();
            var teacher = await TeacherWithAsync(workspace, sitting.Exam.Id, role);

            var made = await teacher.PostAsync(
                "/embed-sessions",
                Workspace.EmbedBody(sitting.Exam.Id, sitting.StudentId)
            );
            var ended = await teacher.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}");

            ShouldAllow(made, role, "manager");
            ShouldAllow(ended, role, "manager");
        }
    }

    [Theory, AllStores("none"), AllStores("participant"), AllStores("viewer"), AllStores("editor")]
    public async Task Who_may_not_make_embed_sessions_does_not_see_embed_URLs(Store store, string role)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        var teacher = await TeacherWithAsync(workspace, sitting.Exam.Id, role);

        var one = await teacher.GetAsync($"/embed-sessions/{sitting.Embed.Id}");
        var list = await teacher.GetAsync("/embed-sessions");

        one.Text.ShouldNotContain(sitting.Embed.Secret);
        list.Text.ShouldNotContain(sitting.Embed.Secret);
    }

    [Theory, AllStores]
    public async Task A_manager_does_not_grant_a_role_above_their_own(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();
        var manager = await TeacherWithAsync(workspace, exam.Id, "manager");

        var reply = await manager.PostAsync($"/permissions/{exam.Id}", new { actor = manager.UserId, role = "owner" });

        reply.ShouldBeProblem(403);
    }

    [Theory, AllStores]
    public async Task The_creator_of_an_exam_is_its_owner(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var teacher = await workspace.ClientAsync("teacher");

        var exam = SampleExam.Of((await teacher.PostAsync("/exams", new { name = "Mine" })).ShouldBe(201));

        (await teacher.GetAsync($"/permissions/{exam.Id}"))
            .ShouldBe(200)
            .Items.ShouldHaveSingleItem()
            .ShouldHave(new { actor = teacher.UserId, role = "owner" });
        (await teacher.DeleteAsync($"/exams/{exam.Id}")).ShouldBe(204);
    }

    private static async Task<RestClient> TeacherWithAsync(Workspace workspace, string examId, string role)
    {
        var teacher = await workspace.ClientAsync("teacher");
        if (role != "none")
        {
            (
                await workspace.Owner.PostAsync($"/permissions/{examId}", new { actor = teacher.UserId, role })
            ).Status.ShouldBeOneOf(200, 201);
        }

        return teacher;
    }

    private static void ShouldAllow(Reply reply, string role, string needed)
    {
        if (Array.IndexOf(Ladder, role) >= Array.IndexOf(Ladder, needed))
        {
            reply.Status.ShouldBeInRange(200, 204, $"{role}: {reply.Request} answered {reply.Text}");
        }
        else
        {
            reply.Status.ShouldBe(403, $"{role}: {reply.Request} answered {reply.Text}");
        }
    }
}
