namespace Examlet.Tests.ExamSessions;

/// <summary><c>GET /embed-api/events/now</c>: the event stream for a page that streams do not reach.</summary>
public sealed class AskedLiveTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task It_says_what_a_stream_that_opens_now_would_say(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        var deadline = workspace.Server.Now.AddMinutes(30).Iso();

        (await AskAsync(sitting.Student)).ShouldBe(
            200,
            new { events = new[] { new { name = "deadline", data = new { deadline } } } }
        );

        await ActAsync(sitting, "pause");
        await ActAsync(sitting, "announce", new { message = "Question 3 has a mistake." });
        Names(await AskAsync(sitting.Student)).ShouldBe(["paused", "deadline", "announcement"]);
    }

    [Theory, AllStores]
    public async Task An_announcement_that_was_acknowledged_is_not_said_again(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await ActAsync(sitting, "announce", new { message = "Ten minutes more." });
        var id = (await AskAsync(sitting.Student))
            .Json.GetProperty("events")[1]
            .GetProperty("data")
            .GetProperty("id")
            .GetString();

        (await sitting.Student.PostAsync($"/embed-api/announcements/{id}/acknowledge", new { })).ShouldBe(204);

        Names(await AskAsync(sitting.Student)).ShouldBe(["deadline"]);
    }

    [Theory, AllStores]
    public async Task It_says_who_took_over_that_the_exam_ended_and_that_access_did(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var first = sitting.Student.Epoch;
        (await sitting.OtherDevice.OpenAsync()).ShouldBe(200);
        Names(await AskAsync(sitting.Student, first)).ShouldBe(["superseded"]);

        await ActAsync(sitting, "hand-in");
        var completed = (await AskAsync(sitting.Student)).Json.GetProperty("events")[0];
        completed.ShouldHave(new { name = "completed", data = new { completionReason = "staff" } });
        completed.GetProperty("data").GetProperty("event").GetProperty("seq").GetInt64().ShouldBeGreaterThan(1);

        (await sitting.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);
        Names(await AskAsync(sitting.Student)).ShouldBe(["revoked"]);
    }

    [Theory, AllStores]
    public async Task Without_an_epoch_it_says_what_to_send(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.Student.GetAsync("/embed-api/events/now")).ShouldBeInvalid("epoch");
    }

    private static Task<Reply> AskAsync(StudentClient student, long? epoch = null) =>
        student.GetAsync($"/embed-api/events/now?epoch={epoch ?? student.Epoch}");

    private static async Task ActAsync(Sitting sitting, string action, object? more = null) =>
        (
            await sitting.Owner.PostAsync(
                $"/exams/{sitting.Exam.Id}/sessions/actions",
                Body.With(
                    new
                    {
                        action,
                        sessions = "all",
                        reason = "a test",
                    },
                    more
                )
            )
        ).ShouldBe(200);

    private static IEnumerable<string?> Names(Reply reply) =>
        reply.ShouldBe(200).Json.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("name").GetString());
}
