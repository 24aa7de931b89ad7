using Npgsql;

namespace Examlet.Tests.Answers;

/// <summary>Whatever has changed since the last save of an exam session decides the next one, on whichever node it was
/// changed, also between the reading and the writing of a save.
/// </summary>
public sealed class ChangedSessionTests(ExamletServers servers)
{
    /// <summary>What can happen to a session between two saves, and how the next one is then answered.</summary>
    public static readonly IReadOnlyDictionary<
        string,
        (Func<Sitting, RestClient, Task> Happen, int Status, string? Problem)
    > Changes = new Dictionary<string, (Func<Sitting, RestClient, Task>, int, string?)>(StringComparer.Ordinal)
    {
        ["the embed session is deleted"] = (
            async (sitting, staff) => (await staff.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204),
            410,
            "session-revoked"
        ),
        ["the permission is taken away"] = (
            async (sitting, staff) =>
                (await staff.DeleteAsync($"/permissions/{sitting.Exam.Id}/{sitting.StudentId}")).ShouldBe(204),
            410,
            "session-revoked"
        ),
        ["the student is deleted"] = (
            async (sitting, staff) => (await staff.DeleteAsync($"/users/{sitting.StudentId}")).ShouldBe(204),
            410,
            "session-revoked"
        ),
        ["the attempt is voided"] = (
            async (sitting, staff) => (await staff.DeleteAsync(sitting.Path)).ShouldBe(204),
            410,
            "session-revoked"
        ),
        ["the clock stands still"] = ((sitting, staff) => ActAsync(sitting, staff, "pause"), 409, "paused"),
        ["staff hand it in"] = ((sitting, staff) => ActAsync(sitting, staff, "hand-in"), 409, "session-completed"),
        ["another device takes over"] = (
            async (sitting, staff) =>
                (await new StudentClient(staff.Server, sitting.Embed.Secret).OpenAsync()).ShouldBe(200),
            409,
            "superseded"
        ),
        ["the student hands in"] = (
            async (sitting, staff) =>
                (
                    await new StudentClient(staff.Server, sitting.Embed.Secret).HandInAsync(
                        epoch: sitting.Student.Epoch
                    )
                ).ShouldBe(200),
            409,
            "session-completed"
        ),
        ["more time is given"] = ((sitting, staff) => ActAsync(sitting, staff, "extend", 5), 200, null),
        ["the student turns a page"] = (
            async (sitting, staff) =>
                (
                    await new StudentClient(staff.Server, sitting.Embed.Secret).NoteAsync(
                        new { questionId = sitting.Exam.Questions[1], flags = Array.Empty<string>() },
                        revision: 1,
                        epoch: sitting.Student.Epoch
                    )
                ).ShouldBe(200),
            200,
            null
        ),
    };

    public static TheoryData<Store, string> ChangesOnAllStores()
    {
        var data = new TheoryData<Store, string>();
        foreach (var change in Changes.Keys)
        {
            data.Add(Store.Sqlite, change);
            data.Add(Store.PostgreSql, change);
        }

        return data;
    }

    public static TheoryData<string> ChangesByName() => [.. Changes.Keys];

    [Theory, MemberData(nameof(ChangesOnAllStores))]
    public async Task Whatever_has_happened_since_the_last_save_decides_the_next(Store store, string change)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await KnownAsync(workspace);

        await Changes[change].Happen(sitting, workspace.Owner);

        await DecidesAsync(sitting, change);
    }

    [Theory, AllStores]
    public async Task Where_there_is_no_way_back_a_question_that_was_left_takes_no_further_version(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await KnownAsync(workspace, "linear");

        (
            await sitting.Student.NoteAsync(
                new { questionId = sitting.Exam.Questions[1], flags = Array.Empty<string>() },
                revision: 1
            )
        ).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "3", revision: 3)).ShouldBeProblem(409, "question-locked");
    }

    [Theory, MemberData(nameof(ChangesByName))]
    public async Task Whatever_has_happened_on_another_node_decides_the_next_save_here_at_once(string change)
    {
        await using var workspace = await servers.WorkspaceAsync(Store.PostgreSql);
        await using var other = await servers.StartAsync(Store.PostgreSql, $"Database={workspace.Server.Setting}");
        other.Clock.Advance(workspace.Server.Now - other.Now);
        var sitting = await KnownAsync(workspace);

        await Changes[change].Happen(sitting, new RestClient(other, $"Bearer {workspace.OwnerKey}"));

        await DecidesAsync(sitting, change);
    }

    [Fact]
    public async Task Two_nodes_that_save_for_one_student_in_turns_lose_nothing_and_number_every_event()
    {
        await using var workspace = await servers.WorkspaceAsync(Store.PostgreSql);
        await using var other = await servers.StartAsync(Store.PostgreSql, $"Database={workspace.Server.Setting}");
        other.Clock.Advance(workspace.Server.Now - other.Now);
        var sitting = await KnownAsync(workspace);
        var elsewhere = new StudentClient(other, sitting.Embed.Secret) { Epoch = sitting.Student.Epoch };

        for (var revision = 3; revision <= 12; revision++)
        {
            var student = revision % 3 == 0 ? elsewhere : sitting.Student;
            (await student.SaveAsync(sitting.Question, $"version {revision}", revision: revision)).ShouldBe(
                200,
                new { applied = true, @event = new { seq = revision + 1 } }
            );
        }

        (await sitting.ReadAsync()).Value("answers[0].value").ShouldBe("version 12");
        (await workspace.Owner.GetAsync($"{sitting.Path}/history")).Items.Count.ShouldBe(12);
    }

    [Theory, AllStores]
    public async Task A_save_goes_on_from_what_is_stored_and_not_from_what_its_node_has_seen(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await KnownAsync(workspace);
        await workspace.Server.TamperAsync(
            "update exam_session set last_seq = last_seq + 5 where id = @id",
            new { id = sitting.Student.SessionId }
        );

        (await sitting.Student.SaveAsync(sitting.Question, "3", revision: 3)).ShouldBe(
            200,
            new { applied = true, @event = new { seq = 9 } }
        );
    }

    [Theory]
    [InlineData("paused_at = started_at", 409, "paused")]
    [InlineData("completed_at = started_at, completion_reason = 'staff'", 409, "session-completed")]
    [InlineData("voided_at = started_at", 410, "session-revoked")]
    [InlineData("epoch = epoch + 1", 409, "superseded")]
    public async Task A_session_that_changes_between_the_reading_and_the_writing_of_a_save_decides_it(
        string change,
        int status,
        string problem
    )
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, Store.PostgreSql);
        await using var own = server;
        var sitting = await KnownAsync(await server.WorkspaceAsync());
        var update = $"update exam_session set {change} where id = '{sitting.Student.SessionId}'";
        engine.BeforeWriting = () => Run(server, update);

        (await sitting.Student.SaveAsync(sitting.Question, "3", revision: 3)).ShouldBeProblem(status, problem);
    }

    [Fact]
    public async Task A_newer_version_that_another_node_stores_between_the_reading_and_the_writing_stays_the_newest()
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, Store.PostgreSql);
        await using var own = server;
        var sitting = await KnownAsync(await server.WorkspaceAsync());
        var id = sitting.Student.SessionId;
        engine.BeforeWriting = () =>
            Run(
                server,
                $"""
                insert into answer_version (session_id, question_id, version_order, seq, value, completed, digest,
                  saved_at, link, chain)
                select session_id, question_id, version_order + 7, seq + 1, '"newer"', completed, 'of newer', saved_at,
                  link + 1, 'to newer'
                from answer_version where session_id = '{id}' order by version_order desc limit 1;
                update exam_session set last_seq = last_seq + 1, last_link = last_link + 1, chain = 'to newer'
                where id = '{id}'
                """
            );

        (await sitting.Student.SaveAsync(sitting.Question, "3", revision: 3)).ShouldBe(200, new { applied = false });

        (await sitting.ReadAsync()).Value("answers[0].value").ShouldBe("newer");
        (await sitting.Student.SaveAsync(sitting.Question, "10", revision: 10)).ShouldBe(
            200,
            new { applied = true, @event = new { seq = 5 } }
        );
    }

    private static async Task<Sitting> KnownAsync(Workspace workspace, string navigation = "free")
    {
        var sitting = await workspace.StartedAsync(
            [Ask.Line("One"), Ask.Line("Two")],
            new { timeLimit = 60, navigation }
        );
        (await sitting.Student.SaveAsync(sitting.Question, "1", revision: 1)).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "2", revision: 2)).ShouldBe(200);
        return sitting;
    }

    private static async Task DecidesAsync(Sitting sitting, string change)
    {
        var (_, status, problem) = Changes[change];
        var reply = await sitting.Student.SaveAsync(sitting.Question, "3", revision: 3);
        if (problem is null)
        {
            reply.ShouldBe(status, new { revision = 3, applied = true });
            return;
        }

        reply.ShouldBeProblem(status, problem);
    }

    private static async Task ActAsync(Sitting sitting, RestClient staff, string action, double? minutes = null) =>
        (
            await staff.PostAsync(
                $"/exams/{sitting.Exam.Id}/sessions/actions",
                Body.Of(
                    new
                    {
                        action,
                        sessions = new[] { sitting.Student.SessionId },
                        minutes,
                        reason = "a test",
                    }
                )
            )
        ).ShouldBe(200);

    private static void Run(ExamletServer server, string sql)
    {
        using var connection = new NpgsqlConnection(server.Setting);
        connection.Open();
#pragma warning disable CA2100 // the test's own
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
