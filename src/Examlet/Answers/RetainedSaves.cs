using Examlet.Access;
using Examlet.Database;
using Examlet.ExamSessions;
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
}

/// <summary>What became of an acceptance. <c>Current</c> is the answer after it.</summary>
public sealed record AcceptOutcome(AcceptRefusal Refusal, RetainedSave? Save = null, AnswerVersion? Current = null);

/// <summary>What became of a rescue file: what is kept aside, or why it was not taken.</summary>
public sealed record RescueOutcome(IReadOnlyList<RetainedSave>? Kept, IReadOnlyDictionary<string, AnswerVersion>? Current, IReadOnlyList<string> AlreadyStored, string? Why);

/// <summary>What teachers do with what was kept aside. Each is one transaction on the locked session.</summary>
public sealed class RetainedSaves(Database.Database database, ExamSessionStore store, ExamPapers papers, OutboxKeys keys, TimeProvider clock)
{
    /// <summary>
    /// Makes a kept save the newest version of its answer; the score and the receipt are then drawn up again by whoever asks. One that was accepted before stays as it is.
    /// </summary>
    public async Task<AcceptOutcome> AcceptAsync(string examId, string sessionId, string retainedId, string userId, CancellationToken cancellation)
    {
        // Settles a session whose time is over, so that what is accepted comes after its end.
        if (await store.FindAsync(examId, sessionId, voided: false, cancellation) is null)
        {
            return new AcceptOutcome(AcceptRefusal.UnknownSession);
        }

        return await database.WriteAsync(
            async writer =>
            {
                var now = clock.Now();
                var session = await ExamSessionStore.LockAsync(writer, sessionId);
                var save = await RetainedSaveStore.FindAsync(writer, sessionId, retainedId);
                if (session is not { SettledAt: not null } || save is null)
                {
                    return new AcceptOutcome(save is null ? AcceptRefusal.UnknownSave : AcceptRefusal.NotFinal);
                }

                var current = (await AnswerStore.CurrentAsync(writer, sessionId)).FirstOrDefault(answer => answer.QuestionId == save.QuestionId);
                if (save.AcceptedAt is not null)
                {
                    return new AcceptOutcome(AcceptRefusal.None, save, current);
                }

                var version = current is null ? new VersionNumber(session.Epoch, 1) : VersionNumber.FromOrder(current.Version.Order + 1);
                var ledger = new AnswerLedger(now);
                var stored = ledger.Add(session, save.QuestionId, version, save.Body, applied: true);
                await ledger.WriteAsync(writer);
                var accepted = save with { AcceptedAt = now, AcceptedBy = userId, AcceptedAs = version };
                await RetainedSaveStore.AcceptAsync(writer, accepted);
                await RoomActions.AuditAsync(
                    writer, new Act(session.WorkspaceId, examId, userId, now), sessionId, "accept", new { retainedId, save.Reason, save.QuestionId, version.Epoch, version.Revision }, reason: null);
                return new AcceptOutcome(AcceptRefusal.None, accepted, new AnswerVersion(save.QuestionId, version, stored.Seq, save.Body, stored.SavedAt));
            },
            cancellation);
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
        return rescued.Contains(null)
            ? NotTaken("An answer in the file cannot be read. Upload the file exactly as the student's browser saved it.")
            : await database.WriteAsync(writer => KeepAsync(writer, sessionId, rescued!), cancellation);
    }

    private static async Task<RescueOutcome> KeepAsync(DatabaseSession writer, string sessionId, List<RetainedSave> rescued)
    {
        await ExamSessionStore.LockAsync(writer, sessionId);
        var current = (await AnswerStore.CurrentAsync(writer, sessionId)).ToDictionary(answer => answer.QuestionId, StringComparer.Ordinal);
        var stored = rescued.Where(save => current.GetValueOrDefault(save.QuestionId) is { } answer && answer.Body.Digest() == save.Body.Digest()).Select(save => save.QuestionId).ToList();
        var aside = rescued.Where(save => !stored.Contains(save.QuestionId, StringComparer.Ordinal)).ToList();
        var kept = await RetainedSaveStore.KeepAsync(writer, aside);
        return new RescueOutcome([.. aside.Where(kept.Contains)], current, stored, Why: null);
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

    private static RescueOutcome NotTaken(string why) => new(Kept: null, Current: null, [], why);
}
