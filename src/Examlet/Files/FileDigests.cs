using Examlet.Storage;

namespace Examlet.Files;

/// <summary>The digests of the files of a session that has ended. Those that came whole have theirs; here the others
/// get one: interrupted recordings, and files from before.</summary>
public sealed class FileDigests(Database database)
{
    /// <summary>Afterwards each file of the session that has bytes has a digest. No bytes may be added to them any
    /// more.</summary>
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
