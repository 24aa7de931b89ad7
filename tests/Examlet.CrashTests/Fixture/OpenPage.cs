using System.Net.Http.Headers;
using System.Net.ServerSentEvents;

namespace Examlet.CrashTests.Fixture;

/// <summary>The event stream of an open page, on one node.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private OpenPage(HttpClient http, HttpResponseMessage response, Stream stream)
    {
        _http = http;
        _response = response;
        _events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>Opens the stream and waits for what it says first.</summary>
    public static async Task<OpenPage> OpenAsync(Uri node, Ledger ledger, long epoch)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = node,
            Timeout = Patience,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/embed-api/events?epoch={epoch}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ledger.Secret);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var page = new OpenPage(http, response, await response.Content.ReadAsStreamAsync());
        await page.HearAsync("deadline");
        return page;
    }

    /// <summary>Waits for the next event with that name and passes over others.</summary>
    public async Task HearAsync(string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _events.MoveNextAsync().AsTask().WaitAsync(patience.Token))
        {
            if (_events.Current.EventType == name)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The stream ended without the event {name}.");
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
