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

    /// <summary>
    /// When students see which parts of their result; null where <see cref="ShowScore"/> says it. The exam's current
    /// setting counts, not that of a version.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // versions stored before keep their hash
    public ResultSettings? Results { get; init; }

    /// <summary>The key may be shown while others still write, and teachers said so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Practice { get; init; }

    /// <summary>People grade without seeing whose answer it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnonymousGrading { get; init; }

    /// <summary>Percent of the points that are needed to pass; null when nobody passes or fails.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PassMark { get; init; }

    /// <summary>The labels of marks, from the lowest percent to the highest; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GradeStep>? GradeScale { get; init; }

    /// <summary>The rule by which results are shown: what is said, or what <see cref="ShowScore"/> means.</summary>
    [JsonIgnore]
    public ResultSettings? ResultRule => Results ?? (ShowScore ? ResultSettings.OfShowScore : null);

    /// <summary>The label for that percent of the points; null below the first step, and without a scale.</summary>
    public string? LabelOf(double percent) => GradeScale?.LastOrDefault(step => percent >= step.From)?.Label;

    public const string Free = "free";
    public const string Linear = "linear";
}

/// <summary>A step of the scale: the label for <c>from</c> percent of the points and more.</summary>
public sealed record GradeStep(double From, string Label);

/// <summary>When students see their result, and what of it (contract, scores).</summary>
/// <param name="Release"><see cref="AtHandIn"/>, <see cref="Manual"/> or a time (ISO 8601 with a zone).</param>
/// <param name="Show">Some of <see cref="Parts"/>.</param>
public sealed record ResultSettings(string Release, IReadOnlyList<string> Show)
{
    public const string AtHandIn = "at-hand-in";
    public const string Manual = "manual";
    public const string Score = "score";
    public const string Points = "points";
    public const string Answers = "answers";
    public const string Comments = "comments";
    public const string Feedback = "feedback";
    public const string Key = "key";

    /// <summary>Everything that can be shown.</summary>
    public static IReadOnlyList<string> Parts { get; } = [Score, Points, Answers, Comments, Feedback, Key];

    /// <summary>The meaning of <c>showScore: true</c>.</summary>
    public static ResultSettings OfShowScore { get; } = new(AtHandIn, [Score, Points, Answers]);

    /// <summary>The time of the release; null when it is at the hand-in, or somebody's decision.</summary>
    [JsonIgnore]
    public DateTimeOffset? At => Release is AtHandIn or Manual ? null : ResultSettingsInput.TimeOf(Release);

    public bool Shows(string part) => Show.Contains(part, StringComparer.Ordinal);
}
