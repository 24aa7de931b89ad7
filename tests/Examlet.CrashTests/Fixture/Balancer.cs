using System.Net;
using System.Net.Sockets;

namespace Examlet.CrashTests.Fixture;

/// <summary>A plain balancer of TCP connections: each goes to the next node in turn that takes it. It knows nothing of
/// HTTP, of sessions or of health; a node that is gone is one that does not take the connection.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IPEndPoint[] _nodes;
    private readonly int[] _carried;
    private readonly Task _accepting;
    private int _turn;

    public Balancer(IEnumerable<Uri> nodes)
    {
        _nodes = [.. nodes.Select(node => new IPEndPoint(IPAddress.Loopback, node.Port))];
        _carried = new int[_nodes.Length];
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>How many connections each node has taken so far.</summary>
    public IReadOnlyList<int> Carried => [.. _carried];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync(_stopping.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using (client)
        {
            try
            {
                if (await ConnectAsync() is not { } node)
                {
                    return;
                }

                using (node)
                {
                    client.NoDelay = node.NoDelay = true;
                    await await Task.WhenAny(PumpAsync(client, node), PumpAsync(node, client));
                }
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One of the two went away; the other hears it when the sockets close here.
            }
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        for (var tries = 0; tries < _nodes.Length; tries++)
        {
            var node = Interlocked.Increment(ref _turn) % _nodes.Length;
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(_nodes[node], _stopping.Token);
                Interlocked.Increment(ref _carried[node]);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 << 10];
        while (await from.ReceiveAsync(buffer, _stopping.Token) is > 0 and var length)
        {
            for (var rest = buffer.AsMemory(0, length); rest.Length > 0; )
            {
                rest = rest[await to.SendAsync(rest, _stopping.Token)..];
            }
        }
    }
}
