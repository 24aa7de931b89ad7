using System.Text.Json;

namespace Examlet.Exams;

/// <summary>One question as its author sent it, with its ID filled in. Immutable: it belongs to an exam version.</summary>
public sealed record Question
{
    /// <summary><c>q_</c> and a base-62 tail, unique in the workspace.</summary>
    public required string Id { get; init; }

    /// <summary>The short name of the question type, such as <c>true-false</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Plain text.</summary>
    public string? Title { get; init; }

    /// <summary>HTML of the author, not yet sanitised.</summary>
    public string? Description { get; init; }

    /// <summary>A JSON object; its fields are those of the question type, the answer key included. Never sent to a student as it is.</summary>
    public JsonElement Settings { get; init; } = EmptyObject;

    /// <summary>A JSON object (<c>points</c>, or <c>rubricType</c> and <c>criteria</c>), or null.</summary>
    public JsonElement? Scoring { get; init; }

    /// <summary>The integrator's own JSON object, returned as it was sent, or null.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary><c>{}</c>.</summary>
    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}");
}
