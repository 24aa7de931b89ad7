using Examlet.Storage;

namespace Examlet.FileKinds;

/// <summary>
/// The received bytes of a file: the stored ones, and behind them a chunk that has just come. Each read takes a
/// connection of its own.
/// </summary>
public sealed class ArrivedFile(Database database, string fileId, long stored, ReadOnlyMemory<byte> chunk)
{
    public long Length => stored + chunk.Length;

    /// <summary>
    /// Fills <paramref name="target"/> with the bytes from <paramref name="start"/> on, which must have been received.
    /// </summary>
    /// <exception cref="FileStoreException">They cannot be read.</exception>
    public async Task ReadAsync(long start, Memory<byte> target, CancellationToken cancellation)
    {
        for (var filled = 0; filled < target.Length; )
        {
            var at = start + filled;
            var rest = target[filled..];
            if (at < stored)
            {
                rest = rest[..(int)Math.Min(rest.Length, stored - at)];
                var read = await database.ReadAsync(
                    reader => database.Files.ReadAsync(reader, fileId, at, rest, cancellation),
                    cancellation
                );
                filled +=
                    read > 0
                        ? read
                        : throw new FileStoreException(
                            $"The file {fileId} is shorter than it was; restore it from the backup."
                        );
            }
            else
            {
                chunk.Span.Slice((int)(at - stored), rest.Length).CopyTo(rest.Span);
                filled += rest.Length;
            }
        }
    }
}
