using System.ComponentModel.DataAnnotations;
using Examlet.Http;
using Examlet.Scoring;

namespace Examlet.Grading;

/// <summary>The body of a grade. <c>revision</c> is that of the grade that was seen, 0 for none.</summary>
public sealed record PutGrade(
    double? Points,
    IReadOnlyDictionary<string, string>? Levels,
    string? Comment,
    [property: Required] long? Revision
)
{
    /// <summary>The digest of the answer that was seen; another answer is refused. Not required.</summary>
    public string? Expect { get; init; }
}

/// <summary>One answer that many students gave: its digest, and how many answers were seen with it.</summary>
public sealed record EqualAnswers([property: Required] string? Digest, [property: Required] int? Expect);

/// <summary>The body of a grade for equal answers.</summary>
public sealed record PutGrades(
    [property: Required] IReadOnlyList<EqualAnswers?>? Answers,
    double? Points,
    IReadOnlyDictionary<string, string>? Levels,
    string? Comment,
    bool? Overwrite
);

/// <summary>What a person gives: points on the question's scale, levels, a safe comment.</summary>
internal sealed record GivenGrade(
    decimal? Points,
    IReadOnlyDictionary<string, string>? Levels,
    string? Comment,
    string? CommentText
)
{
    private const int MaxCommentBytes = 16 << 10;
    private const decimal Finest = 0.0001m;

    /// <summary>The grade that was sent, checked against the rubric; null rubric: a comment on the whole.</summary>
    public static GivenGrade Check(
        double? points,
        IReadOnlyDictionary<string, string>? levels,
        string? comment,
        Rubric? rubric,
        InputErrors errors
    )
    {
        var (html, text) = CommentOf(comment, errors);
        if (points is null && levels is null && html is null)
        {
            errors.Add("points", "Send `points`, `levels` or a `comment`.");
        }

        if (rubric is null)
        {
            if (points is not null || levels is not null)
            {
                errors.Add("points", $"`{Grade.Overall}` takes a comment; points belong to a question.");
            }

            return new GivenGrade(Points: null, Levels: null, html, text);
        }

        var chosen = levels is { Count: > 0 } ? levels : null;
        CheckLevels(chosen, points, rubric, errors);
        if (points is { } given)
        {
            return new GivenGrade(PointsOf(given, rubric, errors), chosen, html, text);
        }

        return new GivenGrade(chosen is null ? null : rubric.PointsOf(chosen), chosen, html, text);
    }

    private static decimal? PointsOf(double given, Rubric rubric, InputErrors errors)
    {
        if (!double.IsFinite(given) || given < 0 || given > (double)rubric.MaxPoints)
        {
            errors.Add("points", $"`points` must be a number from 0 to {rubric.MaxPoints:0.####}.");
            return null;
        }

        var points = Rubric.Rounded((decimal)given);
        if (Math.Abs((decimal)given - points) >= Finest / 100)
        {
            errors.Add("points", "`points` must have at most 4 decimal places.");
        }

        return points;
    }

    private static void CheckLevels(
        IReadOnlyDictionary<string, string>? levels,
        double? points,
        Rubric rubric,
        InputErrors errors
    )
    {
        foreach (var (criterion, level) in levels ?? new Dictionary<string, string>())
        {
            if (rubric.Criteria.FirstOrDefault(known => known.Id == criterion) is not { } found)
            {
                errors.Add("levels", $"`levels` names {InputErrors.CutName(criterion)}, which is no criterion here.");
            }
            else if (found.Levels.All(known => known.Id != level))
            {
                errors.Add($"levels.{criterion}", $"`levels.{criterion}` must be the ID of a level of that criterion.");
            }
        }

        if (levels is not null && points is null && rubric.Criteria.Any(known => !levels.ContainsKey(known.Id)))
        {
            errors.Add("levels", "`levels` must have a level for each criterion, or send `points` too.");
        }
    }

    private static (string? Html, string? Text) CommentOf(string? comment, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(comment))
        {
            return (null, null);
        }

        if (System.Text.Encoding.UTF8.GetByteCount(comment) > MaxCommentBytes)
        {
            errors.Add("comment", "`comment` must have at most 16 KiB.");
            return (null, null);
        }

        var read = CommentHtml.Read(comment);
        if (read.Fault is { } fault)
        {
            errors.Add("comment", $"`comment` {fault}");
            return (null, null);
        }

        return string.IsNullOrWhiteSpace(read.Text) ? (null, null) : (read.Html, read.Text);
    }
}
