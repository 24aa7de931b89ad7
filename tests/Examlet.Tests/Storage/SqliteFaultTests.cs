using System.Globalization;
using Examlet.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Examlet.Tests.Storage;

/// <summary>Faults of a real SQLite file: no room, a lock of another program, a file that was moved, a WAL that cannot
/// shrink.</summary>
public sealed class SqliteFaultTests(ExamletServers servers)
{
    private static readonly string Long = new('x', 100 << 10);

    [Fact]
    public async Task A_full_database_refuses_saves_reads_on_and_takes_saves_again_when_there_is_room()
    {
        await using var server = await servers.StartAsync(Store.Sqlite, "MaxDatabaseSize=3");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        var revision = 0;
        Reply reply;
        do
        {
            reply = await sitting.Student.SaveAsync(sitting.Question, Long, revision: ++revision);
        } while (reply.Status == 200 && revision < 100);

        reply.ShouldBeProblem(503, "storage-full");
        (await server.Stranger.GetAsync("/health/ready")).ShouldBeProblem(503, "storage-full");
        var history = (await sitting.Owner.GetAsync($"{sitting.Path}/history?limit=100")).ShouldBe(200);
        history.Items.Count.ShouldBe(revision - 1, "every acknowledged version is there, and the refused one is not");
        server.Log.With("Examlet__MaxDatabaseSize").ShouldHaveSingleItem();

        await using (var operatorsShell = await OpenAsync(server))
        {
            await RunAsync(
                operatorsShell,
                "delete from answer_version where version_order < (select max(version_order) from answer_version)"
            );
        }

        (await server.Stranger.GetAsync("/health/ready")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, Long, revision: revision)).ShouldBe(200);
        server.Log.With("The store serves again").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_save_waits_for_a_lock_of_another_program_and_is_acknowledged_once_it_goes()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        await using var other = await OpenAsync(server);
        await RunAsync(other, "begin immediate");

        var saving = sitting.Student.SaveAsync(sitting.Question, "Paris");
        (await sitting.ReadAsync())["answers"].GetArrayLength().ShouldBe(0, "reads go on under the lock");
        (await sitting.ReadEmbedAsync()).ShouldBe(200);
        saving.IsCompleted.ShouldBeFalse("nothing is acknowledged under the lock");
        await RunAsync(other, "rollback");

        (await saving).ShouldBe(200);
    }

    [Fact]
    public async Task A_lock_that_stays_is_answered_503_and_saves_go_on_after_it()
    {
        await using var server = await servers.StartAsync(
            Store.Sqlite,
            WithSettings(new SqliteSettings { BusyTimeout = 1 })
        );
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        await using var other = await OpenAsync(server);
        await RunAsync(other, "begin immediate");

        (await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1)).ShouldBeProblem(503, "store-busy");
        await RunAsync(other, "rollback");

        (await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1)).ShouldBe(200);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_into_a_file_that_was_moved_away_and_all_is_well_when_it_is_back()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "before", revision: 1)).ShouldBe(200);
        File.Move(server.Database, server.Database + ".moved");

        (await sitting.Student.SaveAsync(sitting.Question, "meanwhile", revision: 2)).ShouldBeProblem(
            503,
            "store-unavailable"
        );
        (await sitting.Student.SaveAsync(sitting.Question, "meanwhile", revision: 2)).ShouldBeProblem(
            503,
            "store-unavailable"
        );
        (await server.Stranger.GetAsync("/health/ready")).ShouldBeProblem(503, "store-unavailable");
        File.Exists(server.Database).ShouldBeFalse("no empty database is made in its place");
        File.Move(server.Database + ".moved", server.Database);

        (await sitting.Student.SaveAsync(sitting.Question, "meanwhile", revision: 2)).ShouldBe(200);
        (await sitting.Owner.GetAsync($"{sitting.Path}/history"))
            .ShouldBe(200)
            .Items.Select(v => v.GetProperty("value").GetString())
            .ShouldBe(["before", "meanwhile"]);
    }

    [Fact]
    public async Task The_WAL_grows_while_somebody_reads_is_told_of_and_shrinks_when_they_end()
    {
        await using var server = await servers.StartAsync(
            Store.Sqlite,
            WithSettings(new SqliteSettings { WalWarning = 2 << 20 })
        );
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        var engine = (SqliteEngine)server.Services.GetRequiredService<global::Examlet.Storage.Database>().Engine;
        await using (var reader = await OpenAsync(server))
        {
            await RunAsync(reader, "begin; select count(*) from answer_version");
            for (var revision = 1; revision <= 30; revision++)
            {
                (await sitting.Student.SaveAsync(sitting.Question, Long, revision: revision)).ShouldBe(200);
            }

            await TickUntilAsync(server, () => server.Log.With("does not shrink").Count > 0);
            engine.WalBytes.ShouldBeGreaterThan(2 << 20);
            server.Log.With("does not shrink").ShouldHaveSingleItem().ShouldContain("read the database for long");
        }

        // The background moves everything into the file; then the next save begins the WAL anew instead of lengthening
        // it.
        var grown = engine.WalBytes;
        for (var revision = 31; revision <= 60; revision++)
        {
            engine.Checkpoint();
            (await sitting.Student.SaveAsync(sitting.Question, Long, revision: revision)).ShouldBe(200);
        }

        engine.WalBytes.ShouldBeLessThanOrEqualTo(grown);
    }

    [Fact]
    public async Task The_size_of_the_WAL_is_a_metric()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        var sizes = new List<long>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        var factory = server.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "examlet.store.wal.size" && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, size, _, _) => sizes.Add(size));
        listener.Start();

        listener.RecordObservableInstruments();

        sizes.ShouldHaveSingleItem().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_disk_that_takes_no_file_is_named_and_the_upload_goes_on_when_it_does()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.File("Hand in", [".txt"])]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "notes.txt", 5)).Value("id");
        var folder = Directory.CreateDirectory(Path.Combine(server.Database + "-files", id[^2..]));
        var path = Path.Combine(folder.FullName, id);
        File.CreateSymbolicLink(path, "/dev/full");

        (await sitting.Student.SendChunkAsync(id, 0, "hello"u8.ToArray(), isLast: true)).ShouldBeProblem(
            503,
            "storage-full"
        );
        File.Delete(path);

        (await sitting.Student.SendChunkAsync(id, 0, "hello"u8.ToArray(), isLast: true)).ShouldBe(200);
    }

    private static Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder, string> WithSettings(
        SqliteSettings settings
    ) =>
        (builder, file) =>
            builder.Services.AddSingleton(new global::Examlet.Storage.Database(new SqliteEngine(file, settings)));

    private static async Task TickUntilAsync(ExamletServer server, Func<bool> wanted) =>
        (
            await Eventually.BecomesAsync(
                () =>
                {
                    server.Clock.Advance(TimeSpan.FromSeconds(1));
                    return Task.FromResult(wanted());
                },
                done => done
            )
        ).ShouldBeTrue();

    private static async Task<SqliteConnection> OpenAsync(ExamletServer server)
    {
        var connection = new SqliteConnection(
            string.Create(CultureInfo.InvariantCulture, $"Data Source={server.Database};Pooling=False")
        );
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteScalarAsync();
    }
}
