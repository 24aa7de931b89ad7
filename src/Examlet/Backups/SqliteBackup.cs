using System.Globalization;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.Data.Sqlite;

namespace Examlet.Backups;

/// <summary>
/// Backs up a SQLite database with its uploaded files, also while it is served. Restores such a backup.
/// </summary>
internal static class SqliteBackup
{
    private static readonly string[] Parts = ["", "-wal", "-shm", "-journal", ".clean", "-files"];

    /// <summary>
    /// Copies one state of the database into <paramref name="folder"/>. Then copies the files that this state names, up
    /// to the bytes that it counts.
    /// </summary>
    public static async Task<string> FillAsync(Database database, string folder, CancellationToken cancellation)
    {
        var copy = Path.Combine(folder, BackupFolder.SqliteFile);
        PrivateFile.Ensure(copy);
        await using (var target = Open(copy, SqliteOpenMode.ReadWriteCreate))
        {
            await using var source = Open(database.File!, SqliteOpenMode.ReadWrite);
            source.BackupDatabase(target);
            // A backup is one file, which says of itself that it has no WAL.
            await RunAsync(target, "pragma journal_mode = delete", cancellation);
            await CopyFilesAsync(database, target, BackupFolder.FilesOf(folder), cancellation);
        }

        return BackupFolder.SqliteFile;
    }

    /// <summary>
    /// Restores a backup to <paramref name="file"/>. Moves an existing database aside. Returns its new name, or null if
    /// there was none.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Something is there and <paramref name="replace"/> is false, or it is in use.
    /// </exception>
    public static async Task<string?> RestoreAsync(
        string folder,
        string file,
        bool replace,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var there = Parts.Where(part => Path.Exists(file + part)).ToList();
        if (there.Count > 0 && !replace)
        {
            throw new InvalidOperationException(
                $"{file}{there[0]} exists. With --replace it is moved aside, not deleted, and the backup "
                    + "takes its place."
            );
        }

        if (File.Exists(file))
        {
            await RefuseInUseAsync(file, cancellation);
        }

        PrivateFile.CreateFolder(Path.GetDirectoryName(file)!);
        var coming = file + SqliteShutdown.Restoring;
        RemovePartial(coming);
        await CopyAsync(Path.Combine(folder, BackupFolder.SqliteFile), coming, cancellation);
        var filesComing = coming + "-files";
        if (Directory.Exists(BackupFolder.FilesOf(folder)))
        {
            await CopyTreeAsync(BackupFolder.FilesOf(folder), filesComing, cancellation);
            DurableFile.SyncTree(filesComing);
        }

        var aside =
            there.Count == 0
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file}.before-restore-{clock.Now():yyyyMMdd'T'HHmmss'Z'}"
                );
        foreach (var part in Parts.Where(part => Path.Exists(file + part)))
        {
            Directory.Move(file + part, aside + part);
        }

        if (Directory.Exists(filesComing))
        {
            Directory.Move(filesComing, file + "-files");
        }

        File.Move(coming, file);
        new SqliteShutdown(file).Mark();
        return aside;
    }

    private static async Task CopyFilesAsync(
        Database database,
        SqliteConnection copy,
        string folder,
        CancellationToken cancellation
    )
    {
        foreach (var (id, received) in await FilesAsync(copy, cancellation))
        {
            var path = FolderFiles.PathIn(folder, id);
            PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
            try
            {
                await using var target = PrivateFile.Open(path, FileMode.CreateNew);
                await database.ReadAsync(
                    async reader =>
                    {
                        await database.Files.CopyToAsync(reader, id, received, target, cancellation);
                        return true;
                    },
                    cancellation
                );
            }
            catch (FileStoreException) when (!File.Exists(FolderFiles.PathIn(database.File + "-files", id)))
            {
                // Either it was erased since the copy was made, or it was lost before; `verify` tells of those.
                File.Delete(path);
                if (!await IsThereAsync(database, id, cancellation))
                {
                    await RunAsync(copy, "delete from stored_file where id = @id", cancellation, id);
                }
            }
        }
    }

    private static Task<bool> IsThereAsync(Database database, string id, CancellationToken cancellation) =>
        database.ReadAsync(
            async reader =>
                await reader.FirstOrDefaultAsync<string>("select id from stored_file where id = @id", new { id })
                    is not null,
            cancellation
        );

    private static async Task<List<(string Id, long Received)>> FilesAsync(
        SqliteConnection copy,
        CancellationToken cancellation
    )
    {
        var files = new List<(string, long)>();
        await using var command = copy.CreateCommand();
        command.CommandText = "select id, received from stored_file where received > 0 order by id";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            files.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return files;
    }

    /// <summary>
    /// Leaves WAL mode, which needs that nobody else has the file open. Then every acknowledged answer is in the file,
    /// before the file is moved aside.
    /// </summary>
    public static async Task RefuseInUseAsync(string file, CancellationToken cancellation)
    {
        try
        {
            await using var connection = Open(file, SqliteOpenMode.ReadWrite, timeout: 1);
            await RunAsync(connection, "pragma journal_mode = delete", cancellation);
        }
        catch (SqliteException fault)
            when (fault.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            throw new InvalidOperationException(
                $"{file} is in use. Stop the server and whatever else has it open, then run this again.",
                fault
            );
        }
        catch (SqliteException)
        {
            // Damaged: it is moved aside as it is.
        }
    }

    private static void RemovePartial(string coming)
    {
        File.Delete(coming);
        if (Directory.Exists(coming + "-files"))
        {
            Directory.Delete(coming + "-files", recursive: true);
        }
    }

    private static async Task CopyTreeAsync(string from, string to, CancellationToken cancellation)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            PrivateFile.CreateFolder(Path.GetDirectoryName(target)!);
            await CopyAsync(path, target, cancellation);
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellation)
    {
        await using var source = File.OpenRead(from);
        await using var target = PrivateFile.Open(to, FileMode.CreateNew);
        await source.CopyToAsync(target, cancellation);
        target.Flush(flushToDisk: true);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode, int timeout = 30)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = timeout,
            }.ToString()
        );
        connection.Open();
        return connection;
    }

    private static async Task RunAsync(
        SqliteConnection connection,
        string sql,
        CancellationToken cancellation,
        string? id = null
    )
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("@id", (object?)id ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
