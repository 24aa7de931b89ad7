using System.Text.Json;
using Examlet.Access;
using Examlet.Audit;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Users;

/// <summary>What goes with a user, in every table that holds something of theirs.</summary>
/// <param name="holdings">What each table holds.</param>
public sealed class UserRemoval(IReadOnlyList<Holding> holdings)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>
    /// Deletes a user: their keys, permissions and embed sessions end. <paramref name="erase"/> also erases their work:
    /// the answers with every version, saves kept aside, their files, notes, scores and receipts, and the name and
    /// e-mail on their sessions. The audit log of each exam says that <paramref name="by"/> did it.
    /// </summary>
    public async Task RemoveAsync(Transaction transaction, User user, bool erase, string by, DateTimeOffset now)
    {
        transaction.Changed(user.Id);
        await UserStore.DeleteAsync(transaction, user.Id, now);
        foreach (var statement in holdings.SelectMany(holding => holding.Deletion))
        {
            await transaction.ExecuteAsync(statement, new { userId = user.Id, now = now.ToMilliseconds() });
        }

        if (erase)
        {
            await EraseAsync(transaction, user.Id);
            await RecordErasureAsync(transaction, user, by, now);
        }
    }

    private async Task EraseAsync(Transaction transaction, string userId)
    {
        foreach (var holding in holdings)
        {
            await (holding.EraseBytesAsync?.Invoke(transaction, userId) ?? Task.CompletedTask);
            foreach (var statement in holding.Erasure)
            {
                await transaction.ExecuteAsync(statement, new { userId });
            }
        }
    }

    private static async Task RecordErasureAsync(Transaction transaction, User user, string by, DateTimeOffset now)
    {
        var attempts = await transaction.QueryAsync<Attempt>(
            """select id as "Id", exam_id as "ExamId" from exam_session where user_id = @Id""",
            new { user.Id }
        );
        foreach (var attempt in attempts)
        {
            await AuditStore.AddAsync(
                transaction,
                new AuditEntry(
                    Ids.New(Ids.AuditEntry),
                    user.WorkspaceId,
                    attempt.ExamId,
                    attempt.Id,
                    by,
                    "erase",
                    Nothing,
                    Reason: null,
                    now
                )
            );
        }
    }

    private sealed record Attempt
    {
        public string Id { get; init; } = "";
        public string ExamId { get; init; } = "";
    }
}
