using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Examlet.Bench;

/// <summary>The program as a process of its own, with a database that is thrown away at the end.</summary>
internal sealed class ExamletProcess : IAsyncDisposable
{
    /// <summary>The key of the owner.</summary>
    public const string Key = "examp_BenchKeyBenchKeyBenchKeyBench000";
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly string _folder;

    private ExamletProcess(Process process, string folder, Uri address, string store)
    {
        _process = process;
        _folder = folder;
        Store = store;
        Address = address;
        Http = new HttpClient(
            new SocketsHttpHandler
            {
                UseCookies = false,
                UseProxy = false,
                MaxConnectionsPerServer = 256,
            }
        )
        {
            BaseAddress = address,
        };
    }

    public HttpClient Http { get; }
    public Uri Address { get; }
    public string Store { get; }

    /// <summary>Processor time that the process has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of memory that the process holds (resident set).</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The SQLite file.</summary>
    public string File => Path.Combine(_folder, "examlet.db");

    /// <param name="store">A PostgreSQL connection string; null for SQLite.</param>
    /// <param name="program">Another build of the server; without it the one of <c>src/Examlet/bin</c>.</param>
    /// <param name="limits">Whether a student has the limits of the product.</param>
    public static Task<ExamletProcess> StartAsync(string? store, string? program = null, bool limits = false) =>
        StartAsync(
            [program ?? Program()],
            store,
            (store is null ? "SQLite" : "PostgreSQL") + (program is null ? "" : " before"),
            limits
        );

    /// <summary>The ceiling: see <see cref="BareServer"/>.</summary>
    public static Task<ExamletProcess> StartBareAsync() =>
        StartAsync([typeof(ExamletProcess).Assembly.Location, "bare"], store: null, "bare endpoint");

    private static async Task<ExamletProcess> StartAsync(
        IReadOnlyList<string> program,
        string? store,
        string name,
        bool limits = false
    )
    {
        var folder = Directory.CreateTempSubdirectory("examlet-bench-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [.. program, "--urls", address.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        start.Environment["Examlet__Database"] = store ?? Path.Combine(folder, "examlet.db");
        start.Environment["Examlet__ApiKey"] = Key;
        start.Environment["Examlet__Secret"] = "the-secret-of-the-bench-is-long-enough";
        start.Environment["Examlet__RateLimit"] = "0";
        if (!limits)
        {
            // Counted as ever; a student of the bench saves hundreds of times a second.
            start.Environment["Examlet__StudentRateLimit"] = "1000000";
        }

        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        var server = new ExamletProcess(process, folder, address, name);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>A call of the REST API as the owner.</summary>
    public async Task<JsonElement> PostAsync(string path, object body) =>
        await SendAsync(HttpMethod.Post, path, Key, body);

    public async Task<JsonElement> GetAsync(string path) => await SendAsync(HttpMethod.Get, path, Key, body: null);

    /// <summary>A call with any credential. Throws <see cref="HttpRequestException"/> for anything but
    /// success.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string credential, object? body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text}");
    }

    /// <summary>A value of <c>/metrics</c>, summed over its series.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var text = await Http.GetStringAsync("/metrics");
        return text.Split('\n')
            .Where(line =>
                line.StartsWith(name + "{", StringComparison.Ordinal)
                || line.StartsWith(name + " ", StringComparison.Ordinal)
            )
            .Sum(line =>
                double.Parse(
                    line[
                        (line.IndexOf("} ", StringComparison.Ordinal) is >= 0 and var end ? end + 2 : name.Length + 1)..
                    ]
                        .Split(' ')[0],
                    System.Globalization.CultureInfo.InvariantCulture
                )
            );
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadyAsync()
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < StartTime && !_process.HasExited)
        {
            try
            {
                using var reply = await Http.GetAsync("/health/ready");
                if (reply.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(10);
        }

        throw new InvalidOperationException("The server did not become ready.");
    }

    private static string Program()
    {
        var program = Path.Combine(Machine.Repository, "src/Examlet/bin/Release/net10.0/Examlet.dll");
        return System.IO.File.Exists(program)
            ? program
            : throw new InvalidOperationException("Build the server first: dotnet build src/Examlet -c Release");
    }

    /// <summary>A port below those that the system gives to the thousands of connections of a load.</summary>
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(
                IPAddress.Loopback,
                System.Security.Cryptography.RandomNumberGenerator.GetInt32(12_000, 30_000)
            );
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
