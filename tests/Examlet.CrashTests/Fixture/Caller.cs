using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Examlet.CrashTests.Fixture;

/// <summary>What the server answered.</summary>
internal sealed record Answered(int Status, string Text, JsonElement Json, bool SaysWhenToRetry, TimeSpan Took)
{
    /// <summary>The last part of the <c>type</c> of a problem.</summary>
    public string Problem =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("type", out var type)
            ? type.GetString()!.Split(':')[^1]
            : "";
}

/// <summary>Everybody outside the server. Looks at every answer: what is not an answer, 503 with <c>Retry-After</c> or
/// below 500 is a fault; what got no answer or 503 is sent again, unchanged, until it is answered.
/// </summary>
internal sealed class Caller(Uri address) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = 200,
        }
    )
    {
        BaseAddress = address,
        Timeout = Timeout,
    };
    private readonly Lock _gate = new();

    /// <summary>What no client should ever see, in words.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>How many requests were answered 503.</summary>
    public int Unavailable { get; private set; }

    /// <summary>The longest that anybody waited for a 503.</summary>
    public TimeSpan SlowestUnavailable { get; private set; }

    /// <summary>How many requests got no answer at all.</summary>
    public int Unanswered { get; private set; }

    public Task<Answered> AskAsync(string path) => SendAsync(HttpMethod.Get, path, ServerProcess.Key, body: null);

    public Task<Answered> PostAsync(string path, object body) =>
        SendAsync(HttpMethod.Post, path, ServerProcess.Key, body);

    /// <summary>Sends until it is answered with something other than 503.</summary>
    public async Task<Answered> SendAsync(HttpMethod method, string path, string credential, object? body)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (await TryAsync(method, path, credential, body) is { Status: not 503 } answered)
            {
                return answered;
            }

            if (waited.Elapsed > Patience)
            {
                throw new InvalidOperationException(
                    $"{method} {path} was not answered within {Patience.TotalSeconds} s. Faults so far: "
                        + $"{string.Join('\n', Faults.Take(3))}"
                );
            }

            await Task.Delay(Pause); // What a client does; the server is another process.
        }
    }

    /// <summary>Sends once; null when no whole answer came back.</summary>
    public async Task<Answered?> TryAsync(HttpMethod method, string path, string? credential, object? body)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var request = new HttpRequestMessage(method, path)
            {
                Content = body is null ? null : JsonContent.Create(body),
            };
            request.Headers.Authorization = credential is null
                ? null
                : new AuthenticationHeaderValue("Bearer", credential);
            using var response = await _http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var json = text.StartsWith('{') ? JsonElement.Parse(text) : default;
            return See(
                $"{method} {path}",
                new Answered(
                    (int)response.StatusCode,
                    text,
                    json,
                    response.Headers.RetryAfter is not null,
                    clock.Elapsed
                )
            );
        }
        catch (HttpRequestException)
        {
            return Miss();
        }
        catch (OperationCanceledException)
        {
            Faults.Enqueue($"{method} {path} was not answered for {clock.Elapsed.TotalSeconds:F1} s");
            return Miss();
        }
    }

    public void Dispose() => _http.Dispose();

    private Answered See(string request, Answered answered)
    {
        if (answered.Status >= 500 && (answered.Status != 503 || !answered.SaysWhenToRetry))
        {
            Faults.Enqueue($"{request} was answered {answered.Status} {answered.Text}");
        }

        if (answered.Status == 503)
        {
            lock (_gate)
            {
                Unavailable++;
                SlowestUnavailable = answered.Took > SlowestUnavailable ? answered.Took : SlowestUnavailable;
            }
        }

        return answered;
    }

    private Answered? Miss()
    {
        lock (_gate)
        {
            Unanswered++;
        }

        return null;
    }
}
