using Examlet.Answers;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;

namespace Examlet.Scoring;

/// <summary>
/// Computes the score of a final exam session once, off the answer path, and stores it. The first reader computes it.
/// </summary>
public sealed class SessionScores(Database database, ExamPapers papers, Scorer scorer, TimeProvider clock)
{
    /// <summary>The score of a final session; null before.</summary>
    public async Task<ExamScore?> GetAsync(ExamSession session, CancellationToken cancellation)
    {
        if (session.Score is { } kept)
        {
            return Json.Read<ExamScore>(kept);
        }

        if (!session.IsFinalAt(clock.Now()))
        {
            return null;
        }

        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var answers = await database.ReadAsync(reader => AnswerStore.CurrentAsync(reader, session.Id), cancellation);
        var score = scorer.Score(
            paper.Content,
            answers.ToDictionary(
                a => a.QuestionId,
                a => new GivenAnswer(a.Value, a.Body.Completed, a.Body.IsPlainText),
                StringComparer.Ordinal
            ),
            session.Rules
        );
        await database.WriteAsync(transaction => KeepAsync(transaction, session, score), cancellation);
        return score;
    }

    /// <summary>Stores a score and sends its webhook, unless an answer came in since it was computed.</summary>
    private async Task KeepAsync(Transaction transaction, ExamSession session, ExamScore score)
    {
        if (await ExamSessionStore.TryStoreScoreAsync(transaction, session, score))
        {
            await WebhookOutbox.ScoredAsync(transaction, session, score, clock.Now());
        }
    }
}
