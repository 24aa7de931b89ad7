namespace Examlet.Tests.Access;

/// <summary>Roles hold also when requests meet: what is taken away stays away, and somebody stays the owner.</summary>
public sealed class RoleRaceTests(ExamletServers servers)
{
    private const int Rounds = 10;

    [Theory, AllStores]
    public async Task A_role_that_is_taken_away_does_not_come_back_with_a_change_of_ones_own_name(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var admin = await workspace.ClientAsync("admin");

        for (var round = 0; round < Rounds; round++)
        {
            (await workspace.Owner.PatchAsync($"/users/{admin.UserId}", new { role = "admin" })).ShouldBe(200);
            using var over = new CancellationTokenSource();
            var own = Enumerable.Range(0, 6).Select(_ => RenameUntilAsync(admin, over.Token)).ToList();
            (await workspace.Owner.PatchAsync($"/users/{admin.UserId}", new { role = "student" })).ShouldBe(200);
            await over.CancelAsync();
            await Task.WhenAll(own);

            (await workspace.Owner.GetAsync($"/users/{admin.UserId}")).ShouldBe(200, new { role = "student" });
        }
    }

    [Theory, AllStores]
    public async Task Of_two_owners_who_lower_each_other_one_stays(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (first, second) = (workspace.Owner, await workspace.ClientOfAsync(await workspace.UserAsync("owner")));

        for (var round = 0; round < Rounds; round++)
        {
            var replies = await Task.WhenAll(
                first.PatchAsync($"/users/{second.UserId}", new { role = "teacher" }),
                second.PatchAsync($"/users/{first.UserId}", new { role = "teacher" })
            );

            replies.Count(reply => reply.Status == 200).ShouldBe(1);
            (first, second) = replies[0].Status == 200 ? (first, second) : (second, first);
            (await first.PatchAsync($"/users/{second.UserId}", new { role = "owner" })).ShouldBe(200);
        }
    }

    [Theory, AllStores]
    public async Task Of_two_owners_of_an_exam_who_take_each_other_s_role_away_one_stays(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (first, second) = (await workspace.ClientAsync("teacher"), await workspace.ClientAsync("teacher"));
        var exam = (
            await first.PostAsync(
                "/exams",
                new { name = "Ours", permissions = new[] { new { actor = second.UserId, role = "owner" } } }
            )
        )
            .ShouldBe(201)
            .Value("id");

        for (var round = 0; round < Rounds; round++)
        {
            var replies = await Task.WhenAll(
                first.DeleteAsync($"/permissions/{exam}/{second.UserId}"),
                second.PostAsync($"/permissions/{exam}", new { actor = first.UserId, role = "viewer" })
            );

            replies.Count(reply => reply.Status is 200 or 204).ShouldBe(1);
            var (left, lost) = replies[0].Status == 204 ? (first, second) : (second, first);
            (
                await left.PostAsync($"/permissions/{exam}", new { actor = lost.UserId, role = "owner" })
            ).Status.ShouldBeOneOf(200, 201);
        }
    }

    private static async Task RenameUntilAsync(RestClient client, CancellationToken over)
    {
        do
        {
            (await client.PatchAsync("/me", new { name = "Still here" })).ShouldBe(200);
        } while (!over.IsCancellationRequested);
    }
}
