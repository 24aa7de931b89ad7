using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Examlet.Tests.Http;

/// <summary>Connections that send next to nothing hold up nobody, and are ended.</summary>
public sealed class SlowClientTests(ExamletServers servers)
{
    private const int Slow = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")]
    [InlineData(
        "POST /users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{ "
    )]
    public async Task Two_hundred_slow_connections_are_ended_and_students_go_on_saving(string beginning)
    {
        await using var workspace = await servers.WorkspaceAsync(Store.Sqlite);
        var sitting = await workspace.StartedAsync();
        using var stop = new CancellationTokenSource(Patience);
        var slow = Enumerable
            .Range(0, Slow)
            .Select(_ => DripAsync(workspace.Server.Address, beginning, stop.Token))
            .ToList();

        var slowest = TimeSpan.Zero;
        while (!slow.TrueForAll(connection => connection.IsCompleted))
        {
            var began = Stopwatch.GetTimestamp();
            (
                await sitting.Student.SaveAsync(
                    sitting.Question,
                    "beside them",
                    revision: sitting.Student.NextRevision(sitting.Question)
                )
            ).ShouldBe(200);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
            await Task.WhenAny(Task.WhenAll(slow), Task.Delay(TimeSpan.FromMilliseconds(100), stop.Token));
        }

        (await Task.WhenAll(slow)).ShouldAllBe(isEnded => isEnded);
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>A byte a second until the server ends it. True when it did.</summary>
    private static async Task<bool> DripAsync(Uri server, string beginning, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), cancellation);
        var ended = ReadToEndAsync(stream, cancellation);
        try
        {
            while (await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(1), cancellation)) != ended)
            {
                cancellation.ThrowIfCancellationRequested();
                await stream.WriteAsync("a"u8.ToArray(), cancellation);
            }

            return await ended;
        }
        catch (IOException)
        {
            return true; // Closed while this side was writing.
        }
    }

    private static async Task<bool> ReadToEndAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, cancellation) > 0)
            {
                // What it says on the way does not matter here.
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }

        return true;
    }
}
