using Examlet.Storage;

namespace Examlet.Tests.Storage;

/// <summary>What clients and the operator see when the store cannot serve: 503 with a name, never 500, and nothing is
/// acknowledged.</summary>
public sealed class StoreFaultTests(ExamletServers servers)
{
    [Theory]
    [AllStores(StoreFault.Full, Moment.Begin, "storage-full")]
    [AllStores(StoreFault.Full, Moment.Statement, "storage-full")]
    [AllStores(StoreFault.Full, Moment.Commit, "storage-full")]
    [AllStores(StoreFault.ReadOnly, Moment.Commit, "storage-read-only")]
    [AllStores(StoreFault.Damaged, Moment.Statement, "storage-damaged")]
    [AllStores(StoreFault.Busy, Moment.Begin, "store-busy")]
    [AllStores(StoreFault.Away, Moment.Begin, "store-unavailable")]
    [AllStores(StoreFault.Away, Moment.Commit, "store-unavailable")]
    public async Task A_save_is_refused_by_name_and_goes_through_once_the_fault_is_gone(
        Store store,
        StoreFault fault,
        Moment moment,
        string problem
    )
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        engine.Fail(moment, () => FaultyEngine.Of(store, fault));

        var refused = await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1);

        refused.ShouldBeProblem(503, problem);
        refused.Header("Retry-After").ShouldNotBeNull();
        (await sitting.ReadAsync())["answers"].GetArrayLength().ShouldBe(0);
        engine.Mend();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1)).ShouldBe(200);
        (await sitting.ReadAsync())["answers"].GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [AllStores(StoreFault.Full, "storage-full")]
    [AllStores(StoreFault.ReadOnly, "storage-read-only")]
    [AllStores(StoreFault.Away, "store-unavailable")]
    public async Task A_node_whose_store_fails_is_not_ready_and_says_once_what_to_do(
        Store store,
        StoreFault fault,
        string problem
    )
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        engine.Fail(Moment.Commit, () => FaultyEngine.Of(store, fault));

        for (var i = 0; i < 3; i++)
        {
            var red = await server.Stranger.GetAsync("/health/ready");
            red.ShouldBeProblem(503, problem);
            red.Header("Retry-After").ShouldNotBeNull();
        }

        server.Log.With("The store cannot serve").ShouldHaveSingleItem().ShouldContain(engine.Advice(fault));
        engine.Mend();
        (await server.Stranger.GetAsync("/health/ready")).ShouldBe(200);
        server.Log.With("The store serves again").ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task A_save_whose_commit_was_not_heard_of_is_acknowledged_when_it_is_sent_again_and_stored_once(
        Store store
    )
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        engine.Fail(Moment.AfterCommit, () => FaultyEngine.Of(store, StoreFault.Away), times: 1);

        (await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1)).ShouldBeProblem(
            503,
            "store-unavailable"
        );
        var again = await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1);

        again.ShouldBe(200)["applied"].GetBoolean().ShouldBeTrue();
        (await sitting.Owner.GetAsync($"{sitting.Path}/history")).ShouldBe(200)["items"].GetArrayLength().ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task Every_save_of_a_batch_that_failed_is_unacknowledged_and_all_are_stored_when_sent_again(
        Store store
    )
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        var workspace = await server.WorkspaceAsync();
        var sittings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => workspace.StartedAsync()));
        engine.Fail(Moment.Commit, () => FaultyEngine.Of(store, StoreFault.Full));

        var refused = await Task.WhenAll(sittings.Select(s => s.Student.SaveAsync(s.Question, "Paris", revision: 1)));
        engine.Mend();
        var taken = await Task.WhenAll(sittings.Select(s => s.Student.SaveAsync(s.Question, "Paris", revision: 1)));

        refused.ShouldAllBe(reply => reply.Status == 503);
        taken.ShouldAllBe(reply => reply.Status == 200);
    }

    [Theory, AllStores]
    public async Task A_hand_in_that_was_not_heard_of_is_the_same_when_it_is_sent_again(Store store)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        engine.Fail(Moment.AfterCommit, () => FaultyEngine.Of(store, StoreFault.Away), times: 1);

        (await sitting.Student.HandInAsync()).ShouldBeProblem(503, "store-unavailable");
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ReadAsync())["completionReason"].GetString().ShouldBe("submitted");
    }

    [Theory, AllStores]
    public async Task A_quiet_node_finds_by_itself_that_the_store_is_back(Store store)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        engine.Fail(Moment.Begin, () => FaultyEngine.Of(store, StoreFault.Away), times: 1);
        (await server.Stranger.GetAsync("/health/ready")).ShouldBe(503);

        var told = await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(server.Log.With("The store serves again"));
            },
            lines => lines.Count == 1
        );

        told.ShouldHaveSingleItem();
    }
}
