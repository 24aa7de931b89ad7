using System.Text.Json;
using Examlet.Access;
using Examlet.Audit;
using Examlet.Files;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Users;

/// <summary>Removes a user from every table that holds something of theirs.</summary>
public static class UserRemoval
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>
    /// Deletes a user: their keys, permissions and embed sessions end. <paramref name="erase"/> also erases their work:
    /// the answers with every version, saves kept aside, their files, notes, scores and receipts, and the name and
    /// e-mail on their sessions. The audit log of each exam says that <paramref name="by"/> did it.
    /// </summary>
    public static async Task RemoveAsync(Transaction transaction, User user, bool erase, string by, DateTimeOffset now)
    {
        var gone = new { user.Id, now = now.ToMilliseconds() };
        transaction.Changed(user.Id);
        await transaction.ExecuteAsync(
            $"update app_user set deleted_at = @now, updated_at = @now, changed_at = {transaction.Present} "
                + "where id = @Id",
            gone
        );
        await transaction.ExecuteAsync(
            "update api_key set revoked_at = @now where user_id = @Id and revoked_at is null",
            gone
        );
        await transaction.ExecuteAsync("delete from exam_permission where user_id = @Id", gone);
        await transaction.ExecuteAsync(
            "update embed_session set deleted_at = @now where actor = @Id and deleted_at is null",
            gone
        );
        if (erase)
        {
            await FileStore.RemoveAsync(transaction, await FileStore.OfUserAsync(transaction, user.Id));
            await EraseAsync(transaction, user.Id);
            await RecordErasureAsync(transaction, user, by, now);
        }
    }

    private static async Task EraseAsync(Transaction transaction, string userId)
    {
        var erased = new { userId, email = $"erased-{userId}@invalid" };
        // The versions stay as numbers, so that the events of the sessions keep theirs; what was written in them goes.
        await transaction.ExecuteAsync(
            """
            update answer_version set value = 'null', context = null, completed = 0, digest = '', link = null,
            chain = null
            where session_id in (select id from exam_session where user_id = @userId)
            """,
            erased
        );
        // What was answered to a teacher who kept or accepted their words is kept for a retry; it names the save, not
        // the student.
        await transaction.ExecuteAsync(
            """
            update idempotency_key set body = '{}' where exists (
              select 1 from retained_save r join exam_session s on s.id = r.session_id where s.user_id = @userId
              and idempotency_key.body like '%' || r.id || '%')
            """,
            erased
        );
        await transaction.ExecuteAsync(
            "delete from readable_answer where session_id in (select id from exam_session where user_id = @userId)",
            erased
        );
        await transaction.ExecuteAsync(
            "delete from retained_save where session_id in (select id from exam_session where user_id = @userId)",
            erased
        );
        await transaction.ExecuteAsync(
            "delete from webhook_message where order_key in (select id from exam_session where user_id = @userId)",
            erased
        );
        await transaction.ExecuteAsync(
            "delete from receipt where session_id in (select id from exam_session where user_id = @userId)",
            erased
        );
        // An empty code: there is no receipt and none is due.
        await transaction.ExecuteAsync(
            "update exam_session set state = null, score = null, last_link = 0, chain = null, receipt_code "
                + "= '' where user_id = @userId",
            erased
        );
        await transaction.ExecuteAsync(
            """
            update embed_session set metadata = null, return_url = null,
            presets = '{"examId":"' || exam_id || '"}' where actor = @userId
            """,
            erased
        );
        await transaction.ExecuteAsync(
            "update idempotency_key set body = '{}' where body like @mentions",
            new { mentions = $"%{userId}%" }
        );
        await transaction.ExecuteAsync(
            "update app_user set email = @email, email_key = @email, name = null, metadata = null where id = @userId",
            erased
        );
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
