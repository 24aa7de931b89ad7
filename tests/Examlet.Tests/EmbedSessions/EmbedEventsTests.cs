namespace Examlet.Tests.EmbedSessions;

/// <summary>The numbered events that a host reads with <c>GET /embed-sessions/{id}/events</c> (contract §5).</summary>
public sealed class EmbedEventsTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task The_events_of_an_exam_are_numbered_from_start_to_submission_without_gaps(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        var first = sitting.Student.Epoch;
        (await sitting.Student.SaveAsync(sitting.Question, "Rome")).ShouldBe(200);
        (await workspace.Owner.PatchAsync(sitting.Path, new { extraTime = 5 })).ShouldBe(200);
        (await sitting.Student.OpenAsync()).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var events = (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events"))
            .ShouldBe(200)["items"]
            .EnumerateArray()
            .ToList();

        events
            .Select(e => e.GetProperty("name").GetString())
            .ShouldBe([
                "exam:started",
                "answer:saved",
                "time:changed",
                "session:superseded",
                "answer:saved",
                "exam:submitted",
            ]);
        events.Select(e => e.GetProperty("seq").GetInt64()).ShouldBe([1, 2, 3, 4, 5, 6]);
        events.ShouldAllBe(e =>
            e.GetProperty("type").GetString() == "examplary:embed-event"
            && e.GetProperty("v").GetInt32() == 1
            && e.GetProperty("sessionId").GetString() == sitting.Student.SessionId
            && e.GetProperty("at").GetString() == workspace.Server.Now.Iso()
        );
        events.Select(e => e.GetProperty("id").GetString()).Distinct().Count().ShouldBe(6);
        events[1]
            .ShouldHave(
                new
                {
                    data = new
                    {
                        questionId = sitting.Question,
                        epoch = first,
                        revision = 1,
                    },
                }
            );
        events[2].ShouldHave(new { data = new { deadline = workspace.Server.Now.AddMinutes(35).Iso() } });
        events[4]
            .ShouldHave(
                new
                {
                    data = new
                    {
                        questionId = sitting.Question,
                        epoch = sitting.Student.Epoch,
                        revision = 2,
                    },
                }
            );
        events[5].ShouldHave(new { data = new { by = "student" } });
    }

    [Theory, AllStores]
    public async Task No_event_has_an_answer_in_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (
            await sitting.Student.SaveAsync(
                sitting.Question,
                "words of an answer",
                context: new { secret = "words of a context" }
            )
        ).ShouldBe(200);

        var events = await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events");

        events.Text.ShouldNotContain("words of");
    }

    [Theory, AllStores]
    public async Task A_host_that_missed_some_reads_what_comes_after_a_number(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        for (var i = 1; i <= 5; i++)
        {
            (await sitting.Student.SaveAsync(sitting.Question, $"{i}")).ShouldBe(200);
        }

        (await SeqsAsync("?after=3")).ShouldBe([4, 5, 6]);
        (await SeqsAsync("?after=0")).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await SeqsAsync("?after=6")).ShouldBeEmpty();
        (await SeqsAsync("?after=3&limit=2")).ShouldBe([4, 5]);

        async Task<IEnumerable<long>> SeqsAsync(string query) =>
            (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events{query}"))
                .ShouldBe(200)["items"]
                .EnumerateArray()
                .Select(e => e.GetProperty("seq").GetInt64());
    }

    [Theory, AllStores("abc"), AllStores("-1"), AllStores("99999999999999999999999")]
    public async Task A_number_that_is_none_is_refused_and_named(Store store, string after)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events?after={after}")).ShouldBeInvalid(
            "after"
        );
    }

    [Theory, AllStores]
    public async Task Only_applied_saves_are_events_and_each_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var applied = (await sitting.Student.SaveAsync(sitting.Question, "five", revision: 5)).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "five", revision: 5)).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "four", revision: 4)).ShouldBe(
            200,
            new { applied = false, @event = (object?)null }
        );

        var events = (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events"))["items"]
            .EnumerateArray()
            .ToList();

        events.Select(e => e.GetProperty("name").GetString()).ShouldBe(["exam:started", "answer:saved"]);
        events[1].ShouldHave(new { id = applied.Value("event.id"), seq = 2 });
        applied.Json.ShouldHave(new { @event = new { seq = 2 } });
    }

    [Theory, AllStores]
    public async Task Saves_at_once_get_numbers_without_gaps(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([.. Enumerable.Range(0, 20).Select(i => Ask.Line($"Question {i}"))]);

        var saves = await Task.WhenAll(sitting.Exam.Questions.Select(q => sitting.Student.SaveAsync(q, "x")));

        saves
            .Select(s => s.ShouldBe(200)["event.seq"].GetInt64())
            .Order()
            .ShouldBe(Enumerable.Range(2, 20).Select(i => (long)i));
        (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events?limit=100"))["items"]
            .GetArrayLength()
            .ShouldBe(21);
    }

    [Theory, AllStores]
    public async Task Before_the_start_there_are_none(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events"))
            .ShouldBe(200)["items"]
            .GetArrayLength()
            .ShouldBe(0);
    }
}
