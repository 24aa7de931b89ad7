using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Workspaces;

namespace Examlet.Receipts;

/// <summary>
/// Issues receipts that nobody has asked for yet, such as for a student whose browser was closed at the end of the
/// time.
/// </summary>
public sealed partial class ReceiptSweeper(
    Database database,
    SessionReceipts receipts,
    Sandboxes sandboxes,
    TimeProvider clock,
    ILogger<ReceiptSweeper> logger
) : WorkspaceWork<Due>(TimeSpan.FromSeconds(1), sandboxes, clock)
{
    private const int BatchSize = 50;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Due>> DueAsync(CancellationToken cancellation) =>
        database.ReadAsync(reader => ExamSessionStore.WithoutReceiptAsync(reader, BatchSize), cancellation);

    /// <inheritdoc/>
    protected override string? WorkspaceOf(Due work) => work.WorkspaceId;

    /// <inheritdoc/>
    protected override Task DoAsync(Due work, CancellationToken cancellation) =>
        database.ClaimAsync(
            "exam_session",
            "t.settled_at is not null and t.voided_at is null and t.receipt_code is null",
            work.Id,
            async () =>
            {
                if (
                    await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, work.Id), cancellation) is
                    { } session
                )
                {
                    await receipts.GetAsync(session, cancellation);
                }
            },
            cancellation
        );

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.SweepFailed(logger, fault.Message);

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Warning, "Receipts could not be issued; the next try is in a second: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
