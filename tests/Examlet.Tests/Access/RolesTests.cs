namespace Examlet.Tests.Access;

/// <summary>What each role in the workspace may do (contract §1).</summary>
public sealed class RolesTests(ExamletServers servers)
{
    [Theory]
    [AllStores("owner", "owner", 201)]
    [AllStores("owner", "student", 201)]
    [AllStores("admin", "owner", 403)]
    [AllStores("admin", "admin", 201)]
    [AllStores("admin", "teacher", 201)]
    [AllStores("teacher", "owner", 403)]
    [AllStores("teacher", "admin", 403)]
    [AllStores("teacher", "teacher", 201)]
    [AllStores("teacher", "student", 201)]
    [AllStores("teacher", "member", 201)]
    [AllStores("student", "student", 403)]
    [AllStores("member", "member", 403)]
    public async Task Nobody_creates_a_user_with_a_role_above_their_own(
        Store store,
        string caller,
        string granted,
        int status
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = await workspace.ClientAsync(caller);

        var reply = await client.PostAsync("/users", new { email = "new@example.com", role = granted });

        reply.ShouldBe(status);
    }

    [Theory]
    [AllStores("owner", "student", "owner", 200)]
    [AllStores("owner", "admin", "teacher", 200)]
    [AllStores("admin", "student", "admin", 200)]
    [AllStores("admin", "student", "owner", 403)]
    [AllStores("admin", "owner", "teacher", 403)]
    [AllStores("teacher", "student", "teacher", 403)]
    [AllStores("teacher", "teacher", "student", 403)]
    public async Task Only_owners_and_admins_change_roles_and_none_above_their_own(
        Store store,
        string caller,
        string before,
        string after,
        int status
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = await workspace.ClientAsync(caller);
        var user = await workspace.UserAsync(before);

        var reply = await client.PatchAsync($"/users/{user}", new { role = after });

        reply.ShouldBe(status);
        (await workspace.Owner.GetAsync($"/users/{user}")).ShouldBe(200, new { role = status == 200 ? after : before });
    }

    [Theory, AllStores]
    public async Task A_teacher_changes_the_students_whom_they_made(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var teacher = await workspace.ClientAsync("teacher");
        var own = (await teacher.PostAsync("/users", new { email = "own@school.example", role = "student" }))
            .ShouldBe(201)
            .Value("id");

        (await teacher.PatchAsync($"/users/{own}", new { name = "Own", timeMultiplier = 1.25 })).ShouldBe(
            200,
            new { name = "Own", timeMultiplier = 1.25 }
        );
    }

    [Theory, AllStores]
    public async Task A_teacher_changes_nobody_else(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var teacher = await workspace.ClientAsync("teacher");
        var colleague = await workspace.ClientAsync("teacher");
        var others = new List<string>
        {
            await workspace.UserAsync("student"),
            await workspace.UserAsync("member"),
            await workspace.UserAsync("admin"),
            teacher.UserId,
            colleague.UserId,
        };
        others.Add(
            (await colleague.PostAsync("/users", new { email = "of-a-colleague@school.example", role = "student" }))
                .ShouldBe(201)
                .Value("id")
        );
        foreach (var role in (string[])["member", "teacher"])
        {
            others.Add(
                (await teacher.PostAsync("/users", new { email = $"own-{role}@school.example", role }))
                    .ShouldBe(201)
                    .Value("id")
            );
        }

        foreach (var user in others)
        {
            var before = (await workspace.Owner.GetAsync($"/users/{user}")).Text;
            (
                await teacher.PatchAsync(
                    $"/users/{user}",
                    new
                    {
                        name = "Changed",
                        email = "changed@school.example",
                        timeMultiplier = 3,
                    }
                )
            ).ShouldBeProblem(403);
            (await workspace.Owner.GetAsync($"/users/{user}")).Text.ShouldBe(before);
        }
    }

    [Theory]
    [AllStores("student")]
    [AllStores("member")]
    public async Task Keys_of_students_and_members_reach_me_only(Store store, string role)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var client = await workspace.ClientAsync(role);
        (string Method, string Path)[] operations =
        [
            ("GET", "/users"),
            ("POST", "/users"),
            ("GET", $"/users/{client.UserId}"),
            ("PATCH", $"/users/{client.UserId}"),
            ("DELETE", $"/users/{client.UserId}"),
            ("GET", "/exams"),
            ("POST", "/exams"),
            ("GET", $"/exams/{sitting.Exam.Id}"),
            ("PATCH", $"/exams/{sitting.Exam.Id}"),
            ("DELETE", $"/exams/{sitting.Exam.Id}"),
            ("GET", $"/permissions/{sitting.Exam.Id}"),
            ("POST", $"/permissions/{sitting.Exam.Id}"),
            ("DELETE", $"/permissions/{sitting.Exam.Id}/{sitting.StudentId}"),
            ("GET", "/embed-sessions"),
            ("POST", "/embed-sessions"),
            ("GET", $"/embed-sessions/{sitting.Embed.Id}"),
            ("DELETE", $"/embed-sessions/{sitting.Embed.Id}"),
            ("GET", $"/embed-sessions/{sitting.Embed.Id}/events"),
            ("GET", $"/exams/{sitting.Exam.Id}/sessions"),
            ("GET", sitting.Path),
            ("PATCH", sitting.Path),
            ("DELETE", sitting.Path),
            ("GET", $"{sitting.Path}/history"),
        ];

        foreach (var (method, path) in operations)
        {
            (
                await client.SendAsync(new HttpMethod(method), path, method is "POST" or "PATCH" ? new { } : null)
            ).ShouldBeProblem(403);
        }
    }

    [Theory, AllStores("owner"), AllStores("admin")]
    public async Task Owners_and_admins_use_every_exam_of_the_workspace(Store store, string role)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var teacher = await workspace.ClientAsync("teacher");
        var exam = SampleExam.Of((await teacher.PostAsync("/exams", new { name = "A teacher's exam" })).ShouldBe(201));
        var client = await workspace.ClientAsync(role);

        (await client.GetAsync($"/exams/{exam.Id}")).ShouldBe(200);
        (await client.PatchAsync($"/exams/{exam.Id}", new { name = "Renamed" })).ShouldBe(200);
        (await client.GetAsync($"/permissions/{exam.Id}")).ShouldBe(200);
        (await client.DeleteAsync($"/exams/{exam.Id}")).ShouldBe(204);
    }

    [Theory, AllStores]
    public async Task A_teacher_lists_only_exams_on_which_they_hold_a_permission(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var teacher = await workspace.ClientAsync("teacher");
        await workspace.ExamAsync();
        var shared = await workspace.ExamAsync(
            more: new { permissions = new[] { new { actor = teacher.UserId, role = "viewer" } } }
        );
        var own = SampleExam.Of((await teacher.PostAsync("/exams", new { name = "My own" })).ShouldBe(201));

        var reply = await teacher.GetAsync("/exams");

        reply
            .ShouldBe(200)["items"]
            .EnumerateArray()
            .Select(e => e.GetProperty("id").GetString())
            .ShouldBe([shared.Id, own.Id], ignoreOrder: true);
    }

    [Theory, AllStores]
    public async Task The_last_owner_cannot_be_deleted_or_lowered(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var lowered = await workspace.Owner.PatchAsync($"/users/{workspace.Owner.UserId}", new { role = "student" });
        var deleted = await workspace.Owner.DeleteAsync($"/users/{workspace.Owner.UserId}");

        lowered.Status.ShouldBeOneOf(403, 409);
        deleted.Status.ShouldBeOneOf(403, 409);
        (await workspace.Owner.GetAsync("/me")).ShouldBe(200, new { role = "owner" });
    }
}
