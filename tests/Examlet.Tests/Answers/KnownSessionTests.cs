using Examlet.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Examlet.Tests.Answers;

/// <summary>A save that goes on with what a node knows of its exam session is written without reading anything;
/// whatever has changed in the meantime, on this node or another, is seen by the write itself.
/// </summary>
public sealed class KnownSessionTests(ExamletServers servers)
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

    [Theory, AllStores]
    public async Task The_next_version_of_a_known_answer_is_stored_without_a_look_at_the_session(Store store)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "P", revision: 1)).ShouldBe(200);
        engine.Fail(Moment.Statement, () => FaultyEngine.Of(store, StoreFault.Away));

        var next = await sitting.Student.SaveAsync(sitting.Question, "Pa", revision: 2);
        var again = await sitting.Student.SaveAsync(sitting.Question, "Pa", revision: 2);
        var older = await sitting.Student.SaveAsync(sitting.Question, "P", revision: 1);

        next.ShouldBe(
            200,
            new
            {
                revision = 2,
                applied = true,
                @event = new { seq = 3 },
            }
        );
        again.ShouldBeProblem(503, "store-unavailable"); // This one must be looked for.
        older.ShouldBeProblem(503, "store-unavailable");
        engine.Mend();
        (await sitting.Student.SaveAsync(sitting.Question, "Pa", revision: 2)).ShouldBe(
            200,
            new
            {
                applied = true,
                savedAt = next.Value("savedAt"),
                @event = new { seq = 3 },
            }
        );
        (await sitting.ReadAsync()).Value("answers[0].value").ShouldBe("Pa");
    }

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
    public async Task A_store_that_was_set_back_and_counts_the_same_number_again_is_not_taken_for_the_same(Store store)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        await using var workspace = await server.WorkspaceAsync();
        var sitting = await KnownAsync(workspace);
        var id = sitting.Student.SessionId;
        await server.TamperAsync(
            "update exam_session set chain = 'another history', change_no = change_no - 1 where id = @id",
            new { id }
        );
        await server.TamperAsync("update exam_session set change_no = change_no + 1 where id = @id", new { id });
        engine.Fail(Moment.Statement, () => FaultyEngine.Of(store, StoreFault.Away), times: 1);

        (await sitting.Student.SaveAsync(sitting.Question, "looked for", revision: 9)).ShouldBeProblem(
            503,
            "store-unavailable"
        );

        (await sitting.Student.SaveAsync(sitting.Question, "looked for", revision: 9)).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Every_change_of_a_session_counts_but_where_its_student_is(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var id = sitting.Student.SessionId;

        foreach (var column in await ColumnsAsync(workspace.Server, store))
        {
            var before = await ChangeNumberAsync(workspace.Server, id);
            await workspace.Server.TamperAsync(
                $"update exam_session set {column} = {column} where id = @id",
                new { id }
            );
            (await ChangeNumberAsync(workspace.Server, id)).ShouldBe(before + 1, column);
        }

        var still = await ChangeNumberAsync(workspace.Server, id);
        await workspace.Server.TamperAsync(
            "update exam_session set state = '{}', state_order = state_order + 1 where id = @id",
            new { id }
        );
        (await ChangeNumberAsync(workspace.Server, id)).ShouldBe(still);
        await workspace.Server.TamperAsync(
            "update exam_session set position = position + 1, state_order = state_order + 1 where id = @id",
            new { id }
        );
        (await ChangeNumberAsync(workspace.Server, id)).ShouldBe(still + 1);
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

    private static Task<long> ChangeNumberAsync(ExamletServer server, string id) =>
        server
            .Services.GetRequiredService<global::Examlet.Storage.Database>()
            .ReadAsync(
                session =>
                    session.FirstOrDefaultAsync<long>("select change_no from exam_session where id = @id", new { id }),
                CancellationToken.None
            );

    private static Task<IReadOnlyList<string>> ColumnsAsync(ExamletServer server, Store store) =>
        server
            .Services.GetRequiredService<global::Examlet.Storage.Database>()
            .ReadAsync(
                session =>
                    session.QueryAsync<string>(
                        store == Store.Sqlite
                            ? "select name from pragma_table_info('exam_session') where name <> 'change_no'"
                            : "select column_name::text from information_schema.columns where table_schema = "
                                + "current_schema() and table_name = 'exam_session' and column_name <> 'change_no'"
                    ),
                CancellationToken.None
            );
}
