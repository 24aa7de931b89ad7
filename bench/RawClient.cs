using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Examlet.Bench;

/// <summary>One student's connection: HTTP/1.1 over one socket that is kept open, written and read with as little work
/// as it takes, so that the load leaves the machine to the server. Bodies have a Content-Length, or are chunked.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private readonly string _head;
    private byte[] _buffer = new byte[16 << 10];

    private RawClient(Socket socket, string head)
    {
        _socket = socket;
        _head = head;
    }

    public static async Task<RawClient> OpenAsync(Uri server, string? secret)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        var authorization = secret is null ? "" : $"Authorization: Bearer {secret}\r\n";
        return new RawClient(socket, $"Host: {server.Authority}\r\n{authorization}");
    }

    /// <summary>Sends a request and reads the whole answer. Returns its status.</summary>
    public async Task<int> SendAsync(string method, string path, string? json)
    {
        var body = json is null
            ? ""
            : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n";
        var length = Encoding.UTF8.GetBytes(
            $"{method} {path} HTTP/1.1\r\n{_head}{body}\r\n{json}",
            Room(_head.Length + (json?.Length * 3 ?? 0) + 512)
        );
        for (var sent = 0; sent < length; )
        {
            sent += await _socket.SendAsync(_buffer.AsMemory(sent, length - sent));
        }

        return await ReadAsync();
    }

    /// <summary>Opens an event stream: reads its head and the first bytes, and leaves the rest.</summary>
    public async Task<int> ListenAsync(string path)
    {
        var length = Encoding.UTF8.GetBytes(
            $"GET {path} HTTP/1.1\r\n{_head}Accept: text/event-stream\r\n\r\n",
            _buffer
        );
        await _socket.SendAsync(_buffer.AsMemory(0, length));
        var read = 0;
        while (End(read) < 0)
        {
            read += await ReceiveAsync(read);
        }

        var status = Status();
        _buffer = new byte[1 << 10]; // Thousands of them are open at once.
        return status;
    }

    /// <summary>Reads what has come over an event stream, until it ends.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        while (await _socket.ReceiveAsync(_buffer, cancellation) > 0)
        {
            // Read and dropped, as a page does with a ping.
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> ReadAsync()
    {
        var read = 0;
        int end;
        while ((end = End(read)) < 0)
        {
            read += await ReceiveAsync(read);
        }

        var status = Status();
        var head = Encoding.ASCII.GetString(_buffer, 0, end);
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            var text = head.AsSpan(at + 16);
            var whole =
                end
                + 4
                + int.Parse(
                    text[..(text.IndexOf('\r') is >= 0 and var line ? line : text.Length)],
                    CultureInfo.InvariantCulture
                );
            Room(whole);
            while (read < whole)
            {
                read += await ReceiveAsync(read);
            }
        }
        else if (head.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            while (!_buffer.AsSpan(0, read).EndsWith("\r\n0\r\n\r\n"u8))
            {
                read += await ReceiveAsync(read);
            }
        }

        return status;
    }

    private async ValueTask<int> ReceiveAsync(int at)
    {
        if (at == _buffer.Length)
        {
            Room(_buffer.Length * 2);
        }

        return await _socket.ReceiveAsync(_buffer.AsMemory(at)) is > 0 and var count
            ? count
            : throw new IOException("The server closed the connection.");
    }

    private byte[] Room(int size)
    {
        if (_buffer.Length < size)
        {
            Array.Resize(ref _buffer, size);
        }

        return _buffer;
    }

    private int End(int read) => _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);

    private int Status() => ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0');
}
