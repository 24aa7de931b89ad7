using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Examlet.Access;
using Examlet.Database;

namespace Examlet.Http;

/// <summary>
/// <c>Idempotency-Key</c> on REST POSTs (contract §2) and on what the monitor does. The claim of a key and the effect of the request commit in one transaction, so that a
/// response is stored if and only if its effect is; it begins when the request first writes, so that a long body holds up nobody's save. What the same node is still working on
/// answers 409; another node waits for the row.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, Database.Database database, DerivedFields derived, TimeProvider clock)
{
    private const string Header = "Idempotency-Key";
    private const int MaxKeyLength = 255;
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext http)
    {
        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0 || http.GetEndpoint()?.Metadata.GetMetadata<ReplaysByKey>() is null || HolderOf(http.User) is not { } holder)
        {
            await next(http);
            return;
        }

        if (key.Length > MaxKeyLength || key.Any(c => c is < ' ' or > '~'))
        {
            await Problems.Invalid(Header, $"`{Header}` must be 1 to {MaxKeyLength} printable ASCII characters.").ExecuteAsync(http);
            return;
        }

        var scope = Sha256($"{holder}\n{http.Request.Method}\n{http.Request.Path}\n{key}");
        if (!_running.TryAdd(scope, value: true))
        {
            await Problems.Conflict("request-in-progress", "The first request with this Idempotency-Key is still running. Send it again in a moment.").ExecuteAsync(http);
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

        var wire = http.Response.Body;
        try
        {
            var body = await database.WriteLateAsync(
                session => ClaimAsync(session, scope, requestHash), () => AnswerAsync(http), (session, answer) => StoreAsync(session, scope, http.Response, answer), http.RequestAborted);
            await wire.WriteAsync(body, http.RequestAborted);
        }
        catch (KeyTakenException)
        {
            http.Response.Body = wire;
            http.Response.Clear();
            await ReplayAsync(http, (await FindAsync(scope, http.RequestAborted))!, requestHash);
        }
        finally
        {
            http.Response.Body = wire;
        }
    }

    private Task<Stored?> FindAsync(string scope, CancellationToken cancellation) => database.ReadAsync(
        session => session.FirstOrDefaultAsync<Stored>(
            """
            select request_hash as "RequestHash", status as "Status", content_type as "ContentType", body as "Body" from idempotency_key
            where scope = @scope and created_at >= @cutoff
            """,
            new { scope, cutoff = Cutoff }),
        cancellation);

    private long Cutoff => (clock.Now() - Kept).ToMilliseconds();

    /// <summary>Claims the key; where another node holds it, waits until that has committed, and throws <see cref="KeyTakenException"/>.</summary>
    private async Task ClaimAsync(DatabaseSession session, string scope, string requestHash)
    {
        await session.ExecuteAsync("delete from idempotency_key where scope = @scope and created_at < @cutoff", new { scope, cutoff = Cutoff });
        var claimed = await session.ExecuteAsync(
            "insert into idempotency_key (scope, request_hash, status, created_at) values (@scope, @requestHash, 0, @now) on conflict do nothing",
            new { scope, requestHash, now = clock.Now().ToMilliseconds() });
        if (claimed == 0)
        {
            throw new KeyTakenException();
        }
    }

    /// <summary>Has the request answered into memory.</summary>
    private async Task<byte[]> AnswerAsync(HttpContext http)
    {
        http.Request.Body.Position = 0;
        http.Response.Clear();
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        await next(http);
        return buffer.ToArray();
    }

    private static Task<int> StoreAsync(DatabaseSession session, string scope, HttpResponse response, byte[] body) => response.StatusCode is 401 or 429 or >= 500
        ? session.ExecuteAsync("delete from idempotency_key where scope = @scope", new { scope })
        : session.ExecuteAsync(
            "update idempotency_key set status = @status, content_type = @contentType, body = @stored where scope = @scope",
            new { scope, status = response.StatusCode, contentType = response.ContentType, stored = DerivedFields.Without(Encoding.UTF8.GetString(body)) });

    private async Task ReplayAsync(HttpContext http, Stored stored, string requestHash)
    {
        if (stored.RequestHash != requestHash)
        {
            await Problems.KeyReused().ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = (int)stored.Status;
        http.Response.ContentType = stored.ContentType;
        http.Response.Headers["Idempotent-Replayed"] = "true";
        await http.Response.WriteAsync(derived.With(stored.Body ?? ""), http.RequestAborted);
    }

    /// <summary>Whose keys they are: each API key has its own, and each monitor link.</summary>
    private static string? HolderOf(ClaimsPrincipal principal) => CurrentCaller.From(principal)?.KeyId ?? MonitorCaller.From(principal)?.LinkId;

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Another node was first with the same key.</summary>
    private sealed class KeyTakenException : Exception;

    private sealed record Stored
    {
        public string RequestHash { get; init; } = "";
        public long Status { get; init; }
        public string? ContentType { get; init; }
        public string? Body { get; init; }
    }
}

/// <summary>Marks an operation that a client may retry with an <c>Idempotency-Key</c>.</summary>
internal sealed class ReplaysByKey;

internal static class IdempotencyMapping
{
    public static RouteHandlerBuilder ReplaysByKey(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ReplaysByKey());
}
