namespace Examlet.Files;

/// <summary>A file of an exam session, complete or on its way. Immutable.</summary>
public sealed record StoredFile
{
    public const string IdPrefix = "file_";

    public required string Id { get; init; }
    public required string SessionId { get; init; }
    public required string QuestionId { get; init; }

    /// <summary>As the student's device named it; only for people's eyes.</summary>
    public required string Name { get; init; }

    /// <summary>The media type of its content; before the first bytes what the browser said.</summary>
    public required string Type { get; init; }

    /// <summary>Bytes; null for a recording whose length is not known yet.</summary>
    public long? Size { get; init; }

    /// <summary>How many bytes from the start are on disk.</summary>
    public long Received { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
