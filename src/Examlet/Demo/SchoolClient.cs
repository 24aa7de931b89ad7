using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Examlet.Demo;

/// <summary>
/// The school's backend as a client of the REST API, as any integrator writes it. The key stays here, never in a page.
/// </summary>
internal sealed class SchoolClient : IDisposable
{
    private readonly HttpClient _http;

    public SchoolClient(Uri server, string apiKey)
    {
        _http = new HttpClient { BaseAddress = server };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    public Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, body, cancellation);

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, body: null, cancellation);

    /// <summary>The server's address.</summary>
    public Uri Server => _http.BaseAddress!;

    public Task<byte[]> GetBytesAsync(string path, CancellationToken cancellation) =>
        _http.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellation);

    public async Task DeleteAsync(string path, CancellationToken cancellation)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative), cancellation);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    /// <exception cref="HttpRequestException">The server refused; the message has its problem.</exception>
    private async Task<JsonNode> SendAsync(
        HttpMethod method,
        string path,
        JsonNode? body,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null
            ? null
            : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{method} {path}: {text}");
    }
}
