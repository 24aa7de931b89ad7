using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Examlet.Bench;

/// <summary>Saves while the database holds few and many exam sessions. Each size has a database of its own, and they
/// take turns.</summary>
internal static class Growth
{
    private const int Students = 64;
    private const int Step = 50_000;

    public static async Task RunAsync(Func<Task<string>> postgreSql, bool isFull, int rounds, int seconds)
    {
        int[] sizes = isFull ? [1_000, 100_000, 1_000_000] : [1_000, 100_000];
        var figures = new Figures("growth");
        foreach (var isPostgreSql in new[] { false, true })
        {
            var servers = new List<(ExamletProcess Server, List<Student> Students, int Size)>();
            try
            {
                foreach (var size in sizes)
                {
                    var store = isPostgreSql ? await postgreSql() : null;
                    var server = await ExamletProcess.StartAsync(store);
                    var students = await Classroom.SeatAsync(server, Students);
                    await Load.SaveAsync([server.Address], students, TimeSpan.FromSeconds(1));
                    Console.WriteLine($"filling {server.Store} with {size} exam sessions …");
                    await FillAsync(store, server, size);
                    servers.Add((server, students, size));
                }

                for (var round = 1; round <= rounds; round++)
                {
                    foreach (var (server, students, size) in servers)
                    {
                        figures.Add(
                            string.Create(CultureInfo.InvariantCulture, $"{server.Store}, {size:N0} exam sessions"),
                            await Load.SaveAsync([server.Address], students, TimeSpan.FromSeconds(seconds))
                        );
                    }
                }
            }
            finally
            {
                foreach (var (server, _, _) in servers)
                {
                    await server.DisposeAsync();
                }
            }
        }

        await figures.WriteAsync();
    }

    /// <summary>Multiplies what one student of the class has: a user, an embed session, an exam session and its
    /// answers, under scattered IDs as real ones are.</summary>
    private static async Task FillAsync(string? store, ExamletProcess server, int size)
    {
        await using DbConnection connection = store is null
            ? new SqliteConnection($"Data Source={server.File};Default Timeout=60")
            : new NpgsqlConnection(store);
        await connection.OpenAsync();
        for (var from = 0; from < size; from += Step)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var numbers =
                $"with recursive n(i) as (select {from + 1} union all select i + 1 from n where i < "
                + $"{Math.Min(size, from + Step)})";
            await CopyAsync(
                connection,
                numbers,
                "app_user",
                "t.id = (select user_id from exam_session order by id limit 1)",
                new()
                {
                    ["id"] = Id("user"),
                    ["email"] = Id("mail"),
                    ["email_key"] = Id("mail"),
                }
            );
            await CopyAsync(
                connection,
                numbers,
                "exam_session",
                "t.id = (select id from exam_session where user_id not like 'user_b%' order by id limit 1)",
                new()
                {
                    ["id"] = Id("session"),
                    ["user_id"] = Id("user"),
                    ["embed_session_id"] = Id("embed_session"),
                }
            );
            await CopyAsync(
                connection,
                numbers,
                "embed_session",
                "t.id = (select embed_session_id from exam_session where user_id not like 'user_b%' order "
                    + "by id limit 1)",
                new()
                {
                    ["id"] = Id("embed_session"),
                    ["actor"] = Id("user"),
                    ["exam_session_id"] = Id("session"),
                }
            );
            await CopyAsync(
                connection,
                numbers,
                "answer_version",
                "t.session_id = (select id from exam_session where user_id not like 'user_b%' order by id "
                    + "limit 1) and t.seq between 2 and 4",
                new() { ["session_id"] = Id("session") }
            );
            await transaction.CommitAsync();
        }

        await using var analyze = connection.CreateCommand();
        analyze.CommandText = "analyze";
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
    }

    // An odd factor modulo a power of two meets every number once.
    private static string Id(string prefix) => $"'{prefix}_b' || cast((i * 2654435761) % 4294967296 as text)";

    private static async Task CopyAsync(
        DbConnection connection,
        string numbers,
        string table,
        string template,
        Dictionary<string, string> replaced
    )
    {
        var columns = new List<string>();
        await using (var read = connection.CreateCommand())
        {
#pragma warning disable CA2100 // Names of this file.
            read.CommandText = $"select * from {table} where 1 = 0";
            await using var reader = await read.ExecuteReaderAsync();
            columns.AddRange(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        }

        var values = columns.Select(column => replaced.GetValueOrDefault(column, $"t.{column}"));
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        var wide = values.Select(value => value.Replace("(i *", "(cast(i as bigint) *", StringComparison.Ordinal));
        command.CommandText =
            connection is SqliteConnection
                ? $"insert into {table} ({string.Join(", ", columns)}) {numbers} select "
                    + $"{string.Join(", ", values)} from n, {table} t where {template}"
                : $"{numbers} insert into {table} ({string.Join(", ", columns)}) select "
                    + $"{string.Join(", ", wide)} from n, {table} t where {template}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
