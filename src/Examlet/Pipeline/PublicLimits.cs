using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Examlet.Http;
using Examlet.Settings;
using Microsoft.Extensions.Options;

namespace Examlet.Pipeline;

/// <summary>
/// Limits requests without a credential: per address, since nothing else identifies the caller, and per thing that is
/// asked about. An IPv6 address counts by its first 64 bits, which belong to one subscriber.
/// </summary>
internal sealed class PublicLimits : IDisposable
{
    private const int NetworkBytes = 8;
    private readonly PartitionedRateLimiter<string> _addresses;
    private readonly PartitionedRateLimiter<string> _things;

    public PublicLimits(IOptions<ExamletOptions> options, TimeProvider clock)
    {
        var perAddress = options.Value.PublicRateLimit;
        _addresses = Limiter(perAddress, clock);
        _things = Limiter(Math.Min(perAddress, Limits.ReceiptChecks), clock);
    }

    /// <summary>Permission to go on, or how long to wait.</summary>
    public RateLimitLease Take(IPAddress? address, string thing)
    {
        var lease = _addresses.AttemptAcquire(NetworkOf(address));
        return lease.IsAcquired ? _things.AttemptAcquire(thing) : lease;
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _things.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int perMinute, TimeProvider clock) =>
        PartitionedRateLimiter.Create<string, string>(caller =>
            perMinute == 0
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.Get<string>(caller, _ => new MinuteLimiter(perMinute, clock))
        );

    private static string NetworkOf(IPAddress? address) =>
        address switch
        {
            null => "",
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(
                address.GetAddressBytes().AsSpan(0, NetworkBytes)
            ),
            _ => address.ToString(),
        };
}

internal static class PublicLimited
{
    /// <summary>Limits an operation that asks for no credential: per address, and per value of
    /// <paramref name="parameter"/> of its route.</summary>
    public static RouteHandlerBuilder LimitedPerAddressAnd(this RouteHandlerBuilder operation, string parameter) =>
        operation
            .AddEndpointFilter(
                async (context, next) =>
                {
                    var http = context.HttpContext;
                    using var lease = http
                        .RequestServices.GetRequiredService<PublicLimits>()
                        .Take(http.Connection.RemoteIpAddress, http.GetRouteValue(parameter) as string ?? "");
                    return lease.IsAcquired ? await next(context) : RateLimits.Refusal(lease, http);
                }
            )
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
}
