namespace Examlet.Statistics;

/// <summary>How many sessions there are: those that are over for good, and of those the ones that count, whose every
/// answer has its points, and the ones that wait for a person.</summary>
public sealed record SessionCounts(int Final, int Complete, int Partial);

/// <summary>
/// One question. <c>options</c> is null for a question that is no choice. <c>answers</c> is null for long texts and
/// files, and where few students could be told apart.
/// </summary>
public sealed record QuestionStatistics(
    string QuestionId,
    int Number,
    string Type,
    string Title,
    int N,
    double? MaxPoints,
    double? Mean,
    double? Sd,
    double? P,
    double? ItemRest,
    int? Answered,
    int? UpperGroup,
    int? LowerGroup,
    IReadOnlyList<OptionShare>? Options,
    IReadOnlyList<AnswerShare>? Answers,
    int? OtherAnswers,
    IReadOnlyList<QuestionHint> Hints
)
{
    /// <summary>The same without what single students may be known by.</summary>
    internal QuestionStatistics WithoutAnswers() => this with { Options = null, Answers = null, OtherAnswers = null };
}

/// <summary>
/// <c>GET /exams/{id}/statistics</c>, over the complete sessions. With fewer than two of them every figure is null.
/// Points are points of the exam, <c>percent</c> is percent of what each student could get. <c>maxPoints</c> is null
/// when students could get different sums.
/// </summary>
public sealed record StatisticsBody(
    string ExamId,
    SessionCounts Sessions,
    int N,
    double? MaxPoints,
    double? Mean,
    double? Sd,
    double? Median,
    double? Min,
    double? Max,
    double? Q1,
    double? Q3,
    Spread? Percent,
    double? Alpha,
    string? AlphaReason,
    int? AlphaQuestions,
    double? Sem,
    double? PassMark,
    int? Passed,
    IReadOnlyList<HistogramBin>? Histogram,
    IReadOnlyList<QuestionStatistics>? Questions
)
{
    internal static StatisticsBody Of(
        string examId,
        SessionCounts sessions,
        ExamFigures? figures,
        double? passMark,
        IReadOnlyList<QuestionStatistics>? questions
    ) =>
        new(
            examId,
            sessions,
            sessions.Complete,
            figures?.MaxPoints,
            figures?.Points.Mean,
            figures?.Points.Sd,
            figures?.Points.Median,
            figures?.Points.Min,
            figures?.Points.Max,
            figures?.Points.Q1,
            figures?.Points.Q3,
            figures?.Percent,
            figures?.Reliability.Alpha,
            figures?.Reliability.Reason,
            figures?.Reliability.Questions,
            figures?.Reliability.Sem,
            passMark,
            figures?.Passed,
            figures?.Histogram,
            figures is null ? null : questions
        );
}
