using CsCheck;
using Examlet.Storage;
using Microsoft.Data.Sqlite;

namespace Examlet.Tests.Storage;

/// <summary>Writes to SQLite that queue share a commit: none is acknowledged before it is on disk, none undoes
/// another.</summary>
public sealed class SharedCommitTests
{
    private const int Page = 4096;

    /// <summary>What becomes of one write of many.</summary>
    public enum Fate
    {
        Stored,
        StoredAfterAPause,
        Failing,
        FailingAfterAPause,
        GivenUp,
        GivenUpInTheQueue,
        StoreFailing,
    }

    [Fact]
    public async Task Writes_that_queue_wait_for_the_disk_together()
    {
        await using var numbers = new Numbers();
        var before = numbers.Engine.WalBytes;

        await Task.WhenAll(
            await numbers.QueueAsync([
                .. Enumerable.Range(1, 40).Select<int, Func<Task>>(number => () => numbers.AddAsync(number)),
            ])
        );

        (await numbers.StoredAsync()).ShouldBe(Enumerable.Range(0, 41));
        (numbers.Engine.WalBytes - before).ShouldBeLessThan(
            20 * Page,
            "41 commits of a page each would have written 41 pages"
        );
    }

    [Fact]
    public async Task A_write_that_nobody_waits_behind_is_committed_at_once()
    {
        await using var numbers = new Numbers();

        await numbers.AddAsync(1, Nothing, TestContext.Current.CancellationToken);

        (await numbers.StoredAsync()).ShouldBe([1]);
    }

    [Fact]
    public async Task A_write_that_fails_is_undone_alone()
    {
        await using var numbers = new Numbers();

        var writes = await numbers.QueueAsync(
            () => numbers.AddAsync(1),
            () => numbers.AddAsync(2, Failing),
            () => numbers.AddAsync(1), // there is one already
            () => numbers.AddAsync(3)
        );

        await Task.WhenAll(writes[0], writes[1], writes[4]);
        (await Should.ThrowAsync<InvalidOperationException>(writes[2])).Message.ShouldBe("of its own");
        await Should.ThrowAsync<SqliteException>(writes[3]);
        (await numbers.StoredAsync()).ShouldBe([0, 1, 3]);
    }

    [Fact]
    public async Task When_the_store_fails_nothing_of_the_shared_transaction_is_kept_and_everybody_hears()
    {
        await using var numbers = new Numbers();

        var writes = await numbers.QueueAsync(() => numbers.AddAsync(1), () => numbers.AddAsync(2, () => throw Full()));

        foreach (var write in writes)
        {
            (await Should.ThrowAsync<SqliteException>(write)).SqliteErrorCode.ShouldBe(13);
        }

        (await numbers.StoredAsync()).ShouldBeEmpty();
        await numbers.AddAsync(3, Nothing, TestContext.Current.CancellationToken);
        (await numbers.StoredAsync()).ShouldBe([3], "the next write opens the file anew");
    }

    [Fact]
    public async Task A_write_that_is_given_up_in_the_queue_leaves_nobody_without_a_commit()
    {
        await using var numbers = new Numbers();
        using var given = new CancellationTokenSource();

        var writes = await numbers.QueueAsync(
            () => numbers.AddAsync(1, given.Cancel),
            () => numbers.AddAsync(2, cancellation: given.Token)
        );

        await Task.WhenAll(writes[0], writes[1]);
        await Should.ThrowAsync<OperationCanceledException>(writes[2]);
        (await numbers.StoredAsync()).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task The_end_of_the_program_commits_what_was_left_open()
    {
        await using var numbers = new Numbers();
        var closing = Task.CompletedTask;

        var writes = await numbers.QueueAsync(() => closing = numbers.CloseAsync(), () => numbers.AddAsync(1));
        await Task.WhenAll(writes[0], closing);

        await Should.ThrowAsync<ObjectDisposedException>(writes[2]);
        await using var again = new Numbers(numbers.Folder);
        (await again.StoredAsync()).ShouldBe([0]);
    }

    [Fact]
    public Task Whatever_becomes_of_each_exactly_what_was_acknowledged_is_stored() =>
        Gen.Enum<Fate>()
            .Array[1, 90]
            .SampleAsync(
                async fates =>
                {
                    await using var numbers = new Numbers();
                    var writes = fates.Select((fate, number) => IsAcknowledgedAsync(numbers, number, fate)).ToList();
                    var acknowledged = await Task.WhenAll(writes);

                    return (await numbers.StoredAsync()).SequenceEqual(
                        Enumerable.Range(0, fates.Length).Where(number => acknowledged[number])
                    );
                },
                iter: 60
            );

    private static async Task<bool> IsAcknowledgedAsync(Numbers numbers, int number, Fate fate)
    {
        using var given = new CancellationTokenSource();
        try
        {
            var write = numbers.AddAsync(
                number,
                () => MeetAsync(fate, given),
                fate == Fate.GivenUpInTheQueue ? given.Token : default
            );
            if (fate == Fate.GivenUpInTheQueue)
            {
                await given.CancelAsync();
            }

            await write;
            return true;
        }
        catch (Exception fault)
            when (fault is InvalidOperationException or SqliteException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task MeetAsync(Fate fate, CancellationTokenSource given)
    {
        if (fate is Fate.StoredAfterAPause or Fate.FailingAfterAPause)
        {
            await Task.Yield();
        }

        switch (fate)
        {
            case Fate.Failing or Fate.FailingAfterAPause:
                throw new InvalidOperationException("of its own");
            case Fate.GivenUp:
                await given.CancelAsync();
                given.Token.ThrowIfCancellationRequested();
                break;
            case Fate.StoreFailing:
                throw Full();
        }
    }

    private static void Nothing() { }

    private static void Failing() => throw new InvalidOperationException("of its own");

    private static SqliteException Full() => new("database or disk is full", 13);

    /// <summary>A SQLite file with a table of numbers, each there once.</summary>
    private sealed class Numbers : IAsyncDisposable
    {
        private readonly Examlet.Storage.Database _database;

        public Numbers(DirectoryInfo? folder = null)
        {
            Folder = folder ?? Directory.CreateTempSubdirectory("examlet-shared-");
            Engine = new SqliteEngine(
                Path.Combine(Folder.FullName, "shared.db"),
                new SqliteSettings { LongestShared = TimeSpan.FromMinutes(1) }
            );
            _database = new Examlet.Storage.Database(Engine);
            _database.Migrate();
            using var connection = new SqliteConnection($"Data Source={Engine.File};Pooling=False");
            connection.Open();
            using var table = connection.CreateCommand();
            table.CommandText = "create table if not exists shared (number integer primary key)";
            table.ExecuteNonQuery();
        }

        public DirectoryInfo Folder { get; }

        public SqliteEngine Engine { get; }

        public Task AddAsync(int number, Action then, CancellationToken cancellation = default) =>
            AddAsync(
                number,
                () =>
                {
                    then();
                    return Task.CompletedTask;
                },
                cancellation
            );

        /// <summary>Adds a number; <paramref name="then"/> runs before its transaction ends.</summary>
        public Task AddAsync(int number, Func<Task>? then = null, CancellationToken cancellation = default) =>
            _database.WriteAsync(
                async session =>
                {
                    await session.ExecuteAsync("insert into shared (number) values (@number)", new { number });
                    await (then?.Invoke() ?? Task.CompletedTask);
                },
                cancellation
            );

        /// <summary>Adds 0, and lets <paramref name="writes"/> queue behind it in their order before it ends.</summary>
        public async Task<IReadOnlyList<Task>> QueueAsync(params Func<Task>[] writes)
        {
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var queued = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var first = AddAsync(
                0,
                () =>
                {
                    begun.SetResult();
                    return queued.Task;
                }
            );
            await begun.Task;
            var all = writes.Select(write => write()).Prepend(first).ToList();
            queued.SetResult();
            return all;
        }

        public async Task<IReadOnlyList<int>> StoredAsync() =>
            await _database.ReadAsync(
                session => session.QueryAsync<int>("select number from shared order by number"),
                TestContext.Current.CancellationToken
            );

        public async Task CloseAsync() => await _database.DisposeAsync();

        public async ValueTask DisposeAsync()
        {
            await _database.DisposeAsync();
            if (Folder.Exists)
            {
                Folder.Delete(recursive: true);
                Folder.Refresh();
            }
        }
    }
}
