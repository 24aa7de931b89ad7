using System.Diagnostics;
using System.Text.Json;

namespace Examlet.CrashTests;

/// <summary>The program on a machine whose clock is wrong: libfaketime sets it for this process alone, and the database
/// keeps the right time.</summary>
public sealed class ClockSkewTests
{
    private const string HowToInstall =
        "This test gives the server another clock with libfaketime. Install it: `apt-get install "
        + "libfaketime` on Debian and Ubuntu; ./test.sh does so.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Nodes_whose_clock_is_off_live_and_are_not_ready()
    {
        (string Offset, string Alarm)[] wrong =
        [
            ("+5s", "5.0 s ahead of the database's"),
            ("-5s", "5.0 s behind the database's"),
            ("+1h", "3600.0 s ahead of the database's"),
        ];
        await using var cluster = await PostgreSqlCluster.StartAsync();
        var database = await cluster.AddDatabaseAsync();

        await Task.WhenAll(
            wrong.Select(async node =>
            {
                await using var server = With(node.Offset, database);
                server.Launch();
                var (status, body) = await AnsweredAsync(server, "/health/ready");
                status.ShouldBe(503, server.Said);
                JsonElement.Parse(body).GetProperty("type").GetString().ShouldEndWith("clock-skew");
                (await AnsweredAsync(server, "/health/live")).Status.ShouldBe(200);
                server.Said.ShouldContain(node.Alarm);
                await server.StopAsync();
            })
        );
    }

    [Fact]
    public async Task A_node_whose_clock_is_off_by_a_second_is_ready()
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        await using var server = With("+1s", await cluster.AddDatabaseAsync());

        await server.StartAsync();
        using var caller = new Caller(server.Address);
        var (ledger, questions) = await Student.SitDownAsync(caller, questions: 1);
        var epoch = await Student.HoldAsync(caller, ledger, "start");
        var saved = await caller.SendAsync(
            HttpMethod.Put,
            $"/embed-api/answers/{questions[0]}",
            ledger.Secret,
            new
            {
                epoch,
                revision = 1,
                value = "x",
                completed = true,
            }
        );

        saved.Status.ShouldBe(200, saved.Text);
        // That the clock is another one at all is seen here.
        (saved.Json.GetProperty("serverNow").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).ShouldBeInRange(
            TimeSpan.FromSeconds(0.5),
            TimeSpan.FromSeconds(1)
        );
        caller.Faults.ShouldBeEmpty(server.Said);
        await server.StopAsync();
    }

    private static ServerProcess With(string offset, string database) =>
        new(database, "env", $"LD_PRELOAD={Library()}", $"FAKETIME={offset}");

    private static string Library() =>
        Directory
            .GetDirectories("/usr/lib", "*-linux-*")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(HowToInstall);

    /// <summary>What the program answers once it answers.</summary>
    private static async Task<(int Status, string Body)> AnsweredAsync(ServerProcess server, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };
        for (var waited = Stopwatch.StartNew(); ; )
        {
            try
            {
                using var reply = await http.GetAsync(new Uri(path, UriKind.Relative));
                return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync());
            }
            catch (HttpRequestException) when (waited.Elapsed < Patience)
            {
                // Another process starts: there is no event to wait for.
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
