using System.Text.Json;

namespace Examlet.EmbedSessions;

/// <summary>The flows of embed sessions for staff (contract §5).</summary>
public static class StaffFlows
{
    public const string GradeExam = "grade-exam";
    public const string ViewResults = "view-results";
    public const string EditRubric = "edit-rubric";

    public static IReadOnlyList<string> Names { get; } = [GradeExam, ViewResults, EditRubric];
}

/// <summary>
/// An embed session of a staff flow: a page for one member of staff. It shows nothing of itself; at every request it
/// has the lesser rights of its maker and its actor.
/// </summary>
public sealed record StaffSession
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromMinutes(1440);

    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }

    /// <summary>One of <see cref="StaffFlows.Names"/>.</summary>
    public required string Flow { get; init; }

    /// <summary>Null for a flow without an exam.</summary>
    public string? ExamId { get; init; }

    /// <summary>The user ID of the member of staff.</summary>
    public required string Actor { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The one origin that may frame it, in canonical form; null: none may.</summary>
    public string? AllowedOrigin { get; init; }

    public string? ReturnUrl { get; init; }
    public JsonElement? Theme { get; init; }
    public JsonElement? Metadata { get; init; }

    /// <summary>As it was sent.</summary>
    public required JsonElement Presets { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The SHA-256 of the token of the browser that opened it first; null until one has.</summary>
    public string? Holder { get; init; }

    /// <summary>When its work began: the first grade, or the first opening.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>What it ended with, as JSON: the rubric.</summary>
    public string? Outputs { get; init; }

    /// <summary>The ways in which the host learns of the end, in the order of the contract.</summary>
    public IReadOnlyList<string> EnabledResponseModes => EmbedSession.ResponseModes(ReturnUrl, AllowedOrigin);

    /// <summary><c>pending</c>, <c>started</c>, <c>completed</c> or <c>expired</c>.</summary>
    public string StatusAt(DateTimeOffset now) =>
        CompletedAt is not null ? "completed"
        : now >= ExpiresAt ? "expired"
        : StartedAt is null ? "pending"
        : "started";

    /// <summary>A text of the presets; null when it is not there.</summary>
    public string? PresetText(string name) =>
        Presets.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A boolean of the presets; null when it is not there.</summary>
    public bool? PresetFlag(string name) =>
        Presets.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null;

    /// <summary>The address to continue at after completion: <c>returnUrl</c> with its own query kept and ours added;
    /// null without one.</summary>
    public string? ReturnUrlOf(StaffOutputs outputs) =>
        ReturnUrl is null
            ? null
            : EmbedSession.WithQuery(
                ReturnUrl,
                outputs.Rubric is { } rubric
                    ? $"status=completed&rubric={Uri.EscapeDataString(rubric.GetRawText())}"
                    : $"status=completed&examId={Uri.EscapeDataString(outputs.ExamId ?? "")}"
            );
}
