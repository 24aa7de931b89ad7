using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Examlet.CrashTests.Fixture;

/// <summary>Where a connection breaks.</summary>
public enum Cut
{
    /// <summary>COMMIT never reached the database.</summary>
    BeforeCommitArrived,

    /// <summary>The database committed, and its answer never came back.</summary>
    AfterCommitHappened,
}

/// <summary>Stands between the server and PostgreSQL and breaks a connection at its COMMIT, when it is told to. The
/// server cannot know on which side.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly UnixDomainSocketEndPoint _database;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private readonly Lock _gate = new();
    private Cut? _next;
    private int _cuts;

    /// <param name="connectionString">Of the database, reached through a socket in the folder that <c>Host</c>
    /// names.</param>
    public CuttingProxy(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        _database = new UnixDomainSocketEndPoint(Path.Combine(settings.Host!, ".s.PGSQL.5432"));
        _listener.Start();
        settings.Host = "127.0.0.1";
        settings.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        settings.SslMode = SslMode.Disable;
        ConnectionString = settings.ToString();
        _accepting = AcceptAsync();
    }

    /// <summary>Reaches the same database through this proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>How many connections were broken.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Breaks the connection of the next COMMIT.</summary>
    public void CutNext(Cut cut)
    {
        lock (_gate)
        {
            _next = cut;
        }
    }

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
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                _ = CarryAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            try
            {
                await server.ConnectAsync(_database, _stopping.Token);
                var isCut = new StrongBox<bool>();
                await await Task.WhenAny(ForthAsync(client, server, isCut), BackAsync(client, server, isCut));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One of the two went away; the other end hears it when the sockets close here.
            }
        }
    }

    private async Task ForthAsync(Socket client, Socket server, StrongBox<bool> isCut)
    {
        var buffer = new byte[64 << 10];
        while (await client.ReceiveAsync(buffer, _stopping.Token) is > 0 and var length)
        {
            var cut = buffer.AsSpan(0, length).IndexOf("COMMIT\0"u8) >= 0 ? Take() : null;
            if (cut == Cut.BeforeCommitArrived)
            {
                return;
            }

            isCut.Value = cut == Cut.AfterCommitHappened;
            await SendAsync(server, buffer.AsMemory(0, length));
        }
    }

    private async Task BackAsync(Socket client, Socket server, StrongBox<bool> isCut)
    {
        var buffer = new byte[64 << 10];
        while (await server.ReceiveAsync(buffer, _stopping.Token) is > 0 and var length && !isCut.Value)
        {
            await SendAsync(client, buffer.AsMemory(0, length));
        }
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, _stopping.Token)..];
        }
    }

    private Cut? Take()
    {
        lock (_gate)
        {
            var cut = _next;
            _next = null;
            if (cut is not null)
            {
                _cuts++;
            }

            return cut;
        }
    }
}
