using System.Globalization;
using System.Text.Json;
using Examlet.Access;
using Examlet.Answers;
using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>Points of the student's own attempt.</summary>
public sealed record StudentScore(double Points, double MaxPoints, bool NeedsGrading);

/// <summary>What became of one answer. <c>value</c> is null where there was none, <c>valueHtml</c> the sanitised form
/// of an answer that is HTML, <c>share</c> how much of it is right, from 0 to 1.</summary>
public sealed record StudentQuestionResult(
    JsonElement Value,
    string? ValueHtml,
    double? Points,
    double MaxPoints,
    bool? Correct,
    double? Share,
    bool NeedsGrading
);

/// <summary>The student's own result: never the key. The questions stand as the student saw them.</summary>
public sealed record StudentResult(
    StudentScore Score,
    IReadOnlyList<StudentQuestion> Questions,
    IReadOnlyDictionary<string, StudentQuestionResult> Answers
);

/// <summary>What a student may see of their score, when the exam's <c>showScore</c> is on.</summary>
internal static class StudentResultApi
{
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    public static void MapStudentResult(this IEndpointRouteBuilder student) =>
        student
            .MapGet("/result", Get)
            .GivesMuch()
            .WithSummary("After completion, where the exam shows scores: the answers with right or wrong and points");

    private static async Task<Results<Ok<StudentResult>, ProblemHttpResult>> Get(
        EmbedCaller caller,
        ExamPapers papers,
        SessionScores scores,
        ReadableAnswers readable,
        Database database,
        TimeProvider clock,
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        var now = clock.Now();
        var entry = await database.ReadAsync(
            reader => SessionEntryStore.ShownByAsync(reader, caller.EmbedSessionId, now),
            cancellation
        );
        if (StudentApi.ProblemOf(entry, now) is { } problem)
        {
            return problem;
        }

        var session = entry!.Session!;
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        if (!paper.Content.Settings.ShowScore)
        {
            return StudentProblems.NoResult();
        }

        if (await scores.GetAsync(session, cancellation) is not { } score)
        {
            response.Headers.RetryAfter = session.SecondsToFinal(now).ToString(CultureInfo.InvariantCulture);
            return StudentProblems.ResultNotReady();
        }

        var answers = await database.ReadAsync(reader => AnswerStore.CurrentAsync(reader, session.Id), cancellation);
        var questions = paper.InOrderOf(session);
        var html = questions.Where(q => q.TakesHtml).Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
        var read = await readable.OfAsync(
            session.Id,
            [
                .. answers
                    .Where(a => html.Contains(a.QuestionId))
                    .Select(a => HtmlAnswer.Of(a.QuestionId, a.Version, a.Value))
                    .OfType<HtmlAnswer>(),
            ],
            cancellation
        );
        return TypedResults.Ok(
            Of(
                questions,
                score,
                answers.ToDictionary(
                    a => a.QuestionId,
                    a => FileAnswer.ForStudent(paper, a).Value,
                    StringComparer.Ordinal
                ),
                read
            )
        );
    }

    private static StudentResult Of(
        IReadOnlyList<StudentQuestion> questions,
        ExamScore score,
        IReadOnlyDictionary<string, JsonElement> answers,
        IReadOnlyDictionary<string, ReadableHtml> read
    ) =>
        new(
            new StudentScore(score.Points, score.MaxPoints, score.NeedsGrading),
            questions,
            score.Questions.ToDictionary(
                q => q.QuestionId,
                q => new StudentQuestionResult(
                    answers.GetValueOrDefault(q.QuestionId, Nothing),
                    read.GetValueOrDefault(q.QuestionId)?.Html,
                    q.Points,
                    q.MaxPoints,
                    q.Correct,
                    q.Share,
                    q.NeedsGrading
                ),
                StringComparer.Ordinal
            )
        );
}
