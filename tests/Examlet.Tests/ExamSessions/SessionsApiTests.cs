using System.Text.Json;

namespace Examlet.Tests.ExamSessions;

/// <summary>Exam sessions as a teacher sees them (contract §6, §7).</summary>
public sealed class SessionsApiTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_session_is_shown_with_every_field(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(
            [Ask.Line("One", "1"), Ask.Text("Two"), Ask.Paragraph("<p>Read</p>")],
            new { timeLimit = 30 },
            new { email = "ada@example.com", name = "Ada" }
        );
        var started = workspace.Server.Now;
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        (await sitting.Student.SaveAsync(sitting.Question, "1", context: new { zoom = 2 })).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "a draft", completed: false)).ShouldBe(200);

        var session = await sitting.ReadAsync();

        session.Json.ShouldHave(
            new
            {
                id = sitting.Student.SessionId,
                examId = sitting.Exam.Id,
                user = new
                {
                    id = sitting.StudentId,
                    name = "Ada",
                    email = "ada@example.com",
                },
                embedSessionId = sitting.Embed.Id,
                status = "in_progress",
                final = false,
                completionReason = (string?)null,
                startedAt = started.Iso(),
                deadline = started.AddMinutes(30).Iso(),
                completedAt = (string?)null,
                extraTime = 0,
                timeMultiplier = 1,
                progress = new { answered = 1, total = 2 },
                score = (object?)null,
            }
        );
        session.Json.Has("deadlineParts").ShouldBeTrue();
        session["answers"].GetArrayLength().ShouldBe(2);
        Answer(session, sitting.Question)
            .ShouldHave(
                new
                {
                    value = "1",
                    completed = true,
                    context = new { zoom = 2 },
                    epoch = sitting.Student.Epoch,
                    revision = 1,
                    savedAt = workspace.Server.Now.Iso(),
                }
            );
        Answer(session, sitting.Exam.Questions[1])
            .ShouldHave(
                new
                {
                    value = "a draft",
                    completed = false,
                    context = (object?)null,
                    revision = 1,
                }
            );
    }

    [Theory, AllStores]
    public async Task The_list_shows_every_session_of_the_exam(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await workspace.StartedAsync();

        var list = await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions");

        list.ShouldBe(200)["items"].GetArrayLength().ShouldBe(1);
        list["items[0]"]
            .ShouldHave(
                new
                {
                    id = sitting.Student.SessionId,
                    examId = sitting.Exam.Id,
                    user = new { id = sitting.StudentId },
                    status = "in_progress",
                    progress = new { answered = 0, total = 1 },
                }
            );
    }

    [Theory, AllStores]
    public async Task A_session_under_another_exam_is_not_found(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var other = await workspace.ExamAsync();

        (await workspace.Owner.GetAsync($"/exams/{other.Id}/sessions/{sitting.Student.SessionId}")).ShouldBeProblem(
            404
        );
    }

    [Theory, AllStores]
    public async Task The_history_has_every_acknowledged_version_oldest_first(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var first = workspace.Server.Now.Iso();
        (await sitting.Student.SaveAsync(sitting.Question, "P", completed: false, revision: 1)).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(5));
        (await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 3, context: new { caret = 5 })).ShouldBe(
            200
        );
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(5));
        (await sitting.Student.SaveAsync(sitting.Question, "Pa", completed: false, revision: 2)).ShouldBe(
            200,
            new { applied = false }
        );

        var history = await workspace.Owner.GetAsync($"{sitting.Path}/history");

        var epoch = sitting.Student.Epoch;
        history
            .ShouldBe(200)
            .Items.OrderBy(v => v.GetProperty("revision").GetInt64())
            .Select(v => v.GetProperty("revision").GetInt64())
            .ShouldBe([1, 2, 3]);
        Version(history, 1)
            .ShouldHave(
                new
                {
                    questionId = sitting.Question,
                    epoch,
                    revision = 1,
                    value = "P",
                    completed = false,
                    context = (object?)null,
                    savedAt = first,
                    applied = true,
                }
            );
        Version(history, 3)
            .ShouldHave(
                new
                {
                    questionId = sitting.Question,
                    epoch,
                    revision = 3,
                    value = "Paris",
                    completed = true,
                    context = new { caret = 5 },
                    applied = true,
                }
            );
        Version(history, 2)
            .ShouldHave(
                new
                {
                    value = "Pa",
                    applied = false,
                    savedAt = workspace.Server.Now.Iso(),
                }
            );
        history.Items.Select(v => v.GetProperty("savedAt").GetString()!).ShouldBeInOrder();
    }

    [Theory, AllStores]
    public async Task The_history_spans_take_overs(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "on the laptop")).ShouldBe(200);
        var tablet = sitting.OtherDevice;
        await tablet.OpenAsync();
        (await tablet.SaveAsync(sitting.Question, "on the tablet", revision: 2)).ShouldBe(200);

        var history = await workspace.Owner.GetAsync($"{sitting.Path}/history");

        history.Items.Select(v => v.GetProperty("value").GetString()).ShouldBe(["on the laptop", "on the tablet"]);
        history.Items.Select(v => v.GetProperty("epoch").GetInt64()).ShouldBe([sitting.Student.Epoch, tablet.Epoch]);
    }

    private static JsonElement Answer(Reply session, string questionId) =>
        session["answers"].EnumerateArray().Single(a => a.GetProperty("questionId").GetString() == questionId);

    private static JsonElement Version(Reply history, long revision) =>
        history.Items.Single(v => v.GetProperty("revision").GetInt64() == revision);
}
