using Examlet.Settings;

namespace Examlet.Tests.Access;

public sealed class RateLimitTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Past_the_limit_of_a_key_the_answer_is_429_and_says_when_to_come_back(Store store)
    {
        await using var server = await servers.StartAsync(store, "RateLimit=5");
        var workspace = await server.WorkspaceAsync();

        var replies = await CallAsync(workspace.Owner, 7);

        replies.Select(r => r.Status).ShouldBe([200, 200, 200, 200, 200, 429, 429]);
        replies[^1].ShouldBeProblem(429);
        int.Parse(replies[^1].Header("Retry-After").ShouldNotBeNull()).ShouldBeInRange(1, 60);
    }

    [Theory, AllStores]
    public async Task Each_key_has_a_limit_of_its_own(Store store)
    {
        await using var server = await servers.StartAsync(store, "RateLimit=5");
        var workspace = await server.WorkspaceAsync();
        var other = await server.WorkspaceAsync();
        await CallAsync(workspace.Owner, 6);

        var reply = await other.Owner.GetAsync("/me");

        reply.ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task After_a_minute_the_key_works_again(Store store)
    {
        await using var server = await servers.StartAsync(store, "RateLimit=5");
        var workspace = await server.WorkspaceAsync();
        await CallAsync(workspace.Owner, 6);

        server.Clock.Advance(TimeSpan.FromMinutes(1));

        (await workspace.Owner.GetAsync("/me")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_key_without_Bearer_shares_the_limit_of_the_same_key_with_it(Store store)
    {
        await using var server = await servers.StartAsync(store, "RateLimit=5");
        var workspace = await server.WorkspaceAsync();
        await CallAsync(workspace.Owner, 5);

        var reply = await new RestClient(server, workspace.OwnerKey).GetAsync("/me");

        reply.ShouldBeProblem(429);
    }

    [Theory, AllStores]
    public async Task The_default_is_200_a_minute(Store store)
    {
        await using var server = await servers.StartAsync(store, "RateLimit=200");
        var workspace = await server.WorkspaceAsync();

        var replies = await CallAsync(workspace.Owner, 201);

        replies.Count(r => r.Status == 200).ShouldBe(200);
        new ExamletOptions().RateLimit.ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task The_students_of_a_school_are_never_limited_by_its_key_or_address(Store store)
    {
        await using var server = await servers.StartAsync(store, "RateLimit=20");
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        await CallAsync(workspace.Owner, 20);

        for (var i = 0; i < 30; i++)
        {
            (await sitting.Student.SaveAsync(sitting.Question, $"answer {i}")).ShouldBe(200);
        }
    }

    private static async Task<List<Reply>> CallAsync(RestClient client, int times)
    {
        var replies = new List<Reply>();
        for (var i = 0; i < times; i++)
        {
            replies.Add(await client.GetAsync("/me"));
        }

        return replies;
    }
}
