using System.Text.Json.Serialization;
using Examlet.Questions;

namespace Examlet.Exams;

/// <summary>
/// The content of an exam version: everything that an exam session runs on. Immutable, addressed by the hash of its
/// JSON.
/// </summary>
public sealed record ExamContent
{
    public required string Name { get; init; }
    public string? Subject { get; init; }
    public string? StudentLevel { get; init; }

    /// <summary>BCP 47 tag of the language the exam is written in, or null.</summary>
    public string? Language { get; init; }

    public string? Context { get; init; }

    /// <summary>The minutes that the author expects. They do not affect the deadline.</summary>
    public double? IntendedDuration { get; init; }

    /// <summary>The exam's taxonomy in the author's own system, or null. A student never gets it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // versions stored before keep their hash
    public string? TaxonomyId { get; init; }

    /// <summary>The exam's source materials in the author's own system, or null. A student never gets them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? SourceMaterialIds { get; init; }

    public ExamSettings Settings { get; init; } = new();

    public IReadOnlyList<Question> Questions { get; init; } = [];
}

/// <summary>How an exam is taken (contract §4).</summary>
public sealed record ExamSettings
{
    /// <summary>Minutes, more than 0; null is no limit.</summary>
    public double? TimeLimit { get; init; }

    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public bool ShuffleQuestions { get; init; }

    /// <summary><see cref="Free"/> or <see cref="Linear"/>.</summary>
    public string Navigation { get; init; } = Free;

    public bool ShowScore { get; init; }

    public const string Free = "free";
    public const string Linear = "linear";
}
