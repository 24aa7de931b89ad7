using System.Diagnostics.Metrics;
using Examlet.Time;

namespace Examlet.Storage;

/// <summary>
/// Watches the store. Logs once that it cannot serve, with advice, and once that it serves again. Probes a failed store
/// while nobody else uses it. Moves SQLite's WAL into the file in the background, and warns if something keeps the WAL
/// from shrinking.
/// </summary>
internal sealed partial class StoreWatch : PeriodicWork
{
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreWatch> _logger;
    private bool _isWalLarge;

    public StoreWatch(Database database, TimeProvider clock, IMeterFactory meters, ILogger<StoreWatch> logger)
        : base(TimeSpan.FromSeconds(1), clock)
    {
        (_database, _clock, _logger) = (database, clock, logger);
        if (database.Engine is SqliteEngine sqlite)
        {
            meters
                .Create("Examlet")
                .CreateObservableGauge(
                    "examlet.store.wal.size",
                    () => sqlite.WalBytes,
                    "By",
                    "Size of SQLite's write-ahead log."
                );
        }

        database.FaultChanged += Tell;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _database.FaultChanged -= Tell;
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task RoundAsync(CancellationToken cancellation)
    {
        if (_database.Fault != StoreFault.None)
        {
            await _database.ProbeAsync(_clock.Now(), cancellation);
        }

        if (_database.Engine is SqliteEngine sqlite)
        {
            sqlite.Checkpoint();
            WatchWal(sqlite);
        }
    }

    /// <inheritdoc/>
    protected override void Failed(Exception fault)
    {
        if (_database.IsAway(fault))
        {
            _database.Report(fault);
        }
        else
        {
            Log.WatchFailed(_logger, fault);
        }
    }

    private void WatchWal(SqliteEngine sqlite)
    {
        var isLarge = sqlite.IsWalLarge;
        if (isLarge && !_isWalLarge)
        {
            Log.WalIsLarge(_logger, sqlite.File, sqlite.WalBytes >> 20);
        }
        else if (!isLarge && _isWalLarge)
        {
            Log.WalIsNormal(_logger);
        }

        _isWalLarge = isLarge;
    }

    private void Tell(StoreFault fault, Exception? exception)
    {
        if (fault == StoreFault.None)
        {
            Log.ServesAgain(_logger);
        }
        else
        {
            Log.CannotServe(_logger, fault, _database.Advice(fault), exception?.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            110,
            LogLevel.Error,
            "The store cannot serve ({Fault}). {Advice} Nothing is acknowledged meanwhile; it goes on by "
                + "itself when that is mended. It said: {Reason}"
        )]
        public static partial void CannotServe(ILogger logger, StoreFault fault, string advice, string? reason);

        [LoggerMessage(111, LogLevel.Information, "The store serves again")]
        public static partial void ServesAgain(ILogger logger);

        [LoggerMessage(
            112,
            LogLevel.Warning,
            "The WAL of {File} has {Size} MiB and does not shrink: something has read the database for "
                + "long. End it (a shell with an open transaction, a `verify` or a backup that hangs); saves go "
                + "on until the disk is full"
        )]
        public static partial void WalIsLarge(ILogger logger, string file, long size);

        [LoggerMessage(113, LogLevel.Information, "The WAL has its normal size again")]
        public static partial void WalIsNormal(ILogger logger);

        [LoggerMessage(114, LogLevel.Error, "The store could not be looked after; the next try is in a second")]
        public static partial void WatchFailed(ILogger logger, Exception fault);
    }
}
