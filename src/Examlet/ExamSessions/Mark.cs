using Examlet.Exams;

namespace Examlet.ExamSessions;

/// <summary>
/// What a complete score means by the exam's current settings: a label of its scale, and whether it is enough to pass.
/// Each is null where the exam has no such setting. Pure.
/// </summary>
public sealed record Mark(string? Label, bool? Passed)
{
    /// <summary>No mark.</summary>
    public static Mark None { get; } = new(Label: null, Passed: null);

    /// <summary>The mark of a score; none while something waits for a person, and where there are no points.</summary>
    public static Mark Of(ExamSettings settings, ExamScore score)
    {
        if (score.NeedsGrading || score.MaxPoints <= 0)
        {
            return None;
        }

        // In decimals: 29 of 100 points are 29 percent.
        var percent = (double)Math.Round((decimal)score.Points * 100 / (decimal)score.MaxPoints, 6);
        return new Mark(settings.LabelOf(percent), settings.PassMark is { } least ? percent >= least : null);
    }
}
