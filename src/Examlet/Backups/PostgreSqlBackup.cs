using System.Diagnostics;
using System.Globalization;
using Examlet.Storage;
using Examlet.Time;
using Npgsql;

namespace Examlet.Backups;

/// <summary>
/// Backs up a PostgreSQL database with its own programs, <c>pg_dump</c> and <c>pg_restore</c>. They are on the PATH, or
/// where Debian puts them.
/// </summary>
internal static class PostgreSqlBackup
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>Dumps one state of the database into <paramref name="folder"/>. Uploaded files are in the
    /// database.</summary>
    public static async Task<string> FillAsync(string connectionString, string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, BackupFolder.PostgreSqlFile);
        PrivateFile.Ensure(file); // pg_dump writes into the file that is there, and leaves its rights
        await RunAsync("pg_dump", connectionString, ["-Fc", "--no-password", "--file", file], cancellation);
        return BackupFolder.PostgreSqlFile;
    }

    /// <summary>Reads the table of contents of a dump. Fails if the file is no dump.</summary>
    public static Task CheckAsync(string connectionString, string folder, CancellationToken cancellation) =>
        RunAsync(
            "pg_restore",
            connectionString: null,
            ["--list", "--file", "/dev/null", Path.Combine(folder, BackupFolder.PostgreSqlFile)],
            cancellation
        );

    /// <summary>
    /// Restores a backup in one transaction. Renames the schema that was there. Returns its new name, or null if there
    /// was none.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Something is there and <paramref name="replace"/> is false, or it is in use.
    /// </exception>
    public static async Task<string?> RestoreAsync(
        string connectionString,
        string folder,
        bool replace,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        _ = Find("pg_restore");
        string? aside = null;
        await using (var connection = new NpgsqlConnection(Unpooled(connectionString)))
        {
            await connection.OpenAsync(cancellation);
            if (
                await AsksAsync(
                    connection,
                    "select exists (select 1 from pg_stat_activity where datname = current_database() and "
                        + "application_name = 'examlet')",
                    cancellation
                )
            )
            {
                throw new InvalidOperationException(
                    "The database is in use: stop every node of Examlet, then restore."
                );
            }

            if (await AsksAsync(connection, "select to_regclass('public.schemaversions') is not null", cancellation))
            {
                if (!replace)
                {
                    throw new InvalidOperationException(
                        "The database is not empty. With --replace what is in it is renamed, not deleted, "
                            + "and the backup takes its place."
                    );
                }

                aside = string.Create(CultureInfo.InvariantCulture, $"before_restore_{clock.Now():yyyyMMdd_HHmmss}");
#pragma warning disable CA2100 // The name is made here.
                await using var rename = new NpgsqlCommand(
                    $"alter schema public rename to {aside}; create schema public",
                    connection
                );
#pragma warning restore CA2100
                await rename.ExecuteNonQueryAsync(cancellation);
            }
        }

        await RunAsync(
            "pg_restore",
            connectionString,
            [
                "--no-password",
                "--no-owner",
                "--no-privileges",
                "--exit-on-error",
                "--single-transaction",
                "--dbname",
                DatabaseOf(connectionString),
                Path.Combine(folder, BackupFolder.PostgreSqlFile),
            ],
            cancellation
        );
        return aside;
    }

    private static string Unpooled(string connectionString)
    {
        var settings = PostgreSqlEngine.SettingsOf(connectionString);
        settings.Pooling = false;
        return settings.ToString();
    }

    private static string DatabaseOf(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Database ?? "postgres";

    private static async Task<bool> AsksAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Written in this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task RunAsync(
        string program,
        string? connectionString,
        string[] arguments,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(Find(program), arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        if (connectionString is not null)
        {
            Connect(start.Environment, new NpgsqlConnectionStringBuilder(connectionString));
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {error.Trim()}");
        }
    }

    /// <summary>Everything goes through the environment: every user of the machine can see arguments.</summary>
    private static void Connect(IDictionary<string, string?> environment, NpgsqlConnectionStringBuilder settings)
    {
        var hosts = (settings.Host ?? "")
            .Split(',')
            .Select(host => host.Trim())
            .Select(host =>
                host.StartsWith('/') || !host.Contains(':', StringComparison.Ordinal) ? [host] : host.Split(':')
            )
            .ToList();
        environment["PGHOST"] = string.Join(',', hosts.Select(host => host[0]));
        environment["PGPORT"] = string.Join(
            ',',
            hosts.Select(host => host.Length == 2 ? host[1] : settings.Port.ToString(CultureInfo.InvariantCulture))
        );
        if (hosts.Count > 1)
        {
            environment["PGTARGETSESSIONATTRS"] = "read-write";
        }

        environment["PGDATABASE"] = DatabaseOf(settings.ToString());
        environment["PGSSLMODE"] = settings.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        };
        foreach (
            var (name, value) in new[]
            {
                ("PGUSER", settings.Username),
                ("PGPASSWORD", settings.Password),
                ("PGSSLROOTCERT", settings.RootCertificate),
                ("PGPASSFILE", settings.Passfile),
            }
        )
        {
            if (!string.IsNullOrEmpty(value))
            {
                environment[name] = value;
            }
        }
    }

    private static string Find(string program)
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        var installed = Directory.Exists(Debian)
            ? Directory
                .GetDirectories(Debian)
                .OrderByDescending(folder =>
                    double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version)
                        ? version
                        : 0
                )
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        return onPath
                .Concat(installed)
                .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
                .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"{program} is missing on this machine. Install PostgreSQL's client programs, of the "
                    + "server's version or newer (Debian: apt-get install postgresql-client)."
            );
    }
}
