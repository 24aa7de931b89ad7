using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Pipeline;

/// <summary>Deletes idempotency keys whose time is over, once an hour. Until then such a key has no effect.</summary>
internal sealed partial class IdempotencyKeySweeper(
    Database database,
    TimeProvider clock,
    ILogger<IdempotencyKeySweeper> logger
) : PeriodicWork(TimeSpan.FromHours(1), clock)
{
    private readonly TimeProvider _clock = clock;

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken cancellation) =>
        database.WriteAsync(
            transaction => IdempotencyStore.PruneAsync(transaction, _clock.Now() - IdempotencyKey.Retention),
            cancellation
        );

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.SweepFailed(logger, fault.Message);

    private static partial class Log
    {
        [LoggerMessage(
            1003,
            LogLevel.Warning,
            "Old idempotency keys were not deleted; the next try is in an hour: {Reason}"
        )]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
