namespace Examlet.Storage;

/// <summary>What one table holds of a workspace and of a user. Each folder states it beside its table; the removal of
/// a workspace and the erasure of a user walk the list that the host has, those first that name others.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="OfWorkspace">Which of its rows go with a workspace: a condition on <c>@workspaceId</c>; null when none
/// does.</param>
public sealed record Holding(string Table, string? OfWorkspace)
{
    /// <summary>The condition of a table whose rows name their workspace.</summary>
    public const string ByWorkspace = "workspace_id = @workspaceId";

    /// <summary>The condition of a table whose rows belong to an exam session.</summary>
    public const string BySession = "session_id in (select id from exam_session where workspace_id = @workspaceId)";

    /// <summary>What ends when a user is deleted: statements on <c>@userId</c> and <c>@now</c>
    /// (milliseconds).</summary>
    public IReadOnlyList<string> Deletion { get; init; } = [];

    /// <summary>What goes too when a user is erased, their words above all: statements on <c>@userId</c>.</summary>
    public IReadOnlyList<string> Erasure { get; init; } = [];

    /// <summary>Takes away what a workspace has beside the rows: bytes in the folder of files. Null: nothing.</summary>
    public Func<Transaction, string, Task>? RemoveBytesAsync { get; init; }

    /// <summary>Takes away what a user has beside the rows. Null: nothing.</summary>
    public Func<Transaction, string, Task>? EraseBytesAsync { get; init; }

    /// <summary>A statement of <see cref="Erasure"/> that deletes the rows of a user's exam sessions.</summary>
    public static string DeleteOfSessions(string table) =>
        $"delete from {table} where session_id in (select id from exam_session where user_id = @userId)";
}
