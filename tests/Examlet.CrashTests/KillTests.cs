using Microsoft.Data.Sqlite;

namespace Examlet.CrashTests;

/// <summary>The server is killed at random moments while students save and hand in. <c>EXAMLET_KILLS</c> and
/// <c>EXAMLET_SEED</c> change the run.</summary>
public sealed class KillTests
{
    private const int Students = 16;

    // About a second here; a busy machine is not a defect.
    private static readonly TimeSpan LongestRestart = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task No_acknowledged_answer_is_lost_when_the_server_is_killed_in_a_storm_on_sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("examlet-crash-").FullName;
        try
        {
            var file = Path.Combine(folder, "examlet.db");
            await KillInStormAsync(file, Setting.Number("EXAMLET_KILLS", 20));
            (await AskAsync(file, "pragma integrity_check")).ShouldBe("ok");
            (await AskAsync(file, "pragma foreign_key_check")).ShouldBeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task No_acknowledged_answer_is_lost_when_the_server_is_killed_in_a_storm_on_postgresql()
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        await KillInStormAsync(await cluster.AddDatabaseAsync(), Setting.Number("EXAMLET_KILLS", 32) / 4);
    }

    private static async Task KillInStormAsync(string database, int kills)
    {
        var chance = new Chance(Chance.Seed);
        await using var server = new ServerProcess(database);
        var longest = await server.StartAsync();
        using var caller = new Caller(server.Address);
        await using var storm = await Storm.BeginAsync(caller, Students, chance);
        var audit = new Audit(caller);
        for (var kill = 1; kill <= kills; kill++)
        {
            await storm.RageAsync(saves: chance.Between(1, 300));
            await server.KillAsync();
            if (kill < kills && chance.OneIn(5))
            {
                kill++;
                server.Launch();
                await Task.Delay(chance.Milliseconds(0, 900)); // Killed while it starts.
                await server.KillAsync();
            }

            var took = await server.StartAsync();
            longest = took > longest ? took : longest;
            await audit.CheckRecentAsync(storm);
            caller
                .Faults.Take(5)
                .ShouldBeEmpty($"after kill {kill}, seed {Chance.Seed}; the server said {server.Said}");
        }

        await storm.EndAsync();
        await audit.CheckAsync(storm.Ledgers);
        Console.WriteLine(
            $"{kills} kills, {storm.Saves} acknowledged saves, {storm.HandIns} hand-ins, "
                + $"{caller.Unanswered} requests without an answer, longest restart {longest.TotalSeconds:F2} s, "
                + $"seed {Chance.Seed}"
        );
        caller.Faults.Take(5).ShouldBeEmpty($"at the end, seed {Chance.Seed}; the server said {server.Said}");
        storm.HandIns.ShouldBeGreaterThan(0);
        longest.ShouldBeLessThan(LongestRestart);
        await server.StopAsync();
    }

    private static async Task<string?> AskAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements stand in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (string?)await command.ExecuteScalarAsync();
    }
}
