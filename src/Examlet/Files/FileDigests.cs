using Examlet.FileKinds;
using Examlet.Storage;

namespace Examlet.Files;

/// <summary>
/// Completes the digests of the files of a session that has ended. A file that came whole has its digest. Interrupted
/// recordings, and files from before, get theirs here.
/// </summary>
public sealed class FileDigests(Database database)
{
    /// <summary>
    /// Gives each file of the session with bytes a digest. No more bytes may be added to these files.
    /// </summary>
    public async Task CompleteAsync(string sessionId, CancellationToken cancellation)
    {
        var files = await database.ReadAsync(reader => FileStore.ListAsync(reader, sessionId), cancellation);
        foreach (var file in files.Where(file => file is { Sha256: null, Received: > 0 }))
        {
            var judged = await FileJudge.WholeAsync(
                file.Name,
                new ArrivedFile(database, file.Id, file.Received, ReadOnlyMemory<byte>.Empty),
                cancellation
            );
            await database.WriteAsync(
                transaction => FileStore.SetDigestAsync(transaction, file, judged.Sha256!),
                cancellation
            );
        }
    }
}
