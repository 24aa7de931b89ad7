namespace Examlet.Tests.Room;

/// <summary>What the monitor's page sends again because no answer came is done once.</summary>
public sealed class MonitorRetryTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task What_is_sent_twice_under_one_key_is_done_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        var end = workspace.Server.Now.AddMinutes(15).Iso();
        var page = await PageAsync(sitting);
        var extend = new
        {
            action = "extend",
            sessions = new[] { sitting.Student.SessionId },
            minutes = 5,
            reason = "fire drill",
        };
        var first = (await page.PostOnceAsync("click-1", "/monitor-api/actions", extend)).ShouldBe(
            200,
            new { results = new[] { new { done = true, deadline = end } } }
        );

        var retry = await page.PostOnceAsync("click-1", "/monitor-api/actions", extend);

        first.Header("Idempotent-Replayed").ShouldBeNull();
        retry.ShouldBe(200).Header("Idempotent-Replayed").ShouldBe("true");
        retry.Json.ShouldBeJson(first.Json);
        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/audit")).Items.ShouldHaveSingleItem();
        (await page.PostOnceAsync("click-1", "/monitor-api/actions", extend with { minutes = 6 })).ShouldBeProblem(
            422,
            "idempotency-key-reused"
        );
        (await page.PostOnceAsync("click-2", "/monitor-api/actions", extend)).ShouldBe(
            200,
            new { results = new[] { new { deadline = workspace.Server.Now.AddMinutes(20).Iso() } } }
        );
    }

    [Theory, AllStores]
    public async Task What_is_sent_many_times_at_once_under_one_key_is_done_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        var page = await PageAsync(sitting);
        var extend = new
        {
            action = "extend",
            sessions = "all",
            minutes = 5,
            reason = "fire drill",
        };

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => page.PostOnceAsync("click-1", "/monitor-api/actions", extend))
        );

        replies.ShouldAllBe(reply => reply.Status == 200 || reply.Status == 409);
        (await page.PostOnceAsync("click-1", "/monitor-api/actions", extend)).ShouldBe(
            200,
            new { results = new[] { new { deadline = workspace.Server.Now.AddMinutes(15).Iso() } } }
        );
        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/audit")).Items.ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task The_same_key_on_another_link_is_another_key(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        var extend = new
        {
            action = "extend",
            sessions = "all",
            minutes = 5,
            reason = "fire drill",
        };

        foreach (var minutes in (int[])[15, 20])
        {
            var page = await PageAsync(sitting);
            (await page.PostOnceAsync("click-1", "/monitor-api/actions", extend)).ShouldBe(
                200,
                new { results = new[] { new { deadline = workspace.Server.Now.AddMinutes(minutes).Iso() } } }
            );
        }
    }

    private static async Task<RestClient> PageAsync(Sitting sitting)
    {
        var link = (await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { })).ShouldBe(201);
        var secret = new Uri(link.Value("url")).Segments[^1];
        sitting.Workspace.Server.Log.MustNotTell(secret);
        return new RestClient(sitting.Workspace.Server, $"Bearer {secret}");
    }
}
