using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Fixture;

/// <summary>The program itself, as a process of its own: its verbs, and a server that can be killed.</summary>
public sealed partial class ExamletProgram : IAsyncDisposable
{
    public const string Key = "examp_FirstKeyOfTheProgram000000000000";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private ExamletProgram(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
        Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {Key}");
    }

    /// <summary>Calls the server as the owner of the first workspace.</summary>
    public HttpClient Http { get; }

    /// <summary>Runs a verb to its end.</summary>
    public static Task<(int Code, string Out, string Error)> RunAsync(string database, params string[] arguments) =>
        RunAsync(database, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>Runs a verb with further environment variables to its end.</summary>
    public static async Task<(int Code, string Out, string Error)> RunAsync(
        string database,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        using var process = Start(database, arguments, environment);
        // A server that should have refused to start would run for ever.
        using var patience = new CancellationTokenSource(Patience);
        await using var end = patience.Token.Register(process.Kill);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts a verb, to be killed.</summary>
    public static Process Start(
        string database,
        string[] arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Examlet.dll"), .. arguments]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["Examlet__Database"] = database;
        start.Environment["Examlet__ApiKey"] = Key;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Serves; it listens when this returns.</summary>
    public static async Task<ExamletProgram> ServeAsync(string database)
    {
        var process = Start(database, ["serve", "--urls", "http://127.0.0.1:0"]);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ExamletProgram(process, new Uri(match.Value));
            }
        }

        throw new InvalidOperationException(
            $"The server did not start: {await process.StandardError.ReadToEndAsync()}"
        );
    }

    /// <summary>Creates a user and waits until that was acknowledged, so that something is in the WAL.</summary>
    public async Task AddUserAsync(string email)
    {
        using var body = new StringContent(
            $$"""{"email":"{{email}}"}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        (await Http.PostAsync("/users", body)).EnsureSuccessStatusCode();
    }

    public async Task<bool> HasUserAsync(string email) =>
        (await Http.GetStringAsync($"/users?email={Uri.EscapeDataString(email)}")).Contains(
            email,
            StringComparison.Ordinal
        );

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as an operator does, with SIGTERM.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.None, 60_000)]
    private static partial Regex Listening();
}
