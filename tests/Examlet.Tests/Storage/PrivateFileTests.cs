using System.Runtime.Versioning;

namespace Examlet.Tests.Storage;

/// <summary>No other user of the machine reads what SQLite and its folder hold: names, answers, files.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFileTests(ExamletServers servers) : IDisposable
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;
    private static readonly Dictionary<string, string> NoSettings = new(StringComparer.Ordinal)
    {
        ["Examlet__Secret"] = "a-secret-of-the-tests-that-is-long-enough",
    };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-private-");

    [Fact]
    public async Task The_database_its_WAL_its_folders_and_every_uploaded_file_belong_to_their_owner_alone()
    {
        var data = In("made", "data");
        await using var server = await servers.StartAsync(Store.Sqlite, $"Database={Path.Combine(data, "examlet.db")}");

        await UploadAsync(server);

        ShouldBePrivate(
            In("made"),
            "made/data/examlet.db",
            "made/data/examlet.db-wal",
            "made/data/examlet.db-shm",
            "made/data/examlet.db-files"
        );
    }

    [Fact]
    public async Task A_backup_and_what_is_restored_from_it_are_as_private()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        await UploadAsync(server);

        (await ExamletProgram.RunAsync(server.Database, NoSettings, "backup", In("backup"))).Code.ShouldBe(0);
        (
            await ExamletProgram.RunAsync(
                Path.Combine(In("restored"), "examlet.db"),
                NoSettings,
                "restore",
                In("backup")
            )
        ).Code.ShouldBe(0);

        ShouldBePrivate(In("backup"), "backup/examlet.db", "backup/examlet.db-files", "backup/backup.json");
        ShouldBePrivate(In("restored"), "restored/examlet.db", "restored/examlet.db-files");
    }

    [Fact]
    public async Task A_database_that_was_there_keeps_the_rights_that_its_operator_gave_it()
    {
        var database = Path.Combine(In("given"), "examlet.db");
        Directory.CreateDirectory(In("given"));
        await File.WriteAllBytesAsync(database, [], TestContext.Current.CancellationToken);
        const UnixFileMode Given = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(database, Given);

        await using var server = await servers.StartAsync(Store.Sqlite, $"Database={database}");

        File.GetUnixFileMode(database).ShouldBe(Given);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(params string[] names) => Path.Combine([_folder.FullName, .. names]);

    private static async Task UploadAsync(ExamletServer server)
    {
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.File("Hand in", [".txt"])]);
        await sitting.Student.UploadAsync(sitting.Question, "notes.txt", "what I wrote"u8.ToArray());
    }

    private void ShouldBePrivate(string folder, params string[] among)
    {
        var paths = Directory
            .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Append(folder)
            .ToList();
        paths.Where(path => (File.GetUnixFileMode(path) & Others) != UnixFileMode.None).ShouldBeEmpty();
        among.Select(name => In(name.Split('/'))).ShouldBeSubsetOf(paths);
        paths
            .Count(File.Exists)
            .ShouldBeGreaterThan(
                among.Count(name => File.Exists(In(name.Split('/')))),
                "the uploaded file is among them"
            );
    }
}
