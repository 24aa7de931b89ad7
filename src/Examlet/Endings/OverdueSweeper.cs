using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Workspaces;

namespace Examlet.Endings;

/// <summary>
/// Writes down the completion at the deadline, which is true anyway. Nothing waits for it: the first reader of an
/// overdue session settles it.
/// </summary>
public sealed partial class OverdueSweeper(
    Database database,
    Settlement settlement,
    Sandboxes sandboxes,
    ClockWatch clocks,
    TimeProvider clock,
    ILogger<OverdueSweeper> logger
) : WorkspaceWork<Due>(TimeSpan.FromSeconds(1), sandboxes, clock)
{
    private const int BatchSize = 200;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Due>> DueAsync(CancellationToken cancellation)
    {
        if (!clocks.IsTrusted)
        {
            return []; // Ending an exam cannot be taken back; it waits until the time is known.
        }

        var overdue = new List<Due>();
        foreach (var (sandboxId, now) in Presents)
        {
            overdue.AddRange(
                await database.ReadAsync(
                    reader => ExamSessionStore.OverdueAsync(reader, BatchSize, now, sandboxId),
                    cancellation
                )
            );
        }

        return overdue;
    }

    /// <inheritdoc/>
    protected override string? WorkspaceOf(Due work) => work.WorkspaceId;

    /// <inheritdoc/>
    protected override Task DoAsync(Due work, CancellationToken cancellation) =>
        database.ClaimAsync(
            "exam_session",
            "t.settled_at is null and t.voided_at is null",
            work.Id,
            () => settlement.SettleAsync(work.Id, cancellation),
            cancellation
        );

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.SweepFailed(logger, fault.Message);

    private static partial class Log
    {
        [LoggerMessage(3002, LogLevel.Warning, "A sweep failed; the next one is in a second: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
