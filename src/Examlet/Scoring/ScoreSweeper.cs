using System.Diagnostics;
using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Workspaces;

namespace Examlet.Scoring;

/// <summary>
/// Scores sessions whose score nobody has asked for yet. Students who are still writing come first: it takes at most a
/// fifth of one core, however many hand in at once. One of several nodes scores a session. Reading a score computes it
/// at once.
/// </summary>
public sealed partial class ScoreSweeper(
    Database database,
    SessionScores scores,
    Sandboxes sandboxes,
    TimeProvider clock,
    ILogger<ScoreSweeper> logger
) : WorkspaceWork<Due>(TimeSpan.FromSeconds(1), sandboxes, clock)
{
    private const int BatchSize = 200;
    private const int RestsForEachWork = 4;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Due>> DueAsync(CancellationToken cancellation) =>
        database.ReadAsync(reader => ExamSessionStore.UnscoredAsync(reader, BatchSize), cancellation);

    /// <inheritdoc/>
    protected override string? WorkspaceOf(Due work) => work.WorkspaceId;

    /// <summary>
    /// Scores a session, then rests. The rest is for the processor, so it follows the machine's clock.
    /// </summary>
    protected override async Task DoAsync(Due work, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await database.ClaimAsync(
            "exam_session",
            "t.settled_at is not null and t.voided_at is null and t.score is null",
            work.Id,
            async () =>
            {
                if (
                    await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, work.Id), cancellation) is
                    { } session
                )
                {
                    await scores.GetAsync(session, cancellation);
                }
            },
            cancellation
        );
        await Task.Delay(Stopwatch.GetElapsedTime(began) * RestsForEachWork, cancellation);
    }

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.SweepFailed(logger, fault.Message);

    private static partial class Log
    {
        [LoggerMessage(
            4002,
            LogLevel.Warning,
            "Scoring in the background failed; the next try is in a second: {Reason}"
        )]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
