namespace Examlet.Files;

/// <summary>A file of an exam session, complete or on its way. Immutable.</summary>
public sealed record StoredFile
{
    public const string IdPrefix = "file_";

    public required string Id { get; init; }
    public required string SessionId { get; init; }
    public required string QuestionId { get; init; }

    /// <summary>The name that the student's device gave, for people to read.</summary>
    public required string Name { get; init; }

    /// <summary>The media type of its content. Before the verdict it is the browser's word.</summary>
    public required string Type { get; init; }

    /// <summary>Bytes; null for a recording whose length is not known yet.</summary>
    public long? Size { get; init; }

    /// <summary>How many bytes from the start are on disk.</summary>
    public long Received { get; init; }

    /// <summary>
    /// SHA-256 of its bytes in lower-case hex. Null until all of them are there, and maybe until the receipt is issued.
    /// </summary>
    public string? Sha256 { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>True once its content was judged.</summary>
    public bool IsJudged => CompletedAt is not null || Received >= FileJudge.Enough;
}
