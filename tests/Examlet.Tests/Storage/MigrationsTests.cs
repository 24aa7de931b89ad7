using System.Data.Common;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using Examlet.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Examlet.Tests.Storage;

/// <summary>A migration happens whole or not at all, however it ends.</summary>
public sealed class MigrationsTests(ExamletServers servers) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-migrations-");
    private string? _postgreSql;

    private string FileSetting => $"Data Source={Path.Combine(_folder.FullName, "examlet.db")};Pooling=False";

    private static IReadOnlyList<SqlScript> All(Store store) =>
        [.. Migrations.Scripts(store == Store.Sqlite ? Migrations.Sqlite : Migrations.PostgreSql)];

    [Theory, AllStores]
    public async Task A_script_that_fails_half_way_leaves_the_database_as_it_was_and_the_next_start_succeeds(
        Store store
    )
    {
        var (target, count) = await EmptyAsync(store);
        Migrations.Run(target(), All(store));
        var whole = new SqlScript("8001-whole.sql", "create table whole (id text);");
        var broken = new SqlScript("8002-broken.sql", "create table half (id text); insert into nowhere values (1);");

        Should
            .Throw<InvalidOperationException>(() => Migrations.Run(target(), [.. All(store), whole, broken]))
            .Message.ShouldContain("8002-broken.sql");

        count("schemaversions").ShouldBe(All(store).Count);
        Should.Throw<DbException>(() => count("half"));
        Should.Throw<DbException>(() => count("whole"));
        Migrations.Run(target(), [.. All(store), whole]);
        count("whole").ShouldBe(0);
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
    public async Task Both_engines_have_the_same_tables_and_columns_but_for_the_bytes_of_files()
    {
        var (sqlite, _) = await EmptyAsync(Store.Sqlite);
        var (postgreSql, _) = await EmptyAsync(Store.PostgreSql);
        Migrations.Run(sqlite(), All(Store.Sqlite));
        Migrations.Run(postgreSql(), All(Store.PostgreSql));

        var here = await ColumnsAsync(
            new SqliteConnection(FileSetting),
            """
            select lower(t.name || '.' || c.name) from sqlite_schema t join pragma_table_info(t.name) c
            where t.type = 'table' and t.name <> 'SchemaVersions' and t.name not like 'sqlite_%'
            """
        );
        var there = await ColumnsAsync(
            new NpgsqlConnection(_postgreSql),
            """
            select table_name || '.' || column_name from information_schema.columns
            where table_schema = 'public' and table_name not in ('schemaversions', 'file_chunk')
            """
        );

        here.ShouldBe(there, ignoreOrder: true);
        here.ShouldContain("answer_version.value");
    }

    [Theory]
    [InlineData(0), InlineData(3), InlineData(8), InlineData(15), InlineData(30), InlineData(60)]
    public async Task A_kill_at_any_moment_of_it_leaves_all_or_nothing_and_the_next_start_succeeds(int milliseconds)
    {
        var file = Path.Combine(_folder.FullName, "examlet.db");
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

        Count(
                new SqliteConnection($"Data Source={copy};Pooling=False"),
                "sqlite_schema where type = 'table' and name in ('SchemaVersions', 'workspace', 'heartbeat')"
            )
            .ShouldBeOneOf(0, 3);
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
            return (
                () => DeployChanges.To.SqliteDatabase(FileSetting),
                table => Count(new SqliteConnection(FileSetting), table)
            );
        }

        var database = _postgreSql = await servers.AddPostgreSqlDatabaseAsync();
        return (
            () => DeployChanges.To.PostgresqlDatabase(database),
            table => Count(new NpgsqlConnection(database), table)
        );
    }

    private static async Task<List<string>> ColumnsAsync(DbConnection connection, string sql)
    {
        await using (connection)
        {
            return [.. await connection.QueryAsync<string>(sql)];
        }
    }

    private static long Count(DbConnection connection, string table)
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
