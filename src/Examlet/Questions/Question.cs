using System.Text.Json;
using System.Text.Json.Serialization;

namespace Examlet.Questions;

/// <summary>One question as its author sent it, with its ID filled in. Immutable: it belongs to an exam
/// version.</summary>
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

    /// <summary>
    /// A JSON object with the fields of the question type, the answer key included. A student never gets it as it is.
    /// </summary>
    public JsonElement Settings { get; init; } = EmptyObject;

    /// <summary>A JSON object (contract §8), or null. A student gets the points of it.</summary>
    public JsonElement? Scoring { get; init; }

    /// <summary>True if an answer may be right in part.</summary>
    [JsonIgnore]
    public bool IsPartial =>
        Scoring is { } scoring
        && scoring.TryGetProperty("method", out var method)
        && method.ValueKind == JsonValueKind.String
        && method.ValueEquals(ScoringRules.Partial);

    /// <summary>The integrator's own JSON object, returned as it was sent, or null.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>The integrator's own tags, in the order they were sent, or null. A student never gets them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // versions stored before keep their hash
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The ID of the question in another system, or null. A student never gets it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExternalId { get; init; }

    /// <summary>True if <paramref name="other"/> is the same in everything that is checked.</summary>
    public bool SaysTheSameAs(Question other) =>
        Type == other.Type
        && Title == other.Title
        && Description == other.Description
        && AreEqual(Settings, other.Settings)
        && AreEqual(Scoring, other.Scoring);

    private static bool AreEqual(JsonElement? one, JsonElement? other) =>
        one is { } left && other is { } right ? JsonElement.DeepEquals(left, right) : one is null && other is null;

    /// <summary><c>{}</c>.</summary>
    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}");
}
