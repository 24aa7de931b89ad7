using System.Text.Json;
using System.Text.Json.Serialization;
using Examlet.Scoring;

namespace Examlet.Grading;

/// <summary>A person's grade as graders see it. <c>by</c> is the user who graded.</summary>
public sealed record GradeBody(
    decimal? Points,
    IReadOnlyDictionary<string, string>? Levels,
    string? Comment,
    string? CommentText,
    long Revision,
    DateTimeOffset? At,
    string By,
    string? ByName
)
{
    /// <param name="grade">The grade.</param>
    /// <param name="names">The names of graders by user ID.</param>
    internal static GradeBody Of(Grade grade, IReadOnlyDictionary<string, string> names) =>
        new(
            grade.Points,
            grade.Levels,
            grade.Comment,
            grade.CommentText,
            grade.Revision,
            grade.At,
            grade.UserId,
            names.GetValueOrDefault(grade.UserId)
        );
}

/// <summary>What the program found for an answer.</summary>
public sealed record MachineGrade(double? Points, double? Share, bool? Correct);

/// <summary>A file that an answer names.</summary>
public sealed record GradingFile(string Id, string Name, string Type, long Size, string Url);

/// <summary>The student of an answer.</summary>
public sealed record GradedStudent(string Id, string? Name);

/// <summary>
/// The answer of one student to one question, as graders get it. While the exam is graded anonymously <c>paper</c>
/// stands in place of <c>sessionId</c> and <c>student</c>.
/// </summary>
public sealed record GradingItem
{
    /// <summary>The words of <see cref="State"/>.</summary>
    public const string Ungraded = "ungraded";

    /// <inheritdoc cref="Ungraded"/>
    public const string Stale = "stale";

    /// <inheritdoc cref="Ungraded"/>
    public const string Graded = "graded";

    /// <inheritdoc cref="Ungraded"/>
    public const string Machine = "machine";

    /// <summary>What a list can be asked for.</summary>
    public const string All = "all";

    public string? SessionId { get; init; }
    public string? Paper { get; init; }
    public GradedStudent? Student { get; init; }
    public required string QuestionId { get; init; }

    /// <summary>Null where there is no answer.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>The safe form of an answer in HTML.</summary>
    public string? ValueHtml { get; init; }

    /// <summary>The answer in words.</summary>
    public string? Text { get; init; }

    /// <summary>The number of words of a text.</summary>
    public int? Words { get; init; }

    public long? Epoch { get; init; }
    public long? Revision { get; init; }

    /// <summary>Equal for answers that say the same; null where there is no answer.</summary>
    public string? Digest { get; init; }

    /// <summary>
    /// <c>ungraded</c> (waits for a person), <c>stale</c> (the grade was for another answer), <c>graded</c> (a person
    /// gave points) or <c>machine</c>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>The points that count; null while the answer waits.</summary>
    public double? Points { get; init; }

    public required double MaxPoints { get; init; }

    [JsonPropertyName("machine")]
    public MachineGrade? Found { get; init; }

    public IReadOnlyList<GradingFile> Files { get; init; } = [];

    /// <summary>How many answers to the question say the same, this one included.</summary>
    public int Same { get; init; } = 1;

    public GradeBody? Grade { get; init; }

    /// <summary>Grades that came after the one that stands and were not taken.</summary>
    public IReadOnlyList<GradeBody> Refused { get; init; } = [];
}
