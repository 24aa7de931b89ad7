using System.Security.Cryptography;
using System.Text.Json;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Backups;

/// <summary>
/// The folder of a backup: the database, on SQLite the uploaded files, and a manifest that says what they must be.
/// </summary>
public static class BackupFolder
{
    public const string SqliteFile = "examlet.db";
    public const string PostgreSqlFile = "examlet.dump";
    private const string ManifestFile = "backup.json";
    private const string Type = "examlet-backup";
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// Makes a backup in a folder beside <paramref name="folder"/>, and renames it when it is whole and on disk.
    /// <paramref name="fill"/> makes the database and returns its file's name.
    /// </summary>
    /// <exception cref="InvalidOperationException"><paramref name="folder"/> exists.</exception>
    public static async Task<BackupManifest> MakeAsync(
        string folder,
        TimeProvider clock,
        Func<string, Task<string>> fill,
        CancellationToken cancellation
    )
    {
        var target = Path.GetFullPath(folder);
        if (Path.Exists(target))
        {
            throw new InvalidOperationException(
                $"{target} exists already. Name a folder that does not; a backup overwrites nothing."
            );
        }

        var parent = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(parent);
        var partial = $"{target}.partial-{Guid.NewGuid():N}";
        PrivateFile.CreateFolder(partial);
        try
        {
            var startedAt = clock.Now();
            var database = await fill(partial);
            var files = Directory.Exists(FilesOf(partial))
                ? new DirectoryInfo(FilesOf(partial)).GetFiles("*", SearchOption.AllDirectories)
                : [];
            var manifest = new BackupManifest(
                Type,
                1,
                typeof(BackupFolder).Assembly.GetName().Version!.ToString(3),
                database,
                startedAt,
                new FileInfo(Path.Combine(partial, database)).Length,
                await DigestAsync(Path.Combine(partial, database), cancellation),
                files.Length,
                files.Sum(file => file.Length)
            );
            await DurableFile.WriteAsync(
                Path.Combine(partial, ManifestFile),
                JsonSerializer.SerializeToUtf8Bytes(manifest, Form),
                cancellation
            );
            DurableFile.SyncTree(partial);
            Directory.Move(partial, target);
            DurableFile.SyncFolder(parent);
            return manifest;
        }
        catch
        {
            Directory.Delete(partial, recursive: true);
            throw;
        }
    }

    /// <summary>The manifest of a backup, after a check that its database is unchanged.</summary>
    /// <exception cref="InvalidOperationException">It is no backup, or is damaged.</exception>
    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, ManifestFile);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException(
                $"{Path.GetFullPath(folder)} is not a whole backup: {ManifestFile} is missing in it."
            );
        }

        BackupManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(
                await File.ReadAllBytesAsync(path, cancellation),
                Form
            );
        }
        catch (JsonException fault)
        {
            throw new InvalidOperationException($"{path} cannot be read: {fault.Message}", fault);
        }

        if (manifest is not { Type: Type, V: 1, Database: SqliteFile or PostgreSqlFile })
        {
            throw new InvalidOperationException(
                $"{path} is not the manifest of a backup that this version of Examlet knows."
            );
        }

        var database = Path.Combine(folder, manifest.Database);
        if (!File.Exists(database) || await DigestAsync(database, cancellation) != manifest.Sha256)
        {
            throw new InvalidOperationException(
                $"{database} is not what the backup wrote: its SHA-256 differs from the one in "
                    + $"{ManifestFile}. Use another backup."
            );
        }

        return manifest;
    }

    /// <summary>The folder of uploaded files in a backup of SQLite.</summary>
    public static string FilesOf(string folder) => Path.Combine(folder, SqliteFile + "-files");

    private static async Task<string> DigestAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}

/// <summary>What a backup is: <c>backup.json</c>.</summary>
/// <param name="Type">Always <c>examlet-backup</c>.</param>
/// <param name="V">The version of this form.</param>
/// <param name="Examlet">The version of the program that made it.</param>
/// <param name="Database">The name of the database's file.</param>
/// <param name="StartedAt">Everything that was acknowledged before is in it.</param>
/// <param name="Bytes">Size of the database's file.</param>
/// <param name="Sha256">Digest of the database's file.</param>
/// <param name="Files">How many uploaded files lie beside it.</param>
/// <param name="FileBytes">Their size together.</param>
public sealed record BackupManifest(
    string Type,
    int V,
    string Examlet,
    string Database,
    DateTimeOffset StartedAt,
    long Bytes,
    string Sha256,
    int Files,
    long FileBytes
);
