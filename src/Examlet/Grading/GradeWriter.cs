using Examlet.Access;
using Examlet.Answers;
using Examlet.Audit;
using Examlet.Endings;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Questions;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Grading;

/// <summary>
/// Gives and takes back people's grades. A grade, the session's new score and its webhook are one transaction: what it
/// returns is on disk.
/// </summary>
public sealed class GradeWriter(
    Database database,
    Settlement settlement,
    SessionScores scores,
    ExamPapers papers,
    QuestionTypeCatalog types,
    GradingNames names,
    TimeProvider clock
)
{
    private const int Tries = 5;

    /// <summary>
    /// Grades an answer, or comments on the whole session. The same grade again changes nothing. Another person's newer
    /// grade stands, and the new one is kept beside it.
    /// </summary>
    /// <param name="act">Who grades in which exam.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="questionId">A question, or <see cref="Grade.Overall"/>.</param>
    /// <param name="body">The grade.</param>
    /// <param name="along">Runs in the same transaction after a grade was added; null for nothing.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ProblemHttpResult?> PutAsync(
        Act act,
        string sessionId,
        string questionId,
        PutGrade body,
        Func<Transaction, Task>? along,
        CancellationToken cancellation
    )
    {
        if (body.Revision is not >= 0)
        {
            return Problems.Invalid(
                "revision",
                "`revision` must be the revision of the grade that was seen, 0 for none."
            );
        }

        return await InTriesAsync(
            act,
            sessionId,
            questionId,
            subject =>
            {
                var errors = new InputErrors();
                var given = GivenGrade.Check(body.Points, body.Levels, body.Comment, subject.Rubric, errors);
                return errors.Any
                    ? (null, Problems.Invalid(errors))
                    : ((transaction, session) => GradeAsync(transaction, session, subject, given, body, along), null);
            },
            cancellation
        );

        async Task<ProblemHttpResult?> GradeAsync(
            Transaction transaction,
            ExamSession session,
            Subject subject,
            GivenGrade given,
            PutGrade sent,
            Func<Transaction, Task>? also
        )
        {
            var answer = await AnswerOfAsync(transaction, session.Id, questionId);
            if (sent.Expect is { } expected && expected != DigestOf(subject, answer))
            {
                return GradingProblems.AnswerChanged();
            }

            var newest = await NewestAsync(transaction, session.Id, questionId);
            var grade = GradeOf(act, session.Id, questionId, given, answer?.Version.Order, newest);
            if (newest is not null && grade.SaysTheSameAs(newest))
            {
                return null;
            }

            if (newest is not null && newest.Revision != sent.Revision && newest.UserId != act.UserId)
            {
                await GradeStore.RefuseAsync(
                    transaction,
                    Ids.New(Ids.Grade),
                    grade with
                    {
                        Revision = newest.Revision,
                    }
                );
                return GradingProblems.Conflict(newest);
            }

            if (sent.Revision > (newest?.Revision ?? 0))
            {
                return Problems.Invalid(
                    "revision",
                    $"`revision` must be that of a grade that was seen: the newest has {newest?.Revision ?? 0}."
                );
            }

            await AddAsync(transaction, session, grade);
            await (also?.Invoke(transaction) ?? Task.CompletedTask);
            return null;
        }
    }

    /// <summary>Takes a grade back: what stands below it counts. Nothing to take back is no error.</summary>
    public Task<ProblemHttpResult?> WithdrawAsync(
        Act act,
        string sessionId,
        string questionId,
        CancellationToken cancellation
    ) =>
        InTriesAsync(
            act,
            sessionId,
            questionId,
            _ =>
                (
                    async (transaction, session) =>
                    {
                        if (await NewestAsync(transaction, session.Id, questionId) is { Withdrawn: false } newest)
                        {
                            await AddAsync(transaction, session, TakenBack(newest, act));
                        }

                        return null;
                    },
                    null
                ),
            cancellation
        );

    /// <summary>Gives one of many equal answers the grade of its batch, unless it has one and keeps it.</summary>
    /// <returns>True if the grade was given.</returns>
    internal async Task<bool> GiveAsync(
        Act act,
        string batchId,
        string sessionId,
        string questionId,
        string digest,
        PutGrades body,
        CancellationToken cancellation
    )
    {
        var isGiven = false;
        var problem = await InTriesAsync(
            act,
            sessionId,
            questionId,
            subject =>
            {
                var errors = new InputErrors();
                var given = GivenGrade.Check(body.Points, body.Levels, body.Comment, subject.Rubric, errors);
                return errors.Any
                    ? (null, Problems.Invalid(errors))
                    : (
                        async (transaction, session) =>
                        {
                            isGiven = false;
                            var answer = await AnswerOfAsync(transaction, session.Id, questionId);
                            var newest = await NewestAsync(transaction, session.Id, questionId);
                            var keeps = newest?.CountsFor(answer?.Version.Order) == true && body.Overwrite != true;
                            if (keeps || digest != DigestOf(subject, answer))
                            {
                                return null;
                            }

                            var grade = GradeOf(act, session.Id, questionId, given, answer?.Version.Order, newest) with
                            {
                                BatchId = batchId,
                            };
                            if (newest is null || !grade.SaysTheSameAs(newest))
                            {
                                await AddAsync(transaction, session, grade);
                            }

                            isGiven = true;
                            return null;
                        },
                        null
                    );
            },
            cancellation
        );
        return problem is null && isGiven;
    }

    /// <summary>Undoes a batch: each grade of it that nobody changed since is taken back. Returns how many.</summary>
    public async Task<int> UndoAsync(Act act, string batchId, CancellationToken cancellation)
    {
        var grades = await database.ReadAsync(
            reader => GradeStore.OfBatchAsync(reader, act.ExamId, batchId),
            cancellation
        );
        var undone = 0;
        foreach (var grade in grades)
        {
            await InTriesAsync(
                act,
                grade.SessionId,
                grade.QuestionId,
                _ =>
                    (
                        async (transaction, session) =>
                        {
                            if (
                                await NewestAsync(transaction, session.Id, grade.QuestionId) is { } newest
                                && newest.Revision == grade.Revision
                            )
                            {
                                var before = await GradeStore.FindAsync(
                                    transaction,
                                    session.Id,
                                    grade.QuestionId,
                                    grade.Revision - 1
                                );
                                await AddAsync(
                                    transaction,
                                    session,
                                    before is null
                                        ? TakenBack(newest, act)
                                        : before with
                                        {
                                            Revision = newest.Revision + 1,
                                            UserId = act.UserId,
                                            At = act.At,
                                        }
                                );
                            }

                            return null;
                        },
                        null
                    ),
                cancellation
            );
            undone++;
        }

        return undone;
    }

    /// <summary>
    /// Prepares the act outside every transaction, then does it on the locked session; again when an answer came in
    /// between.
    /// </summary>
    private async Task<ProblemHttpResult?> InTriesAsync(
        Act act,
        string sessionId,
        string questionId,
        Func<
            Subject,
            (Func<Transaction, ExamSession, Task<ProblemHttpResult?>>? Do, ProblemHttpResult? Problem)
        > prepare,
        CancellationToken cancellation
    )
    {
        for (var tries = 1; ; tries++)
        {
            var (subject, missing) = await SubjectAsync(act, sessionId, questionId, cancellation);
            if (missing is not null)
            {
                return missing;
            }

            var (act2, problem) = prepare(subject!);
            if (act2 is null)
            {
                return problem;
            }

            var outcome = await database.WriteAsync(
                async transaction =>
                {
                    var locked = await ExamSessionStore.LockAsync(transaction, act.ExamId, sessionId);
                    return locked is null || locked.Score is null || locked.LastSeq != subject!.Session.LastSeq
                        ? (IsOvertaken: true, Problem: null)
                        : (IsOvertaken: false, Problem: await act2(transaction, locked));
                },
                cancellation
            );
            if (!outcome.IsOvertaken)
            {
                return outcome.Problem;
            }

            if (tries == Tries)
            {
                return GradingProblems.AnswerChanged();
            }
        }
    }

    private async Task<(Subject? Subject, ProblemHttpResult? Problem)> SubjectAsync(
        Act act,
        string sessionId,
        string questionId,
        CancellationToken cancellation
    )
    {
        if (await settlement.FindAsync(act.ExamId, sessionId, voided: false, cancellation) is not { } session)
        {
            return (
                null,
                await settlement.FindAsync(act.ExamId, sessionId, voided: true, cancellation) is null
                    ? Problems.NotFound("exam session")
                    : GradingProblems.Voided()
            );
        }

        var paper = await papers.GetAsync(session.VersionId, cancellation);
        if (questionId != Grade.Overall && !paper.TakesAnswer(questionId))
        {
            return (null, Problems.NotFound("question in this exam session"));
        }

        if (await scores.GetAsync(session, cancellation) is not { } score)
        {
            return (null, GradingProblems.NotFinal());
        }

        if (questionId == Grade.Overall)
        {
            return (new Subject(session, Question: null, Type: null, Rubric: null), null);
        }

        var revisions = await database.ReadAsync(
            reader => KeyRevisionStore.OfExamAsync(reader, act.ExamId),
            cancellation
        );
        var question = new RevisedKeys(revisions)
            .In(paper.Content)
            .Questions.First(question => question.Id == questionId);
        var scored = score.Questions.First(question => question.QuestionId == questionId);
        return scored.By == QuestionScore.Removed
            ? (null, GradingProblems.Removed())
            : (
                new Subject(
                    session,
                    question,
                    types.Find(question.Type)!,
                    Rubric.Of(question.Scoring, scored.MaxPoints)
                ),
                null
            );
    }

    private string? DigestOf(Subject subject, AnswerVersion? answer) =>
        answer is null || subject.Question is null
            ? null
            : names.DigestOf(subject.Session.ExamId, subject.Question, subject.Type!, answer.Value);

    private static async Task<AnswerVersion?> AnswerOfAsync(Reader reader, string sessionId, string questionId) =>
        questionId == Grade.Overall
            ? null
            : (await AnswerStore.CurrentAsync(reader, sessionId, [questionId])).GetValueOrDefault(questionId);

    private static async Task<Grade?> NewestAsync(Reader reader, string sessionId, string questionId) =>
        (await GradeStore.NewestAsync(reader, sessionId)).GetValueOrDefault(questionId);

    private static Grade GradeOf(
        Act act,
        string sessionId,
        string questionId,
        GivenGrade given,
        long? judged,
        Grade? newest
    ) =>
        new()
        {
            SessionId = sessionId,
            QuestionId = questionId,
            Revision = (newest?.Revision ?? 0) + 1,
            Judged = judged,
            Points = given.Points,
            Levels = given.Levels,
            Comment = given.Comment,
            CommentText = given.CommentText,
            UserId = act.UserId,
            At = act.At,
        };

    private static Grade TakenBack(Grade newest, Act act) =>
        newest with
        {
            Revision = newest.Revision + 1,
            Points = null,
            Levels = null,
            Comment = null,
            CommentText = null,
            Withdrawn = true,
            BatchId = null,
            UserId = act.UserId,
            At = act.At,
        };

    private async Task AddAsync(Transaction transaction, ExamSession session, Grade grade)
    {
        await GradeStore.AddAsync(transaction, grade);
        if (grade.QuestionId != Grade.Overall)
        {
            await SessionScores.RegradeAsync(transaction, session, clock.Now());
        }
    }

    /// <summary>What is graded: the session, the question with its newest key, and what it is graded by.</summary>
    private sealed record Subject(ExamSession Session, Question? Question, QuestionType? Type, Rubric? Rubric);
}
