using Examlet.Storage;

namespace Examlet.Tests.Storage;

/// <summary>Of nodes that find the same thing to do, one does it.</summary>
public sealed class ClaimTests(ExamletServers servers)
{
    private const string IsDue = "t.revoked_at is null";

    [Fact]
    public async Task What_one_node_is_working_on_another_passes_over_without_waiting()
    {
        var (here, there) = await NodesAsync();
        await using var _ = here;
        await using var __ = there;
        var (begun, end, done) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        var working = here.ClaimAsync("api_key", IsDue, "key_1", WorkAsync, CancellationToken.None);
        await begun.Task;

        (await there.ClaimAsync("api_key", IsDue, "key_1", Twice, CancellationToken.None)).ShouldBeFalse();
        (
            await there.ClaimAsync("api_key", IsDue, "key_2", () => RevokeAsync(there, "key_2"), CancellationToken.None)
        ).ShouldBeTrue("another row is free");
        end.SetResult();
        (await working).ShouldBeTrue();
        (await there.ClaimAsync("api_key", IsDue, "key_1", Twice, CancellationToken.None)).ShouldBeFalse("it is done");
        done.ShouldBe(1);

        async Task WorkAsync()
        {
            begun.SetResult();
            await end.Task;
            await RevokeAsync(here, "key_1");
            done++;
        }

        Task Twice()
        {
            done++;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Work_that_fails_is_free_for_the_other()
    {
        var (here, there) = await NodesAsync();
        await using var _ = here;
        await using var __ = there;

        await Should.ThrowAsync<InvalidOperationException>(() =>
            here.ClaimAsync(
                "api_key",
                IsDue,
                "key_1",
                () =>
                    here.WriteAsync(
                        async transaction =>
                        {
                            await RevokeAsync(transaction, "key_1");
                            throw new InvalidOperationException();
                        },
                        CancellationToken.None
                    ),
                CancellationToken.None
            )
        );

        (
            await there.ClaimAsync("api_key", IsDue, "key_1", () => RevokeAsync(there, "key_1"), CancellationToken.None)
        ).ShouldBeTrue("what it had done was taken back");
    }

    private static Task<int> RevokeAsync(global::Examlet.Storage.Database node, string id) =>
        node.WriteAsync(transaction => RevokeAsync(transaction, id), CancellationToken.None);

    private static Task<int> RevokeAsync(Transaction transaction, string id) =>
        transaction.ExecuteAsync("update api_key set revoked_at = 1 where id = @id and revoked_at is null", new { id });

    private async Task<(global::Examlet.Storage.Database Here, global::Examlet.Storage.Database There)> NodesAsync()
    {
        var database = await servers.AddPostgreSqlDatabaseAsync();
        var here = new global::Examlet.Storage.Database(new PostgreSqlEngine(database));
        here.Migrate();
        await here.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("insert into workspace (id, name, created_at) values ('w', 'w', 1)");
                await transaction.ExecuteAsync(
                    "insert into app_user (id, workspace_id, email, email_key, role, time_multiplier, "
                        + "created_at, updated_at) values ('u', 'w', 'u', 'u', 'owner', 1, 1, 1)"
                );
                await transaction.ExecuteAsync(
                    "insert into api_key (id, hash, user_id, created_at) values ('key_1', 'a', 'u', 1), "
                        + "('key_2', 'b', 'u', 1)"
                );
            },
            CancellationToken.None
        );
        return (here, new global::Examlet.Storage.Database(new PostgreSqlEngine(database)));
    }
}
