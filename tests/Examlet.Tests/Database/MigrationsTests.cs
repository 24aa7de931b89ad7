using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using Examlet.Database;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Examlet.Tests.Database;

/// <summary>A migration happens whole or not at all, however it ends.</summary>
public sealed class MigrationsTests(ExamletServers servers) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-migrations-");

    private static IReadOnlyList<SqlScript> All(Store store) =>
        [.. Migrations.Scripts(store == Store.Sqlite ? Migrations.Sqlite : Migrations.PostgreSql)];

    [Theory, AllStores]
    public async Task A_script_that_fails_half_way_leaves_the_database_as_it_was_and_the_next_start_succeeds(
        Store store
    )
    {
        var (target, count) = await EmptyAsync(store);
        Migrations.Run(target(), [.. All(store).Take(2)]);
        var broken = new SqlScript("0005-broken.sql", "create table half (id text); insert into nowhere values (1);");

        Should
            .Throw<InvalidOperationException>(() => Migrations.Run(target(), [.. All(store), broken]))
            .Message.ShouldContain("0005-broken.sql");

        count("schemaversions").ShouldBe(2);
        Should.Throw<System.Data.Common.DbException>(() => count("half"));
        Should.Throw<System.Data.Common.DbException>(() => count("receipt"));
        Migrations.Run(target(), All(store));
        count("schemaversions").ShouldBe(All(store).Count);
    }

    [Theory, AllStores]
    public async Task A_schema_of_a_newer_program_is_refused(Store store)
    {
        var (target, count) = await EmptyAsync(store);
        Migrations.Run(target(), [.. All(store), new SqlScript("9999-future.sql", "create table future (id text);")]);

        Should
            .Throw<InvalidOperationException>(() => Migrations.Run(target(), All(store)))
            .Message.ShouldContain("newer Examlet");

        count("future").ShouldBe(0);
    }

    [Fact]
    public async Task Answers_of_an_older_schema_are_all_in_the_partitions_afterwards()
    {
        var (target, count) = await EmptyAsync(Store.PostgreSql);
        Migrations.Run(target(), [.. All(Store.PostgreSql).Take(7)]);
        Migrations.Run(
            target(),
            [
                .. All(Store.PostgreSql).Take(7),
                new SqlScript(
                    "0007-some-answers.sql",
                    """
                    alter table exam_session drop constraint exam_session_workspace_id_fkey,
                      drop constraint exam_session_exam_id_fkey, drop constraint exam_session_version_id_fkey,
                      drop constraint exam_session_user_id_fkey;
                    insert into exam_session (id, workspace_id, exam_id, version_id, user_id, embed_session_id, seed,
                    epoch, started_at, time_multiplier, extra_time, paused_time, last_seq, state_order, position)
                      select 'session_' || i, 'w', 'e', 'v', 'u' || i, 'm', 's', 1, 1, 1, 0, 0, 1, 0, 0
                      from generate_series(1, 200) i;
                    insert into answer_version (session_id, question_id, version_order, seq, value, completed, digest,
                    saved_at, link, chain)
                      select 'session_' || i, 'q', 1, 2, 'a', 1, 'd', 1, 1, 'c' from generate_series(1, 200) i;
                    insert into session_event (session_id, seq, name, data, at) select 'session_' || i, 1,
                    'exam:started', '{}', 1 from generate_series(1, 200) i;
                    """
                ),
            ]
        );

        Migrations.Run(
            target(),
            [
                .. All(Store.PostgreSql).Take(7),
                new SqlScript("0007-some-answers.sql", ""),
                .. All(Store.PostgreSql).Skip(7),
            ]
        );

        count(
                "answer_version where session_id = 'session_7' and question_id = 'q' and version_order = 1 "
                    + "and seq = 2 and value = 'a' and completed = 1 and context is null and digest = 'd' and "
                    + "saved_at = 1 and link = 1 and chain = 'c'"
            )
            .ShouldBe(1);
        count("answer_version").ShouldBe(200);
        count("session_event where name = 'exam:started' and data = '{}'").ShouldBe(200);
        count("answer_version_0").ShouldBeInRange(1, 199);
        count("session_event_0").ShouldBeInRange(1, 199);
    }

    [Theory]
    [InlineData(0), InlineData(3), InlineData(8), InlineData(15), InlineData(30), InlineData(60)]
    public async Task A_kill_at_any_moment_of_it_leaves_all_or_nothing_and_the_next_start_succeeds(int milliseconds)
    {
        var file = Path.Combine(_folder.FullName, "examlet.db");
        Migrations.Run(
            DeployChanges.To.SqliteDatabase($"Data Source={file};Pooling=False"),
            [.. All(Store.Sqlite).Take(1)]
        );
        using (var process = ExamletProgram.Start(file, ["key", "list"]))
        {
            while (!File.Exists(file + "-wal") && !process.HasExited)
            {
                // Another process works: there is no event to wait for.
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Looked at in a copy: who opens the file itself and closes it again takes its WAL away.
        var copy = Path.Combine(_folder.CreateSubdirectory("copy").FullName, "examlet.db");
        foreach (var part in new[] { "", "-wal" }.Where(part => File.Exists(file + part)))
        {
            File.Copy(file + part, copy + part);
        }

        Count(new SqliteConnection($"Data Source={copy};Pooling=False"), "schemaversions")
            .ShouldBeOneOf(1, All(Store.Sqlite).Count);
        var next = await ExamletProgram.RunAsync(file, "key", "list");
        next.Code.ShouldBe(0, next.Error);
        Count(new SqliteConnection($"Data Source={file};Pooling=False"), "schemaversions")
            .ShouldBe(All(Store.Sqlite).Count);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(Func<UpgradeEngineBuilder> Target, Func<string, long> Count)> EmptyAsync(Store store)
    {
        if (store == Store.Sqlite)
        {
            var file = $"Data Source={Path.Combine(_folder.FullName, "examlet.db")};Pooling=False";
            return (() => DeployChanges.To.SqliteDatabase(file), table => Count(new SqliteConnection(file), table));
        }

        var database = await servers.AddPostgreSqlDatabaseAsync();
        return (
            () => DeployChanges.To.PostgresqlDatabase(database),
            table => Count(new NpgsqlConnection(database), table)
        );
    }

    private static long Count(System.Data.Common.DbConnection connection, string table)
    {
        using (connection)
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written here.
            command.CommandText = $"select count(*) from {table}";
#pragma warning restore CA2100
            return (long)command.ExecuteScalar()!;
        }
    }
}
