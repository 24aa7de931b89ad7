namespace Examlet.Tests.ExamSessions;

/// <summary>One open client holds the session; the newest takes over, visibly (contract §7).</summary>
public sealed class TakeOverTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Opening_elsewhere_raises_the_epoch_and_brings_the_answers(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris", context: new { font = "large" })).ShouldBe(200);
        var other = sitting.OtherDevice;

        var state = await other.OpenAsync();

        other.Epoch.ShouldBeGreaterThan(sitting.Student.Epoch);
        state.ShouldBe(200, new { status = "in_progress", sessionId = sitting.Student.SessionId });
        state["answers"]
            .Find(sitting.Question)
            .ShouldHave(
                new
                {
                    value = "Paris",
                    completed = true,
                    context = new { font = "large" },
                    epoch = sitting.Student.Epoch,
                    revision = 1,
                    savedAt = workspace.Server.Now.Iso(),
                }
            );
        state["exam.questions"].GetArrayLength().ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task The_older_client_can_save_and_hand_in_no_more(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var other = sitting.OtherDevice;
        (await other.OpenAsync()).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "from the older")).ShouldBeProblem(409, "superseded");
        (
            await sitting.Student.NoteAsync(new { questionId = sitting.Question, flags = Array.Empty<string>() }, 1)
        ).ShouldBeProblem(409, "superseded");
        (await sitting.Student.HandInAsync()).ShouldBeProblem(409, "superseded");

        (await sitting.ReadAsync()).Json.ShouldHave(new { status = "in_progress", answers = Array.Empty<object>() });
        (await other.SaveAsync(sitting.Question, "from the newer")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_batch_of_the_older_client_is_refused_answer_by_answer(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.OtherDevice.OpenAsync()).ShouldBe(200);

        var reply = await sitting.Student.SaveAllAsync([
            new
            {
                questionId = sitting.Question,
                revision = 1,
                value = "from the older",
                completed = true,
            },
        ]);

        reply.ShouldBe(200)["results[0]"].ShouldHave(new { status = 409 });
        reply.Value("results[0].type").ShouldEndWith("superseded");
    }

    [Theory, AllStores]
    public async Task The_older_client_can_take_it_back(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var other = sitting.OtherDevice;
        await other.OpenAsync();

        (await sitting.Student.OpenAsync()).ShouldBe(200);

        sitting.Student.Epoch.ShouldBeGreaterThan(other.Epoch);
        (await sitting.Student.SaveAsync(sitting.Question, "mine again")).ShouldBe(200);
        (await other.SaveAsync(sitting.Question, "not mine any more")).ShouldBeProblem(409, "superseded");
    }

    [Theory, AllStores]
    public async Task The_older_client_hears_that_it_was_superseded(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await using var events = await sitting.Student.ListenAsync();
        var other = sitting.OtherDevice;

        await other.OpenAsync();

        (await events.NextAsync("superseded")).ShouldHave(new { epoch = other.Epoch });
    }

    [Theory, AllStores]
    public async Task A_stream_opened_under_an_old_epoch_says_so_at_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await sitting.OtherDevice.OpenAsync();

        await using var events = await sitting.Student.ListenAsync();

        await events.NextAsync("superseded");
    }

    [Theory, AllStores]
    public async Task Every_opening_has_an_epoch_of_its_own(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var states = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sitting.OtherDevice.OpenAsync()));

        states.Select(s => s.ShouldBe(200)["epoch"].GetInt64()).Distinct().Count().ShouldBe(20);
    }

    [Theory, AllStores]
    public async Task A_second_embed_session_resumes_the_open_attempt(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 60 });
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        var second = await sitting.EmbedAgainAsync();
        var device = workspace.Student(second);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(5));

        var state = await device.StartAsync();

        state.ShouldBe(
            200,
            new
            {
                sessionId = sitting.Student.SessionId,
                startedAt = workspace.Server.Now.AddMinutes(-5).Iso(),
                deadline = workspace.Server.Now.AddMinutes(55).Iso(),
            }
        );
        state["answers"].Find(sitting.Question).ShouldHave(new { value = "Paris" });
        (await sitting.ReadAsync()).Json.ShouldHave(new { embedSessionId = second.Id });
        (await sitting.Student.SaveAsync(sitting.Question, "Rome")).ShouldBeProblem(409, "superseded");
    }

    [Theory, AllStores]
    public async Task After_the_hand_in_a_second_embed_session_shows_the_completion_and_starts_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("A secret question")]);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var device = workspace.Student(await sitting.EmbedAgainAsync());

        var started = await device.StartAsync();

        (started.Status == 200 ? started.Value("status") : started.Value("type")).ShouldBeOneOf(
            "completed",
            "urn:examlet:problem:session-completed"
        );
        started.Text.ShouldNotContain("A secret question");
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions"))["items"].GetArrayLength().ShouldBe(1);
    }
}
