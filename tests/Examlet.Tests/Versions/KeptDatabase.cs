using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace Examlet.Tests.Versions;

/// <summary>
/// A database as a version of the program left it, in a folder: on SQLite its files, on PostgreSQL the statements that
/// make it. Beside it lies what the API said of it then.
/// </summary>
public sealed class KeptDatabase(string folder, Store store)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string Said => Path.Combine(folder, $"{store}.json");

    private string Files => Path.Combine(folder, nameof(Store.Sqlite));

    private string Statements => Path.Combine(folder, $"{nameof(Store.PostgreSql)}.sql");

    /// <summary>Has a server make it, and keeps what is there when that server has ended.</summary>
    public async Task MakeAsync(ExamletServers servers)
    {
        Directory.CreateDirectory(folder);
        var database = store == Store.Sqlite ? NewFile() : await servers.AddPostgreSqlDatabaseAsync();
        await using (var server = await servers.StartAsync(store, $"Database={database}"))
        {
            var school = await KeptSchool.OpenAsync(server);
            await File.WriteAllTextAsync(Said, JsonSerializer.Serialize(school, Indented) + "\n");
        }

        if (store == Store.PostgreSql)
        {
            await File.WriteAllTextAsync(Statements, await DumpAsync(database));
        }
    }

    /// <summary>A copy of it, to be used up: the setting that names it.</summary>
    public async Task<string> CopyAsync(ExamletServers servers, string to)
    {
        if (store == Store.Sqlite)
        {
            foreach (var file in Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(to, Path.GetRelativePath(Files, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            return Path.Combine(to, "examlet.db");
        }

        var database = await servers.AddPostgreSqlDatabaseAsync();
        await using var connection = new NpgsqlConnection($"{database};Pooling=False");
        await connection.OpenAsync();
#pragma warning disable CA2100 // It lies in the repository.
        await using var command = new NpgsqlCommand(await File.ReadAllTextAsync(Statements), connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return database;
    }

    /// <summary>What the API said of it when it was made.</summary>
    public async Task<KeptSchool> SaidAsync() =>
        JsonSerializer.Deserialize<KeptSchool>(await File.ReadAllTextAsync(Said))!;

    private string NewFile()
    {
        if (Directory.Exists(Files))
        {
            Directory.Delete(Files, recursive: true);
        }

        return Path.Combine(Directory.CreateDirectory(Files).FullName, "examlet.db");
    }

    /// <summary>Plain statements for every version of PostgreSQL that Examlet runs on.</summary>
    private static async Task<string> DumpAsync(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        using var dump = Process.Start(
            new ProcessStartInfo(
                PostgreSqlCluster.Program("pg_dump"),
                [
                    "--host",
                    settings.Host!,
                    "--username",
                    settings.Username!,
                    "--no-owner",
                    "--no-privileges",
                    "--column-inserts",
                    settings.Database!,
                ]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var text = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        dump.ExitCode.ShouldBe(0);
        var lines = text.Split('\n')
            .Where(line => !line.StartsWith('\\') && !line.StartsWith("SET ", StringComparison.Ordinal));
        return string.Join('\n', lines);
    }
}
