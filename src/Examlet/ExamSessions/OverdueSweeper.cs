using Examlet.Http;
using Examlet.Sandbox;

namespace Examlet.ExamSessions;

/// <summary>Writes down what is true anyway: completion at the deadline. Nothing waits for it: whoever reads an overdue session first settles it.</summary>
public sealed partial class OverdueSweeper(
    Database.Database database, Settlement settlement, Sandboxes sandboxes, ClockWatch clocks, TimeProvider clock, ILogger<OverdueSweeper> logger) : BackgroundService
{
    private const int Some = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var rounds = new Rounds(Interval, clock);
        while (await rounds.NextAsync(stoppingToken))
        {
            if (!clocks.IsTrusted)
            {
                continue; // Ending an exam cannot be taken back; it waits until the time is known.
            }

            try
            {
                await SettleAsync(sandbox: null, stoppingToken);
                foreach (var sandbox in sandboxes.All)
                {
                    await SettleAsync(sandbox, stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.SweepFailed(logger, fault.Message);
            }
        }
    }

    private async Task SettleAsync(SandboxClock? sandbox, CancellationToken cancellation)
    {
        using var entered = WorkspaceTime.Enter(sandbox);
        foreach (var id in await database.ReadAsync(reader => ExamSessionStore.OverdueAsync(reader, Some, clock.Now(), sandbox?.WorkspaceId), cancellation))
        {
            await database.ClaimAsync("exam_session", "t.settled_at is null and t.voided_at is null", id, () => settlement.SettleAsync(id, cancellation), cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3002, LogLevel.Warning, "A sweep failed; the next one is in a second: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
