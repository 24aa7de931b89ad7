using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;

namespace Examlet.Endings;

/// <summary>
/// Completes exam sessions for good, and writes down that the time of others is over. Whoever reads an overdue session
/// first does the latter: it is true whether or not anything ran.
/// </summary>
public sealed class Settlement(Database database, TimeProvider clock)
{
    /// <summary>A session of an exam, settled first when its time is over; voided ones only when asked for.</summary>
    public async Task<ExamSession?> FindAsync(string examId, string id, bool voided, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            reader => ExamSessionStore.FindAsync(reader, examId, id, voided),
            cancellation
        );
        return found is { SettledAt: null } overdue && overdue.IsFinalAt(clock.Now())
            ? await SettleAsync(overdue.Id, cancellation)
            : found;
    }

    /// <summary>Settles a session by itself; null when there is no such session.</summary>
    public Task<ExamSession?> SettleAsync(string id, CancellationToken cancellation) =>
        database.WriteAsync(transaction => SettleAsync(transaction, id, clock.Now()), cancellation);

    /// <summary>
    /// Writes down that the time of a session is over: its completion, and the event. Does nothing to one that is
    /// settled or still has time. Returns it, locked; null when there is no such session.
    /// </summary>
    public static async Task<ExamSession?> SettleAsync(Transaction transaction, string id, DateTimeOffset now) =>
        await ExamSessionStore.LockAsync(transaction, id) is { } found
            ? await SettleAsync(transaction, found, now)
            : null;

    /// <inheritdoc cref="SettleAsync(Transaction, string, DateTimeOffset)"/>
    public static async Task<ExamSession> SettleAsync(Transaction transaction, ExamSession locked, DateTimeOffset now)
    {
        var settled = await SettledAsync(transaction, locked, now);
        if (settled != locked)
        {
            await ExamSessionStore.UpdateAsync(transaction, settled);
        }

        return settled;
    }

    /// <summary>
    /// The session with its end written down, when its time is over for good and nobody did so before; the caller
    /// stores it.
    /// </summary>
    public static Task<ExamSession> SettledAsync(Transaction transaction, ExamSession session, DateTimeOffset now) =>
        session is { SettledAt: null, VoidedAt: null }
        && session.IsFinalAt(now)
        && session.CompletionAt(now) is { } completion
            ? CompletedAsync(transaction, session, completion, now)
            : Task.FromResult(session);

    /// <summary>
    /// The session completed for good, with its event appended and its webhooks' messages written; the caller stores
    /// it.
    /// </summary>
    public static async Task<ExamSession> CompletedAsync(
        Transaction transaction,
        ExamSession session,
        Completion completion,
        DateTimeOffset now
    )
    {
        var completed = Completed(session, completion, now);
        await TellAsync(transaction, [completed], completion, now);
        return completed;
    }

    /// <summary>
    /// Completes sessions that this transaction has locked, for good: with their events, the messages of webhooks, and
    /// stored.
    /// </summary>
    public static async Task<IReadOnlyList<ExamSession>> CompleteAsync(
        Transaction transaction,
        IReadOnlyList<ExamSession> sessions,
        Completion completion,
        DateTimeOffset now
    )
    {
        var completed = sessions.Select(session => Completed(session, completion, now)).ToList();
        await TellAsync(transaction, completed, completion, now);
        await ExamSessionStore.UpdateCompletedAsync(transaction, completed);
        return completed;
    }

    private static async Task TellAsync(
        Transaction transaction,
        IReadOnlyList<ExamSession> completed,
        Completion completion,
        DateTimeOffset now
    )
    {
        await EmbedEvents.InsertNewestAsync(
            transaction,
            completed,
            EmbedEvents.Submitted,
            new { by = completion.By },
            completion.At
        );
        await WebhookOutbox.CompletedAsync(transaction, completed, now);
    }

    private static ExamSession Completed(ExamSession session, Completion completion, DateTimeOffset now) =>
        session with
        {
            CompletedAt = completion.At,
            CompletionReason = completion.Reason,
            SettledAt = now,
            LastSeq = session.LastSeq + 1,
        };
}
