using Examlet.Live;

namespace Examlet.Tests.Access;

/// <summary>Who floods one exam session harms that one only.</summary>
public sealed class FloodTests(ExamletServers servers)
{
    private const int PerMinute = 60;
    private const int Others = 20;
    private const int MaxPages = 20;

    [Theory, AllStores]
    public async Task A_flood_on_one_exam_session_is_429_and_twenty_others_save_undisturbed(Store store)
    {
        await using var server = await servers.StartAsync(store, $"StudentRateLimit={PerMinute}");
        var workspace = await server.WorkspaceAsync();
        var flooded = await workspace.StartedAsync();
        var others = new List<Sitting>();
        for (var i = 0; i < Others; i++)
        {
            others.Add(await workspace.StartedAsync());
        }

        var flood = Task.WhenAll(
            Enumerable.Range(0, 600).Select(i => flooded.Student.SaveAsync(flooded.Question, $"flood {i}"))
        );
        var saves = await Task.WhenAll(
            others.Select(async other =>
            {
                var replies = new List<Reply>();
                for (var i = 0; i < 10; i++)
                {
                    replies.Add(await other.Student.SaveAsync(other.Question, $"undisturbed {i}"));
                }

                return replies;
            })
        );
        var answered = await flood;

        saves.SelectMany(replies => replies).ShouldAllBe(reply => reply.Status == 200);
        answered.Count(reply => reply.Status == 200).ShouldBe(PerMinute - 1); // the start was one
        foreach (var refused in answered.Where(reply => reply.Status != 200))
        {
            int.Parse(refused.ShouldBeProblem(429).Header("Retry-After").ShouldNotBeNull()).ShouldBeInRange(1, 60);
        }

        foreach (var other in others)
        {
            (await other.ReadAsync()).Value("answers[0].value").ShouldBe("undisturbed 9");
        }

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await flooded.Student.SaveAsync(flooded.Question, "after it", revision: 1000)).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task However_many_streams_one_student_opens_twenty_stay_open_the_newest_among_them(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var (flooded, other) = (await workspace.StartedAsync(), await workspace.StartedAsync());
        await using var undisturbed = await other.Student.ListenAsync();
        var flood = new List<LiveEvents>();
        for (var i = 0; i < 3 * MaxPages; i++)
        {
            flood.Add(await flooded.Student.ListenAsync());
        }

        await Eventually.BecomesAsync(
            () => Task.FromResult(server.Service<LiveSessions>().OpenPages),
            open => open == MaxPages + 1
        );

        (await workspace.Owner.DeleteAsync($"/embed-sessions/{flooded.Embed.Id}")).ShouldBe(204);
        await flood[^1].NextAsync("revoked");
        (await workspace.Owner.DeleteAsync($"/embed-sessions/{other.Embed.Id}")).ShouldBe(204);
        await undisturbed.NextAsync("revoked");
        foreach (var stream in flood)
        {
            await stream.DisposeAsync();
        }
    }

    [Theory, AllStores]
    public async Task A_student_who_sends_more_than_anybody_writes_is_429_and_others_save(Store store)
    {
        await using var server = await servers.StartAsync(store, "StudentVolumeLimit=1");
        var workspace = await server.WorkspaceAsync();
        var (flooded, other) = (await workspace.StartedAsync(), await workspace.StartedAsync());
        var long200KiB = new string('x', 200 << 10);
        for (var i = 0; i < 5; i++)
        {
            (await flooded.Student.SaveAsync(flooded.Question, $"{i}{long200KiB}")).ShouldBe(200);
        }

        var refused = (await flooded.Student.SaveAsync(flooded.Question, long200KiB)).ShouldBeProblem(429);

        int.Parse(refused.Header("Retry-After").ShouldNotBeNull()).ShouldBeInRange(1, 60);
        (await flooded.Student.SaveAsync(flooded.Question, "a short one")).ShouldBe(200);
        (await other.Student.SaveAsync(other.Question, long200KiB)).ShouldBe(200);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await flooded.Student.SaveAsync(flooded.Question, long200KiB)).ShouldBe(200);
    }
}
