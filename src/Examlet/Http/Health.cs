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
        Database.Database database, ClockWatch clocks, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        ProblemHttpResult problem;
        try
        {
            await database.ProbeAsync(clock.Now(), cancellation);
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

/// <summary>The answer of a health check.</summary>
internal sealed record HealthBody(string Status);
