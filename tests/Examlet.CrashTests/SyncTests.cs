using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Examlet.CrashTests;

/// <summary>A killed process loses nothing that it gave to the system, so that killing does not show whether the disk
/// was asked. Here the system calls are watched.
/// </summary>
public sealed partial class SyncTests
{
    private const int Saves = 50;
    private const string HowToInstall =
        "This test watches the server with strace. Install it: `apt-get install strace` on Debian and "
        + "Ubuntu; ./test.sh does so. A container must allow ptrace (--cap-add=SYS_PTRACE).";

    [Fact]
    public async Task Every_save_is_synced_to_the_disk_between_its_arrival_and_its_acknowledgement()
    {
        var folder = Directory.CreateTempSubdirectory("examlet-sync-").FullName;
        try
        {
            var trace = Path.Combine(folder, "trace");
            await RequireStraceAsync();
            List<(double Sent, double Acknowledged)> saves;
            await using (
                var server = new ServerProcess(
                    Path.Combine(folder, "examlet.db"),
                    "strace",
                    "-f",
                    "--seccomp-bpf",
                    "-qq",
                    "-ttt",
                    "-y",
                    "-e",
                    "trace=fsync,fdatasync",
                    "-o",
                    trace
                )
            )
            {
                await server.StartAsync();
                saves = await SaveOneByOneAsync(server.Address);
            }

            var lines = await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
            var syncs = lines
                .Select(line => Sync().Match(line))
                .Where(match =>
                    match.Success && match.Groups["path"].Value.EndsWith("/examlet.db-wal", StringComparison.Ordinal)
                )
                .Select(match => double.Parse(match.Groups["time"].Value, CultureInfo.InvariantCulture))
                .ToList();
            Console.WriteLine($"{Saves} saves one by one, {syncs.Count} syncs of the WAL in all");
            saves
                .Count(save => syncs.Exists(sync => sync >= save.Sent && sync <= save.Acknowledged))
                .ShouldBe(
                    Saves,
                    "saves with a sync of the WAL between arrival and acknowledgement; the trace ends "
                        + $"with\n{string.Join('\n', lines.TakeLast(10))}"
                );
            lines.Where(line => line.Contains("= -1", StringComparison.Ordinal)).ShouldBeEmpty("a sync failed");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<(double Sent, double Acknowledged)>> SaveOneByOneAsync(Uri address)
    {
        using var caller = new Caller(address);
        var (ledger, questions) = await Student.SitDownAsync(caller, questions: 1);
        var epoch = await Student.HoldAsync(caller, ledger, "start");
        var saves = new List<(double, double)>();
        for (var revision = 1; revision <= Saves; revision++)
        {
            var sent = Now();
            var answered = await caller.SendAsync(
                HttpMethod.Put,
                $"/embed-api/answers/{questions[0]}",
                ledger.Secret,
                new
                {
                    epoch,
                    revision,
                    value = $"{revision}",
                    completed = true,
                }
            );
            answered.Status.ShouldBe(200, answered.Text);
            saves.Add((sent, Now()));
        }

        return saves;

        // The clock by which strace writes its times.
        static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
    }

    private static async Task RequireStraceAsync()
    {
        try
        {
            using var strace = Process.Start(
                new ProcessStartInfo("strace", ["-f", "-qq", "-o", "/dev/null", "true"])
                {
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            var said = await strace.StandardError.ReadToEndAsync();
            await strace.WaitForExitAsync();
            strace.ExitCode.ShouldBe(0, $"strace cannot trace here: {said.Trim()}. {HowToInstall}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException(HowToInstall, missing);
        }
    }

    [GeneratedRegex(
        @"^[0-9]+ +(?<time>[0-9]+\.[0-9]+) f(data)?sync\([0-9]+<(?<path>[^>]+)>",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Sync();
}
