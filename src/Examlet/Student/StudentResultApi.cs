using System.Globalization;
using System.Text.Json;
using Examlet.Access;
using Examlet.Answers;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>Points of the student's own attempt. <c>label</c> and <c>passed</c> are those of a complete score, where
/// the exam has a scale and a pass mark.</summary>
public sealed record StudentScore(double Points, double MaxPoints, bool NeedsGrading, string? Label, bool? Passed);

/// <summary>What became of one answer, as far as the result shows it. <c>value</c> is null where there was none,
/// <c>valueHtml</c> the sanitised form of an answer that is HTML, <c>share</c> how much of it is right, from 0 to 1;
/// <c>removed</c> questions count neither for the points nor for the maximum. <c>comment</c>, <c>feedback</c> and
/// <c>modelAnswer</c> are safe HTML, <c>key</c> is the right answer in words.</summary>
public sealed record StudentQuestionResult(
    JsonElement Value,
    string? ValueHtml,
    double? Points,
    double? MaxPoints,
    bool? Correct,
    double? Share,
    bool NeedsGrading,
    bool Removed,
    string? Comment,
    string? CommentText,
    IReadOnlyList<string> Feedback,
    string? Key,
    string? ModelAnswer
);

/// <summary>The student's own result. <c>shown</c> names the parts that are in it: what the exam shows, without
/// <c>feedback</c> and <c>key</c> while they could help somebody who still writes. The questions stand as the student
/// saw them; none where the result is of the whole exam only. <c>comment</c> is on the whole exam.</summary>
public sealed record StudentResult(
    IReadOnlyList<string> Shown,
    StudentScore? Score,
    string? Comment,
    string? CommentText,
    IReadOnlyList<StudentQuestion> Questions,
    IReadOnlyDictionary<string, StudentQuestionResult> Answers
);

/// <summary>What a student may see of their result: what the exam's current settings show, once it is
/// released.</summary>
internal static class StudentResultApi
{
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    public static void MapStudentResult(this IEndpointRouteBuilder student) =>
        student
            .MapGet("/result", Get)
            .GivesMuch()
            .WithSummary("The student's own result, once it is released: what the exam shows of it");

    private static async Task<Results<Ok<StudentResult>, ProblemHttpResult>> Get(
        EmbedCaller caller,
        ExamPapers papers,
        SessionScores scores,
        ReadableAnswers readable,
        ResultKeys keys,
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
        var head = await database.ReadAsync(
            reader => ExamStore.CurrentVersionAsync(reader, session.ExamId),
            cancellation
        );
        var settings = (await papers.GetAsync(head, cancellation)).Content.Settings;
        if (settings.ResultRule is not { Show.Count: > 0 } rule)
        {
            return StudentProblems.NoResult();
        }

        if (!session.IsFinalAt(now))
        {
            response.Headers.RetryAfter = session.SecondsToFinal(now).ToString(CultureInfo.InvariantCulture);
            return StudentProblems.ResultNotReady();
        }

        if (!session.IsReleasedAt(rule, now))
        {
            return StudentProblems.ResultNotReleased();
        }

        if (await scores.GetAsync(session, cancellation) is not { } score)
        {
            return StudentProblems.ResultNotReady();
        }

        var shown = await ShownAsync(database, session, settings, now, cancellation);
        return TypedResults.Ok(
            await ResultAsync(
                new Shown(session, settings, shown, score, await papers.GetAsync(session.VersionId, cancellation)),
                readable,
                keys,
                database,
                cancellation
            )
        );
    }

    /// <summary>
    /// The parts that the exam shows, without what must stay secret now. That the student is shown the key is on disk
    /// before they are.
    /// </summary>
    private static async Task<IReadOnlyList<string>> ShownAsync(
        Database database,
        ExamSession session,
        ExamSettings settings,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var rule = settings.ResultRule!;
        if (!rule.Show.Any(IsSecret))
        {
            return rule.Show;
        }

        var isSecret = await database.ReadAsync(
            reader => KeySecrecy.IsNeededAsync(reader, session.ExamId, settings, now),
            cancellation
        );
        if (!isSecret && !session.KeyShown)
        {
            isSecret = !await database.WriteAsync(
                async transaction =>
                {
                    // It may have been reopened since.
                    if (
                        await ExamSessionStore.LockAsync(transaction, session.Id) is not { } locked
                        || !locked.IsReleasedAt(rule, now)
                    )
                    {
                        return false;
                    }

                    await ExamSessionStore.KeyShownAsync(transaction, session.Id);
                    return true;
                },
                cancellation
            );
        }

        return isSecret ? [.. rule.Show.Where(part => !IsSecret(part))] : rule.Show;
    }

    private static bool IsSecret(string part) => part is ResultSettings.Key or ResultSettings.Feedback;

    private static async Task<StudentResult> ResultAsync(
        Shown shown,
        ReadableAnswers readable,
        ResultKeys keys,
        Database database,
        CancellationToken cancellation
    )
    {
        var session = shown.Session;
        var (stored, grades, revisions) = await database.ReadAsync(
            async reader =>
                (
                    shown.Has(ResultSettings.Answers) ? await AnswerStore.CurrentAsync(reader, session.Id) : [],
                    shown.Has(ResultSettings.Comments)
                        ? await GradeStore.NewestAsync(reader, session.Id)
                        : new Dictionary<string, Grade>(StringComparer.Ordinal),
                    await KeyRevisionStore.OfExamAsync(reader, session.ExamId)
                ),
            cancellation
        );
        var questions = shown.Parts.Any(part => part != ResultSettings.Score) ? shown.Paper.InOrderOf(session) : [];
        var html = questions.Where(q => q.TakesHtml).Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
        var read = await readable.OfAsync(
            session.Id,
            [
                .. stored
                    .Where(a => html.Contains(a.QuestionId))
                    .Select(a => HtmlAnswer.Of(a.QuestionId, a.Version, a.Value))
                    .OfType<HtmlAnswer>(),
            ],
            cancellation
        );
        var answers = stored.ToDictionary(
            a => a.QuestionId,
            a => FileAnswer.ForStudent(shown.Paper, a).Value,
            StringComparer.Ordinal
        );
        var known = keys.Of(shown.Paper, new RevisedKeys(revisions));
        var overall = CommentOf(grades, Grade.Overall);
        var mark = Mark.Of(shown.Settings, shown.Score);
        return new StudentResult(
            shown.Parts,
            shown.Has(ResultSettings.Score)
                ? new StudentScore(
                    shown.Score.Points,
                    shown.Score.MaxPoints,
                    shown.Score.NeedsGrading,
                    mark.Label,
                    mark.Passed
                )
                : null,
            overall?.Comment,
            overall?.CommentText,
            questions,
            (questions.Count == 0 ? [] : shown.Score.Questions).ToDictionary(
                q => q.QuestionId,
                q =>
                    Of(
                        shown,
                        q,
                        answers.GetValueOrDefault(q.QuestionId, Nothing),
                        read.GetValueOrDefault(q.QuestionId)?.Html,
                        CommentOf(grades, q.QuestionId),
                        known.GetValueOrDefault(q.QuestionId)
                    ),
                StringComparer.Ordinal
            )
        );
    }

    private static StudentQuestionResult Of(
        Shown shown,
        QuestionScore scored,
        JsonElement value,
        string? html,
        Grade? comment,
        ResultKey? key
    )
    {
        var (points, answers) = (shown.Has(ResultSettings.Points), shown.Has(ResultSettings.Answers));
        var isRemoved = scored.By == QuestionScore.Removed;
        return new StudentQuestionResult(
            value,
            html,
            points ? scored.Points : null,
            points ? scored.MaxPoints : null,
            answers ? scored.Correct : null,
            answers ? scored.Share : null,
            scored.NeedsGrading,
            isRemoved,
            comment?.Comment,
            comment?.CommentText,
            shown.Has(ResultSettings.Feedback) && !isRemoved && key is not null ? key.FeedbackOn(scored.Correct) : [],
            shown.Has(ResultSettings.Key) && !isRemoved ? key?.KeyText : null,
            shown.Has(ResultSettings.Key) && !isRemoved ? key?.ModelAnswer : null
        );
    }

    /// <summary>The comment on an answer, unless it was taken back; it stands whatever the answer is by now.</summary>
    private static Grade? CommentOf(IReadOnlyDictionary<string, Grade> grades, string questionId) =>
        grades.GetValueOrDefault(questionId) is { Withdrawn: false, Comment: not null } grade ? grade : null;

    /// <summary>A result and what of it is shown.</summary>
    private sealed record Shown(
        ExamSession Session,
        ExamSettings Settings,
        IReadOnlyList<string> Parts,
        ExamScore Score,
        ExamPaper Paper
    )
    {
        public bool Has(string part) => Parts.Contains(part, StringComparer.Ordinal);
    }
}
