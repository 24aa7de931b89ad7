namespace Examlet.Tests.ExamSessions;

/// <summary>Where the student is, flags, notes and settings: <c>PUT /embed-api/state</c> (contract §10).</summary>
public sealed class StudentStateTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task It_comes_back_when_the_session_is_opened_again(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")]);
        var state = new
        {
            questionId = sitting.Exam.Questions[1],
            flags = new[] { sitting.Exam.Questions[0] },
            notes = "look again \ud83d\ude42",
            preferences = new { fontSize = "large", hideClock = true },
        };

        (await sitting.Student.NoteAsync(state, 1)).ShouldBe(200);

        (await sitting.OtherDevice.OpenAsync())["state"].ShouldHave(state);
    }

    [Theory, AllStores]
    public async Task The_newest_revision_stays(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")]);
        (
            await sitting.Student.NoteAsync(
                new { questionId = sitting.Exam.Questions[1], flags = Array.Empty<string>() },
                5
            )
        ).ShouldBe(200);

        (
            await sitting.Student.NoteAsync(
                new { questionId = sitting.Exam.Questions[0], flags = Array.Empty<string>() },
                4
            )
        ).ShouldBe(200);

        (await sitting.Student.OpenAsync())["state"].ShouldHave(new { questionId = sitting.Exam.Questions[1] });
    }

    [Theory, AllStores]
    public async Task It_tells_the_host_nothing_and_leaves_the_embed_session_pending(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var before = await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events");

        (
            await sitting.Student.NoteAsync(new { questionId = sitting.Question, flags = Array.Empty<string>() }, 1)
        ).ShouldBe(200);

        (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events")).Text.ShouldBe(before.Text);
        (await sitting.ReadEmbedAsync()).Json.ShouldHave(new { status = "pending" });
    }

    [Theory, AllStores]
    public async Task Before_the_start_and_after_the_hand_in_there_is_nothing_to_note(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        var state = new { questionId = sitting.Question, flags = Array.Empty<string>() };
        (await sitting.Student.NoteAsync(state, 1, epoch: 1)).ShouldBeProblem(409, "not-started");
        await sitting.Student.StartAsync();
        await sitting.Student.HandInAsync();

        (await sitting.Student.NoteAsync(state, 1)).ShouldBeProblem(409, "session-completed");
    }

    [Theory]
    [AllStores("""{ "revision": 1 }""", "epoch")]
    [AllStores("""{ "epoch": 1 }""", "revision")]
    [AllStores("""{ "epoch": 1, "revision": 1, "questionId": 5 }""", "questionId")]
    [AllStores("""{ "epoch": 1, "revision": 1, "flags": "all" }""", "flags")]
    public async Task A_wrong_field_is_refused_and_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.Student.PutAsync("/embed-api/state", body)).ShouldBeInvalid(field);
    }
}
