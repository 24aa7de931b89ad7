namespace Examlet.CrashTests;

/// <summary>A backup is made while students save and hand in; what was acknowledged before it began is in the
/// copy.</summary>
public sealed class BackupTests
{
    private const int Students = 16;
    private const int Before = 1000;

    [Fact]
    public async Task A_backup_made_in_a_storm_holds_everything_acknowledged_before_it_on_sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("examlet-backup-").FullName;
        try
        {
            await BackUpInStormAsync(
                Path.Combine(folder, "examlet.db"),
                Path.Combine(folder, "restored.db"),
                Path.Combine(folder, "backup")
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_backup_made_in_a_storm_holds_everything_acknowledged_before_it_on_postgresql()
    {
        var folder = Directory.CreateTempSubdirectory("examlet-backup-").FullName;
        await using var cluster = await PostgreSqlCluster.StartAsync();
        try
        {
            await BackUpInStormAsync(
                await cluster.AddDatabaseAsync(),
                await cluster.AddDatabaseAsync(),
                Path.Combine(folder, "backup")
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task BackUpInStormAsync(string database, string restored, string backup)
    {
        await using var server = new ServerProcess(database);
        await server.StartAsync();
        using var caller = new Caller(server.Address);
        await using var storm = await Storm.BeginAsync(caller, Students, new Chance(Chance.Seed));
        await storm.RageAsync(Before);

        var promised = storm.Ledgers.Select(ledger => ledger.Copy()).ToList();
        var (code, said) = await server.RunAsync("backup", backup);
        code.ShouldBe(0, said);
        await storm.EndAsync();
        await new Audit(caller).CheckAsync(storm.Ledgers);
        caller.Faults.Take(5).ShouldBeEmpty($"seed {Chance.Seed}; the backup must not be felt: {server.Said}");
        await server.KillAsync();

        await using var second = new ServerProcess(restored);
        (code, said) = await second.RunAsync("restore", backup);
        code.ShouldBe(0, said);
        await second.StartAsync();
        using var teacher = new Caller(second.Address);
        await new Audit(teacher).CheckAsync(promised);
        teacher.Faults.Take(5).ShouldBeEmpty($"seed {Chance.Seed}; {second.Said}");
        promised.Sum(ledger => ledger.Acknowledged.Count).ShouldBeGreaterThanOrEqualTo(Before);
        (code, said) = await second.RunAsync("verify");
        code.ShouldBe(0, said);
    }
}
