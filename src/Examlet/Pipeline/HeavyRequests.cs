using Examlet.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Examlet.Pipeline;

/// <summary>
/// Operations with a large body or answer: an exam of 32 MiB, every answer of a student. A body lies on the disk until
/// it is whole. It is in memory only while the request is served, and few are served at once. So many requests and slow
/// clients take little memory. <see cref="HeavyAnswers"/> does the same for answers.
/// </summary>
internal sealed class HeavyRequests(RequestDelegate next, TimeProvider clock)
{
    public const int InMemory = 64 << 10;
    private readonly Turns _taking = new(Limits.LargeBodiesOnNode, clock);
    private readonly Turns _giving = new(Limits.HeavyAnswersOnNode, clock);

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<HeavyOperation>() is not { } operation)
        {
            await next(http);
            return;
        }

        var length = await ReceiveAsync(http);
        using var turn = await TurnAsync(operation, length, http.RequestAborted);
        if (!turn.IsLate)
        {
            await next(http);
            return;
        }

        http.Response.Headers.RetryAfter = ((int)Limits.TurnTime.TotalSeconds).ToString();
        await Problems.Busy().ExecuteAsync(http);
    }

    /// <summary>Receives the whole body without keeping it in memory. Returns its length.</summary>
    private static async Task<long> ReceiveAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return 0;
        }

        http.Request.EnableBuffering(InMemory);
        await http.Request.Body.DrainAsync(http.RequestAborted);
        var length = http.Request.Body.Length;
        http.Request.Body.Position = 0;
        return length;
    }

    private async ValueTask<Place> TurnAsync(HeavyOperation operation, long length, CancellationToken cancellation)
    {
        var taking = length > Limits.BodyBytes ? await _taking.TakeAsync(Limits.TurnTime, cancellation) : null;
        if (length > Limits.BodyBytes && taking is null)
        {
            return new Place(null, null, IsLate: true);
        }

        try
        {
            var giving = operation.GivesMuch ? await _giving.TakeAsync(Limits.TurnTime, cancellation) : null;
            return new Place(taking, giving, IsLate: operation.GivesMuch && giving is null);
        }
        catch
        {
            taking?.Dispose();
            throw;
        }
    }

    private sealed record Place(IDisposable? Taking, IDisposable? Giving, bool IsLate) : IDisposable
    {
        public void Dispose()
        {
            Giving?.Dispose();
            Taking?.Dispose();
        }
    }
}

/// <summary>
/// Keeps the answer of a heavy operation on the disk while the client takes its time. Stands before everything that
/// works on the request.
/// </summary>
internal sealed class HeavyAnswers(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<HeavyOperation>() is null)
        {
            await next(http);
            return;
        }

        var wire = http.Response.Body;
        await using var answer = new FileBufferingWriteStream(HeavyRequests.InMemory);
        http.Response.Body = answer;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = wire;
        }

        if (answer.Length > 0)
        {
            http.Response.ContentLength = answer.Length;
            await answer.DrainBufferAsync(wire, http.RequestAborted);
        }
    }
}

/// <summary>Marks an operation that takes a large body, or gives a large answer.</summary>
internal sealed record HeavyOperation(bool GivesMuch);

internal static class HeavyMapping
{
    /// <summary>May take a large body.</summary>
    public static RouteHandlerBuilder TakesMuch(this RouteHandlerBuilder operation) =>
        operation.Heavy(givesMuch: false);

    /// <summary>May give a large answer.</summary>
    public static RouteHandlerBuilder GivesMuch(this RouteHandlerBuilder operation) => operation.Heavy(givesMuch: true);

    private static RouteHandlerBuilder Heavy(this RouteHandlerBuilder operation, bool givesMuch) =>
        operation.WithMetadata(new HeavyOperation(givesMuch), new InTurn(use => use.Heavy));
}
