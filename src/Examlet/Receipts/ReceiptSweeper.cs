using Examlet.ExamSessions;
using Examlet.Sandbox;

namespace Examlet.Receipts;

/// <summary>Issues the receipts that nobody has asked for yet, such as of students whose browser was closed when their time was over.</summary>
public sealed partial class ReceiptSweeper(
    Database.Database database, SessionReceipts receipts, Sandboxes sandboxes, TimeProvider clock, ILogger<ReceiptSweeper> logger) : BackgroundService
{
    private const int Some = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var rounds = new Rounds(Interval, clock);
        while (await rounds.NextAsync(stoppingToken))
        {
            try
            {
                foreach (var id in await database.ReadAsync(reader => ExamSessionStore.WithoutReceiptAsync(reader, Some), stoppingToken))
                {
                    await database.ClaimAsync(
                        "exam_session", "t.settled_at is not null and t.voided_at is null and t.receipt_code is null", id, () => IssueAsync(id, stoppingToken), stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.SweepFailed(logger, fault.Message);
            }
        }
    }

    private async Task IssueAsync(string id, CancellationToken cancellation)
    {
        if (await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, id), cancellation) is { } session)
        {
            using var entered = WorkspaceTime.Enter(sandboxes.Of(session.WorkspaceId));
            await receipts.GetAsync(session, cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Warning, "Receipts could not be issued; the next try is in a second: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
