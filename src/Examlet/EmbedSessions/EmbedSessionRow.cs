using Examlet.Http;
using Examlet.Time;

namespace Examlet.EmbedSessions;

/// <summary>A row of <c>embed_session</c>. Some queries add whether its student may still take the exam.</summary>
internal sealed record EmbedSessionRow
{
    /// <summary>The columns of the table with the alias <c>e</c>.</summary>
    public const string Columns = """
        e.id as "Id", e.workspace_id as "WorkspaceId", e.exam_id as "ExamId", e.actor as "Actor",
        e.created_by as "CreatedBy", e.exam_session_id as "ExamSessionId",
        e.allowed_origin as "AllowedOrigin", e.allowed_ancestors as "AllowedAncestors", e.return_url as "ReturnUrl",
        e.theme as "Theme", e.metadata as "Metadata", e.presets as "Presets",
        e.created_at as "CreatedAt", e.expires_at as "ExpiresAt", e.deleted_at as "DeletedAt"
        """;

    public string Id { get; init; } = "";
    public string WorkspaceId { get; init; } = "";
    public string ExamId { get; init; } = "";
    public string Actor { get; init; } = "";
    public string CreatedBy { get; init; } = "";
    public string? ExamSessionId { get; init; }
    public string? AllowedOrigin { get; init; }
    public string? AllowedAncestors { get; init; }
    public string? ReturnUrl { get; init; }
    public string? Theme { get; init; }
    public string? Metadata { get; init; }
    public string Presets { get; init; } = "";
    public long CreatedAt { get; init; }
    public long ExpiresAt { get; init; }
    public long? DeletedAt { get; init; }
    public long MayTake { get; init; }

    public static object Parameters(EmbedSession embed) =>
        new
        {
            embed.Id,
            embed.WorkspaceId,
            embed.ExamId,
            embed.Actor,
            embed.CreatedBy,
            embed.AllowedOrigin,
            allowedAncestors = embed.AllowedAncestors.Count == 0 ? null : Json.Write(embed.AllowedAncestors),
            embed.ReturnUrl,
            theme = Fields.Raw(embed.Theme),
            metadata = Fields.Raw(embed.Metadata),
            presets = embed.Presets.GetRawText(),
            createdAt = embed.CreatedAt.ToMilliseconds(),
            expiresAt = embed.ExpiresAt.ToMilliseconds(),
        };

    public EmbedSession ToEmbedSession() =>
        new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            ExamId = ExamId,
            Actor = Actor,
            CreatedBy = CreatedBy,
            ExamSessionId = ExamSessionId,
            AllowedOrigin = AllowedOrigin,
            AllowedAncestors = AllowedAncestors is null ? [] : Json.Read<string[]>(AllowedAncestors),
            ReturnUrl = ReturnUrl,
            Theme = Json.Element(Theme),
            Metadata = Json.Element(Metadata),
            Presets = Json.Element(Presets)!.Value,
            CreatedAt = Times.FromMilliseconds(CreatedAt),
            ExpiresAt = Times.FromMilliseconds(ExpiresAt),
            DeletedAt = Times.FromMilliseconds(DeletedAt),
        };
}
