using System.Threading.RateLimiting;

namespace Examlet.Pipeline;

/// <summary>A number of requests in each minute of <paramref name="clock"/>. The framework's fixed window counts by a
/// clock of its own, which no test and no sandbox can move.
/// </summary>
internal sealed class MinuteLimiter(int limit, TimeProvider clock) : RateLimiter
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private DateTimeOffset _windowStart = clock.GetUtcNow();
    private int _used;

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration =>
        clock.GetUtcNow() - _windowStart is var idle && idle > Window ? idle : null;

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics() => null;

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now - _windowStart >= Window || now < _windowStart)
            {
                (_windowStart, _used) = (now, 0);
            }

            if (_used + permitCount > limit)
            {
                return new Lease(_windowStart + Window - now);
            }

            _used += permitCount;
            return Lease.Granted;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult(AttemptAcquireCore(permitCount));

    /// <summary>Permission to go on, or how long to wait.</summary>
    private sealed class Lease(TimeSpan? retryAfter) : RateLimitLease
    {
        public static Lease Granted { get; } = new(retryAfter: null);

        public override bool IsAcquired => retryAfter is null;

        public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = retryAfter;
            return retryAfter is not null && metadataName == MetadataName.RetryAfter.Name;
        }
    }
}
