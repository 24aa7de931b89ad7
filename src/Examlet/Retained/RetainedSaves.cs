using Examlet.Access;
using Examlet.Answers;
using Examlet.Audit;
using Examlet.Endings;
using Examlet.ExamSessions;
using Examlet.Files;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Retained;

/// <summary>Why a retained save was not accepted.</summary>
public enum AcceptRefusal
{
    None,
    UnknownSession,
    UnknownSave,

    /// <summary>The session is in progress, or within the grace after its deadline.</summary>
    NotFinal,

    /// <summary>The answer names an uploaded file that the session does not have.</summary>
    UnknownFile,
}

/// <summary>What became of an acceptance. <c>Current</c> is the answer after it.</summary>
public sealed record AcceptOutcome(AcceptRefusal Refusal, RetainedSave? Save = null, AnswerVersion? Current = null);

/// <summary>
/// What became of a rescue file: what is kept aside, each beside the current answer; what was stored anyway, and what
/// names no file of the session.
/// </summary>
public sealed record RescueOutcome(
    IReadOnlyList<RetainedSave> Kept,
    IReadOnlyDictionary<string, AnswerVersion> Current,
    IReadOnlyList<string> AlreadyStored,
    IReadOnlyList<string> WithoutFile
);

/// <summary>How what was kept aside of one exam session, and its answers, are shown to teachers.</summary>
public sealed class RetainedShow(ExamSession session, ExamPaper paper, FileAddresses addresses)
{
    public RetainedSave Save(RetainedSave save) => addresses.ForTeachers(session, paper, save);

    public AnswerVersion? Answer(AnswerVersion? answer) =>
        answer is null ? null : addresses.ForTeachers(session, paper, answer);
}

/// <summary>What teachers do with what was kept aside, on the locked session.</summary>
public sealed class RetainedSaves(ExamPapers papers, OutboxKeys keys, FileAddresses addresses, TimeProvider clock)
{
    /// <summary>Makes a kept save the newest version of its answer; the score and the receipt are then drawn up again
    /// by whoever asks. One that was accepted before stays as it is.
    /// </summary>
    public async Task<AcceptOutcome> AcceptAsync(
        Transaction transaction,
        string examId,
        string sessionId,
        string retainedId,
        string userId
    )
    {
        if (await ExamSessionStore.LockAsync(transaction, examId, sessionId) is not { } found)
        {
            return new AcceptOutcome(AcceptRefusal.UnknownSession);
        }

        // A session whose time is over is settled first, so that what is accepted comes after its end.
        var now = clock.Now();
        var session = await Settlement.SettleAsync(transaction, found, now);
        var save = await RetainedSaveStore.FindAsync(transaction, sessionId, retainedId);
        if (session.SettledAt is null || save is null)
        {
            return new AcceptOutcome(save is null ? AcceptRefusal.UnknownSave : AcceptRefusal.NotFinal);
        }

        var paper = await papers.GetAsync(transaction, session.VersionId);
        var show = new RetainedShow(session, paper, addresses);
        var current = (await AnswerStore.CurrentAsync(transaction, sessionId, [save.QuestionId])).GetValueOrDefault(
            save.QuestionId
        );
        if (save.AcceptedAt is not null)
        {
            return new AcceptOutcome(AcceptRefusal.None, show.Save(save), show.Answer(current));
        }

        if (await NamingItsFileAsync(transaction, paper, save) is not { } body)
        {
            return new AcceptOutcome(AcceptRefusal.UnknownFile);
        }

        var version = current is null
            ? new VersionNumber(session.Epoch, 1)
            : VersionNumber.FromOrder(current.Version.Order + 1);
        var saving = new SaveTransaction(transaction, papers, addresses, now);
        var stored = saving.Add(session, save.QuestionId, version, body, isNewest: true);
        await saving.WriteAsync();
        transaction.Changed(session.Id);
        var accepted = save with { AcceptedAt = now, AcceptedBy = userId, AcceptedAs = version };
        await RetainedSaveStore.AcceptAsync(transaction, accepted);
        await AuditStore.AddAsync(
            transaction,
            new Act(session.WorkspaceId, examId, userId, now),
            sessionId,
            "accept",
            new
            {
                retainedId,
                save.Reason,
                save.QuestionId,
                version.Epoch,
                version.Revision,
            },
            reason: null
        );
        return new AcceptOutcome(
            AcceptRefusal.None,
            show.Save(accepted),
            show.Answer(new AnswerVersion(save.QuestionId, version, stored.Seq, body, stored.SavedAt))
        );
    }

    /// <summary>What is in a rescue file for that session, or why it is not taken. Nothing is stored.</summary>
    public async Task<(IReadOnlyList<RetainedSave>? Rescued, string? Why)> OpenAsync(
        ExamSession session,
        RescueFile file,
        CancellationToken cancellation
    )
    {
        if (session.ReceiptCode is "")
        {
            return (null, "What this student wrote was erased; nothing of theirs is kept any more.");
        }

        if (file.Open(session.Id, keys.Of(session.Id)) is not { } answers)
        {
            return (
                null,
                "This is not a rescue file of this exam session, or it was changed. Upload the file exactly "
                    + "as the student's browser saved it, into that student's session."
            );
        }

        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var rescued = answers.Select(answer => Read(answer, session.Id, paper)).ToList();
        return rescued.Contains(null)
            ? (null, "An answer in the file cannot be read. Upload the file exactly as the student's browser saved it.")
            : (rescued!, null);
    }

    /// <summary>Keeps aside what was rescued and is not stored anyway; null when there is no such session.</summary>
    public async Task<RescueOutcome?> KeepAsync(
        Transaction transaction,
        string examId,
        string sessionId,
        IReadOnlyList<RetainedSave> rescued
    )
    {
        if (await ExamSessionStore.LockAsync(transaction, examId, sessionId) is not { } found)
        {
            return null;
        }

        var session = await Settlement.SettleAsync(transaction, found, clock.Now());
        var paper = await papers.GetAsync(transaction, session.VersionId);
        var whole = new List<RetainedSave>();
        foreach (var save in rescued)
        {
            if (await NamingItsFileAsync(transaction, paper, save) is { } body)
            {
                whole.Add(save with { Body = body });
            }
        }

        var withoutFile = rescued
            .Select(save => save.QuestionId)
            .Except(whole.Select(save => save.QuestionId), StringComparer.Ordinal);
        var digests = await AnswerStore.CurrentDigestsAsync(
            transaction,
            sessionId,
            whole.Select(save => save.QuestionId)
        );
        var stored = whole
            .Where(save => digests.GetValueOrDefault(save.QuestionId) == save.Body.Digest())
            .Select(save => save.QuestionId)
            .ToList();
        var aside = whole.Where(save => !stored.Contains(save.QuestionId, StringComparer.Ordinal)).ToList();
        var kept = await RetainedSaveStore.KeepAsync(transaction, aside);
        var added = aside.Where(kept.Contains).ToList();
        var current = await AnswerStore.CurrentAsync(transaction, sessionId, added.Select(save => save.QuestionId));
        var show = new RetainedShow(session, paper, addresses);
        return new RescueOutcome(
            [.. added.Select(show.Save)],
            current.ToDictionary(entry => entry.Key, entry => show.Answer(entry.Value)!, StringComparer.Ordinal),
            stored,
            [.. withoutFile]
        );
    }

    /// <summary>How what is kept aside of an exam session is shown to teachers.</summary>
    public async Task<RetainedShow> ShowAsync(ExamSession session, CancellationToken cancellation) =>
        new(session, await papers.GetAsync(session.VersionId, cancellation), addresses);

    /// <summary>The answer as it may be stored: of a question that takes a file with the ID of that file. Null when the
    /// session has no such file for the question.</summary>
    private static async Task<AnswerBody?> NamingItsFileAsync(
        Transaction transaction,
        ExamPaper paper,
        RetainedSave save
    )
    {
        if (paper.FilesOf(save.QuestionId) is null || save.Body.FirstText.Length == 0)
        {
            return save.Body;
        }

        var file = FileAnswer.IdIn(save.Body) is { } id
            ? await FileStore.FindAsync(transaction, save.SessionId, id)
            : null;
        return file?.QuestionId == save.QuestionId ? FileAnswer.Naming(save.Body, file.Id) : null;
    }

    private RetainedSave? Read(RescuedAnswer? answer, string sessionId, ExamPaper paper)
    {
        var now = clock.Now();
        var input = new AnswerInput(
            answer?.QuestionId,
            answer?.Epoch,
            answer?.Revision,
            answer?.Value,
            answer?.Completed,
            answer?.Context
        );
        return
            input.Read("", input.Epoch, new EmbedCaller(""), now).Save is { } save && paper.TakesAnswer(save.QuestionId)
            ? new RetainedSave
            {
                Id = Ids.New(Ids.RetainedSave),
                SessionId = sessionId,
                QuestionId = save.QuestionId,
                Version = save.Version,
                Body = save.Body,
                Reason = RetainedSave.Rescue,
                ArrivedAt = now,
                WrittenAt = answer!.WrittenAt,
            }
            : null;
    }
}
