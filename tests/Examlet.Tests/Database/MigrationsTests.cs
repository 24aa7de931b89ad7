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

    private static IReadOnlyList<SqlScript> All => [.. Migrations.Scripts()];

    [Theory, AllStores]
    public async Task A_script_that_fails_half_way_leaves_the_database_as_it_was_and_the_next_start_succeeds(Store store)
    {
        var (target, count) = await EmptyAsync(store);
        Migrations.Run(target(), [.. All.Take(2)]);
        var broken = new SqlScript("0005-broken.sql", "create table half (id text); insert into nowhere values (1);");

        Should.Throw<InvalidOperationException>(() => Migrations.Run(target(), [.. All, broken])).Message.ShouldContain("0005-broken.sql");

        count("schemaversions").ShouldBe(2);
        Should.Throw<System.Data.Common.DbException>(() => count("half"));
        Should.Throw<System.Data.Common.DbException>(() => count("receipt"));
        Migrations.Run(target(), All);
        count("schemaversions").ShouldBe(All.Count);
    }

    [Theory, AllStores]
    public async Task A_schema_of_a_newer_program_is_refused(Store store)
    {
        var (target, count) = await EmptyAsync(store);
        Migrations.Run(target(), [.. All, new SqlScript("9999-future.sql", "create table future (id text);")]);

        Should.Throw<InvalidOperationException>(() => Migrations.Run(target(), All)).Message.ShouldContain("newer Examlet");

        count("future").ShouldBe(0);
    }

    [Theory]
    [InlineData(0), InlineData(3), InlineData(8), InlineData(15), InlineData(30), InlineData(60)]
    public async Task A_kill_at_any_moment_of_it_leaves_all_or_nothing_and_the_next_start_succeeds(int milliseconds)
    {
        var file = Path.Combine(_folder.FullName, "examlet.db");
        Migrations.Run(DeployChanges.To.SqliteDatabase($"Data Source={file};Pooling=False"), [.. All.Take(1)]);
        using (var process = ExamletProgram.Start(file, ["key", "list"]))
        {
            while (!File.Exists(file + "-wal") && !process.HasExited)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken); // Another process works: there is no event to wait for.
            }

            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Count(new SqliteConnection($"Data Source={file};Pooling=False"), "schemaversions").ShouldBeOneOf(1, All.Count);
        var next = await ExamletProgram.RunAsync(file, "key", "list");
        next.Code.ShouldBe(0, next.Error);
        Count(new SqliteConnection($"Data Source={file};Pooling=False"), "schemaversions").ShouldBe(All.Count);
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
        return (() => DeployChanges.To.PostgresqlDatabase(database), table => Count(new NpgsqlConnection(database), table));
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
