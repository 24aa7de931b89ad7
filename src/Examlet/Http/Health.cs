using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Http;

/// <summary>What a load balancer asks: is the process there, and can the store write.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", () => TypedResults.Ok(new HealthBody("live"))).WithSummary("The process answers");
        health.MapGet("/ready", Ready).WithSummary("The store answers a write");
    }

    private static async Task<Results<Ok<HealthBody>, ProblemHttpResult>> Ready(
        Database.Database database, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        try
        {
            await database.WriteAsync(
                session => session.ExecuteAsync(
                    "insert into heartbeat (id, at) values (1, @now) on conflict (id) do update set at = excluded.at", new { now = clock.Now().ToMilliseconds() }),
                cancellation);
            return TypedResults.Ok(new HealthBody("ready"));
        }
        catch (Exception fault) when (database.IsAway(fault))
        {
            response.Headers.RetryAfter = "2";
            return Problems.Unavailable("store-unavailable", "The database does not take writes now.");
        }
    }
}

/// <summary>The answer of a health check.</summary>
internal sealed record HealthBody(string Status);
