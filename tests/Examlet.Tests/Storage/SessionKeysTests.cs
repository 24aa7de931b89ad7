using Examlet.Storage;
using Npgsql;

namespace Examlet.Tests.Storage;

/// <summary>A distributed PostgreSQL can spread answers and events by exam session: every key of them leads with it.
/// </summary>
public sealed class SessionKeysTests(ExamletServers servers)
{
    [Theory]
    // That no version is without its session is for `verify` to find: see BackupTests.
    [InlineData("answer_version", "session_id p")]
    [InlineData("session_event", "session_id p", "session_id f")]
    public async Task Every_key_of_it_leads_with_the_exam_session(string table, params string[] keys)
    {
        var database = await MigratedAsync();

        var unique = await AskAsync(
            database,
            "select (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = "
                + "i.indkey[0]) from pg_index i where i.indrelid = $1::regclass and i.indisunique",
            table
        );
        var constraints = await AskAsync(
            database,
            "select (select a.attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = "
                + "c.conkey[1]) || ' ' || c.contype::text from pg_constraint c where c.conrelid = $1::regclass "
                + "and c.contype in ('p', 'u', 'f', 'x')",
            table
        );
        var references = await AskAsync(
            database,
            "select c.conname::text from pg_constraint c where c.confrelid = $1::regclass",
            table
        );

        unique.ShouldNotBeEmpty();
        unique.ShouldAllBe(column => column == "session_id");
        constraints.ShouldBe(keys, ignoreOrder: true);
        references.ShouldBeEmpty();
    }

    private async Task<string> MigratedAsync()
    {
        var database = await servers.AddPostgreSqlDatabaseAsync();
        await using var engine = new PostgreSqlEngine(database);
        engine.Migrate(check: false);
        return database;
    }

    private static async Task<List<string>> AskAsync(string database, string sql, string table)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Written here.
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = table } } };
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
