using System.Threading.RateLimiting;
using Examlet.Access;
using Examlet.Http;
using Examlet.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Pipeline;

/// <summary>
/// Marks operations with their limits: per API key on REST, per exam session for students, per link for monitors, never
/// per address (a school is one address). <see cref="Budgets"/> enforces them.
/// </summary>
internal static class RateLimits
{
    public static void AddPipeline(this IServiceCollection services) =>
        services
            .AddSingleton<Uses>()
            .AddSingleton<VolumeLimits>()
            .AddSingleton<PublicLimits>()
            .AddSingleton<DerivedFields>()
            .AddSingleton<Cursors>()
            .AddHostedService<IdempotencyKeySweeper>();

    public static RouteGroupBuilder LimitedPerKey(this RouteGroupBuilder group) =>
        group.WithMetadata(new Limited(Door.Key));

    public static RouteGroupBuilder LimitedPerStudent(this RouteGroupBuilder group) =>
        group.WithMetadata(new Limited(Door.Student), new InTurn(use => use.UnderWay));

    /// <summary>Counts the page that a student's secret opens like the student's other requests.</summary>
    public static RouteHandlerBuilder LimitedPerStudent(this RouteHandlerBuilder page) =>
        page.WithMetadata(new Limited(Door.StudentPage));

    public static RouteGroupBuilder LimitedPerMonitorLink(this RouteGroupBuilder group) =>
        group.WithMetadata(new Limited(Door.Link));

    /// <summary>The answer to a client that must wait as long as the lease says.</summary>
    internal static ProblemHttpResult Refusal(RateLimitLease lease, HttpContext http)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? Math.Max((int)Math.Ceiling(after.TotalSeconds), 1)
            : 60;
        http.Response.Headers.RetryAfter = wait.ToString();
        return Problems.TooMany(wait);
    }

    /// <summary>Counts the bytes of bodies, so that nobody fills the disk with versions of answers, which are
    /// kept.</summary>
    public static RouteGroupBuilder LimitedByVolume(this RouteGroupBuilder group) =>
        group.WithMetadata(new CountedBody(use => use.Bytes, limits => limits.MinuteBytes, Limits.StudentBodyBytes));

    /// <summary>Counts the bytes of chunks of files.</summary>
    public static RouteHandlerBuilder LimitedByFileVolume(this RouteHandlerBuilder operation) =>
        operation.WithMetadata(
            new CountedBody(use => use.FileBytes, limits => limits.FileMinuteBytes, Limits.FileChunkBytes)
        );

    /// <summary>Counts how often an exam is taken over.</summary>
    public static RouteHandlerBuilder LimitedAsOpen(this RouteHandlerBuilder operation) =>
        operation.WithMetadata(new Opening());

    /// <summary>Limits downloads at once.</summary>
    public static RouteHandlerBuilder LimitedAsDownload(this RouteHandlerBuilder operation) =>
        operation.WithMetadata(new InTurn(use => use.Downloads));

    /// <summary>Counts a hand-in and never refuses it: hand-ins run one after the other.</summary>
    public static RouteHandlerBuilder NeverRefused(this RouteHandlerBuilder operation) =>
        operation.WithMetadata(new NeverRefused(), new InTurn(use => use.HandIns));
}

/// <summary>The door whose holder is counted.</summary>
internal enum Door
{
    Key,
    Student,

    /// <summary>The holder of the secret in the path.</summary>
    StudentPage,
    Link,
}

/// <summary>Requests a minute are limited.</summary>
internal sealed record Limited(Door Door)
{
    /// <summary>The holder at this door; null for nobody.</summary>
    public string? HolderOf(HttpContext http) =>
        Door switch
        {
            Door.Key => CurrentCaller.From(http.User)?.KeyId,
            Door.Student => EmbedCaller.From(http)?.EmbedSessionId,
            Door.StudentPage => http.GetRouteValue("secret") is string secret
                ? http.RequestServices.GetRequiredService<EmbedSecrets>().IdOf(secret)
                : null,
            _ => MonitorCaller.From(http.User)?.LinkId,
        };

    public int PerMinute(ExamletOptions options) =>
        Door switch
        {
            Door.Key => options.RateLimit,
            Door.Student or Door.StudentPage => options.StudentRateLimit,
            _ => options.MonitorRateLimit,
        };
}

/// <summary>Counts the bytes of the body. A body of unknown length may have <c>Max</c>.</summary>
internal sealed record CountedBody(Func<Use, MinuteCount> Count, Func<VolumeLimits, long> Limit, long Max);

/// <summary>Limits requests at once. The last such mark on an operation counts.</summary>
internal sealed record InTurn(Func<Use, Turns> Turns);

/// <summary>Takes an exam over.</summary>
internal sealed record Opening;

/// <summary>Counted, never refused.</summary>
internal sealed record NeverRefused;
