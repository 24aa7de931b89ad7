using Npgsql;

namespace Examlet.Tests.Database;

/// <summary>On PostgreSQL answers and events lie in partitions by exam session, and a distributed PostgreSQL can spread
/// them: every key leads with the session.</summary>
public sealed class PartitionsTests(ExamletServers servers)
{
    [Theory, InlineData("answer_version"), InlineData("session_event")]
    public async Task It_is_partitioned_by_the_hash_of_the_exam_session(string table)
    {
        var database = await MigratedAsync();

        (
            await AskAsync(
                database,
                """
                select p.partstrat::text || ' ' || (select string_agg(a.attname, ',') from unnest(p.partattrs) k
                join pg_attribute a on a.attrelid = p.partrelid and a.attnum = k)
                from pg_partitioned_table p where p.partrelid = $1::regclass
                """,
                table
            )
        ).ShouldBe(["h session_id"]);
        var partitions = await AskAsync(
            database,
            "select pg_get_expr(c.relpartbound, c.oid) from pg_inherits i join pg_class c on c.oid = "
                + "i.inhrelid where i.inhparent = $1::regclass order by c.relname",
            table
        );
        partitions.Count.ShouldBeGreaterThan(1);
        partitions
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                Enumerable
                    .Range(0, partitions.Count)
                    .Select(i => $"FOR VALUES WITH (modulus {partitions.Count}, remainder {i})")
                    .Order(StringComparer.Ordinal)
            );
    }

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
        await using var engine = new global::Examlet.Database.PostgreSqlEngine(database);
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
