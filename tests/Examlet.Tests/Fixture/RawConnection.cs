using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Examlet.Tests.Fixture;

/// <summary>A TCP connection to a server that says what no HTTP client would, byte by byte.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly CancellationTokenSource _patience = new(Patience);
    private readonly List<byte> _received = [];
    private NetworkStream _stream = null!;
    private bool _isOver;

    private RawConnection() { }

    public static async Task<RawConnection> OpenAsync(ExamletServer server)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(server.Address.Host, server.Address.Port, connection._patience.Token);
        connection._stream = connection._client.GetStream();
        return connection;
    }

    /// <summary>Sends characters as the bytes of the same number (Latin-1).</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes; a server that has hung up meanwhile is no fault of the test.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, _patience.Token);
        }
        catch (IOException)
        {
            // What it answered before can still be read.
        }
    }

    /// <summary>Says that nothing more comes; answers can still be read.</summary>
    public void EndSending()
    {
        try
        {
            _client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server was faster.
        }
    }

    /// <summary>The next response; null when the connection ended instead. Responses without a length (HTTP/1.0) reach
    /// to its end.</summary>
    /// <param name="hasBody">False for the answer to a HEAD.</param>
    public async Task<RawReply?> ReadAsync(bool hasBody = true)
    {
        int end;
        while ((end = IndexOf("\r\n\r\n")) < 0)
        {
            if (!await ReceiveAsync())
            {
                return _received.Count == 0
                    ? null
                    : throw new ShouldAssertException(
                        $"The connection ended within a response: {Latin(_received.Count)}"
                    );
            }
        }

        var lines = Latin(end).Split("\r\n");
        _received.RemoveRange(0, end + 4);
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = lines[1..]
            .Select(line => line.Split(':', 2))
            .ToLookup(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = hasBody && status is not (204 or 304) and >= 200 ? await BodyAsync(headers) : [];
        return new RawReply(status, headers, Encoding.UTF8.GetString(body));
    }

    /// <summary>Every response until the server hangs up; fails when it does not.</summary>
    public async Task<IReadOnlyList<RawReply>> ReadToEndAsync()
    {
        var replies = new List<RawReply>();
        while (await ReadAsync() is { } reply)
        {
            replies.Add(reply);
        }

        return replies;
    }

    public void Dispose()
    {
        _client.Dispose();
        _patience.Dispose();
    }

    private async Task<byte[]> BodyAsync(ILookup<string, string> headers)
    {
        if (headers["Transfer-Encoding"].Any())
        {
            return await ChunksAsync();
        }

        var length = headers["Content-Length"]
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture))
            .Append(int.MaxValue)
            .First();
        while (_received.Count < length && await ReceiveAsync())
        {
            // Until it is whole.
        }

        return Take(Math.Min(length, _received.Count));
    }

    private async Task<byte[]> ChunksAsync()
    {
        var body = new List<byte>();
        while (true)
        {
            int end;
            while ((end = IndexOf("\r\n")) < 0)
            {
                (await ReceiveAsync()).ShouldBeTrue("the connection ended within a chunked response");
            }

            var size = int.Parse(Latin(end), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Take(end + 2);
            while (_received.Count < size + 2)
            {
                (await ReceiveAsync()).ShouldBeTrue("the connection ended within a chunk");
            }

            body.AddRange(Take(size));
            Take(2);
            if (size == 0)
            {
                return [.. body];
            }
        }
    }

    private async Task<bool> ReceiveAsync()
    {
        if (_isOver)
        {
            return false;
        }

        var buffer = new byte[16 << 10];
        var length = 0;
        try
        {
            length = await _stream.ReadAsync(buffer, _patience.Token);
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
        catch (OperationCanceledException late)
        {
            throw new ShouldAssertException(
                $"The server neither answered nor hung up for {Patience.TotalSeconds} s.",
                late
            );
        }

        _received.AddRange(buffer.AsSpan(0, length));
        _isOver = length == 0;
        return !_isOver;
    }

    private byte[] Take(int count)
    {
        var taken = _received.GetRange(0, count).ToArray();
        _received.RemoveRange(0, count);
        return taken;
    }

    private int IndexOf(string mark) => Latin(_received.Count).IndexOf(mark, StringComparison.Ordinal);

    private string Latin(int count) => Encoding.Latin1.GetString(_received.GetRange(0, count).ToArray());
}

/// <summary>A response as it came over the wire.</summary>
public sealed record RawReply(int Status, ILookup<string, string> Headers, string Body)
{
    /// <summary>The server said that it would hang up.</summary>
    public bool Closes => Headers["Connection"].Contains("close", StringComparer.OrdinalIgnoreCase);

    /// <summary>The status, and a problem (RFC 9457) of the same.</summary>
    public RawReply ShouldBeProblem(int status)
    {
        Status.ShouldBe(status, Body);
        Headers["Content-Type"].ShouldHaveSingleItem().ShouldStartWith("application/problem+json");
        System.Text.Json.JsonElement.Parse(Body).GetProperty("status").GetInt32().ShouldBe(status);
        return this;
    }
}
