using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Answers;

/// <summary>Applies saves inside one transaction: locks their exam sessions, decides each save from what is stored,
/// writes what is to be stored. The group-commit writer and the hand-in both go through it.
/// </summary>
public sealed class AnswerBatch(ExamPapers papers, FileAddresses addresses)
{
    private static readonly RowsStatement Find = new(
        """
        select version_order, digest, seq, saved_at,
          (select max(version_order) from answer_version where session_id = @session_id
          and question_id = @question_id) as newest
        from answer_version
        where session_id = @session_id and question_id = @question_id and version_order >= @version_order
        order by version_order limit 1
        """,
        """
        select f.*, n.ord from unnest(@session_id, @question_id, @version_order) with ordinality n (session_id,
        question_id, version_order, ord) cross join lateral (
          select a.version_order, a.digest, a.seq, a.saved_at,
            (select max(m.version_order) from answer_version m where m.session_id = n.session_id
            and m.question_id = n.question_id) as newest
          from answer_version a
          where a.session_id = n.session_id and a.question_id = n.question_id
          and a.version_order >= n.version_order order by a.version_order limit 1) f
        """,
        RowsParameter.Text("session_id"),
        RowsParameter.Text("question_id"),
        RowsParameter.Number("version_order")
    );

    private const string FindFileSql =
        "select 1 from stored_file where session_id = @session_id and question_id = @question_id and id = @id";

    private static readonly string[] FindFileNames = ["session_id", "question_id", "id"];

    /// <summary>
    /// The outcome of each save, in the order given, with what was added, and what is known of the answers that were
    /// stored once the caller's transaction has committed. Nothing is stored until then.
    /// </summary>
    internal async Task<AppliedSaves> ApplyAndLearnAsync(
        Transaction transaction,
        IReadOnlyList<Save> saves,
        DateTimeOffset now
    )
    {
        var ledger = new AnswerLedger(now);
        if (saves.Count == 0)
        {
            return new AppliedSaves([], ledger, []);
        }

        var entries = await SessionEntryStore.LockAsync(
            transaction,
            [.. saves.Select(s => s.EmbedSessionId).Distinct(StringComparer.Ordinal)]
        );
        var pending = new List<Pending>(saves.Count);
        foreach (var save in saves)
        {
            var entry = entries.GetValueOrDefault(save.EmbedSessionId);
            var paper = entry?.Session is { } session ? await papers.GetAsync(transaction, session.VersionId) : null;
            pending.Add(new Pending(save, entry, paper, addresses));
        }

        await FindStoredAsync(transaction, pending);
        await FindFilesAsync(transaction, pending);
        var outcomes = pending.ConvertAll(save => Enter(save, ledger));
        await ledger.WriteAsync(transaction);
        var learnt = pending.Where((_, i) => outcomes[i].Applied).Select(p => p.Known(ledger));
        return new AppliedSaves(await RetainAsync(transaction, outcomes), ledger, [.. learnt]);
    }

    /// <summary>Keeps aside what was refused, in the same transaction, so that the refusal can say so.</summary>
    private static async Task<IReadOnlyList<SaveOutcome>> RetainAsync(
        Transaction transaction,
        List<SaveOutcome> outcomes
    )
    {
        var retained = outcomes.ConvertAll(RetainedSave.Of);
        var kept = await RetainedSaveStore.KeepAsync(transaction, [.. retained.OfType<RetainedSave>()]);
        return
        [
            .. outcomes.Select(
                (outcome, i) =>
                    retained[i] is { } save && kept.Contains(save) ? outcome with { Retained = true } : outcome
            ),
        ];
    }

    private static Task FindStoredAsync(Reader reader, List<Pending> pending) =>
        reader.QueryEachAsync(
            Find,
            [.. pending.Where(p => p.Entry?.Session is not null)],
            p => [p.Entry!.Session!.Id, p.Save.QuestionId, p.Save.Version.Order],
            (p, reader) =>
            {
                p.Newest = reader.GetInt64(4);
                p.AtOrAfter = new StoredVersion(
                    VersionNumber.FromOrder(reader.GetInt64(0)),
                    reader.GetString(1),
                    reader.IsDBNull(2) ? null : reader.GetInt64(2),
                    Times.FromMilliseconds(reader.GetInt64(3))
                );
            }
        );

    private static Task FindFilesAsync(Reader reader, List<Pending> pending) =>
        reader.QueryEachAsync(
            FindFileSql,
            FindFileNames,
            [.. pending.Where(p => p.FileId is not null)],
            p => [p.Entry!.Session!.Id, p.Save.QuestionId, p.FileId],
            (p, reader) => p.HasFile = reader is not null
        );

    private static SaveOutcome Enter(Pending pending, AnswerLedger ledger)
    {
        var entry = pending.Entry;
        var added = entry?.Session is { } known ? ledger.AddedTo(known.Id, pending.Save.QuestionId) : [];
        var atOrAfter = Earliest(pending.AtOrAfter, added, pending.Save.Version);
        var save = pending.AsStored(atOrAfter);
        var refusal = SaveDecision.Decide(entry, pending.Paper, save, atOrAfter, pending.HasFile);
        if (refusal != SaveRefusal.None)
        {
            return new SaveOutcome(save, refusal, entry?.Session);
        }

        var session = entry!.Session!;
        if (atOrAfter is { } stored && stored.Version == save.Version)
        {
            var isNewest = added.Select(a => a.Version.Order).Append(pending.Newest).Max() == save.Version.Order;
            return new SaveOutcome(save, refusal, session)
            {
                Seq = isNewest ? stored.Seq : null,
                SavedAt = stored.SavedAt,
            };
        }

        var saved = ledger.Add(session, save.QuestionId, save.Version, save.Body, applied: atOrAfter is null);
        return new SaveOutcome(save, refusal, session) { Seq = saved.Seq, SavedAt = saved.SavedAt };
    }

    private static StoredVersion? Earliest(
        StoredVersion? stored,
        IReadOnlyList<StoredVersion> added,
        VersionNumber version
    )
    {
        var earliest = stored;
        foreach (var candidate in added)
        {
            if (candidate.Version >= version && (earliest is not { } current || candidate.Version < current.Version))
            {
                earliest = candidate;
            }
        }

        return earliest;
    }

    private sealed class Pending
    {
        private readonly Save _sent;

        public Pending(Save save, SessionEntry? entry, ExamPaper? paper, FileAddresses addresses)
        {
            (_sent, Save, Entry, Paper) = (save, save, entry, paper);
            if (
                entry?.Session is { } session
                && paper?.FilesOf(save.QuestionId) is not null
                && save.Body.FirstText.Length > 0
            )
            {
                FileId = addresses.IdSent(session, save.Body);
                HasFile = FileId is not null;
                Save = FileId is null ? save : save with { Body = FileAnswer.Naming(save.Body, FileId) };
            }
        }

        /// <summary>The save as it is to be stored.</summary>
        public Save Save { get; }

        /// <summary>The save; as it was sent when that very version was stored before, with the file's address in
        /// it.</summary>
        public Save AsStored(StoredVersion? stored) =>
            FileId is not null && stored?.Version == _sent.Version && stored?.Digest == _sent.Body.Digest()
                ? _sent
                : Save;

        public SessionEntry? Entry { get; }
        public ExamPaper? Paper { get; }
        public StoredVersion? AtOrAfter { get; set; }

        /// <summary>The ID of the file that the answer names.</summary>
        public string? FileId { get; }

        /// <summary>False when the answer must name a file that was uploaded to this question and session, and does
        /// not.</summary>
        public bool HasFile { get; set; } = true;

        /// <summary>The order of the newest stored version; known when <see cref="AtOrAfter"/> is.</summary>
        public long Newest { get; set; }

        /// <summary>What is known of the answer, of which this save was the newest version when it was
        /// entered.</summary>
        public KnownAnswer Known(AnswerLedger ledger) =>
            new(Entry!, ledger.After(Entry!.Session!), Paper!, Save.QuestionId, Save.Version.Order);
    }
}

/// <summary>What became of saves, what was added for them, and what is known of their answers.</summary>
internal sealed record AppliedSaves(
    IReadOnlyList<SaveOutcome> Outcomes,
    AnswerLedger Ledger,
    IReadOnlyList<KnownAnswer> Learnt
);
