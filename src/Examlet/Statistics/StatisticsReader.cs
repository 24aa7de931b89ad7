using System.Text.Json;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Statistics;

/// <summary>
/// Makes the statistics of an exam. Sessions are read a page at a time, and of each only its numbers are kept; answers
/// are read question by question as they come. So 5,000 sessions take little more memory than 50.
/// </summary>
public sealed class StatisticsReader(
    Database database,
    SessionScores scores,
    ExamPapers papers,
    QuestionTypeCatalog types,
    Cursors cursors,
    TimeProvider clock
)
{
    private const int PageSize = 200;
    private const int LeastForAnswers = 5;

    /// <summary>The statistics over the sessions that are final, not voided, and wait for nobody. Of an anonymous
    /// class of fewer than five no single answer is told.</summary>
    public async Task<StatisticsBody> OfAsync(Exam exam, bool isAnonymous, CancellationToken cancellation)
    {
        var passMark = exam.Content.Settings.PassMark;
        var (table, students, sessions) = await TableAsync(exam.Id, cancellation);
        if (ExamFigures.Of(table, passMark) is not { } figures)
        {
            return StatisticsBody.Of(exam.Id, sessions, figures: null, passMark: null, questions: null);
        }

        var questions = new List<QuestionStatistics>();
        foreach (var (question, shown) in await QuestionsAsync(exam, cancellation))
        {
            if (table.Of(question.Id) is { } column)
            {
                var item = await ItemAsync(exam.Id, question, shown, table, column, students, cancellation);
                questions.Add(
                    (isAnonymous && table.Count < LeastForAnswers ? item.WithoutAnswers() : item) with
                    {
                        Number = questions.Count + 1,
                    }
                );
            }
        }

        return StatisticsBody.Of(exam.Id, sessions, figures, passMark, questions);
    }

    private async Task<(ScoreTable Table, Dictionary<string, int> Students, SessionCounts Sessions)> TableAsync(
        string examId,
        CancellationToken cancellation
    )
    {
        var (table, partial) = (new ScoreTable(), 0);
        var students = new Dictionary<string, int>(StringComparer.Ordinal);
        var after = new Paging(PageSize, AfterTime: 0, AfterId: "", cursors);
        while (true)
        {
            var page = await database.ReadAsync(
                reader => ExamSessionStore.ListAsync(reader, examId, voided: false, after),
                cancellation
            );
            foreach (var session in page.Take(PageSize).Where(session => session.IsFinalAt(clock.Now())))
            {
                switch (await scores.GetAsync(session, cancellation))
                {
                    case { NeedsGrading: true }:
                        partial++;
                        break;
                    case { } score:
                        students[session.Id] = table.Add(score);
                        break;
                }
            }

            if (page.Count <= PageSize)
            {
                return (table, students, new SessionCounts(table.Count + partial, table.Count, partial));
            }

            var last = page[PageSize - 1];
            after = after with { AfterTime = last.StartedAt.ToMilliseconds(), AfterId = last.Id };
        }
    }

    /// <summary>The questions of the current version, then those that only earlier versions have, by the newest
    /// key.</summary>
    private async Task<IReadOnlyList<(Question Question, StudentQuestion Shown)>> QuestionsAsync(
        Exam exam,
        CancellationToken cancellation
    )
    {
        var (taken, revisions) = await database.ReadAsync(
            async reader =>
                (
                    await ExamSessionStore.VersionIdsAsync(reader, exam.Id),
                    await KeyRevisionStore.OfExamAsync(reader, exam.Id)
                ),
            cancellation
        );
        var keys = new RevisedKeys(revisions);
        var found = new List<(Question, StudentQuestion)>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var versionId in taken.Reverse().Prepend(exam.VersionId).Distinct(StringComparer.Ordinal))
        {
            var paper = await papers.GetAsync(versionId, cancellation);
            var shown = paper.Questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
            found.AddRange(
                keys.In(paper.Content)
                    .Questions.Where(question => shown[question.Id].TakesAnswer && known.Add(question.Id))
                    .Select(question => (question, shown[question.Id]))
            );
        }

        return found;
    }

    private async Task<QuestionStatistics> ItemAsync(
        string examId,
        Question question,
        StudentQuestion shown,
        ScoreTable table,
        ScoreColumn column,
        Dictionary<string, int> students,
        CancellationToken cancellation
    )
    {
        var item = ItemFigures.Of(table, column);
        var groups = ItemFigures.GroupsOf(table, column);
        var tally = AnswerForm.Of(question, shown, types.Find(question.Type)!) is { } form
            ? await TallyAsync(examId, question.Id, new AnswerTally(form, groups), column, students, cancellation)
            : null;
        var options = tally?.Options();
        var answers = tally?.Answers();
        return new QuestionStatistics(
            question.Id,
            Number: 0,
            shown.Type,
            shown.Name,
            item.N,
            item.MaxPoints,
            item.Mean,
            item.Sd,
            item.P,
            item.ItemRest,
            tally?.Answered,
            groups?.Values.Count(group => group == Group.Upper),
            groups?.Values.Count(group => group == Group.Lower),
            options,
            answers?.Shown,
            answers?.Others,
            QuestionHints.Of(item, options, groups)
        );
    }

    private Task<AnswerTally> TallyAsync(
        string examId,
        string questionId,
        AnswerTally tally,
        ScoreColumn column,
        Dictionary<string, int> students,
        CancellationToken cancellation
    )
    {
        var points = column.Entries.ToDictionary(entry => entry.Student, entry => entry.Points);
        return database.ReadAsync(
            async reader =>
            {
                await foreach (var row in StatisticsStore.AnswersAsync(reader, examId, questionId))
                {
                    if (
                        students.TryGetValue(row.SessionId, out var student) && points.TryGetValue(student, out var got)
                    )
                    {
                        tally.Add(student, JsonElement.Parse(row.Value), got);
                    }
                }

                return tally;
            },
            cancellation
        );
    }
}
