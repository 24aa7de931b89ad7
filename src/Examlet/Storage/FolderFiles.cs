namespace Examlet.Storage;

/// <summary>Files in a folder beside the database, each under its ID in a subfolder by the ID's last two
/// characters.</summary>
internal sealed class FolderFiles(string folder) : FileBytes
{
    private const int BufferSize = 128 << 10;

    public override async Task StageAsync(
        string fileId,
        long start,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellation
    )
    {
        try
        {
            var path = PathOf(fileId);
            var isNew = !System.IO.File.Exists(path);
            PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
            await using var file = PrivateFile.Open(
                path,
                FileMode.OpenOrCreate,
                bufferSize: 1,
                options: FileOptions.Asynchronous
            );
            file.Position = start;
            await file.WriteAsync(bytes, cancellation);
            file.Flush(flushToDisk: true);
            if (isNew)
            {
                DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
                DurableFile.SyncFolder(folder);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FileStoreException($"A file cannot be written into {folder}: {fault.Message}", fault);
        }
    }

    public override Task AddAsync(Transaction transaction, string fileId, long start, ReadOnlyMemory<byte> bytes) =>
        Task.CompletedTask;

    public override async Task<int> ReadAsync(
        Reader reader,
        string fileId,
        long start,
        Memory<byte> target,
        CancellationToken cancellation
    )
    {
        await using var file = Open(fileId);
        file.Position = start;
        return await file.ReadAsync(target, cancellation);
    }

    public override Task RemoveAsync(Transaction transaction, string fileId)
    {
        var path = PathOf(fileId);
        if (System.IO.File.Exists(path))
        {
            System.IO.File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public override Task<long> SizeAsync(Reader reader, string fileId)
    {
        var file = new FileInfo(PathOf(fileId));
        return Task.FromResult(file.Exists ? file.Length : -1);
    }

    public override async Task ProbeAsync(CancellationToken cancellation)
    {
        const string Probe = "probe";
        await StageAsync(Probe, 0, new byte[BufferSize], cancellation);
        System.IO.File.Delete(PathOf(Probe));
    }

    private FileStream Open(string fileId)
    {
        try
        {
            return new FileStream(
                PathOf(fileId),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 1,
                FileOptions.Asynchronous | FileOptions.SequentialScan
            );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FileStoreException($"The file {fileId} cannot be read from {folder}: {fault.Message}", fault);
        }
    }

    /// <summary>The path of a file's bytes in <paramref name="folder"/>.</summary>
    public static string PathIn(string folder, string fileId) => Path.Combine(folder, fileId[^2..], fileId);

    private string PathOf(string fileId) => PathIn(folder, fileId);
}
