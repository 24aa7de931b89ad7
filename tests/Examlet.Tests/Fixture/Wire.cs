using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Fixture;

/// <summary>HTTP to one server as one caller. What every answer promises is checked on every answer: no 5xx, no
/// cookie, a well-formed problem for each error.
/// </summary>
public abstract partial class Wire(ExamletServer server, string? authorization)
{
    private const long LongBody = 1 << 20;

    public ExamletServer Server => server;

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Reply> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Reply> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Sends <paramref name="body"/> as JSON: a text as it is, another object serialised.</summary>
    public async Task<Reply> SendAsync(
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = Request(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = body as HttpContent ?? JsonContent(body);
            // A server that refuses a long body answers before it has read it; asking first keeps that answer from
            // being lost.
            request.Headers.ExpectContinue = request.Content.Headers.ContentLength > LongBody;
        }

        using var response = await server.Http.SendAsync(request);
        var reply = await Reply.OfAsync(response);
        Check(reply);
        return reply;
    }

    protected HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(server.Address, path));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in Always)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The headers of every request.</summary>
    protected virtual IReadOnlyList<(string Name, string Value)> Always => [];

    /// <summary>Sees every reply before the test does.</summary>
    protected virtual void Check(Reply reply)
    {
        // A 5xx is a defect, except 503, which says when to come back.
        if (reply.Status != 503)
        {
            reply.Status.ShouldBeLessThan(500, $"{reply.Request} answered {reply.Text}\n{server.Log.Errors}");
        }

        foreach (var secret in Secret().EnumerateMatches(reply.Text))
        {
            var told = reply.Text.AsSpan(secret.Index, secret.Length);
            server.Log.MustNotTell(
                (told[0] == '/' ? told[(told.LastIndexOf('/') + 1)..] : told["whsec_".Length..]).ToString()
            );
        }

        reply.Header("Set-Cookie").ShouldBeNull();
        (reply.Status != 503 || reply.Header("Retry-After") is not null).ShouldBeTrue(
            $"{reply.Request} answered 503 without Retry-After"
        );
        if (
            reply.Status >= 400
            && !reply.Request.Contains(" /embeds/", StringComparison.Ordinal)
            && !reply.Request.Contains(" /monitor/", StringComparison.Ordinal)
        )
        {
            reply.ShouldHaveProblemShape();
        }
    }

    /// <summary>What a caller is given to keep for themselves: addresses that open something, and what webhooks are
    /// signed with.</summary>
    [GeneratedRegex(
        "/(embeds|monitor)/[a-zA-Z0-9_-]{32,}|whsec_[a-zA-Z0-9+/]{40,}",
        RegexOptions.ExplicitCapture,
        60_000
    )]
    private static partial Regex Secret();

    private static ByteArrayContent JsonContent(object body)
    {
        var text = body switch
        {
            string raw => raw,
            JsonNode node => node.ToJsonString(),
            _ => JsonSerializer.Serialize(body),
        };
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}

/// <summary>Calls the REST API, with an API key or without.</summary>
public sealed class RestClient(ExamletServer server, string? authorization, string userId = "")
    : Wire(server, authorization)
{
    /// <summary>The user behind the key.</summary>
    public string UserId => userId;

    /// <summary>Checks a receipt by its code, as anybody may, until it has been looked at.</summary>
    public Task<Reply> CheckReceiptAsync(string code) =>
        Eventually.BecomesAsync(() => GetAsync($"/receipts/{code}"), reply => reply.Status != 202);

    /// <summary>A POST with an <c>Idempotency-Key</c>.</summary>
    public Task<Reply> PostOnceAsync(string idempotencyKey, string path, object body) =>
        SendAsync(HttpMethod.Post, path, body, ("Idempotency-Key", idempotencyKey));
}
