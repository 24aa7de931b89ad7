using Examlet.Access;
using Examlet.Answers;
using Examlet.Endings;
using Examlet.ExamSessions;
using Examlet.Files;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Receipts;

/// <summary>
/// Issues the receipt of a final session: once, for the first who asks, and again after a teacher has accepted a late
/// answer.
/// </summary>
public sealed class SessionReceipts(
    Database database,
    Settlement settlement,
    ExamPapers papers,
    FileDigests files,
    ReceiptKeys keys,
    TimeProvider clock
)
{
    /// <summary>The newest receipt; null while the session is not final, and if its student was erased.</summary>
    public async Task<Receipt?> GetAsync(ExamSession session, CancellationToken cancellation)
    {
        var settled =
            session.SettledAt is null && session.IsFinalAt(clock.Now())
                ? await settlement.SettleAsync(session.Id, cancellation)
                : session;
        if (settled is not { SettledAt: not null })
        {
            return null;
        }

        if (settled.ReceiptCode is { } code)
        {
            return await database.ReadAsync(reader => ReceiptStore.FindAsync(reader, code), cancellation);
        }

        if ((await papers.GetAsync(settled.VersionId, cancellation)).TakesFiles)
        {
            await files.CompleteAsync(settled.Id, cancellation);
        }

        return await IssueAsync(settled.Id, cancellation);
    }

    /// <summary>
    /// Reads the answers before it locks the session, so that no writer waits. Repeats until they are the answers of
    /// the locked session.
    /// </summary>
    private async Task<Receipt?> IssueAsync(string sessionId, CancellationToken cancellation)
    {
        while (true)
        {
            if (
                await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, sessionId), cancellation)
                is not { SettledAt: not null } found
            )
            {
                return null;
            }

            var answers = await database.ReadAsync(reader => AnswerStore.CurrentAsync(reader, sessionId), cancellation);
            var paper = await papers.GetAsync(found.VersionId, cancellation);
            var (isSame, receipt) = await database.WriteAsync(
                transaction => TryIssueAsync(transaction, found, paper, answers),
                cancellation
            );
            if (isSame)
            {
                return receipt;
            }
        }
    }

    private async Task<(bool IsSame, Receipt? Receipt)> TryIssueAsync(
        Transaction transaction,
        ExamSession found,
        ExamPaper paper,
        IReadOnlyList<AnswerVersion> answers
    )
    {
        var session = await ExamSessionStore.LockAsync(transaction, found.Id);
        if (session?.ReceiptCode is { } issued)
        {
            return (true, await ReceiptStore.FindAsync(transaction, issued));
        }

        if (session is null || session.Chain != found.Chain)
        {
            return (session is null, null);
        }

        var now = clock.Now();
        var number = await ReceiptStore.NextNumberAsync(transaction, session.Id);
        var (payload, salts) = ReceiptPayload.Of(
            Ids.New(Ids.Receipt),
            number,
            now,
            session,
            paper,
            answers,
            await FileStore.DigestsAsync(transaction, session.Id)
        );
        var receipt = new Receipt(payload.Code, session.Id, number, now, keys.Sign(payload), salts);
        await ReceiptStore.AddAsync(transaction, receipt);
        return (true, receipt);
    }
}
