using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Examlet.Access;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Pipeline;

/// <summary>
/// <c>Idempotency-Key</c> on REST POSTs (contract §2) and on what the monitor does. The claim of a key, the effect of
/// the request and its answer commit in one transaction (<see cref="RepeatableRequest"/>); The transaction begins when
/// the endpoint writes, so a long body holds up nobody's save. While the same node works on the key, a retry gets 409;
/// another node waits for the row.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, Database database, DerivedFields derived, TimeProvider clock)
{
    private const string Header = "Idempotency-Key";
    private const int MaxKeyLength = 255;
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext http)
    {
        var key = http.Request.Headers[Header].ToString();
        if (
            key.Length == 0
            || http.GetEndpoint()?.Metadata.GetMetadata<ReplaysByKey>() is null
            || HolderOf(http.User) is not { } holder
        )
        {
            await next(http);
            return;
        }

        if (key.Length > MaxKeyLength || key.Any(c => c is < ' ' or > '~'))
        {
            await Problems
                .Invalid(Header, $"`{Header}` must be 1 to {MaxKeyLength} printable ASCII characters.")
                .ExecuteAsync(http);
            return;
        }

        var scope = Sha256($"{holder}\n{http.Request.Method}\n{http.Request.Path}\n{key}");
        if (!_running.TryAdd(scope, value: true))
        {
            await Problems
                .Conflict(
                    "request-in-progress",
                    "The first request with this Idempotency-Key is still running. Send it again in a moment."
                )
                .ExecuteAsync(http);
            return;
        }

        try
        {
            await ServeOnceAsync(http, scope);
        }
        finally
        {
            _running.TryRemove(scope, out _);
        }
    }

    private async Task ServeOnceAsync(HttpContext http, string scope)
    {
        http.Request.EnableBuffering();
        var requestHash = Convert.ToHexStringLower(await SHA256.HashDataAsync(http.Request.Body, http.RequestAborted));
        if (await FindAsync(scope, http.RequestAborted) is { } known)
        {
            await ReplayAsync(http, known, requestHash);
            return;
        }

        http.Request.Body.Position = 0;
        http.Features.Set(new IdempotencyKey(http, scope, requestHash, derived, clock));
        try
        {
            await next(http);
        }
        catch (KeyTakenException)
        {
            await ReplayAsync(http, (await FindAsync(scope, http.RequestAborted))!, requestHash);
        }
    }

    private Task<FirstAnswer?> FindAsync(string scope, CancellationToken cancellation) =>
        database.ReadAsync(
            reader => IdempotencyStore.FindAsync(reader, scope, clock.Now() - IdempotencyKey.Retention),
            cancellation
        );

    private async Task ReplayAsync(HttpContext http, FirstAnswer first, string requestHash)
    {
        if (first.RequestHash != requestHash)
        {
            await Problems.KeyReused().ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = (int)first.Status;
        http.Response.ContentType = first.ContentType;
        http.Response.Headers["Idempotent-Replayed"] = "true";
        await http.Response.WriteAsync(derived.With(first.Body ?? ""), http.RequestAborted);
    }

    /// <summary>The holder of the keys: each API key and each monitor link has its own.</summary>
    private static string? HolderOf(ClaimsPrincipal principal) =>
        CurrentCaller.From(principal)?.KeyId ?? MonitorCaller.From(principal)?.LinkId;

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
