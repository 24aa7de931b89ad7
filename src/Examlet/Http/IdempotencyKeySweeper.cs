namespace Examlet.Http;

/// <summary>Deletes idempotency keys whose time is over, once an hour. A key that is over counts for nothing in the meantime.</summary>
internal sealed partial class IdempotencyKeySweeper(Database.Database database, TimeProvider clock, ILogger<IdempotencyKeySweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new Rounds(Interval, clock);
        while (await rounds.NextAsync(stoppingToken))
        {
            try
            {
                await database.WriteAsync(transaction => IdempotencyStore.PruneAsync(transaction, clock.Now() - IdempotencyKey.Kept), stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.SweepFailed(logger, fault.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1003, LogLevel.Warning, "Old idempotency keys were not deleted; the next try is in an hour: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
