namespace Examlet.Tests.EmbedSessions;

/// <summary>A student who may not take the exam any more is out at once, in the middle of it too; what they wrote stays
/// (F53).</summary>
public sealed class LostPermissionTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Without_the_permission_the_page_and_the_student_API_are_closed_and_the_answers_stay(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "before")).ShouldBe(200);

        (await workspace.Owner.DeleteAsync($"/permissions/{sitting.Exam.Id}/{sitting.StudentId}")).ShouldBe(204);

        await ShouldBeOutAsync(sitting);
        (
            await workspace.Owner.PostAsync(
                $"/permissions/{sitting.Exam.Id}",
                new { actor = sitting.StudentId, role = "participant" }
            )
        ).ShouldBe(201);
        (await sitting.Student.OpenAsync())
            .ShouldBe(200)["answers"]
            .Find(sitting.Question)
            .ShouldHave(new { value = "before" });
    }

    [Theory, AllStores]
    public async Task A_user_who_is_deleted_is_out_and_the_answers_stay(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "before")).ShouldBe(200);

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}")).ShouldBe(204);

        await ShouldBeOutAsync(sitting);
    }

    [Theory, AllStores]
    public async Task An_administrator_who_is_one_no_more_is_out_without_a_permission(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var admin = await workspace.UserAsync("admin");
        var exam = await workspace.ExamAsync();
        var student = workspace.Student(await workspace.EmbedAsync(exam.Id, admin));
        (await student.StartAsync()).ShouldBe(200);

        (await workspace.Owner.PatchAsync($"/users/{admin}", new { role = "student" })).ShouldBe(200);

        (await student.SaveAsync(exam.Questions[0], "after")).ShouldBeProblem(410, "session-revoked");
    }

    [Theory, AllStores]
    public async Task An_open_page_hears_of_it_within_a_second(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await using var events = await sitting.Student.ListenAsync();

        (await workspace.Owner.DeleteAsync($"/permissions/{sitting.Exam.Id}/{sitting.StudentId}")).ShouldBe(204);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        await events.NextAsync("revoked");
    }

    private static async Task ShouldBeOutAsync(Sitting sitting)
    {
        (await sitting.Student.PageAsync()).ShouldBe(410);
        (await sitting.Student.OpenAsync()).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.SaveAsync(sitting.Question, "after")).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.HandInAsync()).ShouldBeProblem(410, "session-revoked");
        (await sitting.ReadAsync()).ShouldBe(
            200,
            new { status = "in_progress", answers = new[] { new { value = "before" } } }
        );
    }
}
