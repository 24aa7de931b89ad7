using Examlet.Files;
using Examlet.Storage;

namespace Examlet.Workspaces;

/// <summary>
/// Removes a workspace for good, with everything in it: an operator does so when a school has left. Only a backup can
/// bring it back.
/// </summary>
public static class WorkspaceRemoval
{
    private const string OfWorkspace = "workspace_id = @workspaceId";
    private const string OfSession = "session_id in (select id from exam_session where workspace_id = @workspaceId)";
    private const string OfExam = "exam_id in (select id from exam where workspace_id = @workspaceId)";

    /// <summary>The rows to delete. Rows that name other rows go first.</summary>
    private static readonly (string Table, string Condition)[] Steps =
    [
        ("receipt", OfSession),
        ("retained_save", OfSession),
        ("readable_answer", OfSession),
        ("announcement", OfSession),
        ("session_presence", OfSession),
        ("audit_entry", OfWorkspace),
        ("monitor_link", OfWorkspace),
        ("webhook_message", "webhook_id in (select id from webhook where workspace_id = @workspaceId)"),
        ("webhook", OfWorkspace),
        ("answer_version", OfSession),
        ("session_event", OfSession),
        ("embed_session", OfWorkspace),
        ("exam_session", OfWorkspace),
        ("exam_permission", OfExam),
        ("exam_version", OfExam),
        ("exam", OfWorkspace),
        ("api_key", "user_id in (select id from app_user where workspace_id = @workspaceId)"),
        ("app_user", OfWorkspace),
        ("workspace", "id = @workspaceId"),
    ];

    /// <summary>The number of the workspace's rows in each table; null if there is no such workspace.</summary>
    public static async Task<IReadOnlyDictionary<string, long>?> CountAsync(Reader reader, string workspaceId)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (table, condition) in Steps)
        {
            counts[table] = await reader.FirstOrDefaultAsync<long>(
                $"select count(*) from {table} where {condition}",
                new { workspaceId }
            );
        }

        return counts["workspace"] == 0 ? null : counts;
    }

    /// <summary>Removes the workspace, all or nothing. False when there is no such workspace.</summary>
    public static async Task<bool> RemoveAsync(Transaction transaction, string workspaceId)
    {
        var files = await transaction.QueryAsync<string>(
            "select f.id from stored_file f join exam_session s on s.id = f.session_id where s.workspace_id "
                + "= @workspaceId",
            new { workspaceId }
        );
        await FileStore.RemoveAsync(transaction, files);
        var removed = 0;
        foreach (var (table, condition) in Steps)
        {
            removed = await transaction.ExecuteAsync($"delete from {table} where {condition}", new { workspaceId });
        }

        return removed > 0;
    }
}
