namespace Examlet.Storage;

/// <summary>
/// The bytes of uploaded files: in a folder beside SQLite, in a table on PostgreSQL, so that every node can serve them.
/// The row of the file says how many of them count. Bytes after those are left over from a try that failed; the next
/// chunk writes over them.
/// </summary>
public abstract class FileBytes
{
    private const int CopiedAtOnce = 1 << 20;

    /// <summary>
    /// Writes a chunk before the transaction that counts it, if the bytes lie outside the database. On disk when this
    /// returns.
    /// </summary>
    /// <exception cref="FileStoreException">The disk cannot take it now.</exception>
    public abstract Task StageAsync(
        string fileId,
        long start,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellation
    );

    /// <summary>Writes a chunk inside the transaction that counts it, if the bytes lie in the database.</summary>
    public abstract Task AddAsync(Transaction transaction, string fileId, long start, ReadOnlyMemory<byte> bytes);

    /// <summary>
    /// Writes the first <paramref name="length"/> bytes of a file to <paramref name="target"/>, which must not be a
    /// client: the connection is in use meanwhile.
    /// </summary>
    /// <exception cref="FileStoreException">They cannot be read.</exception>
    public async Task CopyToAsync(
        Reader reader,
        string fileId,
        long length,
        Stream target,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[CopiedAtOnce];
        for (long start = 0; start < length; )
        {
            var read = await ReadAsync(
                reader,
                fileId,
                start,
                buffer.AsMemory(0, (int)Math.Min(CopiedAtOnce, length - start)),
                cancellation
            );
            await target.WriteAsync(buffer.AsMemory(0, read > 0 ? read : throw Shortened(fileId)), cancellation);
            start += read;
        }
    }

    /// <summary>The exception for a file whose bytes are missing.</summary>
    public static FileStoreException Shortened(string fileId) =>
        new($"The file {fileId} is shorter than it was; restore it from the backup.");

    /// <summary>
    /// Reads bytes of a file from <paramref name="start"/> on, as many as fit. Returns their number; 0 at the end.
    /// </summary>
    /// <exception cref="FileStoreException">They cannot be read.</exception>
    public abstract Task<int> ReadAsync(
        Reader reader,
        string fileId,
        long start,
        Memory<byte> target,
        CancellationToken cancellation
    );

    public abstract Task RemoveAsync(Transaction transaction, string fileId);

    /// <summary>The number of bytes of a file; -1 if there is no such file.</summary>
    public abstract Task<long> SizeAsync(Reader reader, string fileId);

    /// <summary>Writes and removes some bytes, if they lie outside the database.</summary>
    /// <exception cref="FileStoreException">The disk cannot take them now.</exception>
    public abstract Task ProbeAsync(CancellationToken cancellation);
}

/// <summary>The disk beside the database cannot serve.</summary>
public sealed class FileStoreException(string message, Exception? inner = null) : Exception(message, inner)
{
    private const int PosixNoSpace = 28;
    private const int PosixQuota = 122;
    private const int PosixReadOnly = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>What kind of fault it is.</summary>
    public StoreFault Fault =>
        InnerException switch
        {
            IOException { HResult: PosixNoSpace or PosixQuota or WindowsDiskFull or WindowsHandleDiskFull } =>
                StoreFault.Full,
            IOException { HResult: PosixReadOnly } or UnauthorizedAccessException => StoreFault.ReadOnly,
            _ => StoreFault.Away,
        };
}
