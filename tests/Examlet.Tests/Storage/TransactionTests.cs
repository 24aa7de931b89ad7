using Examlet.Storage;
using Npgsql;

namespace Examlet.Tests.Storage;

/// <summary>A transaction and what waits for its commit.</summary>
public sealed class TransactionTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task What_waits_for_the_commit_runs_once_and_finds_the_row_there(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var database = server.Service<Examlet.Storage.Database>();
        var seen = new List<Task<string?>>();

        await database.WriteAsync(
            async transaction =>
            {
                transaction.AfterCommit(() => seen.Add(NameAsync(database)));
                await AddAsync(transaction);
                seen.ShouldBeEmpty();
            },
            CancellationToken.None
        );

        (await seen.ShouldHaveSingleItem()).ShouldBe("there");
    }

    [Theory, AllStores]
    public async Task What_waits_for_a_commit_that_does_not_come_never_runs(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var database = server.Service<Examlet.Storage.Database>();
        var ran = 0;

        await Should.ThrowAsync<InvalidOperationException>(() =>
            database.WriteAsync(
                async transaction =>
                {
                    transaction.AfterCommit(() => ran++);
                    await AddAsync(transaction);
                    throw new InvalidOperationException();
                },
                CancellationToken.None
            )
        );

        ran.ShouldBe(0);
        (await NameAsync(database)).ShouldBeNull();
    }

    [Theory, AllStores]
    public async Task What_waits_runs_not_when_the_store_refuses_the_commit(Store store)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var ended = server;
        var ran = 0;
        engine.Fail(Moment.Commit, () => FaultyEngine.Of(store, StoreFault.Full), times: 1);

        await Should.ThrowAsync<System.Data.Common.DbException>(() =>
            server
                .Service<Examlet.Storage.Database>()
                .WriteAsync(
                    async transaction =>
                    {
                        transaction.AfterCommit(() => ran++);
                        await AddAsync(transaction);
                    },
                    CancellationToken.None
                )
        );

        ran.ShouldBe(0);
    }

    [Fact]
    public async Task A_try_that_lost_to_another_takes_what_waited_for_it_along()
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, Store.PostgreSql);
        await using var ended = server;
        var (tries, ran) = (0, new List<int>());
        engine.Fail(
            Moment.Commit,
            () =>
                new PostgresException(
                    "could not serialize access",
                    "ERROR",
                    "ERROR",
                    PostgresErrorCodes.SerializationFailure
                ),
            times: 2
        );

        await server
            .Service<Examlet.Storage.Database>()
            .WriteAsync(
                async transaction =>
                {
                    var number = ++tries;
                    transaction.AfterCommit(() => ran.Add(number));
                    await AddAsync(transaction);
                },
                CancellationToken.None
            );

        tries.ShouldBe(3);
        ran.ShouldBe([3]);
    }

    [Theory, AllStores]
    public async Task A_change_is_told_when_another_connection_sees_it(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var database = server.Service<Examlet.Storage.Database>();
        var told = new List<(string Id, Task<string?> Name)>();
        database.RowChanged = id => told.Add((id, NameAsync(database)));

        await database.WriteAsync(
            async transaction =>
            {
                transaction.Changed("w");
                await AddAsync(transaction);
            },
            CancellationToken.None
        );

        var (id, name) = told.ShouldHaveSingleItem();
        id.ShouldBe("w");
        (await name).ShouldBe("there");
    }

    private static Task<int> AddAsync(Transaction transaction) =>
        transaction.ExecuteAsync("insert into workspace (id, name, created_at) values ('w', 'there', 1)");

    private static Task<string?> NameAsync(Examlet.Storage.Database database) =>
        database.ReadAsync(
            reader => reader.FirstOrDefaultAsync<string>("select name from workspace where id = 'w'"),
            CancellationToken.None
        );
}
