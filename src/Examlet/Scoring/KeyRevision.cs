using System.Text.Json;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Questions;

namespace Examlet.Scoring;

/// <summary>
/// A change to the key of one question after students had taken it. It adds to the versions of an exam and edits none:
/// other settings or scoring, or an award.
/// </summary>
public sealed record KeyRevision
{
    /// <summary>Everybody gets all points of the question.</summary>
    public const string Full = "full";

    /// <summary>Nobody gets points for the question.</summary>
    public const string None = "none";

    /// <summary>The question leaves the points and the maximum.</summary>
    public const string Remove = "remove";

    public static IReadOnlyList<string> Awards { get; } = [Full, None, Remove];

    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string ExamId { get; init; }

    /// <summary>1 for the exam's first.</summary>
    public required long Number { get; init; }

    public required string QuestionId { get; init; }

    /// <summary>The settings in place of the version's; null to keep them.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>The scoring in place of the version's; null to keep it.</summary>
    public JsonElement? Scoring { get; init; }

    /// <summary>One of <see cref="Awards"/>, or null.</summary>
    public string? Award { get; init; }

    public required string Reason { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many final sessions have been scored by it so far.</summary>
    public long Sessions { get; init; }

    /// <summary>How many of them got another score.</summary>
    public long Changed { get; init; }

    /// <summary>When all final sessions were scored by it; null before.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>What the key revisions of an exam do to scores. Pure.</summary>
public sealed class RevisedKeys
{
    private readonly Dictionary<string, (JsonElement? Settings, JsonElement? Scoring, string? Award)> _byQuestion = new(
        StringComparer.Ordinal
    );

    /// <param name="revisions">In the order of their numbers: a later one stands over an earlier.</param>
    public RevisedKeys(IReadOnlyList<KeyRevision> revisions)
    {
        Newest = revisions.Count == 0 ? 0 : revisions[^1].Number;
        foreach (var revision in revisions)
        {
            var (settings, scoring, _) = _byQuestion.GetValueOrDefault(revision.QuestionId);
            _byQuestion[revision.QuestionId] = revision.Award is { } award
                ? (settings, scoring, award)
                : (revision.Settings ?? settings, revision.Scoring ?? scoring, null);
        }
    }

    /// <summary>The number of the newest; 0 without any.</summary>
    public long Newest { get; }

    /// <summary>The content of a version with the revised questions in the places of theirs.</summary>
    public ExamContent In(ExamContent content) =>
        _byQuestion.Count == 0 ? content : content with { Questions = [.. content.Questions.Select(Revised)] };

    /// <summary>The program's score after awards.</summary>
    public ExamScore Awarded(ExamScore score)
    {
        if (_byQuestion.Values.All(revised => revised.Award is null))
        {
            return score;
        }

        var questions = score.Questions.Select(Awarded).ToList();
        return score with
        {
            Points = Math.Max(0, Points.Sum(questions.Select(question => question.Points ?? 0))),
            MaxPoints = Points.Sum(questions.Select(question => question.MaxPoints)),
            NeedsGrading = questions.Exists(question => question.NeedsGrading),
            Questions = questions,
        };
    }

    private Question Revised(Question question)
    {
        var (settings, scoring, _) = _byQuestion.GetValueOrDefault(question.Id);
        return settings is null && scoring is null
            ? question
            : question with
            {
                Settings = settings ?? question.Settings,
                Scoring = scoring ?? question.Scoring,
            };
    }

    private QuestionScore Awarded(QuestionScore question) =>
        _byQuestion.GetValueOrDefault(question.QuestionId).Award switch
        {
            KeyRevision.Full => Fixed(question, question.MaxPoints, share: 1),
            KeyRevision.None => Fixed(question, points: 0, share: 0),
            KeyRevision.Remove => question with
            {
                Points = null,
                MaxPoints = 0,
                Correct = null,
                Share = null,
                NeedsGrading = false,
                By = QuestionScore.Removed,
            },
            _ => question,
        };

    private static QuestionScore Fixed(QuestionScore question, double points, double share) =>
        question with
        {
            Points = points,
            Correct = share >= 1,
            Share = share,
            NeedsGrading = false,
            By = QuestionScore.Award,
        };
}
