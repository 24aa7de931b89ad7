using System.Text.Json;

namespace Examlet.Exams;

/// <summary>An exam: the version that new sessions start on, and the fields outside of versions.</summary>
public sealed record Exam
{
    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string VersionId { get; init; }
    public required ExamContent Content { get; init; }
    public JsonElement? Metadata { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>One user's role on an exam.</summary>
public sealed record Permission(
    string Actor,
    ExamRole Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string CreatedBy
);
