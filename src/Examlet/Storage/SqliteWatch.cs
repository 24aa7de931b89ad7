using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Examlet.Storage;

/// <summary>
/// The watch over a SQLite database that is served: its faults, its WAL, and that the file is still the one that was
/// opened.
/// </summary>
public sealed partial class SqliteEngine
{
    /// <summary>
    /// The pages of the WAL from which on the writer itself moves them into the database. Only that lets the WAL begin
    /// anew while saves never pause, but it holds saves up: with 64 students at full speed p99 was 25 ms at 64 MiB and
    /// is 8 ms at 192 MiB.
    /// </summary>
    private const int FallbackPages = 49_152;

    private const long FallbackBytes = FallbackPages * 4096L;
    private const int HasMoved = 20; // SQLITE_FCNTL_HAS_MOVED
    private const nint MainDatabase = 0;
    private readonly Lock _holding = new();

    // Open as long as the database is in use: it keeps SQLite from removing the WAL between two other connections, and
    // is the one that checkpoints.
    private SqliteConnection? _holder;

    /// <summary>Bytes of the WAL now.</summary>
    public long WalBytes => new FileInfo(File + "-wal") is { Exists: true } wal ? wal.Length : 0;

    /// <summary>True if the WAL is larger than normal.</summary>
    public bool IsWalLarge => WalBytes > _settings.WalWarning;

    /// <summary>Moves the WAL into the database, as far as no reader needs it, and holds nobody up.</summary>
    /// <exception cref="SqliteException">The disk failed.</exception>
    public void Checkpoint()
    {
        lock (_holding)
        {
            if (_holder is { } holder)
            {
                Run(holder, "pragma wal_checkpoint(passive)");
            }
        }
    }

    public override StoreFault FaultOf(Exception exception) =>
        exception switch
        {
            FileStoreException file => file.Fault,
            SqliteException { SqliteExtendedErrorCode: raw.SQLITE_READONLY_DBMOVED } => StoreFault.Away,
            SqliteException sqlite => sqlite.SqliteErrorCode switch
            {
                raw.SQLITE_FULL => StoreFault.Full,
                raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => StoreFault.Busy,
                raw.SQLITE_READONLY or raw.SQLITE_PERM => StoreFault.ReadOnly,
                raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StoreFault.Damaged,
                raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM => StoreFault.Away,
                _ => StoreFault.None,
            },
            _ => StoreFault.None,
        };

    public override string Advice(StoreFault fault) =>
        fault switch
        {
            StoreFault.Full when _settings.MaxSize > 0 =>
                $"No room for {File}: make room on its disk, or raise Examlet__MaxDatabaseSize "
                    + $"({_settings.MaxSize} MiB).",
            StoreFault.Full => $"The disk of {File} is full: make room on it.",
            StoreFault.ReadOnly =>
                $"{File} cannot be written: see who owns it and its folder, and whether the disk is mounted read-only.",
            StoreFault.Busy => $"Another program holds {File} locked: end it (a shell with an open transaction, a copy "
                + "that is not `backup`).",
            StoreFault.Damaged =>
                $"{File} is damaged: stop Examlet, keep a copy of the file with its -wal, run `verify`, and "
                    + "restore the newest backup with `restore <folder> --replace`.",
            _ => $"{File} cannot be reached: see that the file is where it was, and what the system says "
                + "about its disk.",
        };

    public override void Forget(StoreFault fault)
    {
        if (fault is StoreFault.None or StoreFault.Busy or StoreFault.Full)
        {
            return;
        }

        ClearPool();
        lock (_holding)
        {
            if (_holder is null)
            {
                return;
            }

            try
            {
                var next = new SqliteConnection(_writerString);
                next.Open();
                Run(next, "select count(*) from sqlite_schema");
                _holder.Dispose();
                _holder = next;
            }
            catch (SqliteException)
            {
                // The old one stays until a new one can be had.
            }
        }
    }

    private void Hold(SqliteConnection connection)
    {
        lock (_holding)
        {
            _holder?.Dispose();
            _holder = connection;
        }
    }

    /// <summary>True while the database is in use.</summary>
    private bool IsHeld
    {
        get
        {
            lock (_holding)
            {
                return _holder is not null;
            }
        }
    }

    private void LetGo()
    {
        lock (_holding)
        {
            _holder?.Dispose();
            _holder = null;
        }
    }

    /// <summary>
    /// Throws if the file was moved away. SQLite would not notice, and writes would be lost with the file.
    /// </summary>
    private void RefuseMoved(SqliteConnection writer)
    {
        var moved = 0;
        if (
            FileControl(writer.Handle!.DangerousGetHandle(), MainDatabase, HasMoved, ref moved) == raw.SQLITE_OK
            && moved != 0
        )
        {
            throw new SqliteException(
                $"{File} was moved or deleted while it was open.",
                raw.SQLITE_READONLY,
                raw.SQLITE_READONLY_DBMOVED
            );
        }
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(nint database, nint name, int operation, ref int result);
}
