using Examlet.Access;
using Examlet.Database;
using Examlet.ExamSessions;
using Examlet.Files;
using Examlet.Http;
using Examlet.Room;

namespace Examlet.Answers;

/// <summary>Why a save that is kept aside was not accepted.</summary>
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

/// <summary>What became of a rescue file: what is kept aside, or why it was not taken.</summary>
public sealed record RescueOutcome(
    IReadOnlyList<RetainedSave>? Kept, IReadOnlyDictionary<string, AnswerVersion>? Current, IReadOnlyList<string> AlreadyStored, IReadOnlyList<string> WithoutFile, string? Why);

/// <summary>How what was kept aside of one exam session, and its answers, are shown to teachers.</summary>
public sealed class RetainedShow(ExamSession session, ExamPaper paper, FileAddresses addresses)
{
    public RetainedSave Save(RetainedSave save) => addresses.ForTeachers(session, paper, save);

    public AnswerVersion? Answer(AnswerVersion? answer) => answer is null ? null : addresses.ForTeachers(session, paper, answer);
}

/// <summary>What teachers do with what was kept aside. Each is one transaction on the locked session.</summary>
public sealed class RetainedSaves(Database.Database database, ExamSessionStore store, ExamPapers papers, OutboxKeys keys, FileAddresses addresses, TimeProvider clock)
{
    /// <summary>
    /// Makes a kept save the newest version of its answer; the score and the receipt are then drawn up again by whoever asks. One that was accepted before stays as it is.
    /// </summary>
    public async Task<AcceptOutcome> AcceptAsync(string examId, string sessionId, string retainedId, string userId, CancellationToken cancellation)
    {
        // Settles a session whose time is over, so that what is accepted comes after its end.
        if (await store.FindAsync(examId, sessionId, voided: false, cancellation) is not { } found)
        {
            return new AcceptOutcome(AcceptRefusal.UnknownSession);
        }

        var paper = await papers.GetAsync(found.VersionId, cancellation);
        var show = new RetainedShow(found, paper, addresses);
        var outcome = await database.WriteAsync(
            async writer =>
            {
                var now = clock.Now();
                var session = await ExamSessionStore.LockAsync(writer, sessionId);
                var save = await RetainedSaveStore.FindAsync(writer, sessionId, retainedId);
                if (session is not { SettledAt: not null } || save is null)
                {
                    return new AcceptOutcome(save is null ? AcceptRefusal.UnknownSave : AcceptRefusal.NotFinal);
                }

                var current = (await AnswerStore.CurrentAsync(writer, sessionId, [save.QuestionId])).GetValueOrDefault(save.QuestionId);
                if (save.AcceptedAt is not null)
                {
                    return new AcceptOutcome(AcceptRefusal.None, save, current);
                }

                if (await NamingItsFileAsync(writer, paper, save) is not { } body)
                {
                    return new AcceptOutcome(AcceptRefusal.UnknownFile);
                }

                var version = current is null ? new VersionNumber(session.Epoch, 1) : VersionNumber.FromOrder(current.Version.Order + 1);
                var ledger = new AnswerLedger(now);
                var stored = ledger.Add(session, save.QuestionId, version, body, applied: true);
                await ledger.WriteAsync(writer);
                var accepted = save with { AcceptedAt = now, AcceptedBy = userId, AcceptedAs = version };
                await RetainedSaveStore.AcceptAsync(writer, accepted);
                await RoomActions.AuditAsync(
                    writer, new Act(session.WorkspaceId, examId, userId, now), sessionId, "accept", new { retainedId, save.Reason, save.QuestionId, version.Epoch, version.Revision }, reason: null);
                return new AcceptOutcome(AcceptRefusal.None, accepted, new AnswerVersion(save.QuestionId, version, stored.Seq, body, stored.SavedAt));
            },
            cancellation);
        return outcome with { Save = outcome.Save is null ? null : show.Save(outcome.Save), Current = show.Answer(outcome.Current) };
    }

    /// <summary>Keeps aside what is in a rescue file and not stored anyway; null when there is no such session.</summary>
    public async Task<RescueOutcome?> RescueAsync(string examId, string sessionId, RescueFile file, CancellationToken cancellation)
    {
        if (await store.FindAsync(examId, sessionId, voided: false, cancellation) is not { } found)
        {
            return null;
        }

        if (found.ReceiptCode is "")
        {
            return NotTaken("What this student wrote was erased; nothing of theirs is kept any more.");
        }

        if (file.Open(sessionId, keys.Of(sessionId)) is not { } answers)
        {
            return NotTaken("This is not a rescue file of this exam session, or it was changed. Upload the file exactly as the student's browser saved it, into that student's session.");
        }

        var paper = await papers.GetAsync(found.VersionId, cancellation);
        var rescued = answers.Select(answer => Read(answer, sessionId, paper)).ToList();
        if (rescued.Contains(null))
        {
            return NotTaken("An answer in the file cannot be read. Upload the file exactly as the student's browser saved it.");
        }

        var outcome = await database.WriteAsync(writer => KeepAsync(writer, sessionId, paper, rescued!), cancellation);
        // What stands beside it is read when no writer waits for it.
        var current = await database.ReadAsync(reader => AnswerStore.CurrentAsync(reader, sessionId, outcome.Kept!.Select(save => save.QuestionId)), cancellation);
        var show = new RetainedShow(found, paper, addresses);
        return outcome with
        {
            Kept = [.. outcome.Kept!.Select(show.Save)],
            Current = current.ToDictionary(entry => entry.Key, entry => show.Answer(entry.Value)!, StringComparer.Ordinal),
        };
    }

    /// <summary>How what is kept aside of an exam session is shown to teachers.</summary>
    public async Task<RetainedShow> ShowAsync(ExamSession session, CancellationToken cancellation) =>
        new(session, await papers.GetAsync(session.VersionId, cancellation), addresses);

    private static async Task<RescueOutcome> KeepAsync(DatabaseSession writer, string sessionId, ExamPaper paper, List<RetainedSave> found)
    {
        await ExamSessionStore.LockAsync(writer, sessionId);
        var rescued = new List<RetainedSave>();
        foreach (var save in found)
        {
            if (await NamingItsFileAsync(writer, paper, save) is { } body)
            {
                rescued.Add(save with { Body = body });
            }
        }

        var withoutFile = found.Select(save => save.QuestionId).Except(rescued.Select(save => save.QuestionId), StringComparer.Ordinal);
        var current = await AnswerStore.CurrentDigestsAsync(writer, sessionId, rescued.Select(save => save.QuestionId));
        var stored = rescued.Where(save => current.GetValueOrDefault(save.QuestionId) == save.Body.Digest()).Select(save => save.QuestionId).ToList();
        var aside = rescued.Where(save => !stored.Contains(save.QuestionId, StringComparer.Ordinal)).ToList();
        var kept = await RetainedSaveStore.KeepAsync(writer, aside);
        return new RescueOutcome([.. aside.Where(kept.Contains)], Current: null, stored, [.. withoutFile], Why: null);
    }

    /// <summary>The answer as it may be stored: of a question that takes a file with the ID of that file. Null when the session has no such file for the question.</summary>
    private static async Task<AnswerBody?> NamingItsFileAsync(DatabaseSession writer, ExamPaper paper, RetainedSave save)
    {
        if (paper.FilesOf(save.QuestionId) is null || save.Body.FirstText.Length == 0)
        {
            return save.Body;
        }

        var file = FileAnswer.IdIn(save.Body) is { } id ? await FileStore.FindAsync(writer, save.SessionId, id) : null;
        return file?.QuestionId == save.QuestionId ? FileAnswer.Naming(save.Body, file.Id) : null;
    }

    private RetainedSave? Read(RescuedAnswer? answer, string sessionId, ExamPaper paper)
    {
        var now = clock.Now();
        var input = new AnswerInput(answer?.QuestionId, answer?.Epoch, answer?.Revision, answer?.Value, answer?.Completed, answer?.Context);
        return input.Read("", input.Epoch, new EmbedCaller(""), now).Save is { } save && paper.TakesAnswer(save.QuestionId)
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

    private static RescueOutcome NotTaken(string why) => new(Kept: null, Current: null, [], [], why);
}
