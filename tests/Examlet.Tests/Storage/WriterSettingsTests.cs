using Microsoft.Extensions.DependencyInjection;

namespace Examlet.Tests.Storage;

/// <summary>What the connection that writes answers says of itself. That these settings do what they say is seen in
/// <c>tests/Examlet.CrashTests</c>, where the system calls are watched.
/// </summary>
public sealed class WriterSettingsTests(ExamletServers servers)
{
    private const long Full = 2;

    [Fact]
    public async Task The_writer_of_sqlite_syncs_every_commit()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);

        (await AskAsync<long>(server, "select synchronous from pragma_synchronous")).ShouldBe(Full);
        (await AskAsync<string>(server, "select journal_mode from pragma_journal_mode")).ShouldBe("wal");
    }

    [Theory, InlineData("fsync"), InlineData("synchronous_commit"), InlineData("full_page_writes")]
    public async Task The_writer_of_postgresql_waits_for_the_disk(string setting)
    {
        await using var server = await servers.StartAsync(Store.PostgreSql);

        (await AskAsync<string>(server, $"select current_setting('{setting}')")).ShouldBe("on");
    }

    /// <summary>Asks inside a write, which is the connection that every answer goes through.</summary>
    private static async Task<T?> AskAsync<T>(ExamletServer server, string sql)
    {
        var database = server.Services.GetRequiredService<Examlet.Storage.Database>();
        return await database.WriteAsync(
            session => session.FirstOrDefaultAsync<T>(sql),
            TestContext.Current.CancellationToken
        );
    }
}
