using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Examlet.Storage;

/// <summary>
/// Checks whether a SQLite file was closed cleanly. A file that says it has a WAL, but has neither the WAL nor the mark
/// of a clean shutdown beside it, has lost acknowledged answers. It must not be served. See docs/adr/0013.
/// </summary>
internal sealed class SqliteShutdown(string file)
{
    /// <summary>The ending of a file that a restore is making.</summary>
    public const string Restoring = ".restoring";

    private const int HeaderLength = 100;
    private const int ReadVersion = 19; // 1: rollback journal, 2: WAL
    private readonly string _mark = file + ".clean";
    private readonly string _wal = file + "-wal";

    /// <summary>Says that a file is damaged and what to do.</summary>
    public static string Damaged(string file, string what) =>
        $"{file} is damaged ({what}). Keep a copy of it with its -wal, and restore the newest backup: "
        + "`examlet restore <backup folder> --replace`.";

    /// <exception cref="InvalidOperationException">The WAL was lost, or is there without its database, or a restore did
    /// not finish. The message says what to do.</exception>
    public void RefuseLostWal()
    {
        var hasWal = File.Exists(_wal);
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
        {
            if (hasWal && new FileInfo(_wal).Length > 0)
            {
                throw new InvalidOperationException(
                    $"{file} is missing, but {_wal} is there and holds answers. Put the file back beside "
                        + "it, or move the WAL away and restore the newest backup: `examlet restore <backup "
                        + "folder>`."
                );
            }

            if (File.Exists(file + Restoring))
            {
                throw new InvalidOperationException(
                    $"{file} is missing because a restore of it did not finish: run `examlet restore "
                        + "<backup folder> --replace` again."
                );
            }

            return;
        }

        if (!hasWal && !File.Exists(_mark) && SaysWal() && IsOurs())
        {
            throw new InvalidOperationException(
                $"{file} was not closed cleanly and its WAL ({_wal}) is missing: the answers that were "
                    + "acknowledged last are not in it. Put the WAL back beside it, or restore the newest "
                    + "backup: `examlet restore <backup folder> --replace`. If you know that the file is "
                    + $"whole, because you copied it with SQLite's own backup, create the empty file {_mark}."
            );
        }
    }

    /// <summary>
    /// Removes the mark. The WAL is there by now, and the folder is synced, so one of the two always exists.
    /// </summary>
    public void Begin()
    {
        File.Delete(_mark);
        DurableFile.SyncFolder(Path.GetDirectoryName(file)!);
    }

    /// <summary>
    /// Writes the mark, if nobody else has the database open and the whole WAL could be moved into it. Leaving WAL mode
    /// needs exactly that, so it is the test. The file then says itself that it has no WAL, should the program be
    /// killed before the mark is written. The connection that leaves WAL mode is open before <paramref name="letGo"/>
    /// closes the others; otherwise the last one to close would remove the WAL.
    /// </summary>
    public void End(string connectionString, Action letGo)
    {
        try
        {
            using (var connection = new SqliteConnection(connectionString))
            {
                connection.Open();
                using (var join = connection.CreateCommand())
                {
                    join.CommandText = "select count(*) from sqlite_schema";
                    join.ExecuteScalar();
                }

                letGo();
                // Past the driver, which would wait for the lock.
                if (raw.sqlite3_exec(connection.Handle, "pragma journal_mode = delete") != raw.SQLITE_OK)
                {
                    return;
                }
            }

            if (!File.Exists(_wal) && !SaysWal())
            {
                Mark();
            }
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            // Not clean then: the WAL stays, and the next start reads it.
            letGo();
        }
    }

    /// <summary>Writes the mark, synced with its folder.</summary>
    public void Mark()
    {
        using (var mark = PrivateFile.Open(_mark, FileMode.Create))
        {
            mark.Flush(flushToDisk: true);
        }

        DurableFile.SyncFolder(Path.GetDirectoryName(file)!);
    }

    /// <summary>
    /// Reads the file before SQLite has it open in this process: closing it afterwards would end SQLite's locks.
    /// </summary>
    private bool SaysWal()
    {
        using var header = File.OpenRead(file);
        var bytes = new byte[HeaderLength];
        return header.ReadAtLeast(bytes, HeaderLength, throwOnEndOfStream: false) == HeaderLength
            && bytes[ReadVersion] == 2;
    }

    /// <summary>False for a file without a committed migration: nothing of ours was stored in it.</summary>
    private bool IsOurs()
    {
        try
        {
            // Immutable: looking at the file must not make the WAL whose absence counts.
            var uri = $"file:{Uri.EscapeDataString(file)}?immutable=1";
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = uri,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ToString()
            );
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "select count(*) from schemaversions";
            return (long)command.ExecuteScalar()! > 0;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == raw.SQLITE_ERROR)
        {
            return false; // No such table.
        }
        catch (SqliteException fault)
        {
            throw new InvalidOperationException(Damaged(file, fault.Message), fault);
        }
    }
}
