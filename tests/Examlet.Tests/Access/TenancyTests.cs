namespace Examlet.Tests.Access;

/// <summary>An ID from another workspace behaves exactly like an ID that does not exist (contract §1).</summary>
public sealed class TenancyTests(ExamletServers servers)
{
    [Theory]
    [AllStores("GET", "/users/{user}")]
    [AllStores("PATCH", "/users/{user}")]
    [AllStores("DELETE", "/users/{user}")]
    [AllStores("DELETE", "/users/{user}?erase=true")]
    [AllStores("GET", "/exams/{exam}")]
    [AllStores("PATCH", "/exams/{exam}")]
    [AllStores("DELETE", "/exams/{exam}")]
    [AllStores("GET", "/permissions/{exam}")]
    [AllStores("POST", "/permissions/{exam}")]
    [AllStores("DELETE", "/permissions/{exam}/{user}")]
    [AllStores("GET", "/embed-sessions/{embed}")]
    [AllStores("DELETE", "/embed-sessions/{embed}")]
    [AllStores("GET", "/embed-sessions/{embed}/events")]
    [AllStores("GET", "/exams/{exam}/sessions")]
    [AllStores("GET", "/exams/{exam}/sessions/{session}")]
    [AllStores("PATCH", "/exams/{exam}/sessions/{session}")]
    [AllStores("DELETE", "/exams/{exam}/sessions/{session}")]
    [AllStores("GET", "/exams/{exam}/sessions/{session}/history")]
    [AllStores("GET", "/exams/{exam}/sessions/{session}/files/file_000000000000000000000000")]
    [AllStores("GET", "/exams/{exam}/sessions/{session}/retained")]
    [AllStores("POST", "/exams/{exam}/sessions/{session}/retained/retained_000000000000000000000000/accept")]
    [AllStores("POST", "/exams/{exam}/sessions/{session}/rescue")]
    [AllStores("GET", "/exams/{exam}/sessions/{session}/receipts")]
    [AllStores("POST", "/exams/{exam}/sessions/actions")]
    [AllStores("GET", "/exams/{exam}/audit")]
    [AllStores("POST", "/exams/{exam}/monitor-link")]
    [AllStores("DELETE", "/exams/{exam}/monitor-links/monitor_000000000000000000000000")]
    public async Task A_foreign_ID_in_a_path_answers_like_an_unknown_one(Store store, string method, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        var foreign = await other.StartedAsync();
        var body = method is "POST" or "PATCH"
            ? (object)
                new
                {
                    actor = workspace.Owner.UserId,
                    role = "viewer",
                    name = "Taken over",
                }
            : null;

        var seen = await workspace.Owner.SendAsync(new HttpMethod(method), Fill(path, foreign), body);
        var unknown = await workspace.Owner.SendAsync(new HttpMethod(method), Fill(path, foreign, Changed), body);

        seen.ShouldBeProblem(404);
        seen.WithoutTrace().ShouldBe(unknown.WithoutTrace());
        (await foreign.ReadAsync()).ShouldBe(200);
        (await foreign.ReadEmbedAsync()).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_foreign_exam_session_under_an_own_exam_answers_like_an_unknown_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        var exam = await workspace.ExamAsync();
        var foreign = await other.StartedAsync();

        var seen = await workspace.Owner.GetAsync($"/exams/{exam.Id}/sessions/{foreign.Student.SessionId}");
        var unknown = await workspace.Owner.GetAsync($"/exams/{exam.Id}/sessions/{Changed(foreign.Student.SessionId)}");

        seen.ShouldBeProblem(404);
        seen.WithoutTrace().ShouldBe(unknown.WithoutTrace());
    }

    [Theory, AllStores]
    public async Task A_foreign_actor_of_an_embed_session_answers_like_an_unknown_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        var exam = await workspace.ExamAsync();
        var foreign = await other.UserAsync();

        var seen = await workspace.Owner.PostAsync("/embed-sessions", Workspace.EmbedBody(exam.Id, foreign));
        var unknown = await workspace.Owner.PostAsync(
            "/embed-sessions",
            Workspace.EmbedBody(exam.Id, Changed(foreign))
        );

        seen.ShouldBeInvalid("actor");
        seen.WithoutTrace().ShouldBe(unknown.WithoutTrace());
    }

    [Theory, AllStores]
    public async Task A_foreign_exam_of_an_embed_session_answers_like_an_unknown_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        var student = await workspace.UserAsync();
        var foreign = await other.ExamAsync();

        var seen = await workspace.Owner.PostAsync("/embed-sessions", Workspace.EmbedBody(foreign.Id, student));
        var unknown = await workspace.Owner.PostAsync(
            "/embed-sessions",
            Workspace.EmbedBody(Changed(foreign.Id), student)
        );

        seen.ShouldBeInvalid("presets.examId");
        seen.WithoutTrace().ShouldBe(unknown.WithoutTrace());
    }

    [Theory, AllStores]
    public async Task A_foreign_actor_of_a_permission_answers_like_an_unknown_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        var exam = await workspace.ExamAsync();
        var foreign = await other.UserAsync();

        var seen = await workspace.Owner.PostAsync(
            $"/permissions/{exam.Id}",
            new { actor = foreign, role = "participant" }
        );
        var unknown = await workspace.Owner.PostAsync(
            $"/permissions/{exam.Id}",
            new { actor = Changed(foreign), role = "participant" }
        );

        seen.ShouldBeInvalid("actor");
        seen.WithoutTrace().ShouldBe(unknown.WithoutTrace());
    }

    [Theory, AllStores]
    public async Task A_foreign_actor_in_the_permissions_of_a_new_exam_answers_like_an_unknown_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        var foreign = await other.UserAsync();

        var seen = await workspace.Owner.PostAsync(
            "/exams",
            new { name = "Exam", permissions = new[] { new { actor = foreign, role = "participant" } } }
        );
        var unknown = await workspace.Owner.PostAsync(
            "/exams",
            new { name = "Exam", permissions = new[] { new { actor = Changed(foreign), role = "participant" } } }
        );

        seen.ShouldBeInvalid("permissions[0].actor");
        seen.WithoutTrace().ShouldBe(unknown.WithoutTrace());
    }

    [Theory, AllStores]
    public async Task Lists_show_nothing_of_another_workspace(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        var foreign = await other.StartedAsync();

        foreach (var path in (string[])["/users", "/exams", "/embed-sessions"])
        {
            var list = await workspace.Owner.GetAsync($"{path}?limit=100");
            list.Text.ShouldNotContain(foreign.StudentId);
            list.Text.ShouldNotContain(foreign.Exam.Id);
            list.Text.ShouldNotContain(foreign.Embed.Id);
        }
    }

    [Theory, AllStores]
    public async Task A_cursor_of_another_workspace_shows_nothing_of_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        await other.UserAsync();
        await other.UserAsync();
        var cursor = (await other.Owner.GetAsync("/users?limit=1")).Value("nextCursor");

        var list = await workspace.Owner.GetAsync($"/users?limit=100&cursor={Uri.EscapeDataString(cursor)}");

        list.Text.ShouldNotContain(other.Owner.UserId);
    }

    private static string Fill(string path, Sitting sitting, Func<string, string>? change = null)
    {
        change ??= id => id;
        return path.Replace("{user}", change(sitting.StudentId), StringComparison.Ordinal)
            .Replace("{exam}", change(sitting.Exam.Id), StringComparison.Ordinal)
            .Replace("{embed}", change(sitting.Embed.Id), StringComparison.Ordinal)
            .Replace("{session}", change(sitting.Student.SessionId), StringComparison.Ordinal);
    }

    /// <summary>An ID of the same form that nothing has.</summary>
    private static string Changed(string id) =>
        id[..^4] + (id.EndsWith("0000", StringComparison.Ordinal) ? "1111" : "0000");
}
