using Microsoft.Data.Sqlite;
using Npgsql;

namespace Examlet.Tests.CommandLine;

/// <summary><c>backup</c>, <c>restore</c> and <c>verify</c>, run as the program they are beside a server of the
/// tests.</summary>
public sealed class BackupTests(ExamletServers servers) : IDisposable
{
    private const string Secret = "a-secret-of-the-tests-that-is-long-enough";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-backups-");

    private string Backup => Path.Combine(_folder.FullName, "backup");

    [Theory, AllStores]
    public async Task A_receipt_is_checked_without_a_database_by_anybody_who_has_the_public_keys(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Many("Which?", ["a", "b"], ["a"])]);
        (await sitting.Student.SaveAsync(sitting.Question, "my words")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], new[] { "a", "b" })).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var receipt = await WriteAsync(
            "receipt.json",
            (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200).Text
        );
        var forged = await WriteAsync(
            "forged.json",
            (await File.ReadAllTextAsync(receipt, TestContext.Current.CancellationToken)).Replace(
                "my words",
                "other words",
                StringComparison.Ordinal
            )
        );
        var keys = await WriteAsync("keys.json", (await server.Stranger.GetAsync("/receipts/keys")).ShouldBe(200).Text);
        var nowhere = Path.Combine(_folder.FullName, "none.db");

        var right = await ExamletProgram.RunAsync(nowhere, "verify", "--receipt", receipt, "--keys", keys);
        var wrong = await ExamletProgram.RunAsync(nowhere, "verify", "--receipt", forged, "--keys", keys);
        var none = await ExamletProgram.RunAsync(nowhere, "verify", "--receipt", keys, "--keys", keys);

        right.Code.ShouldBe(0, right.Out + right.Error);
        right.Out.ShouldContain("2 answers; 0 wrong");
        wrong.Code.ShouldBe(1);
        wrong.Out.ShouldContain($"the answer to {sitting.Question} in the file is not what was handed in");
        none.Code.ShouldBe(1);
        File.Exists(nowhere).ShouldBeFalse();
    }

    [Theory, AllStores]
    public async Task After_a_change_of_the_secret_receipts_are_not_vouched_for_until_the_keys_from_before_are_given(
        Store store
    )
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var receipt = await WriteAsync(
            "receipt.json",
            (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200).Text
        );
        var keys = await WriteAsync("keys.json", (await server.Stranger.GetAsync("/receipts/keys")).ShouldBe(200).Text);
        var changed = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Examlet__Secret"] = "another-secret-of-the-tests-that-is-long",
        };

        var unvouched = await ExamletProgram.RunAsync(server.Database, changed, "verify");
        var given = await ExamletProgram.RunAsync(server.Database, changed, "verify", "--keys", keys);
        var one = await ExamletProgram.RunAsync(server.Database, changed, "verify", "--receipt", receipt);

        unvouched.Code.ShouldBe(2, unvouched.Out + unvouched.Error);
        unvouched.Out.ShouldContain("NOT VOUCHED FOR");
        unvouched.Out.ShouldContain("0 wrong");
        given.Code.ShouldBe(0, given.Out + given.Error);
        one.Code.ShouldBe(2, one.Out + one.Error);
        one.Out.ShouldContain("Examlet__PreviousSecret");
        (await ExamletProgram.RunAsync(server.Database, changed, "backup", Backup)).Code.ShouldBe(0);
        var restored = await ExamletProgram.RunAsync(await EmptyAsync(store), changed, "restore", Backup);
        restored.Code.ShouldBe(0, restored.Out + restored.Error);
        await ExecuteAsync(store, server.Database, "update answer_version set value = '\"Rome\"'");
        (await ExamletProgram.RunAsync(server.Database, changed, "verify")).Code.ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task What_was_acknowledged_before_a_backup_began_is_in_it_while_saves_go_on(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var sittings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => workspace.StartedAsync()));
        foreach (var sitting in sittings)
        {
            (await sitting.Student.SaveAsync(sitting.Question, "before the backup")).ShouldBe(200);
        }

        using var enough = new CancellationTokenSource();
        var storm = Task.WhenAll(sittings.Select(s => StormAsync(s, enough.Token)));
        var made = await RunAsync(server.Database, "backup", Backup);
        await enough.CancelAsync();
        var saved = await storm;

        made.Code.ShouldBe(0, made.Error);
        made.Out.ShouldContain("NOT in it");
        saved.Sum().ShouldBeGreaterThan(0, "saves went on meanwhile");
        (await RunAsync(server.Database, "verify", Backup)).Code.ShouldBe(0);
        var target = await EmptyAsync(store);
        var restored = await RunAsync(target, "restore", Backup);
        restored.Code.ShouldBe(0, restored.Error);
        (await RunAsync(target, "verify")).Code.ShouldBe(0);
        foreach (var sitting in sittings)
        {
            (await ValuesAsync(store, target, sitting.Student.SessionId)).ShouldContain("\"before the backup\"");
        }
    }

    [Theory, AllStores]
    public async Task A_restored_database_is_served_with_the_same_answers_and_files(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([
            Ask.File("Hand in", [".txt"]),
            Ask.Line("Capital?"),
        ]);
        var file = await sitting.Student.UploadAsync(
            sitting.Exam.Questions[0],
            "notes.txt",
            "what I wrote"u8.ToArray()
        );
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], new[] { file.Value("url"), "notes.txt" })).ShouldBe(
            200
        );
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "Paris")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var before = await sitting.ScoredAsync();
        (await RunAsync(server.Database, "backup", Backup)).Code.ShouldBe(0);
        var target = await EmptyAsync(store);
        (await RunAsync(target, "restore", Backup)).Code.ShouldBe(0);

        await using var again = await servers.StartAsync(store, $"Database={target}");

        var owner = new RestClient(again, $"Bearer {sitting.Workspace.OwnerKey}");
        (await owner.GetAsync(sitting.Path))
            .ShouldBe(200)["answers"]
            .GetRawText()
            .ShouldBe(
                before["answers"].GetRawText().Replace(Origin(server), Origin(again), StringComparison.Ordinal),
                "the address of a file is the server's that shows it"
            );
        (await owner.GetAsync($"{sitting.Path}/files/{file.Value("id")}")).ShouldBe(200).Text.ShouldBe("what I wrote");
    }

    private static string Origin(ExamletServer server) => server.Address.GetLeftPart(UriPartial.Authority);

    [Theory, AllStores]
    public async Task A_file_whose_bytes_were_changed_is_named(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.File("Hand in", [".txt"])]);
        var file = await sitting.Student.UploadAsync(sitting.Question, "notes.txt", "what I wrote"u8.ToArray());
        await server.TamperAsync(
            "update stored_file set sha256 = @sha256 where id = @id",
            new { sha256 = new string('0', 64), id = file.Value("id") }
        );

        var found = await RunAsync(server.Database, "verify");

        found.Code.ShouldBe(1);
        found.Out.ShouldContain($"file {file.Value("id")}: its bytes are not what was handed in");
    }

    [Theory, AllStores]
    public async Task A_value_that_was_changed_in_the_database_is_named(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await RunAsync(server.Database, "verify")).Code.ShouldBe(0);

        await ExecuteAsync(store, server.Database, "update answer_version set value = '\"Rome\"'");

        var verified = await RunAsync(server.Database, "verify");
        verified.Code.ShouldBe(1);
        verified.Out.ShouldContain(sitting.Student.SessionId);
        verified.Out.ShouldContain(sitting.Question);
    }

    [Theory, AllStores]
    public async Task A_version_that_was_removed_and_a_receipt_that_does_not_fit_are_named(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200);
        (await RunAsync(server.Database, "verify")).Out.ShouldContain("1 receipts");

        await ExecuteAsync(store, server.Database, "delete from answer_version");

        var verified = await RunAsync(server.Database, "verify");
        verified.Code.ShouldBe(1);
        verified.Out.ShouldContain("chain");
        verified.Out.ShouldContain("receipt");
    }

    [Fact]
    public async Task Answers_whose_exam_session_is_gone_are_named()
    {
        await using var server = await servers.StartAsync(Store.PostgreSql);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        await server.TamperAsync("update answer_version set session_id = 'session_gone'");

        var found = await RunAsync(server.Database, "verify");

        found.Code.ShouldBe(1);
        found.Out.ShouldContain("session_gone");
    }

    [Fact]
    public async Task A_file_that_is_missing_or_cut_short_is_named()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.File("Hand in", [".txt"])]);
        var id = (await sitting.Student.UploadAsync(sitting.Question, "notes.txt", "what I wrote"u8.ToArray())).Value(
            "id"
        );
        var path = Path.Combine(server.Database + "-files", id[^2..], id);

        File.WriteAllText(path, "what");
        (await RunAsync(server.Database, "verify")).Out.ShouldContain($"file {id}: 4 bytes are there of 12");
        File.Delete(path);

        (await RunAsync(server.Database, "verify")).Out.ShouldContain($"file {id}: it is missing");
    }

    [Theory, AllStores]
    public async Task Nothing_is_overwritten_and_what_is_replaced_is_kept(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await RunAsync(server.Database, "backup", Backup)).Code.ShouldBe(0);
        (await RunAsync(server.Database, "backup", Backup)).Error.ShouldContain("exists");
        var target = await EmptyAsync(store);
        (await RunAsync(target, "workspace", "add", "Older", "--owner", "owner@older.example")).Code.ShouldBe(0);

        (await RunAsync(target, "restore", Backup)).Error.ShouldContain("--replace");
        (await RunAsync(target, "key", "list")).Out.ShouldContain("owner@older.example");
        var replaced = await RunAsync(target, "restore", Backup, "--replace");

        replaced.Code.ShouldBe(0, replaced.Error);
        replaced.Out.ShouldContain("before");
        (await ValuesAsync(store, target, sitting.Student.SessionId)).ShouldBe(["\"Paris\""]);
        if (store == Store.Sqlite)
        {
            var old = Directory.GetFiles(_folder.FullName, "restored.db.before-restore-*Z").ShouldHaveSingleItem();
            (await RunAsync(old, "key", "list")).Out.ShouldContain("owner@older.example");
        }
    }

    [Theory, AllStores]
    public async Task A_database_that_is_served_is_not_replaced(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        (await RunAsync(server.Database, "backup", Backup)).Code.ShouldBe(0);

        var refused = await RunAsync(server.Database, "restore", Backup, "--replace");

        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("in use");
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_backup_that_was_changed_is_refused(Store store)
    {
        await using var server = await servers.StartAsync(store);
        (await RunAsync(server.Database, "backup", Backup)).Code.ShouldBe(0);
        using (var file = File.OpenWrite(Directory.GetFiles(Backup, "examlet.d*").Single()))
        {
            file.Position = file.Length / 2;
            file.WriteByte(0x55);
            file.WriteByte(0xAA);
        }

        (await RunAsync(server.Database, "verify", Backup)).Code.ShouldBe(1);
        var target = await EmptyAsync(store);
        (await RunAsync(target, "restore", Backup)).Error.ShouldContain("SHA-256");
        (store == Store.Sqlite && File.Exists(target)).ShouldBeFalse();
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> EmptyAsync(Store store) =>
        store == Store.Sqlite
            ? Path.Combine(_folder.FullName, "restored.db")
            : await servers.AddPostgreSqlDatabaseAsync();

    private static async Task<int> StormAsync(Sitting sitting, CancellationToken enough)
    {
        var saved = 0;
        while (!enough.IsCancellationRequested)
        {
            (await sitting.Student.SaveAsync(sitting.Question, $"version {saved}")).ShouldBe(200);
            saved++;
        }

        return saved;
    }

    private static Task<(int Code, string Out, string Error)> RunAsync(string database, params string[] arguments) =>
        ExamletProgram.RunAsync(
            database,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Examlet__Secret"] = Secret },
            arguments
        );

    private static async Task<IReadOnlyList<string>> ValuesAsync(Store store, string database, string sessionId)
    {
        await using var connection = Connect(store, database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select value from answer_version where session_id = @id";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("id", sessionId);
        command.Parameters.Add(id);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    private static async Task ExecuteAsync(Store store, string database, string sql)
    {
        await using var connection = Connect(store, database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static System.Data.Common.DbConnection Connect(Store store, string database) =>
        store == Store.Sqlite
            ? new SqliteConnection($"Data Source={database};Pooling=False")
            : new NpgsqlConnection($"{database};Pooling=False");
}
