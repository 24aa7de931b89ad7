using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Webhooks;

namespace Examlet.Answers;

/// <summary>
/// What one transaction does to answers: reads under a lock what its saves are decided by, decides each, and adds the
/// versions with their event numbers and their links in the chains of their exam sessions. Later saves see the earlier
/// ones. This is the only way to store a version.
/// </summary>
public sealed class SaveTransaction(
    Transaction transaction,
    ExamPapers papers,
    FileAddresses addresses,
    DateTimeOffset now
)
{
    private readonly List<NewVersion> _added = [];
    private readonly List<(ExamSession Session, long Seq)> _first = [];
    private readonly Dictionary<string, SavedSession> _saved = new(StringComparer.Ordinal);

    /// <summary>
    /// The outcome of each save, in the given order. Nothing is stored until the transaction commits. If an exam
    /// session changes between reading and writing, the transaction is tried again; the next try locks first.
    /// </summary>
    public async Task<IReadOnlyList<SaveOutcome>> SaveAsync(IReadOnlyList<Save> saves)
    {
        var pending = Pending(saves);
        if (transaction.IsRepeated)
        {
            await SessionEntryStore.LockAsync(transaction, [.. saves.Select(save => save.EmbedSessionId).Distinct()]);
        }

        await SaveStore.ReadAsync(transaction, pending);
        return await DecideAsync(pending);
    }

    /// <summary>The same for saves through embed sessions that are known, with their exam sessions locked.</summary>
    public async Task<IReadOnlyList<SaveOutcome>> SaveAsync(
        IReadOnlyList<Save> saves,
        IReadOnlyDictionary<string, EmbedAccess> locked
    )
    {
        var pending = Pending(saves);
        await SaveStore.ReadAsync(transaction, pending);
        pending.ForEach(save => save.Access = locked.GetValueOrDefault(save.EmbedSessionId));
        return await DecideAsync(pending);
    }

    /// <summary>Adds a version, whatever speaks against it; <paramref name="isNewest"/> gives it the next event
    /// number. It is written by <see cref="WriteAsync"/>. <paramref name="rowVersion"/> is null for a session that is
    /// locked.</summary>
    public StoredVersion Add(
        ExamSession session,
        string questionId,
        VersionNumber version,
        AnswerBody body,
        bool isNewest,
        long? rowVersion = null
    )
    {
        var before = After(session);
        long? seq = isNewest ? before.LastSeq + 1 : null;
        var stored = new StoredVersion(version, body.Digest(), seq, now);
        var head = before.Chain.Next(session.Id, new ChainedVersion(questionId, version, seq, stored.Digest, now));
        if (before is { FirstAnswerAt: null, SettledAt: null } && seq is { } first)
        {
            _first.Add((session, first));
        }

        var after = before with
        {
            LastSeq = seq ?? before.LastSeq,
            Chain = head,
            FirstAnswerAt = before.FirstAnswerAt ?? now,
            LastAnswerAt = now,
            Volume = before.Volume + body.StoredBytes,
        };
        _saved[session.Id] = new SavedSession(after, rowVersion);
        _added.Add(new NewVersion(session.Id, questionId, stored, body, head));
        return stored;
    }

    /// <summary>The session with what was added to it; the session itself when that was nothing.</summary>
    public ExamSession After(ExamSession session) =>
        _saved.TryGetValue(session.Id, out var saved) ? saved.After : session;

    /// <summary>Writes what was added.</summary>
    public async Task WriteAsync()
    {
        await SaveStore.WriteAsync(transaction, _added, _saved.Values);
        await WebhookOutbox.FirstAnswersAsync(transaction, _first, now);
    }

    private static List<PendingSave> Pending(IReadOnlyList<Save> saves)
    {
        var pending = new List<PendingSave>(saves.Count);
        foreach (var save in saves)
        {
            pending.Add(new PendingSave(save));
        }

        return pending;
    }

    private async Task<IReadOnlyList<SaveOutcome>> DecideAsync(List<PendingSave> pending)
    {
        foreach (var save in pending)
        {
            if (save.Session is { } session)
            {
                save.Meet(await papers.GetAsync(transaction, session.VersionId), addresses);
            }
        }

        await SaveStore.FindFilesAsync(transaction, pending.FindAll(save => save.FileId is not null));
        var outcomes = pending.ConvertAll(Decide);
        await WriteAsync();
        if (_added.Count == 0 && outcomes.Find(outcome => outcome.Session is not null)?.Session is { } told)
        {
            // What was stored before is told again, and must be as certain as what is new: PostgreSQL waits for its
            // synchronous standby only where a transaction has written, which a lock does.
            await ExamSessionStore.LockAsync(transaction, told.Id);
        }

        return outcomes.Exists(outcome => outcome.Refusal != SaveRefusal.None) ? await RetainAsync(outcomes) : outcomes;
    }

    private List<NewVersion> AddedTo(ExamSession? session) =>
        session is not null && _saved.ContainsKey(session.Id) ? _added : [];

    private SaveOutcome Decide(PendingSave pending)
    {
        var atOrAfter = pending.AtOrAfter;
        var isNewest = atOrAfter is null || pending.IsNewest;
        foreach (var added in AddedTo(pending.Session))
        {
            if (added.QuestionId != pending.Save.QuestionId || added.SessionId != pending.Session?.Id)
            {
                continue;
            }

            isNewest &= added.Stored.Version <= pending.Save.Version;
            if (
                added.Stored.Version >= pending.Save.Version
                && (atOrAfter is not { } known || added.Stored.Version < known.Version)
            )
            {
                atOrAfter = added.Stored;
            }
        }

        var save = pending.AsStored(atOrAfter);
        var refusal = SaveDecision.Decide(pending.Access, pending.Paper, save, atOrAfter, pending.HasFile);
        if (refusal != SaveRefusal.None)
        {
            return new SaveOutcome(save, refusal, pending.Session);
        }

        var session = pending.Session!;
        var stored =
            atOrAfter?.Version == save.Version
                ? atOrAfter.Value with
                {
                    Seq = isNewest ? atOrAfter.Value.Seq : null,
                }
                : Add(
                    session,
                    save.QuestionId,
                    save.Version,
                    save.Body,
                    isNewest: atOrAfter is null,
                    pending.RowVersion
                );
        return new SaveOutcome(save, refusal, session) { Seq = stored.Seq, SavedAt = stored.SavedAt };
    }

    /// <summary>Keeps aside what was refused, in the same transaction, so that the refusal can say so.</summary>
    private async Task<IReadOnlyList<SaveOutcome>> RetainAsync(List<SaveOutcome> outcomes)
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
}

/// <summary>A save with what it is decided by, as that is read.</summary>
internal sealed class PendingSave
{
    private readonly Save _sent;

    public PendingSave(Save save) => Save = _sent = save;

    public string EmbedSessionId => _sent.EmbedSessionId;

    /// <summary>The save as it is to be stored.</summary>
    public Save Save { get; private set; }

    /// <summary>Null when there is no such embed session.</summary>
    public EmbedAccess? Access { get; set; }

    public ExamSession? Session => Access?.Session;

    public ExamPaper? Paper { get; private set; }

    /// <summary>The oldest stored version that is not before this one; null when there is none.</summary>
    public StoredVersion? AtOrAfter { get; set; }

    /// <summary>True when no stored version is after <see cref="AtOrAfter"/>.</summary>
    public bool IsNewest { get; set; }

    /// <summary>Tells the session's row from a later one; null for one that is locked.</summary>
    public long? RowVersion { get; set; }

    /// <summary>The ID of the file that the answer names.</summary>
    public string? FileId { get; private set; }

    /// <summary>False when the answer must name a file that was uploaded to this question and session, and does
    /// not.</summary>
    public bool HasFile { get; set; } = true;

    /// <summary>Finds out by the paper of its session what the save needs.</summary>
    public void Meet(ExamPaper paper, FileAddresses addresses)
    {
        Paper = paper;
        if (paper.FilesOf(_sent.QuestionId) is null || _sent.Body.FirstText.Length == 0)
        {
            return;
        }

        FileId = addresses.IdSent(Session!, _sent.Body);
        HasFile = FileId is not null;
        Save = FileId is null ? _sent : _sent with { Body = FileAnswer.Naming(_sent.Body, FileId) };
    }

    /// <summary>The save; as it was sent when that very version was stored before, with the file's address in
    /// it.</summary>
    public Save AsStored(StoredVersion? stored) =>
        FileId is not null && stored?.Version == _sent.Version && stored?.Digest == _sent.Body.Digest() ? _sent : Save;
}
