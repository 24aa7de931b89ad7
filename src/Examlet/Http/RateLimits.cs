using System.Threading.RateLimiting;
using Examlet.Access;
using Examlet.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Http;

/// <summary>Requests a minute: per API key on REST, per embed session for students, per link for monitors, never per address (a school is one address).</summary>
internal static class RateLimits
{
    private const string PerKey = "per-key";
    private const string PerEmbedSession = "per-embed-session";
    private const string PerMonitorLink = "per-monitor-link";
    private const int Kibi = 1 << 10;

    public static void AddRateLimits(this IServiceCollection services, ExamletOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(PerKey, http => Limit(http, CurrentCaller.From(http.User)?.KeyId, options.RateLimit));
        limiter.AddPolicy(PerEmbedSession, http => Limit(http, EmbedCaller.From(http.User)?.EmbedSessionId, options.StudentRateLimit));
        limiter.AddPolicy(PerMonitorLink, http => Limit(http, MonitorCaller.From(http.User)?.LinkId, options.MonitorRateLimit));
        limiter.OnRejected = (context, _) => new ValueTask(Refusal(context.Lease, context.HttpContext).ExecuteAsync(context.HttpContext));
    }).AddSingleton(provider => new StudentVolume(options.StudentVolumeLimit, provider.GetRequiredService<TimeProvider>()));

    public static RouteGroupBuilder LimitedPerKey(this RouteGroupBuilder group) => group.RequireRateLimiting(PerKey);

    public static RouteGroupBuilder LimitedPerEmbedSession(this RouteGroupBuilder group) => group.RequireRateLimiting(PerEmbedSession);

    public static RouteGroupBuilder LimitedPerMonitorLink(this RouteGroupBuilder group) => group.RequireRateLimiting(PerMonitorLink);

    /// <summary>Counts what a student sends, so that nobody fills the disk with versions of answers, which are kept.</summary>
    public static RouteGroupBuilder LimitedByVolume(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        // A body that does not tell its length counts as one answer of the largest size: four a second are more than a player sends.
        var length = http.Request.ContentLength ?? (http.Request.Headers.TransferEncoding.Count > 0 ? AnswerBody.MaxBytes : 0);
        using var lease = http.RequestServices.GetRequiredService<StudentVolume>().Take(EmbedCaller.From(http.User)!.EmbedSessionId, (int)(length / Kibi));
        return lease.IsAcquired ? await next(context) : Refusal(lease, http);
    });

    internal static ProblemHttpResult Refusal(RateLimitLease lease, HttpContext http)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max((int)Math.Ceiling(after.TotalSeconds), 1) : 60;
        http.Response.Headers.RetryAfter = wait.ToString();
        return Problems.TooMany(wait);
    }

    private static RateLimitPartition<string> Limit(HttpContext http, string? caller, int perMinute) => caller is null || perMinute == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.Get<string>(caller, _ => new MinuteLimiter(perMinute, http.RequestServices.GetRequiredService<TimeProvider>()));
}

/// <summary>KiB a minute and embed session.</summary>
internal sealed class StudentVolume(int mebibytes, TimeProvider clock) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(embedSession => mebibytes == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.Get<string>(embedSession, _ => new MinuteLimiter(mebibytes << 10, clock)));

    /// <summary>Leave to send that much more, or how long to wait. A request that is larger than the limit takes all of it.</summary>
    public RateLimitLease Take(string embedSession, int kibibytes) => _limiter.AttemptAcquire(embedSession, Math.Min(kibibytes, mebibytes << 10));

    public void Dispose() => _limiter.Dispose();
}
