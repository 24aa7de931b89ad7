using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Webhooks;

/// <summary>Deletes old messages once an hour.</summary>
public sealed partial class WebhookPruner(Database database, TimeProvider clock, ILogger<WebhookPruner> logger)
    : PeriodicWork(TimeSpan.FromHours(1), clock)
{
    private readonly TimeProvider _clock = clock;

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken cancellation) =>
        database.WriteAsync(transaction => DeliveryStore.PruneAsync(transaction, _clock.Now()), cancellation);

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.NotPruned(logger, fault.Message);

    private static partial class Log
    {
        [LoggerMessage(
            5004,
            LogLevel.Warning,
            "Old messages of webhooks were not deleted; the next try is in an hour: {Reason}"
        )]
        public static partial void NotPruned(ILogger logger, string reason);
    }
}
