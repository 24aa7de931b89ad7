using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Examlet.Settings;
using Examlet.Time;
using Microsoft.Extensions.Options;

namespace Examlet.Webhooks;

/// <summary>
/// Sends one message once. Follows no redirect, takes no proxy and no cookie, waits 15 s at most, and reads only the
/// status of the response: a receiver's answer is neither kept nor logged.
/// </summary>
public sealed class WebhookSender(WebhookSecrets secrets, WebhookConnector connector, TimeProvider clock) : IDisposable
{
    private const int MaxDrain = 4 << 10;
    private const int MaxHeadersKiB = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseDrainSize = MaxDrain,
            MaxResponseHeadersLength = MaxHeadersKiB,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1), // an address is checked again at least that often
            ConnectCallback = connector.ConnectAsync,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>
    /// Throws <see cref="OperationCanceledException"/> when <paramref name="cancellation"/> ends it; then nobody knows
    /// whether the message arrived.
    /// </summary>
    public async Task<DeliveryResult> SendAsync(ClaimedDelivery message, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var request = RequestOf(message);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return DeliveryResult.Of((int)response.StatusCode);
        }
        catch (OperationCanceledException)
            when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new DeliveryResult(Status: null, DeliveryResult.TimedOut);
        }
        catch (HttpRequestException fault)
        {
            return new DeliveryResult(Status: null, ReasonOf(fault));
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage RequestOf(ClaimedDelivery message)
    {
        var now = clock.Now();
        // A receiver compares it with its own clock, also when the message comes from a sandbox.
        var timestamp = clock.MachineNow().ToUnixTimeSeconds();
        var keys = secrets.SigningAt(now, message.WebhookId, message.SecretNumber, message.PreviousSecretUntil);
        var request = new HttpRequestMessage(HttpMethod.Post, message.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Examlet-Webhooks", "1"));
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString());
        request.Headers.Add("webhook-signature", WebhookSignature.Of(keys, message.Id, timestamp, message.Body));
        return request;
    }

    private static string ReasonOf(HttpRequestException fault)
    {
        for (Exception? inner = fault; inner is not null; inner = inner.InnerException)
        {
            if (inner is PrivateTargetException)
            {
                return DeliveryResult.PrivateTarget;
            }

            if (
                inner is SocketException
                {
                    SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
                }
            )
            {
                return DeliveryResult.NotResolved;
            }
        }

        return fault.HttpRequestError == HttpRequestError.SecureConnectionError
            ? DeliveryResult.NotSecure
            : DeliveryResult.NotConnected;
    }
}

/// <summary>Opens the connections to receivers. The name is resolved here, each address is checked, and the connection
/// goes to the address that was checked: a name that changes its mind in between (DNS rebinding) gains nothing.
/// </summary>
public sealed class WebhookConnector(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public WebhookConnector(IOptions<ExamletOptions> options)
        : this(options.Value.AllowPrivateWebhooks, Dns.GetHostAddressesAsync) { }

    /// <summary>Throws <see cref="PrivateTargetException"/> when there is no address it may go to,
    /// <see cref="SocketException"/> when none answers.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation);
        var allowed = addresses.Where(address => allowPrivate || PublicAddress.Is(address)).ToList();
        if (allowed.Count == 0)
        {
            throw addresses.Length == 0
                ? new SocketException((int)SocketError.HostNotFound)
                : new PrivateTargetException();
        }

        for (var i = 0; ; i++)
        {
            var socket = new Socket(allowed[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(allowed[i], port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < allowed.Count - 1)
            {
                socket.Dispose(); // the next address may answer
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}

/// <summary>The address of a webhook leads to a private network, and the operator does not allow that.</summary>
public sealed class PrivateTargetException() : Exception("The address is not a public one.");
