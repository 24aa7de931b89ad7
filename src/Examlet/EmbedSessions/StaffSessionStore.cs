using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.EmbedSessions;

/// <summary>Stores embed sessions of staff flows.</summary>
public static class StaffSessionStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("staff_session", Holding.ByWorkspace)
    {
        Deletion = ["update staff_session set deleted_at = @now where actor = @userId and deleted_at is null"],
        Erasure =
        [
            "update staff_session set metadata = null, return_url = null, presets = '{}', outputs = null "
                + "where actor = @userId",
        ],
    };

    private const string Select = """
        select id as "Id", workspace_id as "WorkspaceId", flow as "Flow", exam_id as "ExamId", actor as "Actor",
        created_by as "CreatedBy", allowed_origin as "AllowedOrigin", return_url as "ReturnUrl", theme as "Theme",
        metadata as "Metadata", presets as "Presets", created_at as "CreatedAt", expires_at as "ExpiresAt",
        deleted_at as "DeletedAt", holder as "Holder", started_at as "StartedAt", completed_at as "CompletedAt",
        outputs as "Outputs" from staff_session
        """;

    public static Task AddAsync(Transaction transaction, StaffSession staff) =>
        transaction.ExecuteAsync(
            """
            insert into staff_session (id, workspace_id, flow, exam_id, actor, created_by, allowed_origin, return_url,
            theme, metadata, presets, created_at, expires_at)
            values (@Id, @WorkspaceId, @Flow, @ExamId, @Actor, @CreatedBy, @AllowedOrigin, @ReturnUrl,
            @theme, @metadata, @presets, @createdAt, @expiresAt)
            """,
            new
            {
                staff.Id,
                staff.WorkspaceId,
                staff.Flow,
                staff.ExamId,
                staff.Actor,
                staff.CreatedBy,
                staff.AllowedOrigin,
                staff.ReturnUrl,
                theme = Fields.Raw(staff.Theme),
                metadata = Fields.Raw(staff.Metadata),
                presets = staff.Presets.GetRawText(),
                createdAt = staff.CreatedAt.ToMilliseconds(),
                expiresAt = staff.ExpiresAt.ToMilliseconds(),
            }
        );

    /// <summary>One session, deleted or not; null when there is none.</summary>
    public static async Task<StaffSession?> FindAsync(Reader reader, string id)
    {
        var row = await reader.FirstOrDefaultAsync<Row>($"{Select} where id = @id", new { id });
        return row?.ToSession();
    }

    /// <summary>One session, locked until the transaction ends; null when there is none.</summary>
    public static async Task<StaffSession?> LockAsync(Transaction transaction, string id)
    {
        var row = await transaction.FirstOrDefaultAsync<Row>(
            $"{Select} where id = @id{transaction.ForUpdate("staff_session")}",
            new { id }
        );
        return row?.ToSession();
    }

    /// <summary>Those of the IDs that exist, by ID.</summary>
    public static async Task<IReadOnlyDictionary<string, StaffSession>> ReadAsync(
        Reader reader,
        IReadOnlyCollection<string> ids
    )
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where {reader.In("id", "ids")}",
            new { ids = Reader.List(ids) }
        );
        return rows.ToDictionary(row => row.Id, row => row.ToSession(), StringComparer.Ordinal);
    }

    /// <summary>Writes the fields of a locked session that can change.</summary>
    public static Task UpdateAsync(Transaction transaction, StaffSession staff) =>
        transaction.ExecuteAsync(
            """
            update staff_session set holder = @Holder, started_at = @startedAt, completed_at = @completedAt,
            outputs = @Outputs, deleted_at = @deletedAt where id = @Id
            """,
            new
            {
                staff.Id,
                staff.Holder,
                startedAt = staff.StartedAt.ToMilliseconds(),
                completedAt = staff.CompletedAt.ToMilliseconds(),
                deletedAt = staff.DeletedAt.ToMilliseconds(),
                staff.Outputs,
            }
        );

    /// <summary>Ends access by this session. False when it was deleted before.</summary>
    public static async Task<bool> DeleteAsync(Transaction transaction, string id, DateTimeOffset now) =>
        await transaction.ExecuteAsync(
            "update staff_session set deleted_at = @now where id = @id and deleted_at is null",
            new { id, now = now.ToMilliseconds() }
        ) > 0;

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string Flow { get; init; } = "";
        public string? ExamId { get; init; }
        public string Actor { get; init; } = "";
        public string CreatedBy { get; init; } = "";
        public string? AllowedOrigin { get; init; }
        public string? ReturnUrl { get; init; }
        public string? Theme { get; init; }
        public string? Metadata { get; init; }
        public string Presets { get; init; } = "";
        public long CreatedAt { get; init; }
        public long ExpiresAt { get; init; }
        public long? DeletedAt { get; init; }
        public string? Holder { get; init; }
        public long? StartedAt { get; init; }
        public long? CompletedAt { get; init; }
        public string? Outputs { get; init; }

        public StaffSession ToSession() =>
            new()
            {
                Id = Id,
                WorkspaceId = WorkspaceId,
                Flow = Flow,
                ExamId = ExamId,
                Actor = Actor,
                CreatedBy = CreatedBy,
                AllowedOrigin = AllowedOrigin,
                ReturnUrl = ReturnUrl,
                Theme = Json.Element(Theme),
                Metadata = Json.Element(Metadata),
                Presets = Json.Element(Presets)!.Value,
                CreatedAt = Times.FromMilliseconds(CreatedAt),
                ExpiresAt = Times.FromMilliseconds(ExpiresAt),
                DeletedAt = Times.FromMilliseconds(DeletedAt),
                Holder = Holder,
                StartedAt = Times.FromMilliseconds(StartedAt),
                CompletedAt = Times.FromMilliseconds(CompletedAt),
                Outputs = Outputs,
            };
    }
}
