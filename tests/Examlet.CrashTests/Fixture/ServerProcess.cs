using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;

namespace Examlet.CrashTests.Fixture;

/// <summary>The program as a process that is killed and started again: same address, same database, same
/// secret.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string Key = "examp_FirstKeyOfTheCrashTests000000000";
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _database;
    private readonly string[] _tracer;
    private readonly HttpClient _health = new(new SocketsHttpHandler { UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };
    private readonly ConcurrentQueue<string> _lines = [];
    private Process? _process;

    /// <param name="database">As in <c>Examlet__Database</c>.</param>
    /// <param name="tracer">A command that runs the program under it.</param>
    public ServerProcess(string database, params string[] tracer)
    {
        _database = database;
        _tracer = tracer;
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
    }

    public Uri Address { get; }

    /// <summary>The last lines that the program wrote.</summary>
    public string Said => string.Join('\n', _lines);

    /// <summary>Waits until the program has written a line with that text.</summary>
    public async Task SaysAsync(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!Said.Contains(text, StringComparison.Ordinal))
        {
            if (clock.Elapsed > Patience)
            {
                throw new InvalidOperationException($"The server did not say '{text}' but:\n{Said}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10)); // Another process writes: there is no event to wait for.
        }
    }

    /// <summary>Starts the program and returns how long it took until it was ready.</summary>
    public async Task<TimeSpan> StartAsync()
    {
        var clock = Stopwatch.StartNew();
        Launch();
        while (!await IsReadyAsync())
        {
            if (_process!.HasExited || clock.Elapsed > Patience)
            {
                throw new InvalidOperationException(
                    $"The server did not become ready in {clock.Elapsed.TotalSeconds:F1} s:\n{Said}"
                );
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10)); // Another process starts: there is no event to wait for.
        }

        return clock.Elapsed;
    }

    /// <summary>Starts the program and does not wait for it.</summary>
    public void Launch()
    {
        string[] command = [.. _tracer, "dotnet", Program(), "--urls", Address.ToString()];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        Configure(start);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: nothing of the program runs after it.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>Asks it to end, as an operator does; true when it ended by itself.</summary>
    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Runs a verb on the same database to its end.</summary>
    public async Task<(int Code, string Said)> RunAsync(params string[] verb)
    {
        var start = new ProcessStartInfo("dotnet", [Program(), .. verb])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Configure(start);
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync())
            .WaitAsync(Patience);
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    public async ValueTask DisposeAsync()
    {
        _health.Dispose();
        await KillAsync();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var reply = await _health.GetAsync(new Uri(Address, "/health/ready"));
            return reply.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Configure(ProcessStartInfo start)
    {
        start.Environment["Examlet__Database"] = _database;
        start.Environment["Examlet__ApiKey"] = Key;
        start.Environment["Examlet__Secret"] = "the-secret-of-the-crash-tests-is-long-enough";
        start.Environment["Examlet__RateLimit"] = "0";
        start.Environment["Examlet__StudentRateLimit"] = "0";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } said)
        {
            return;
        }

        _lines.Enqueue(said);
        while (_lines.Count > KeptLines)
        {
            _lines.TryDequeue(out _);
        }
    }

    /// <summary>What was built with these tests, unless <c>EXAMLET_PROGRAM</c> names another, such as one that was
    /// published.</summary>
    private static string Program()
    {
        var program =
            Environment.GetEnvironmentVariable("EXAMLET_PROGRAM")
            ?? Path.GetFullPath(
                typeof(ServerProcess)
                    .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                    .Single(data => data.Key == "Program")
                    .Value!
            );
        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"The server was not built: {program} is missing.");
    }

    /// <summary>Below the ports that the system gives to connections: else, while nobody listens, a client that tries
    /// again and again could be given this very port for its own end and connect to itself.
    /// </summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(12_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }
    }
}
