namespace Examlet.Tests.EmbedSessions;

/// <summary>Expiry and DELETE end access; they never end the attempt (contract §5).</summary>
public sealed class EmbedExpiryTests(ExamletServers servers)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Theory, AllStores]
    public async Task It_works_until_the_last_millisecond_of_its_seven_days(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        workspace.Server.Clock.Advance(Life - Tick);

        (await sitting.ReadEmbedAsync()).Json.ShouldHave(new { status = "pending" });
        (await sitting.Student.PageAsync()).ShouldBe(200);
        (await sitting.Student.StartAsync()).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task After_seven_days_it_is_expired_and_opens_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        workspace.Server.Clock.Advance(Life);

        (await sitting.ReadEmbedAsync()).Json.ShouldHave(new { status = "expired" });
        (await sitting.Student.PageAsync()).ShouldBe(410);
        (await sitting.Student.StartAsync()).ShouldBeProblem(410, "session-expired");
        (await sitting.Student.OpenAsync()).ShouldBeProblem(410, "session-expired");
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions"))["items"].GetArrayLength().ShouldBe(0);
    }

    [Theory, AllStores]
    public async Task Expiry_ends_access_to_an_attempt_that_goes_on(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "before expiry")).ShouldBe(200);
        workspace.Server.Clock.Advance(Life);

        (await sitting.Student.SaveAsync(sitting.Question, "after expiry")).ShouldBeProblem(410, "session-expired");
        (await sitting.Student.HandInAsync()).ShouldBeProblem(410, "session-expired");
        (await sitting.ReadAsync()).Json.ShouldHave(
            new { status = "in_progress", answers = new[] { new { value = "before expiry" } } }
        );
    }

    [Theory, AllStores]
    public async Task A_new_embed_session_resumes_after_expiry(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "before expiry")).ShouldBe(200);
        workspace.Server.Clock.Advance(Life);
        var next = workspace.Student(await sitting.EmbedAgainAsync());

        var state = await next.StartAsync();

        state.ShouldBe(200, new { sessionId = sitting.Student.SessionId, status = "in_progress" });
        state["answers"].Find(sitting.Question).ShouldHave(new { value = "before expiry" });
    }

    [Theory, AllStores]
    public async Task A_deleted_embed_session_is_gone_and_a_second_delete_finds_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        var reply = await workspace.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}");

        reply.ShouldBe(204).Bytes.ShouldBeEmpty();
        (await workspace.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBeProblem(404);
        (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBeProblem(404);
        (await workspace.Owner.GetAsync("/embed-sessions")).Text.ShouldNotContain(sitting.Embed.Id);
    }

    [Theory, AllStores]
    public async Task After_the_delete_the_page_and_the_student_API_are_closed(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await workspace.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);

        (await sitting.Student.PageAsync()).ShouldBe(410);
        (await sitting.Student.OpenAsync()).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.SaveAsync(sitting.Question, "late")).ShouldBeProblem(410, "session-revoked");
        (
            await sitting.Student.SaveAllAsync([
                new
                {
                    questionId = sitting.Question,
                    revision = 9,
                    value = "late",
                    completed = true,
                },
            ])
        ).ShouldBeProblem(410, "session-revoked");
        (
            await sitting.Student.NoteAsync(new { questionId = sitting.Question, flags = Array.Empty<string>() }, 1)
        ).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.HandInAsync()).ShouldBeProblem(410, "session-revoked");
    }

    [Theory, AllStores]
    public async Task The_attempt_outlives_the_delete_and_a_new_embed_session_resumes_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "before the delete")).ShouldBe(200);
        (await workspace.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);
        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "in_progress" });
        var next = workspace.Student(await sitting.EmbedAgainAsync());

        var state = await next.StartAsync();

        state.ShouldBe(200, new { sessionId = sitting.Student.SessionId });
        state["answers"].Find(sitting.Question).ShouldHave(new { value = "before the delete" });
    }

    [Theory, AllStores]
    public async Task An_open_page_hears_of_the_delete_within_a_second(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await using var events = await sitting.Student.ListenAsync();

        (await workspace.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        await events.NextAsync("revoked");
    }
}
