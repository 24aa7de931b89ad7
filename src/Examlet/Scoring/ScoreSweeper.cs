using System.Diagnostics;
using Examlet.ExamSessions;
using Examlet.QuestionTypes;
using Examlet.Sandbox;

namespace Examlet.Scoring;

/// <summary>
/// Scores what was handed in and nobody has asked for yet. Students who are still writing come first: it works at most a fifth of the time of one core,
/// however many hand in at once. Of several nodes one scores a session. Whoever wants a score before computes it by reading it.
/// </summary>
public sealed partial class ScoreSweeper(
    Database.Database database, QuestionTypeCatalog types, SessionScores scores, Sandboxes sandboxes, TimeProvider clock, ILogger<ScoreSweeper> logger) : BackgroundService
{
    private const int Some = 200;
    private const int RestsForEachWork = 4;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        types.Expressions.WarmUp();
        using var rounds = new Rounds(Interval, clock);
        while (await rounds.NextAsync(stoppingToken))
        {
            try
            {
                foreach (var id in await database.ReadAsync(reader => ExamSessionStore.UnscoredAsync(reader, Some), stoppingToken))
                {
                    await ScoreAsync(id, stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.SweepFailed(logger, fault.Message);
            }
        }
    }

    /// <summary>The rest is for the processor, not for the exam: it passes by the computer's own time.</summary>
    private async Task ScoreAsync(string id, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await database.ClaimAsync(
            "exam_session",
            "t.settled_at is not null and t.voided_at is null and t.score is null",
            id,
            async () =>
            {
                if (await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, id), cancellation) is { } session)
                {
                    using var entered = WorkspaceTime.Enter(sandboxes.Of(session.WorkspaceId));
                    await scores.GetAsync(session, cancellation);
                }
            },
            cancellation);
        await Task.Delay(Stopwatch.GetElapsedTime(began) * RestsForEachWork, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(4002, LogLevel.Warning, "Scoring in the background failed; the next try is in a second: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
