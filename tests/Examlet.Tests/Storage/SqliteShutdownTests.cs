using System.Diagnostics;

namespace Examlet.Tests.Storage;

/// <summary>What happens at a start on a file that was closed cleanly, was not, lost its WAL, is damaged, or is
/// missing.</summary>
public sealed class SqliteShutdownTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-shutdown-");

    private string Db => Path.Combine(_folder.FullName, "examlet.db");

    private string Mark => Db + ".clean";

    [Fact]
    public async Task A_missing_database_is_created_and_a_clean_end_leaves_a_mark_and_no_WAL()
    {
        await using (var server = await ExamletProgram.ServeAsync(Db))
        {
            File.Exists(Mark).ShouldBeFalse();
            File.Exists(Db + "-wal").ShouldBeTrue();
            await server.AddUserAsync("ada@school.example");
            await server.StopAsync();
        }

        File.Exists(Mark).ShouldBeTrue();
        File.Exists(Db + "-wal").ShouldBeFalse();
        await using var again = await ExamletProgram.ServeAsync(Db);
        (await again.HasUserAsync("ada@school.example")).ShouldBeTrue();
        File.Exists(Mark).ShouldBeFalse();
    }

    [Fact]
    public async Task After_a_kill_it_starts_with_its_WAL_and_everything_is_there()
    {
        await KilledAsync();

        var took = Stopwatch.StartNew();
        await using var server = await ExamletProgram.ServeAsync(Db);

        took.Elapsed.ShouldBeLessThan(
            TimeSpan.FromSeconds(20),
            "it starts at once; the limit is for a machine that builds meanwhile"
        );
        (await server.HasUserAsync("ada@school.example")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_WAL_that_was_lost_after_a_kill_is_refused_with_the_restore_command()
    {
        await KilledAsync();
        File.Delete(Db + "-wal");

        await ShouldBeRefusedAsync("WAL", "examlet restore");
        (await ExamletProgram.RunAsync(Db, "key", "list")).Code.ShouldBe(1);
        (await ExamletProgram.RunAsync(Db, "verify")).Code.ShouldBe(1);
        await ShouldBeRefusedAsync("WAL", "examlet restore");
    }

    [Fact]
    public async Task A_file_that_was_copied_without_its_WAL_is_refused_until_the_operator_says_that_it_is_whole()
    {
        await using (var server = await ExamletProgram.ServeAsync(Db))
        {
            await server.AddUserAsync("ada@school.example");
            Directory.CreateDirectory(Path.Combine(_folder.FullName, "copy"));
            File.Copy(Db, Path.Combine(_folder.FullName, "copy", "examlet.db"));
        }

        var copy = Path.Combine(_folder.FullName, "copy", "examlet.db");
        var refused = await ExamletProgram.RunAsync(copy, "serve", "--urls", "http://127.0.0.1:0");
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain(copy + ".clean");
        await File.WriteAllBytesAsync(copy + ".clean", [], TestContext.Current.CancellationToken);
        await using var started = await ExamletProgram.ServeAsync(copy);
    }

    [Fact]
    public async Task A_WAL_without_its_database_is_not_thrown_away()
    {
        await KilledAsync();
        File.Move(Db, Db + ".elsewhere");

        await ShouldBeRefusedAsync("is missing", "-wal");

        File.Exists(Db + "-wal").ShouldBeTrue();
        File.Move(Db + ".elsewhere", Db);
        await using var server = await ExamletProgram.ServeAsync(Db);
        (await server.HasUserAsync("ada@school.example")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, "the header")]
    [InlineData(4096 * 3, "a page inside")]
    public async Task Flipped_bytes_are_refused_with_the_restore_command(int from, string where)
    {
        await using (var server = await ExamletProgram.ServeAsync(Db))
        {
            await server.AddUserAsync("ada@school.example");
            await server.StopAsync();
        }

        var bytes = await File.ReadAllBytesAsync(Db, TestContext.Current.CancellationToken);
        for (var i = from; i < from + 64; i++)
        {
            bytes[i] ^= 0xFF;
        }

        await File.WriteAllBytesAsync(Db, bytes, TestContext.Current.CancellationToken);

        where.ShouldNotBeEmpty();
        await ShouldBeRefusedAsync("damaged", "examlet restore");
        File.Exists(Mark).ShouldBeTrue("nothing was changed");
    }

    [Fact]
    public async Task Verbs_beside_a_server_work_and_leave_its_files_alone()
    {
        await using (var server = await ExamletProgram.ServeAsync(Db))
        {
            (
                await ExamletProgram.RunAsync(Db, "workspace", "add", "North", "--owner", "owner@north.example")
            ).Code.ShouldBe(0);
            (await ExamletProgram.RunAsync(Db, "key", "list")).Out.ShouldContain("owner@north.example");
            (await ExamletProgram.RunAsync(Db, "verify")).Code.ShouldBe(0);

            File.Exists(Mark).ShouldBeFalse("the server still has it open");
            File.Exists(Db + "-wal").ShouldBeTrue();
            await server.AddUserAsync("ada@school.example");
            await server.KillAsync();
        }

        await using var again = await ExamletProgram.ServeAsync(Db);
        (await again.HasUserAsync("ada@school.example")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_without_WAL_and_mark_that_holds_nothing_of_ours_is_taken()
    {
        await using (var old = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Db};Pooling=False"))
        {
            await old.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = old.CreateCommand();
            command.CommandText = "pragma journal_mode = wal; create table something (id text)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        File.Exists(Db + "-wal").ShouldBeFalse();
        await using var server = await ExamletProgram.ServeAsync(Db);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task KilledAsync()
    {
        await using var server = await ExamletProgram.ServeAsync(Db);
        await server.AddUserAsync("ada@school.example");
        await server.KillAsync();
        File.Exists(Db + "-wal").ShouldBeTrue();
    }

    private async Task ShouldBeRefusedAsync(params string[] words)
    {
        var refused = await ExamletProgram.RunAsync(Db, "serve", "--urls", "http://127.0.0.1:0");
        refused.Code.ShouldNotBe(0);
        foreach (var word in words)
        {
            refused.Error.ShouldContain(word);
        }
    }
}
