using System.Runtime.CompilerServices;
using Examlet.Http;
using Examlet.Storage;

namespace Examlet.Answers;

/// <summary>
/// The answers that the holder of an epoch has taken over, slice by slice. However much a student has written, and
/// however slowly it goes out, one slice is in memory and no connection is in use.
/// </summary>
public static class AnswerSlices
{
    public static async IAsyncEnumerable<IReadOnlyList<AnswerVersion>> ReadAsync(
        Database database,
        string sessionId,
        long epoch,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var heads = await database.ReadAsync(reader => AnswerStore.HeadsAsync(reader, sessionId, epoch), cancellation);
        for (var next = 0; next < heads.Count; )
        {
            var slice = From(heads, next);
            yield return await database.ReadAsync(
                reader => AnswerStore.TheseAsync(reader, sessionId, slice),
                cancellation
            );
            next += slice.Count;
        }
    }

    /// <summary>As many answers as fit into a slice; at least one.</summary>
    private static List<AnswerHead> From(IReadOnlyList<AnswerHead> heads, int next)
    {
        var slice = new List<AnswerHead>();
        for (
            long bytes = 0;
            next < heads.Count && (slice.Count == 0 || bytes + heads[next].Bytes <= Limits.AnswerBytes);
            next++
        )
        {
            slice.Add(heads[next]);
            bytes += heads[next].Bytes;
        }

        return slice;
    }
}
