using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Examlet.Backups;
using Npgsql;

namespace Examlet.Tests.Fixture;

/// <summary>Looks for the secrets that a server gave out where none may be: in its database, in a backup of it, in its
/// OpenAPI document.</summary>
public static partial class SecretSearch
{
    /// <summary>Where a secret was found, and the text around it.</summary>
    public static async Task<IReadOnlyList<string>> InAsync(ExamletServer server)
    {
        var folder = Directory.CreateTempSubdirectory("examlet-search-").FullName;
        try
        {
            var found = Leaks(
                    server,
                    "the OpenAPI document",
                    await server.Http.GetStringAsync(new Uri(server.Address, "/openapi/v1.json"))
                )
                .ToList();
            if (server.Store == Store.Sqlite)
            {
                await SqliteBackup.FillAsync(
                    server.Service<Examlet.Storage.Database>(),
                    folder,
                    CancellationToken.None
                );
                found.AddRange(await InFilesAsync(server, folder));
                found.AddRange(await InFilesAsync(server, Path.GetDirectoryName(server.Database)!));
            }
            else
            {
                var dump = Path.Combine(
                    folder,
                    await PostgreSqlBackup.FillAsync(server.Database, folder, CancellationToken.None)
                );
                found.AddRange(Leaks(server, "the dump", await UnpackedAsync(dump)));
            }

            return found;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same in the database alone, which costs little, of a server that has ended. A database that does
    /// not answer (a test took it away) tells nothing.</summary>
    public static async Task<IReadOnlyList<string>> InStoreAsync(ExamletServer server)
    {
        if (server.Store == Store.Sqlite)
        {
            return await InFilesAsync(server, Path.GetDirectoryName(server.Database)!);
        }

        try
        {
            return await InTablesAsync(server);
        }
        catch (NpgsqlException)
        {
            return [];
        }
    }

    private static async Task<List<string>> InFilesAsync(ExamletServer server, string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.GetFiles(folder))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes);
            found.AddRange(
                Leaks(
                    server,
                    Path.GetFileName(file),
                    Encoding.Latin1.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))
                )
            );
        }

        return found;
    }

    private static async Task<List<string>> InTablesAsync(ExamletServer server)
    {
        await using var source = NpgsqlDataSource.Create(server.Database);
        await using var connection = await source.OpenConnectionAsync();
        var found = new List<string>();
        var tables = await connection.QueryAsync<string>(
            "select relname from pg_class where relkind in ('r', 'p') and relnamespace = "
                + "'public'::regnamespace and not relispartition"
        );
        foreach (var table in tables)
        {
            var rows = await connection.QueryAsync<string>(
                $"select t::text from \"{table}\" t where t::text ~ 'examp_[a-zA-Z0-9]{{32}}' or t::text "
                    + "like any(@secrets)",
                new { secrets = server.Log.Secrets.Select(secret => $"%{secret}%").ToArray() }
            );
            found.AddRange(rows.SelectMany(row => Leaks(server, table, row)));
        }

        return found;
    }

    /// <summary>The places in <paramref name="text"/> that hold an API key or a secret of
    /// <paramref name="server"/>.</summary>
    private static List<string> Leaks(ExamletServer server, string place, string text)
    {
        var leaks = new List<string>();
        foreach (var key in Key().EnumerateMatches(text))
        {
            leaks.Add(Around(place, text, key.Index));
        }

        if (
            server.Log.Secrets.Count > 0
            && text.AsSpan().IndexOfAny(SearchValues.Create([.. server.Log.Secrets], StringComparison.Ordinal))
                is var at
                    and >= 0
        )
        {
            leaks.Add(Around(place, text, at));
        }

        return leaks;
    }

    private static string Around(string place, string text, int at) =>
        $"{place}: …{text.AsSpan(Math.Max(0, at - 60), Math.Min(140, text.Length - Math.Max(0, at - 60)))}…";

    /// <summary>A dump as the SQL that it stands for.</summary>
    private static async Task<string> UnpackedAsync(string dump)
    {
        using var restore = Process.Start(
            new ProcessStartInfo(PostgreSqlCluster.Program("pg_restore"), ["--file", "-", dump])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var sql = await restore.StandardOutput.ReadToEndAsync();
        await restore.WaitForExitAsync();
        return restore.ExitCode == 0 ? sql : throw new InvalidOperationException("pg_restore failed.");
    }

    [GeneratedRegex("examp_[a-zA-Z0-9]{32}", RegexOptions.None, 60_000)]
    private static partial Regex Key();
}
