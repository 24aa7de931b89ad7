using System.Text.Json;

namespace Examlet.Tests.Exams;

public sealed class PermissionsTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_permission_can_be_given_and_is_listed_with_every_field(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();
        var student = await workspace.UserAsync();
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = workspace.Server.Now.Iso();

        var given = await workspace.Owner.PostAsync(
            $"/permissions/{exam.Id}",
            new { actor = student, role = "participant" }
        );

        given.Status.ShouldBeOneOf(200, 201);
        given.Json.ShouldBeJson(
            new
            {
                actor = student,
                role = "participant",
                createdAt = now,
                updatedAt = now,
                createdBy = workspace.Owner.UserId,
            }
        );
        var list = (await workspace.Owner.GetAsync($"/permissions/{exam.Id}")).ShouldBe(200);
        list.Items.Count.ShouldBe(2);
        list.Items.Single(p => p.GetProperty("actor").GetString() == student).ShouldBeJson(given.Json);
        list.Items.Single(p => p.GetProperty("actor").GetString() == workspace.Owner.UserId)
            .ShouldHave(new { role = "owner", createdBy = workspace.Owner.UserId });
    }

    [Theory, AllStores]
    public async Task Without_a_limit_all_are_a_bare_list_oldest_first(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var students = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            students.Add(await workspace.UserAsync());
        }

        var exam = await workspace.ExamAsync(participants: [.. students]);

        var list = (await workspace.Owner.GetAsync($"/permissions/{exam.Id}")).ShouldBe(200).Json;

        list.ValueKind.ShouldBe(JsonValueKind.Array);
        list.EnumerateArray()
            .Select(permission => permission.GetProperty("actor").GetString())
            .ShouldBe([workspace.Owner.UserId, .. students], ignoreOrder: true);
    }

    [Theory, AllStores]
    public async Task With_a_limit_they_come_in_pages(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync(participants: [await workspace.UserAsync(), await workspace.UserAsync()]);

        var first = (await workspace.Owner.GetAsync($"/permissions/{exam.Id}?limit=2")).ShouldBe(200);
        var rest = (
            await workspace.Owner.GetAsync(
                $"/permissions/{exam.Id}?cursor={Uri.EscapeDataString(first.Value("nextCursor"))}"
            )
        ).ShouldBe(200);

        first["items"].GetArrayLength().ShouldBe(2);
        rest["items"].GetArrayLength().ShouldBe(1);
        rest["nextCursor"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory, AllStores]
    public async Task Giving_again_changes_the_role_and_the_time_of_change(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();
        var user = await workspace.UserAsync("teacher");
        var first = await workspace.Owner.PostAsync($"/permissions/{exam.Id}", new { actor = user, role = "viewer" });
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await workspace.Owner.PostAsync($"/permissions/{exam.Id}", new { actor = user, role = "editor" });

        second.Status.ShouldBeOneOf(200, 201);
        second.Json.ShouldHave(
            new
            {
                actor = user,
                role = "editor",
                createdAt = first.Value("createdAt"),
                updatedAt = workspace.Server.Now.Iso(),
            }
        );
        (await workspace.Owner.GetAsync($"/permissions/{exam.Id}")).Items.Count.ShouldBe(2);
    }

    [Theory]
    [AllStores("""{ "role": "viewer" }""", "actor")]
    [AllStores("""{ "actor": "user_unknown", "role": "viewer" }""", "actor")]
    [AllStores("""{ "actor": 5, "role": "viewer" }""", "actor")]
    [AllStores("""{ "actor": "{user}" }""", "role")]
    [AllStores("""{ "actor": "{user}", "role": "spectator" }""", "role")]
    public async Task A_wrong_field_is_refused_and_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();
        var user = await workspace.UserAsync();

        var reply = await workspace.Owner.PostAsync(
            $"/permissions/{exam.Id}",
            body.Replace("{user}", user, StringComparison.Ordinal)
        );

        reply.ShouldBeInvalid(field);
    }

    [Theory, AllStores]
    public async Task A_permission_can_be_taken_away_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);

        (await workspace.Owner.DeleteAsync($"/permissions/{exam.Id}/{student}")).ShouldBe(204);

        (await workspace.Owner.DeleteAsync($"/permissions/{exam.Id}/{student}")).ShouldBeProblem(404);
        (await workspace.Owner.GetAsync($"/permissions/{exam.Id}")).Text.ShouldNotContain(student);
    }

    [Theory, AllStores]
    public async Task Without_a_permission_a_student_gets_no_embed_session(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);
        (await workspace.Owner.DeleteAsync($"/permissions/{exam.Id}/{student}")).ShouldBe(204);

        var reply = await workspace.Owner.PostAsync("/embed-sessions", Workspace.EmbedBody(exam.Id, student));

        reply.ShouldBeInvalid("presets.examId");
    }
}
