using System.Diagnostics.CodeAnalysis;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Student;

namespace Examlet.Answers;

/// <summary>Lets saves to the writer as far as the volume of their exam session allows, and learns from what became of
/// them.</summary>
internal sealed class SaveQueue(AnswerWriter writer, Uses uses, VolumeLimits limits)
{
    /// <summary>
    /// Waits for the turn of a request with large saves: of one student the writer has one such at a time, or a few
    /// requests would make a group that everybody else waits for. Dispose it when they are answered; null for small
    /// ones, which need no turn.
    /// </summary>
    public async ValueTask<IDisposable?> TakeTurnAsync(IEnumerable<Save> saves, CancellationToken cancellation)
    {
        var (holder, bytes) = ("", 0L);
        foreach (var save in saves)
        {
            holder = save.EmbedSessionId;
            bytes += save.Body.StoredBytes;
        }

        return bytes > Limits.LargeSaveBytes
            ? await uses.Of(holder).LargeSaves.TakeAsync(patience: null, cancellation)
            : null;
    }

    /// <summary>Queues a save, as <see cref="AnswerWriter.TrySave"/> does. False when the queue is full, or when the
    /// exam session has used up its volume: then <paramref name="wait"/> says how long to wait.
    /// </summary>
    public bool TrySave(Save save, [NotNullWhen(true)] out Task<SaveOutcome>? saving, out TimeSpan? wait)
    {
        (saving, wait) = (null, null);
        var use = uses.Of(save.EmbedSessionId);
        use.Bytes.Add(Limits.VersionBytes);
        if (!use.Slowed.TryTake(save.QuestionId, save.Body.StoredBytes, limits, out var slowed))
        {
            wait = slowed;
            return false;
        }

        if (!writer.TrySave(save, out var queued))
        {
            use.Slowed.GiveBack(save.QuestionId, save.Body.StoredBytes);
            return false;
        }

        saving = LearnAsync(queued, save, use);
        return true;
    }

    private async Task<SaveOutcome> LearnAsync(Task<SaveOutcome> saving, Save save, Use use)
    {
        try
        {
            var outcome = await saving;
            uses.Learn(outcome);
            return outcome;
        }
        catch
        {
            use.Slowed.GiveBack(save.QuestionId, save.Body.StoredBytes);
            throw;
        }
    }
}
