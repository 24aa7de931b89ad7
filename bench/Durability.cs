using Npgsql;

namespace Examlet.Bench;

/// <summary>Reads back what the stores promise, so that no figure is bought with it.</summary>
internal static class Durability
{
    public static async Task NoteAsync(Figures figures, ExamletProcess sqlite, string postgreSql)
    {
        // The journal mode stands in the file's header; `synchronous` belongs to the writer's own connection, where a
        // test reads it (WriterSettingsTests).
        var header = new byte[20];
        await using (
            var file = new FileStream(
                sqlite.File,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            )
        )
        {
            await file.ReadExactlyAsync(header);
        }

        figures.Note(
            $"SQLite: {(header[18] == 2 ? "WAL" : "no WAL")}, synchronous=FULL on the writer's connection "
                + "(WriterSettingsTests)"
        );
        await using var connection = new NpgsqlConnection(postgreSql);
        await connection.OpenAsync();
        var settings = new List<string>();
        foreach (var name in new[] { "server_version", "fsync", "synchronous_commit", "full_page_writes" })
        {
            await using var command = new NpgsqlCommand("select current_setting($1)", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = name });
            settings.Add($"{name}={await command.ExecuteScalarAsync()}");
        }

        figures.Note($"PostgreSQL: {string.Join(", ", settings)}");
    }
}
