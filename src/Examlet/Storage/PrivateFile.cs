namespace Examlet.Storage;

/// <summary>
/// Files and folders that only their owner can read, whatever the umask: they hold names and answers. On Windows they
/// take the rights of their folder.
/// </summary>
internal static class PrivateFile
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder = File | UnixFileMode.UserExecute;

    /// <summary>Opens a file. A new file is private; an existing file keeps its rights.</summary>
    public static FileStream Open(
        string path,
        FileMode mode,
        FileAccess access = FileAccess.Write,
        FileShare share = FileShare.Read,
        int bufferSize = 4096,
        FileOptions options = FileOptions.None
    )
    {
        var how = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            BufferSize = bufferSize,
            Options = options,
        };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = File;
        }

        return new FileStream(path, how);
    }

    /// <summary>
    /// Makes an empty file if there is none, for SQLite to open. SQLite's WAL and shared memory take the rights of the
    /// database.
    /// </summary>
    public static void Ensure(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            Open(path, FileMode.OpenOrCreate).Dispose();
        }
    }

    /// <summary>Makes the folder and the missing folders above it, each of them private.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Directory.Exists(path))
        {
            return;
        }

        // The runtime gives the mode to the last folder only.
        if (Path.GetDirectoryName(path) is { Length: > 0 } above)
        {
            CreateFolder(above);
        }

        Directory.CreateDirectory(path, Folder);
    }
}
