using System.Diagnostics;

namespace Examlet.CrashTests;

/// <summary>PostgreSQL crashes and comes back while students save and hand in; the server goes on running.</summary>
public sealed class PostgreSqlCrashTests
{
    private const int Students = 16;
    private const int ProbesAtOnce = 8;

    // A second is promised on a machine that is not busy with other things.
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestHealing = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_server_that_starts_before_postgresql_does_waits_for_it()
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        await using var server = new ServerProcess(await cluster.AddDatabaseAsync());
        await cluster.CrashAsync();

        var starting = server.StartAsync();
        await server.SaysAsync("PostgreSQL does not answer yet");
        await cluster.BeginAsync();

        await starting;
    }

    [Fact]
    public async Task While_postgresql_is_down_the_answer_is_503_at_once_and_nothing_acknowledged_is_lost()
    {
        var cycles = Setting.Number("EXAMLET_CRASHES", 20);
        var chance = new Chance(Chance.Seed);
        await using var cluster = await PostgreSqlCluster.StartAsync();
        await using var server = new ServerProcess(await cluster.AddDatabaseAsync());
        await server.StartAsync();
        using var caller = new Caller(server.Address);
        await using var storm = await Storm.BeginAsync(caller, Students, chance);
        var audit = new Audit(caller);
        var longest = TimeSpan.Zero;
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            await storm.RageAsync(saves: chance.Between(20, 300));
            await cluster.CrashAsync();
            await ProbeAsync(caller, storm.Ledgers[^1]);
            await cluster.BeginAsync();
            var healing = Stopwatch.StartNew();
            await caller.AskAsync("/health/ready");
            longest = healing.Elapsed > longest ? healing.Elapsed : longest;
            await audit.CheckRecentAsync(storm);
            caller
                .Faults.Take(5)
                .ShouldBeEmpty($"after crash {cycle}, seed {Chance.Seed}; the server said {server.Said}");
        }

        await storm.EndAsync();
        await audit.CheckAsync(storm.Ledgers);
        Console.WriteLine(
            $"{cycles} crashes of PostgreSQL, {storm.Saves} acknowledged saves, {storm.HandIns} hand-ins, "
                + $"{caller.Unavailable} answers 503, the slowest after "
                + $"{caller.SlowestUnavailable.TotalMilliseconds:F0} ms, "
                + $"longest until ready again {longest.TotalSeconds:F2} s, seed {Chance.Seed}"
        );
        caller.Faults.Take(5).ShouldBeEmpty($"at the end, seed {Chance.Seed}; the server said {server.Said}");
        caller.Unanswered.ShouldBe(0, "the server itself never went away");
        caller.SlowestUnavailable.ShouldBeLessThan(LongestRefusal);
        longest.ShouldBeLessThan(LongestHealing);
    }

    /// <summary>While it is down: reads, writes and the health check all say 503 with Retry-After, and the process
    /// lives.</summary>
    private static async Task ProbeAsync(Caller caller, Ledger ledger)
    {
        var (live, ready, rest, open, save) = (
            caller.TryAsync(HttpMethod.Get, "/health/live", credential: null, body: null),
            caller.TryAsync(HttpMethod.Get, "/health/ready", credential: null, body: null),
            caller.TryAsync(
                HttpMethod.Get,
                $"/exams/{ledger.ExamId}/sessions/{ledger.SessionId}",
                ServerProcess.Key,
                body: null
            ),
            caller.TryAsync(HttpMethod.Get, "/users", ServerProcess.Key, body: null),
            Task.WhenAll(
                Enumerable
                    .Range(1, ProbesAtOnce)
                    .Select(_ =>
                        caller.TryAsync(HttpMethod.Post, "/embed-api/hand-in", ledger.Secret, new { epoch = 0 })
                    )
            )
        );
        (await live)!.Status.ShouldBe(200);
        foreach (var answered in (Answered?[])[await ready, await rest, await open, .. await save])
        {
            answered.ShouldNotBeNull().Status.ShouldBe(503, answered.Text);
            answered.SaysWhenToRetry.ShouldBeTrue(answered.Text);
        }
    }
}
