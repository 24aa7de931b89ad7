using Examlet.Settings;
using Examlet.Time;
using Microsoft.Extensions.Options;

namespace Examlet.Storage;

/// <summary>
/// Watches this node's clock, the source of arrival times and deadlines. Every minute it compares the clock with the
/// database's, if that has one, and with the time that really passed. A node whose clock cannot be trusted is not ready
/// and ends no exam.
/// </summary>
public sealed partial class ClockWatch(
    Database database,
    TimeProvider clock,
    IOptions<ExamletOptions> options,
    ILogger<ClockWatch> logger
) : PeriodicWork(Steadily, clock)
{
    private static readonly TimeSpan Steadily = TimeSpan.FromMinutes(1);
    private readonly TimeProvider _clock = clock;
    private static readonly TimeSpan UntilCompared = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _most = TimeSpan.FromSeconds(options.Value.MaxClockSkew);
    private readonly ClockSteadiness _steadiness = new(TimeSpan.FromSeconds(options.Value.MaxClockSkew));
    private readonly long _began = clock.GetTimestamp();
    private bool _isCompared;
    private volatile bool _isTrusted = options.Value.MaxClockSkew == 0;

    /// <summary>
    /// False until the first comparison, while the clock differs too much from the database's, and after a jump.
    /// </summary>
    public bool IsTrusted => _isTrusted;

    /// <summary>Compares the clocks once before the server takes requests.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_most > TimeSpan.Zero)
        {
            await LookAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellation)
    {
        Interval = _isCompared || _most == TimeSpan.Zero ? Steadily : UntilCompared;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task RoundAsync(CancellationToken cancellation)
    {
        if (_most > TimeSpan.Zero)
        {
            await LookAsync(cancellation);
            Interval = _isCompared ? Steadily : UntilCompared;
        }
    }

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.NotCompared(logger, fault.Message);

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var skew = await SkewAsync(cancellation);
            Judge(skew, _steadiness.Look(_clock.Now(), _clock.GetElapsedTime(_began)));
            _isCompared = true;
        }
        catch (Exception fault) when (database.IsAway(fault))
        {
            // Not the clock's fault; StoreWatch tells of it.
        }
    }

    /// <summary>
    /// The least that the database's clock is ahead; the time of the round trip counts in its favour.
    /// </summary>
    private async Task<TimeSpan> SkewAsync(CancellationToken cancellation)
    {
        var (asked, began) = (_clock.Now(), _clock.GetTimestamp());
        if (await database.ClockAsync(cancellation) is not { } theirs)
        {
            return TimeSpan.Zero;
        }

        var way = _clock.GetElapsedTime(began) / 2;
        var skew = theirs - (asked + way);
        return skew.Duration() <= way ? TimeSpan.Zero : skew;
    }

    private void Judge(TimeSpan skew, TimeSpan jump)
    {
        var isTrusted = skew.Duration() <= _most && jump == TimeSpan.Zero;
        if (skew.Duration() > _most && (_isTrusted || !_isCompared))
        {
            Log.Differs(logger, Math.Abs(skew.TotalSeconds), skew > TimeSpan.Zero ? "behind" : "ahead of");
        }
        else if (jump != TimeSpan.Zero && _isTrusted)
        {
            Log.Jumped(logger, Math.Abs(jump.TotalSeconds), jump > TimeSpan.Zero ? "forward" : "back");
        }
        else if (isTrusted && !_isTrusted && _isCompared)
        {
            Log.TrustedAgain(logger);
        }

        _isTrusted = isTrusted;
    }

    private static partial class Log
    {
        [LoggerMessage(
            120,
            LogLevel.Error,
            "The clock of this node is {Seconds:F1} s {Side} the database's. Set both by NTP. Until they "
                + "agree this node is not ready and ends no exam"
        )]
        public static partial void Differs(ILogger logger, double seconds, string side);

        [LoggerMessage(
            121,
            LogLevel.Error,
            "The clock of this node jumped {Seconds:F1} s {Direction}. See what sets it (NTP, a virtual "
                + "machine that slept). Until it has run evenly for some minutes, or jumped back, this node is "
                + "not ready and ends no exam"
        )]
        public static partial void Jumped(ILogger logger, double seconds, string direction);

        [LoggerMessage(123, LogLevel.Warning, "The clock was not compared; the next try is within a minute: {Reason}")]
        public static partial void NotCompared(ILogger logger, string reason);

        [LoggerMessage(122, LogLevel.Information, "The clock of this node can be trusted again")]
        public static partial void TrustedAgain(ILogger logger);
    }
}
