using System.Text.Json;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Gradebook;
using Examlet.Grading;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Users;

namespace Examlet.Staff;

/// <summary>
/// One student's result in a list. While grading is anonymous <c>paper</c> stands in place of <c>sessionId</c> and
/// <c>student</c>, and there is no time.
/// </summary>
public sealed record StaffResult(
    string? SessionId,
    string? Paper,
    GradedStudent? Student,
    DateTimeOffset? CompletedAt,
    ScoreBody? Score,
    bool Released
);

/// <summary>One question of a paper: what was asked and answered, what it got and why.</summary>
public sealed record StaffPaperQuestion(
    string QuestionId,
    string? Title,
    string? DescriptionHtml,
    string Type,
    IReadOnlyDictionary<string, JsonElement> Settings,
    JsonElement Value,
    string? ValueHtml,
    string? Text,
    double? Points,
    double MaxPoints,
    double? Share,
    bool? Correct,
    bool NeedsGrading,
    string? By,
    string? KeyText,
    string? Comment,
    string? CommentText
);

/// <summary>What a person wrote on the whole of a paper.</summary>
public sealed record StaffOverall(string? Comment, string? CommentText);

/// <summary>One student's paper. <c>by</c> of a question says who gave its points: <c>person</c>, <c>award</c> or null
/// for the program.</summary>
public sealed record StaffPaper(
    string? SessionId,
    string? Paper,
    GradedStudent? Student,
    DateTimeOffset? CompletedAt,
    ScoreBody? Score,
    bool Released,
    IReadOnlyList<StaffPaperQuestion> Questions,
    StaffOverall? Overall
);

/// <summary>Reads the results of an exam, student by student.</summary>
public sealed class StaffResults(
    Database database,
    SessionScores scores,
    ExamPapers papers,
    QuestionTypeCatalog types,
    GradingList grading,
    GradingNames names,
    TimeProvider clock
)
{
    private const int ChunkSize = 50;

    /// <summary>
    /// A page of final sessions that are not voided, in the order of their names: an ID, or the name of a paper, which
    /// says nothing of when it was begun.
    /// </summary>
    public async Task<Page<StaffResult>> ListAsync(
        Exam exam,
        bool isAnonymous,
        Paging paging,
        CancellationToken cancellation
    )
    {
        var ids = await database.ReadAsync(reader => ExamSessionStore.IdsAsync(reader, exam.Id), cancellation);
        var ordered = ids.Select(id => (Key: isAnonymous ? names.PaperOf(exam.Id, id) : id, Id: id))
            .Where(entry => string.CompareOrdinal(entry.Key, paging.AfterId) > 0)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal);
        var found = new List<(string Key, StaffResult Result)>();
        foreach (var chunk in ordered.Chunk(ChunkSize))
        {
            var (sessions, people) = await database.ReadAsync(
                async reader =>
                {
                    var read = await ExamSessionStore.ReadAsync(reader, [.. chunk.Select(entry => entry.Id)]);
                    return (read, await UserNames.OfAsync(reader, read.Values.Select(session => session.UserId)));
                },
                cancellation
            );
            foreach (var (key, id) in chunk)
            {
                if (sessions.TryGetValue(id, out var session) && session.IsFinalAt(clock.Now()))
                {
                    var score = await scores.GetAsync(session, cancellation);
                    found.Add((key, ResultOf(exam, session, score, isAnonymous, people)));
                }
            }

            if (found.Count > paging.Limit)
            {
                break;
            }
        }

        return paging.Of(found, entry => (DateTimeOffset.UnixEpoch, entry.Key), entry => entry.Result);
    }

    /// <summary>The paper behind a name: the ID of a session, or while grading is anonymous the name of a paper. Null
    /// when there is none.</summary>
    public async Task<StaffPaper?> FindAsync(Exam exam, bool isAnonymous, string name, CancellationToken cancellation)
    {
        if (
            GradingNames.IsPaper(name) != isAnonymous
            || await grading.SessionOfAsync(exam.Id, name, cancellation) is not { } id
        )
        {
            return null;
        }

        var query = new GradingQuery(exam.Id, QuestionId: null, GradingItem.All, isAnonymous);
        if (await grading.PaperAsync(query, id, cancellation) is not var (session, items, overall))
        {
            return null;
        }

        var score = await scores.GetAsync(session, cancellation);
        var (people, revisions) = await database.ReadAsync(
            async reader =>
                (
                    await UserNames.OfAsync(reader, [session.UserId]),
                    await KeyRevisionStore.OfExamAsync(reader, exam.Id)
                ),
            cancellation
        );
        var result = ResultOf(exam, session, score, isAnonymous, people);
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var keyed = new RevisedKeys(revisions)
            .In(paper.Content)
            .Questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
        var shown = paper.Questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
        var scored = score!.Questions.ToDictionary(question => question.QuestionId, StringComparer.Ordinal);
        return new StaffPaper(
            result.SessionId,
            result.Paper,
            result.Student,
            result.CompletedAt,
            result.Score,
            result.Released,
            [
                .. items.Select(item =>
                    QuestionOf(item, shown[item.QuestionId], keyed[item.QuestionId], scored[item.QuestionId])
                ),
            ],
            overall.Grade?.Comment is null ? null : new StaffOverall(overall.Grade.Comment, overall.Grade.CommentText)
        );
    }

    private StaffResult ResultOf(
        Exam exam,
        ExamSession session,
        ExamScore? score,
        bool isAnonymous,
        IReadOnlyDictionary<string, string> people
    )
    {
        var now = clock.Now();
        return new StaffResult(
            isAnonymous ? null : session.Id,
            isAnonymous ? names.PaperOf(exam.Id, session.Id) : null,
            isAnonymous ? null : new GradedStudent(session.UserId, people.GetValueOrDefault(session.UserId)),
            isAnonymous ? null : session.CompletionAt(now)?.At,
            score is null ? null : ScoreBody.Of(score, session.ScoreRevision, Mark.Of(exam.Content.Settings, score)),
            session.IsReleasedAt(exam.Content.Settings.ResultRule, now)
        );
    }

    private StaffPaperQuestion QuestionOf(
        GradingItem item,
        StudentQuestion shown,
        Question keyed,
        QuestionScore score
    ) =>
        new(
            item.QuestionId,
            shown.Title,
            shown.Description,
            shown.Type,
            shown.Settings,
            item.Value,
            item.ValueHtml,
            item.Text,
            item.Points,
            item.MaxPoints,
            score.Share,
            score.Correct,
            score.NeedsGrading,
            score.By,
            GradingOverview.KeyText(keyed, shown, types.Find(keyed.Type)!),
            item.Grade?.Comment,
            item.Grade?.CommentText
        );
}
