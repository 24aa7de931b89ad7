using System.Text.Json;
using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Audit;

/// <summary>
/// An act on an exam session: who, when and why. <c>Data</c> has the details: minutes, the message, the deadline before
/// and after.
/// </summary>
public sealed record AuditEntry(
    string Id,
    string WorkspaceId,
    string ExamId,
    string? SessionId,
    string UserId,
    string Action,
    JsonElement Data,
    string? Reason,
    DateTimeOffset At
);

/// <summary>Who acts on which exam, and when.</summary>
public sealed record Act(string WorkspaceId, string ExamId, string UserId, DateTimeOffset At);

/// <summary>Where the audit log is kept; append-only.</summary>
public static class AuditStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("audit_entry", Holding.ByWorkspace);

    /// <summary>Writes an act on a session into the audit log; the caller's transaction commits it.</summary>
    public static Task AddAsync(
        Transaction transaction,
        Act act,
        string? sessionId,
        string action,
        object data,
        string? reason
    ) =>
        AddAsync(
            transaction,
            new AuditEntry(
                Ids.New(Ids.AuditEntry),
                act.WorkspaceId,
                act.ExamId,
                sessionId,
                act.UserId,
                action,
                JsonSerializer.SerializeToElement(data, Json.Options),
                reason,
                act.At
            )
        );

    public static Task AddAsync(Transaction transaction, AuditEntry entry) =>
        transaction.ExecuteAsync(
            """
            insert into audit_entry (id, workspace_id, exam_id, session_id, user_id, action, data, reason, at)
            values (@Id, @WorkspaceId, @ExamId, @SessionId, @UserId, @Action, @data, @Reason, @at)
            """,
            new
            {
                entry.Id,
                entry.WorkspaceId,
                entry.ExamId,
                entry.SessionId,
                entry.UserId,
                entry.Action,
                data = entry.Data.GetRawText(),
                entry.Reason,
                at = entry.At.ToMilliseconds(),
            }
        );

    /// <summary>The entries of an exam, oldest first; of one session when <paramref name="sessionId"/> is
    /// given.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> ListAsync(
        Reader reader,
        string examId,
        string? sessionId,
        Paging paging
    )
    {
        var rows = await reader.QueryAsync<Row>(
            $"""
            select id as "Id", workspace_id as "WorkspaceId", exam_id as "ExamId", session_id as "SessionId",
            user_id as "UserId", action as "Action", data as "Data",
              reason as "Reason", at as "At" from audit_entry
            where exam_id = @examId {(
                sessionId is null ? "" : "and session_id = @sessionId"
            )} and (at, id) > (@AfterTime, @AfterId) order by at, id limit @Fetch
            """,
            new
            {
                examId,
                sessionId,
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToEntry())];
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string ExamId { get; init; } = "";
        public string? SessionId { get; init; }
        public string UserId { get; init; } = "";
        public string Action { get; init; } = "";
        public string Data { get; init; } = "";
        public string? Reason { get; init; }
        public long At { get; init; }

        public AuditEntry ToEntry() =>
            new(
                Id,
                WorkspaceId,
                ExamId,
                SessionId,
                UserId,
                Action,
                JsonElement.Parse(Data),
                Reason,
                Times.FromMilliseconds(At)
            );
    }
}
