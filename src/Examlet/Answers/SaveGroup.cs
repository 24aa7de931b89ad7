using Examlet.Storage;

namespace Examlet.Answers;

/// <summary>Writes a group of saves in one transaction. Those that plainly go on with what this node knows of their
/// exam session are written without reading anything: the write changes the session only if it is still the one that is
/// known. All others, and those whose session was not, are decided by <see cref="AnswerBatch"/> from what is stored,
/// under a lock. One group at a time.
/// </summary>
public sealed class SaveGroup(Database database, AnswerBatch batch)
{
    private readonly KnownSessions _known = new();

    /// <summary>The outcome of each save, in the order given; on disk when this returns. When it throws, the saves may
    /// or may not be stored, and are safe to repeat.</summary>
    public async Task<IReadOnlyList<SaveOutcome>> CommitAsync(
        IReadOnlyList<Save> saves,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var written = await database.WriteAsync(transaction => WriteAsync(transaction, saves, now), cancellation);
        for (var i = 0; i < saves.Count; i++)
        {
            if (written.By[i] is { } known)
            {
                known.Continued(written.Ledger.After(known.Session), saves[i]);
            }
        }

        foreach (var answer in written.Learnt)
        {
            _known.Learn(answer);
        }

        return written.Outcomes;
    }

    private async Task<Written> WriteAsync(Transaction transaction, IReadOnlyList<Save> saves, DateTimeOffset now)
    {
        var outcomes = new SaveOutcome[saves.Count];
        var ledger = new AnswerLedger(now);
        var by = Continue(saves, ledger, outcomes);
        var held = await ledger.TryWriteAsync(transaction);
        var others = new List<int>();
        for (var i = 0; i < by.Length; i++)
        {
            if (by[i] is { } known && !held.Contains(known.Session.Id))
            {
                _known.Forget(saves[i].EmbedSessionId);
                by[i] = null;
            }

            if (by[i] is null)
            {
                others.Add(i);
            }
        }

        var applied = await batch.ApplyAndLearnAsync(transaction, others.ConvertAll(i => saves[i]), now);
        for (var i = 0; i < others.Count; i++)
        {
            outcomes[others[i]] = applied.Outcomes[i];
        }

        return new Written(outcomes, ledger, by, applied.Learnt);
    }

    /// <summary>Enters what goes on with what is known; returns by which memory each save does, null for the others.
    /// Once one save of an embed session is among the others, those behind it are too.
    /// </summary>
    private KnownSession?[] Continue(IReadOnlyList<Save> saves, AnswerLedger ledger, SaveOutcome[] outcomes)
    {
        var by = new KnownSession?[saves.Count];
        var others = new HashSet<string>(StringComparer.Ordinal);
        var holders = new Dictionary<string, KnownSession>(StringComparer.Ordinal);
        for (var i = 0; i < saves.Count; i++)
        {
            var save = saves[i];
            // Of one exam session only one memory counts: two embed sessions may lead to it.
            if (
                others.Contains(save.EmbedSessionId)
                || _known.Find(save.EmbedSessionId) is not { Session: var found } known
                || (holders.TryGetValue(found.Id, out var holder) && holder != known)
                || !known.IsContinuedBy(save, ledger.AddedTo(found.Id, save.QuestionId))
            )
            {
                others.Add(save.EmbedSessionId);
                continue;
            }

            holders[found.Id] = by[i] = known;
            var stored = ledger.Add(found, save.QuestionId, save.Version, save.Body, applied: true);
            outcomes[i] = new SaveOutcome(save, SaveRefusal.None, found) { Seq = stored.Seq, SavedAt = stored.SavedAt };
        }

        return by;
    }

    private sealed record Written(
        IReadOnlyList<SaveOutcome> Outcomes,
        AnswerLedger Ledger,
        KnownSession?[] By,
        IReadOnlyList<KnownAnswer> Learnt
    );
}
