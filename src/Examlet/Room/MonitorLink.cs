using Examlet.Access;
using Examlet.Exams;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Room;

/// <summary>
/// A link to the monitor of one exam. It acts with the rights of its maker, and only while the maker has them.
/// </summary>
public sealed record MonitorLink(
    string Id,
    string WorkspaceId,
    string ExamId,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt
)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>The access that a link gives, from the stored facts about it and its maker.</summary>
    internal static MonitorAccess AccessAt(
        DateTimeOffset now,
        long expiresAt,
        long? revokedAt,
        string role,
        long? userDeletedAt,
        string? examRole
    )
    {
        var mayAct =
            userDeletedAt is null
            && (
                Roles.IsAdministrator(role) || (role == Roles.Teacher && ExamRoles.Parse(examRole) >= ExamRole.Manager)
            );
        if (revokedAt is not null || !mayAct)
        {
            return MonitorAccess.Revoked;
        }

        return now >= Times.FromMilliseconds(expiresAt) ? MonitorAccess.Expired : MonitorAccess.Open;
    }
}

/// <summary>The access that a monitor link gives now.</summary>
public enum MonitorAccess
{
    Open,
    Expired,

    /// <summary>It was revoked, or its maker lost their rights.</summary>
    Revoked,
}

/// <summary>Stores monitor links.</summary>
public static class MonitorLinkStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("monitor_link", Holding.ByWorkspace);

    private const string Select = """
        select l.id as "Id", l.workspace_id as "WorkspaceId", l.exam_id as "ExamId", l.created_by as "CreatedBy",
        l.created_at as "CreatedAt", l.expires_at as "ExpiresAt",
          l.revoked_at as "RevokedAt", u.role as "Role", u.deleted_at as "UserDeletedAt", p.role as "ExamRole"
        from monitor_link l join app_user u on u.id = l.created_by left join exam_permission p
        on p.exam_id = l.exam_id and p.user_id = l.created_by
        """;

    public static Task AddAsync(Transaction transaction, MonitorLink link) =>
        transaction.ExecuteAsync(
            """
            insert into monitor_link (id, workspace_id, exam_id, created_by, created_at, expires_at)
            values (@Id, @WorkspaceId, @ExamId, @CreatedBy, @createdAt, @expiresAt)
            """,
            new
            {
                link.Id,
                link.WorkspaceId,
                link.ExamId,
                link.CreatedBy,
                createdAt = link.CreatedAt.ToMilliseconds(),
                expiresAt = link.ExpiresAt.ToMilliseconds(),
            }
        );

    /// <summary>A link with its access at <paramref name="now"/>; null if there is none.</summary>
    public static async Task<(MonitorLink Link, MonitorAccess Access)?> FindAsync(
        Reader reader,
        string id,
        DateTimeOffset now
    )
    {
        var row = await reader.FirstOrDefaultAsync<Row>($"{Select} where l.id = @id", new { id });
        return row is null ? null : (row.ToLink(), row.AccessAt(now));
    }

    /// <summary>Ends a link. False if the exam has none with that ID, or it was ended before.</summary>
    public static async Task<bool> RevokeAsync(Transaction transaction, string examId, string id, DateTimeOffset now) =>
        await transaction.ExecuteAsync(
            "update monitor_link set revoked_at = @now where id = @id and exam_id = @examId and revoked_at is null",
            new
            {
                id,
                examId,
                now = now.ToMilliseconds(),
            }
        ) > 0;

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string ExamId { get; init; } = "";
        public string CreatedBy { get; init; } = "";
        public long CreatedAt { get; init; }
        public long ExpiresAt { get; init; }
        public long? RevokedAt { get; init; }
        public string Role { get; init; } = "";
        public long? UserDeletedAt { get; init; }
        public string? ExamRole { get; init; }

        public MonitorLink ToLink() =>
            new(
                Id,
                WorkspaceId,
                ExamId,
                CreatedBy,
                Times.FromMilliseconds(CreatedAt),
                Times.FromMilliseconds(ExpiresAt),
                Times.FromMilliseconds(RevokedAt)
            );

        public MonitorAccess AccessAt(DateTimeOffset now) =>
            MonitorLink.AccessAt(now, ExpiresAt, RevokedAt, Role, UserDeletedAt, ExamRole);
    }
}
