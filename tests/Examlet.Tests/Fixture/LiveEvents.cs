using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Examlet.Tests.Fixture;

/// <summary>An open stream of server-sent events.</summary>
public sealed class LiveEvents : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly Action<string> _received;

    private LiveEvents(HttpResponseMessage response, Stream stream, Action<string> received)
    {
        _response = response;
        _received = received;
        _events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    public static async Task<LiveEvents> OfAsync(HttpResponseMessage response, Action<string> received)
    {
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            throw new ShouldAssertException(
                $"The event stream answered {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}"
            );
        }

        return new LiveEvents(response, await response.Content.ReadAsStreamAsync(), received);
    }

    /// <summary>The data of the next event called <paramref name="name"/> that is <paramref name="wanted"/>; others are
    /// passed over. Fails after ten seconds.</summary>
    public async Task<JsonElement> NextAsync(string name, Func<JsonElement, bool>? wanted = null)
    {
        var seen = new List<string>();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await _events.MoveNextAsync().AsTask().WaitAsync(patience.Token))
            {
                _received($"{_events.Current.EventType} {_events.Current.Data}");
                if (
                    _events.Current.EventType == name
                    && JsonElement.Parse(_events.Current.Data) is var data
                    && (wanted is null || wanted(data))
                )
                {
                    return data;
                }

                seen.Add($"{_events.Current.EventType} {_events.Current.Data}");
            }
        }
        catch (OperationCanceledException late)
        {
            throw new ShouldAssertException(
                $"No event `{name}` came within {Patience.TotalSeconds} s, only: {string.Join(", ", seen)}",
                late
            );
        }

        throw new ShouldAssertException(
            $"The stream ended without the event `{name}`, after: {string.Join(", ", seen)}"
        );
    }

    public ValueTask DisposeAsync()
    {
        // A read may still be waiting; ending the response ends it.
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
