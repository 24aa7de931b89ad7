namespace Examlet.Tests.ExamSessions;

/// <summary>A voided attempt (contract §6): still readable, closed to its clients, and a retake needs a new embed
/// session.</summary>
public sealed class VoidTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_voided_session_is_read_only_when_asked_for(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "kept")).ShouldBe(200);

        (await workspace.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);

        (await workspace.Owner.GetAsync(sitting.Path)).ShouldBeProblem(404);
        (await workspace.Owner.DeleteAsync(sitting.Path)).ShouldBeProblem(404);
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions"))["items"].GetArrayLength().ShouldBe(0);
        (await workspace.Owner.GetAsync($"{sitting.Path}?voided=true")).ShouldBe(
            200,
            new { id = sitting.Student.SessionId, answers = new[] { new { value = "kept" } } }
        );
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions?voided=true")).Text.ShouldContain(
            sitting.Student.SessionId
        );
    }

    [Theory, AllStores]
    public async Task Its_clients_are_told_that_it_was_revoked(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await workspace.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);

        (await sitting.Student.SaveAsync(sitting.Question, "after")).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.HandInAsync()).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.OpenAsync()).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.StartAsync()).ShouldBeProblem(410, "session-revoked");
    }

    [Theory, AllStores]
    public async Task An_open_page_hears_of_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await using var events = await sitting.Student.ListenAsync();

        (await workspace.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        await events.NextAsync("revoked");
    }

    [Theory, AllStores]
    public async Task A_retake_through_a_new_embed_session_starts_empty_under_a_higher_epoch(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        (await sitting.Student.SaveAsync(sitting.Question, "first attempt")).ShouldBe(200);
        await sitting.OtherDevice.OpenAsync();
        (await sitting.Student.OpenAsync()).ShouldBe(200);
        var last = sitting.Student.Epoch;
        (await workspace.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        var retake = workspace.Student(await sitting.EmbedAgainAsync());

        var state = await retake.StartAsync();

        state.ShouldBe(200, new { startedAt = workspace.Server.Now.Iso() });
        state["answers"].ShouldBeJson(new { });
        retake.SessionId.ShouldNotBe(sitting.Student.SessionId);
        retake.Epoch.ShouldBeGreaterThan(last);
        (await sitting.Student.SaveAsync(sitting.Question, "into the old one")).ShouldBeProblem(410, "session-revoked");
    }

    [Theory, AllStores]
    public async Task A_completed_attempt_can_be_voided_for_a_retake(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        (await workspace.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);
        var retake = workspace.Student(await sitting.EmbedAgainAsync());

        (await retake.StartAsync()).ShouldBe(200, new { status = "in_progress" });
    }
}
