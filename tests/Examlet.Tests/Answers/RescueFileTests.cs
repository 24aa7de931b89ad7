using System.Text.Json;

namespace Examlet.Tests.Answers;

/// <summary>What a browser could not deliver comes in a file that a teacher uploads: kept aside, bound to its session,
/// never applied by itself.</summary>
public sealed class RescueFileTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task The_keys_come_with_the_state_and_are_of_the_session(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        (await sitting.Student.OpenAsync())["outboxKeys"].GetArrayLength().ShouldBe(0);
        var started = await sitting.Student.StartAsync();
        var opened = await sitting.OtherDevice.OpenAsync();
        var other = await workspace.StartedAsync();

        var key = started["outboxKeys[0]"].GetBytesFromBase64();
        key.Length.ShouldBe(32);
        opened["outboxKeys[0]"].GetBytesFromBase64().ShouldBe(key);
        (await other.Student.OpenAsync())["outboxKeys[0]"].GetBytesFromBase64().ShouldNotBe(key);
    }

    [Theory, AllStores]
    public async Task After_the_end_the_page_still_gets_the_key_to_what_it_kept(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.Student.OpenAsync())
            .ShouldBe(200, new { status = "completed" })["outboxKeys"]
            .GetArrayLength()
            .ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task An_uploaded_file_is_shown_beside_the_stored_answers_and_changes_none(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, key) = await TimeIsOverAsync(workspace);
        var file = RescueFiles.Encrypt(
            key,
            sitting.Student.SessionId,
            new
            {
                questionId = sitting.Question,
                epoch = sitting.Student.Epoch,
                revision = 2,
                value = "written offline",
                completed = true,
                writtenAt = "2026-03-02T08:00:59.000Z",
            }
        );

        var reply = await UploadAsync(sitting, file);

        reply.ShouldBe(
            201,
            new
            {
                items = new[]
                {
                    new
                    {
                        questionId = sitting.Question,
                        value = "written offline",
                        reason = "rescue",
                        source = "rescue",
                        writtenAt = "2026-03-02T08:00:59.000Z",
                        current = new { value = "on the server" },
                    },
                },
                alreadyStored = Array.Empty<string>(),
            }
        );
        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "on the server" } } });
        (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items.ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task The_time_in_a_file_is_the_students_word_and_the_teacher_and_the_audit_log_are_told_so(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, key) = await TimeIsOverAsync(workspace);
        var sealedAfterTheEnd = RescueFiles.Encrypt(
            key,
            sitting.Student.SessionId,
            new
            {
                questionId = sitting.Question,
                epoch = 1,
                revision = 2,
                value = "afterwards",
                completed = true,
                writtenAt = "2026-03-02T08:00:59.000Z",
            }
        );
        var kept = (await UploadAsync(sitting, sealedAfterTheEnd)).ShouldBe(
            201,
            new
            {
                items = new[]
                {
                    new
                    {
                        source = "rescue",
                        writtenAtBy = "student",
                        arrivedAt = workspace.Server.Now.Iso(),
                    },
                },
            }
        );

        (
            await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept.Value("items[0].id")}/accept", new { })
        ).ShouldBe(200, new { source = "rescue", writtenAtBy = "student" });

        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/audit"))
            .Items[^1]
            .ShouldHave(new { action = "accept", data = new { reason = "rescue" } });
    }

    [Theory, AllStores]
    public async Task A_file_that_is_uploaded_again_is_kept_once_and_what_is_stored_anyway_is_named(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, key) = await TimeIsOverAsync(workspace);
        var lost = RescueFiles.Encrypt(
            key,
            sitting.Student.SessionId,
            new
            {
                questionId = sitting.Question,
                epoch = 1,
                revision = 2,
                value = "lost",
                completed = true,
            }
        );
        var arrived = RescueFiles.Encrypt(
            key,
            sitting.Student.SessionId,
            new
            {
                questionId = sitting.Question,
                epoch = 1,
                revision = 2,
                value = "on the server",
                completed = true,
            }
        );

        (await UploadAsync(sitting, lost)).ShouldBe(201);
        (await UploadAsync(sitting, lost)).ShouldBe(201);
        (await UploadAsync(sitting, arrived)).ShouldBe(
            201,
            new { items = Array.Empty<object>(), alreadyStored = new[] { sitting.Question } }
        );

        (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items.ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task It_can_be_accepted_like_any_other(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, key) = await TimeIsOverAsync(workspace);
        var kept = (
            await UploadAsync(
                sitting,
                RescueFiles.Encrypt(
                    key,
                    sitting.Student.SessionId,
                    new
                    {
                        questionId = sitting.Question,
                        epoch = 1,
                        revision = 2,
                        value = "lost",
                        completed = true,
                    }
                )
            )
        ).ShouldBe(201).Value("items[0].id");

        (await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept}/accept", new { })).ShouldBe(200);

        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "lost" } } });
    }

    [Theory, AllStores]
    public async Task A_file_that_was_changed_anywhere_is_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, key) = await TimeIsOverAsync(workspace);
        var file = RescueFiles.Encrypt(
            key,
            sitting.Student.SessionId,
            new
            {
                questionId = sitting.Question,
                epoch = 1,
                revision = 2,
                value = "lost",
                completed = true,
            }
        );
        var data = Convert.FromBase64String((string)file["data"]);
        for (var at = 0; at < data.Length; at += 7)
        {
            byte[] changed = [.. data];
            changed[at] ^= 1;
            (await UploadAsync(sitting, With(file, "data", Convert.ToBase64String(changed)))).ShouldBeProblem(
                400,
                "rescue-not-valid"
            );
        }

        (await UploadAsync(sitting, With(file, "iv", Convert.ToBase64String(new byte[12])))).ShouldBeProblem(
            400,
            "rescue-not-valid"
        );
        (await UploadAsync(sitting, With(file, "sessionId", "session_another"))).ShouldBeProblem(
            400,
            "rescue-not-valid"
        );
        (await UploadAsync(sitting, With(file, "data", "not base64"))).ShouldBeProblem(400, "rescue-not-valid");
        (await UploadAsync(sitting, With(file, "v", 2))).ShouldBeProblem(400, "rescue-not-valid");
        (await sitting.Owner.PostAsync($"{sitting.Path}/rescue", new { })).ShouldBeProblem(400, "rescue-not-valid");
        (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items.ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task A_file_of_another_student_is_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, _) = await TimeIsOverAsync(workspace);
        var (other, otherKey) = await TimeIsOverAsync(workspace);
        var file = RescueFiles.Encrypt(
            otherKey,
            other.Student.SessionId,
            new
            {
                questionId = other.Question,
                epoch = 1,
                revision = 2,
                value = "lost",
                completed = true,
            }
        );

        (await UploadAsync(sitting, file)).ShouldBeProblem(400, "rescue-not-valid");
        (await UploadAsync(sitting, With(file, "sessionId", sitting.Student.SessionId))).ShouldBeProblem(
            400,
            "rescue-not-valid"
        );
    }

    [Theory]
    [AllStores("""{ "epoch": 1, "revision": 2, "value": "no question", "completed": true }""")]
    [AllStores("""{ "questionId": "q_unknown", "epoch": 1, "revision": 2, "value": "x", "completed": true }""")]
    [AllStores("""{ "questionId": "{q}", "epoch": 1, "revision": 2, "value": 5, "completed": true }""")]
    [AllStores("""{ "questionId": "{q}", "revision": 2, "value": "x", "completed": true }""")]
    [AllStores("null")]
    [AllStores("5")]
    public async Task An_answer_in_it_that_is_none_is_refused(Store store, string answer)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, key) = await TimeIsOverAsync(workspace);
        var given = JsonElement.Parse(answer.Replace("{q}", sitting.Question, StringComparison.Ordinal));

        (await UploadAsync(sitting, RescueFiles.Encrypt(key, sitting.Student.SessionId, given))).ShouldBeProblem(
            400,
            "rescue-not-valid"
        );
    }

    private static async Task<(Sitting Sitting, byte[] Key)> TimeIsOverAsync(Workspace workspace)
    {
        var sitting = await workspace.SitAsync(settings: new { timeLimit = 1 });
        var key = (await sitting.Student.StartAsync()).ShouldBe(200)["outboxKeys[0]"].GetBytesFromBase64();
        (await sitting.Student.SaveAsync(sitting.Question, "on the server")).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(91));
        return (sitting, key);
    }

    private static Task<Reply> UploadAsync(Sitting sitting, object file) =>
        sitting.Owner.PostAsync($"{sitting.Path}/rescue", file);

    private static Dictionary<string, object> With(Dictionary<string, object> file, string name, object value) =>
        new(file, StringComparer.Ordinal) { [name] = value };
}
