using System.Threading.RateLimiting;
using Examlet.Access;

namespace Examlet.Http;

/// <summary>Requests a minute: per API key on REST, per embed session for students, per link for monitors, never per address (a school is one address).</summary>
internal static class RateLimits
{
    private const string PerKey = "per-key";
    private const string PerEmbedSession = "per-embed-session";
    private const string PerMonitorLink = "per-monitor-link";

    public static void AddRateLimits(this IServiceCollection services, ExamletOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(PerKey, http => Limit(http, CurrentCaller.From(http.User)?.KeyId, options.RateLimit));
        limiter.AddPolicy(PerEmbedSession, http => Limit(http, EmbedCaller.From(http.User)?.EmbedSessionId, options.StudentRateLimit));
        limiter.AddPolicy(PerMonitorLink, http => Limit(http, MonitorCaller.From(http.User)?.LinkId, options.MonitorRateLimit));
        limiter.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 60;
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(wait, 1).ToString();
            return new ValueTask(Problems.TooMany(Math.Max(wait, 1)).ExecuteAsync(context.HttpContext));
        };
    });

    public static RouteGroupBuilder LimitedPerKey(this RouteGroupBuilder group) => group.RequireRateLimiting(PerKey);

    public static RouteGroupBuilder LimitedPerEmbedSession(this RouteGroupBuilder group) => group.RequireRateLimiting(PerEmbedSession);

    public static RouteGroupBuilder LimitedPerMonitorLink(this RouteGroupBuilder group) => group.RequireRateLimiting(PerMonitorLink);

    private static RateLimitPartition<string> Limit(HttpContext http, string? caller, int perMinute) => caller is null || perMinute == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.Get<string>(caller, _ => new MinuteLimiter(perMinute, http.RequestServices.GetRequiredService<TimeProvider>()));
}
