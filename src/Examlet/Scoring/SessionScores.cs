using System.Collections.Concurrent;
using Examlet.Answers;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;

namespace Examlet.Scoring;

/// <summary>
/// The scores of final exam sessions. The program scores a session once, off the answer path, for its first reader; a
/// person's grade or a change to the key makes the stored score anew.
/// </summary>
public sealed class SessionScores(Database database, ExamPapers papers, Scorer scorer, TimeProvider clock)
{
    private const int Capacity = 200;

    /// <summary>The contents of versions under the newest key revision, so that the scorer knows them again.</summary>
    private readonly ConcurrentDictionary<(string VersionId, long Revision), ExamContent> _revised = new();

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

        var machine = await MachineAsync(session, cancellation);
        return await database.WriteAsync(transaction => StoreAsync(transaction, session, machine), cancellation);
    }

    /// <summary>The score of a session as webhooks tell it; null before it is final.</summary>
    public async Task<WebhookScore?> TellAsync(string sessionId, CancellationToken cancellation)
    {
        var session = await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, sessionId), cancellation);
        if (session is null || await GetAsync(session, cancellation) is not { } score)
        {
            return null;
        }

        var scored = await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, sessionId), cancellation);
        return WebhookScore.Of(score, scored!.ScoreRevision);
    }

    /// <summary>Scores a session by the newest key and stores what comes of it. True if its score is another.</summary>
    public async Task<bool> RescoreAsync(ExamSession session, CancellationToken cancellation)
    {
        var machine = await MachineAsync(session, cancellation);
        var before = session.ScoreRevision;
        await database.WriteAsync(transaction => StoreAsync(transaction, session, machine), cancellation);
        return await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, session.Id), cancellation)
                is { } after
            && after.ScoreRevision != before;
    }

    /// <summary>
    /// The score that a session would have under some key revisions: nothing is stored. The session is final.
    /// </summary>
    public async Task<ExamScore> TryAsync(ExamSession session, RevisedKeys keys, CancellationToken cancellation)
    {
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var (answers, grades) = await database.ReadAsync(
            async reader =>
                (await AnswerStore.CurrentAsync(reader, session.Id), await GradeStore.NewestAsync(reader, session.Id)),
            cancellation
        );
        var machine = keys.Awarded(scorer.Score(keys.In(paper.Content), Given(answers), session.Rules));
        return FinalScore.Of(machine, grades, VersionsOf(answers));
    }

    /// <summary>
    /// Makes the stored score of a locked session anew after a grade, from what the program found. Tells webhooks of a
    /// complete score that is another.
    /// </summary>
    /// <exception cref="InvalidOperationException">The session has no score yet.</exception>
    public static async Task<ExamScore> RegradeAsync(Transaction transaction, ExamSession locked, DateTimeOffset now)
    {
        var machine =
            await ExamSessionStore.MachineScoreAsync(transaction, locked.Id)
            ?? throw new InvalidOperationException($"Session {locked.Id} is not scored yet.");
        var answers = await AnswerStore.CurrentAsync(transaction, locked.Id);
        var grades = await GradeStore.NewestAsync(transaction, locked.Id);
        var score = FinalScore.Of(machine, grades, VersionsOf(answers));
        await KeepAsync(transaction, locked, score, machine: null, locked.KeyRevision, now);
        return score;
    }

    private async Task<Machine> MachineAsync(ExamSession session, CancellationToken cancellation)
    {
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var (answers, revisions) = await database.ReadAsync(
            async reader =>
                (
                    await AnswerStore.CurrentAsync(reader, session.Id),
                    await KeyRevisionStore.OfExamAsync(reader, session.ExamId)
                ),
            cancellation
        );
        var keys = new RevisedKeys(revisions);
        var content = keys.Newest == 0 ? paper.Content : ContentOf(session.VersionId, keys, paper.Content);
        var score = keys.Awarded(scorer.Score(content, Given(answers), session.Rules));
        return new Machine(score, keys.Newest, VersionsOf(answers));
    }

    private ExamContent ContentOf(string versionId, RevisedKeys keys, ExamContent content)
    {
        if (_revised.Count >= Capacity)
        {
            _revised.Clear();
        }

        return _revised.GetOrAdd((versionId, keys.Newest), _ => keys.In(content));
    }

    private async Task<ExamScore> StoreAsync(Transaction transaction, ExamSession scored, Machine machine)
    {
        var grades = await GradeStore.NewestAsync(transaction, scored.Id);
        var score = FinalScore.Of(machine.Score, grades, machine.Versions);
        var locked = await ExamSessionStore.LockAsync(transaction, scored.Id);
        // An answer may have come in since, or the key may have changed again: the next reader scores that.
        if (
            locked is { SettledAt: not null }
            && locked.LastSeq == scored.LastSeq
            && locked.KeyRevision <= machine.KeyRevision
        )
        {
            await KeepAsync(transaction, locked, score, machine.Score, machine.KeyRevision, clock.Now());
        }

        return score;
    }

    /// <summary>Stores a score, what waits in it, and its webhook.</summary>
    private static async Task KeepAsync(
        Transaction transaction,
        ExamSession locked,
        ExamScore score,
        ExamScore? machine,
        long keyRevision,
        DateTimeOffset now
    )
    {
        var isAnother = locked.Score is null || locked.Score != Json.Write(score);
        var kept = locked with
        {
            ScoreRevision = locked.ScoreRevision + (isAnother ? 1 : 0),
            KeyRevision = keyRevision,
        };
        await ExamSessionStore.StoreScoreAsync(transaction, kept, score, machine);
        await GradeStore.SetWaitingAsync(
            transaction,
            locked.ExamId,
            locked.Id,
            score.Questions.Where(question => question.NeedsGrading).Select(question => question.QuestionId)
        );
        if (isAnother)
        {
            await WebhookOutbox.ScoredAsync(transaction, kept, score, now);
        }
    }

    private static Dictionary<string, GivenAnswer> Given(IReadOnlyList<AnswerVersion> answers) =>
        answers.ToDictionary(
            answer => answer.QuestionId,
            answer => new GivenAnswer(answer.Value, answer.Body.Completed, answer.Body.IsPlainText),
            StringComparer.Ordinal
        );

    private static Dictionary<string, long> VersionsOf(IReadOnlyList<AnswerVersion> answers) =>
        answers.ToDictionary(answer => answer.QuestionId, answer => answer.Version.Order, StringComparer.Ordinal);

    /// <summary>What the program found, by which key, for which versions of the answers.</summary>
    private sealed record Machine(ExamScore Score, long KeyRevision, IReadOnlyDictionary<string, long> Versions);
}
