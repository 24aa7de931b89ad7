using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Http;

/// <summary>Answers a load balancer: is the process there, and can the store write?</summary>
internal static class Health
{
    /// <summary>What asks the database for the readiness.</summary>
    public static void AddHealth(this IServiceCollection services) => services.AddSingleton<StoreProbe>();

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", () => TypedResults.Ok(new HealthBody("live"))).WithSummary("The process answers");
        health.MapGet("/ready", Ready).WithSummary("The store answers a write");
    }

    private static async Task<Results<Ok<HealthBody>, ProblemHttpResult>> Ready(
        StoreProbe probe,
        Database database,
        ClockWatch clocks,
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        ProblemHttpResult problem;
        try
        {
            await probe.AskAsync().WaitAsync(cancellation);
            if (clocks.IsTrusted)
            {
                return TypedResults.Ok(new HealthBody("ready"));
            }

            problem = Problems.ClockSkew();
        }
        catch (Exception fault) when (database.IsAway(fault))
        {
            problem = Problems.StoreFails(database.FaultOf(fault));
        }

        response.Headers.RetryAfter = "2";
        return problem;
    }
}

/// <summary>
/// One probe of the store for all callers, since anybody may call. A call during a probe waits for that probe. A
/// successful write counts for a second, unless another write has failed since.
/// </summary>
internal sealed class StoreProbe(Database database, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private long _takenAt;

    /// <summary>Fails as the write did.</summary>
    public Task AskAsync()
    {
        lock (_lock)
        {
            var isFresh =
                _takenAt != 0 && database.Fault == StoreFault.None && clock.GetElapsedTime(_takenAt) < Limits.ProbeTime;
            return !_last.IsCompleted || isFresh ? _last : _last = ProbeAsync();
        }
    }

    private async Task ProbeAsync()
    {
        Volatile.Write(ref _takenAt, 0);
        await Task.Yield();
        await database.ProbeAsync(clock.Now(), CancellationToken.None);
        Volatile.Write(ref _takenAt, clock.GetTimestamp());
    }
}

/// <summary>The answer of a health check.</summary>
internal sealed record HealthBody(string Status);
