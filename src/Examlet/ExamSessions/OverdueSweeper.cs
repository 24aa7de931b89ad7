using Examlet.QuestionTypes;
using Examlet.Scoring;

namespace Examlet.ExamSessions;

/// <summary>
/// Writes down what is true anyway: completion at the deadline, and scores. Nothing waits for it: whoever reads an overdue session first settles it, and
/// its score is computed on the first read.
/// </summary>
public sealed partial class OverdueSweeper(
    ExamSessionStore store, QuestionTypeCatalog types, SessionScores scores, LiveSessions live, TimeProvider clock, ILogger<OverdueSweeper> logger) : BackgroundService
{
    private const int Some = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        types.Expressions.WarmUp();
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.SweepFailed(logger, fault.Message);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var id in await store.OverdueAsync(Some, cancellation))
        {
            live.Changed(await store.SettleAsync(id, cancellation));
        }

        foreach (var id in await store.UnscoredAsync(Some, cancellation))
        {
            if (await store.ReadAsync(id, cancellation) is { } session)
            {
                await scores.GetAsync(session, cancellation);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3002, LogLevel.Warning, "A sweep failed; the next one is in a second: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
