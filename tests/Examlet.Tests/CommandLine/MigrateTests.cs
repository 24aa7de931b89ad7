using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Examlet.Tests.CommandLine;

/// <summary><c>migrate</c>, run as the program it is: everything goes from SQLite to PostgreSQL, and exams go on
/// there.</summary>
public sealed class MigrateTests(ExamletServers servers) : IDisposable
{
    private const string Secret = "a-secret-of-the-tests-that-is-long-enough";
    private static readonly string[] Own = ["schemaversions", "heartbeat", "migration_turn", "file_chunk"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-migrate-");

    private string Source => Path.Combine(_folder.FullName, "examlet.db");

    [Fact]
    public async Task Everything_is_carried_over_and_an_exam_goes_on_where_it_was()
    {
        var (goesOn, isOver) = await UseSourceAsync();
        var target = await servers.AddPostgreSqlDatabaseAsync();

        var migrated = await RunAsync("migrate", "--from", Source, "--to", target);

        migrated.Code.ShouldBe(0, migrated.Out + migrated.Error);
        migrated.Out.ShouldContain("2 exam sessions, 3 versions of answers, 1 receipts, 1 uploaded files; 0 wrong");
        await using var there = new NpgsqlConnection(target);
        await using var here = new SqliteConnection($"Data Source={Source};Pooling=False");
        foreach (
            var table in await TextsAsync(
                there,
                "select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and "
                    + "c.relkind in ('r', 'p') and not c.relispartition"
            )
        )
        {
            if (!Own.Contains(table, StringComparer.Ordinal))
            {
                (await TextsAsync(there, $"select count(*)::text from {table}")).ShouldBe(
                    await TextsAsync(here, $"select cast(count(*) as text) from {table}"),
                    table
                );
            }
        }

        await using var server = await servers.StartAsync(Store.PostgreSql, $"Database={target}");
        var student = new StudentClient(server, goesOn.Embed.Secret);
        (await student.OpenAsync()).ShouldBe(200).Text.ShouldContain("what I have so far");
        (await student.SaveAsync(goesOn.Exam.Questions[1], "and what I wrote then", revision: 2))
            .ShouldBe(200)
            .Value("applied")
            .ShouldBe("true");
        (await student.HandInAsync()).ShouldBe(200);
        var owner = new RestClient(server, $"Bearer {goesOn.Workspace.OwnerKey}");
        (await owner.GetAsync($"{goesOn.Path}/history")).ShouldBe(200).Items.Count.ShouldBe(2);
        (await owner.GetAsync($"{isOver.Path}/files/{isOver.File}")).ShouldBe(200).Text.ShouldBe("what I wrote");
        (await server.Stranger.CheckReceiptAsync(isOver.Receipt)).ShouldBe(200, new { valid = true });
        (await ExamletProgram.RunAsync(target, WithSecret, "verify")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_target_that_is_not_empty_is_refused_and_stays_as_it_is()
    {
        await UseSourceAsync();
        var target = await servers.AddPostgreSqlDatabaseAsync();
        (
            await ExamletProgram.RunAsync(
                target,
                WithSecret,
                "workspace",
                "add",
                "South",
                "--owner",
                "owner@south.example"
            )
        ).Code.ShouldBe(0);

        var refused = await RunAsync("migrate", "--from", Source, "--to", target);

        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("not empty");
        await using var there = new NpgsqlConnection(target);
        (await TextsAsync(there, "select name from workspace")).ShouldBe(["South"]);
        (await TextsAsync(there, "select id from exam_session")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_is_served_is_refused()
    {
        await using var program = await ExamletProgram.ServeAsync(Source);
        await program.AddUserAsync("ada@school.example");

        var refused = await RunAsync("migrate", "--from", Source, "--to", await servers.AddPostgreSqlDatabaseAsync());

        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("in use");
        (await program.HasUserAsync("ada@school.example")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_source_that_is_not_whole_is_refused_and_nothing_is_carried_over()
    {
        await UseSourceAsync();
        await using (var here = new SqliteConnection($"Data Source={Source};Pooling=False"))
        {
            await TextsAsync(
                here,
                "update answer_version set value = '\"changed\"' where value like '%what I have so far%' "
                    + "returning question_id"
            );
        }

        var target = await servers.AddPostgreSqlDatabaseAsync();
        var refused = await RunAsync("migrate", "--from", Source, "--to", target);

        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("is not whole");
        await using var there = new NpgsqlConnection(target);
        (await TextsAsync(there, "select id from workspace")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--from", "nowhere.db", "--to", "Host=127.0.0.1;Database=examlet", "no database")]
    [InlineData("--from", "nowhere.db", "--to", "elsewhere.db", "PostgreSQL connection string")]
    public async Task What_cannot_be_meant_is_refused_with_what_to_do(
        string from,
        string source,
        string to,
        string target,
        string said
    )
    {
        var refused = await RunAsync("migrate", from, Path.Combine(_folder.FullName, source), to, target);

        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain(said);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Dictionary<string, string> WithSecret =>
        new(StringComparer.Ordinal) { ["Examlet__Secret"] = Secret };

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) =>
        ExamletProgram.RunAsync(Source, WithSecret, arguments);

    /// <summary>One exam under way, and one handed in with a file and a receipt.</summary>
    private async Task<(Sitting GoesOn, (string Path, string File, string Receipt) IsOver)> UseSourceAsync()
    {
        await using var server = await servers.StartAsync(Store.Sqlite, $"Database={Source}");
        var workspace = await server.WorkspaceAsync();
        object[] questions = [Ask.File("Hand in", [".txt"]), Ask.Line("Capital?")];
        var goesOn = await workspace.StartedAsync(questions);
        (await goesOn.Student.SaveAsync(goesOn.Exam.Questions[1], "what I have so far ✓")).ShouldBe(200);

        var isOver = await workspace.StartedAsync(questions);
        var file = await isOver.Student.UploadAsync(isOver.Question, "notes.txt", "what I wrote"u8.ToArray());
        (await isOver.Student.SaveAsync(isOver.Question, new[] { file.Value("url"), "notes.txt" })).ShouldBe(200);
        (await isOver.Student.SaveAsync(isOver.Exam.Questions[1], "Paris")).ShouldBe(200);
        (await isOver.Student.HandInAsync()).ShouldBe(200);
        var receipt = (await isOver.Student.GetAsync("/embed-api/receipt")).ShouldBe(200).Value("code");
        return (goesOn, (isOver.Path, file.Value("id"), receipt));
    }

    private static async Task<List<string>> TextsAsync(DbConnection connection, string sql)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await connection.OpenAsync();
        }

        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
