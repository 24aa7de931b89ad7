namespace Examlet.Tests.ExamSessions;

/// <summary>When an open page is told that its session has changed, the change is there to be read.</summary>
public sealed class LiveSignalTests(ExamletServers servers)
{
    private const string ExtraTime = "select extra_time from exam_session where id = @id";

    [Theory, AllStores(""), AllStores("click-1")]
    public async Task A_page_is_told_of_a_teachers_act_when_it_is_committed(Store store, string key)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync(settings: new { timeLimit = 10 });
        var database = server.Service<Examlet.Storage.Database>();
        var told = new List<Task<long>>();
        database.RowChanged = id =>
            told.Add(
                database.ReadAsync(
                    reader => reader.FirstOrDefaultAsync<long>(ExtraTime, new { id }),
                    CancellationToken.None
                )
            );
        var path = $"/exams/{sitting.Exam.Id}/sessions/actions";
        var extend = new
        {
            action = "extend",
            sessions = new[] { sitting.Student.SessionId },
            minutes = 5,
            reason = "fire drill",
        };

        (
            await (
                key.Length == 0 ? sitting.Owner.PostAsync(path, extend) : sitting.Owner.PostOnceAsync(key, path, extend)
            )
        ).ShouldBe(200);

        (await told.ShouldHaveSingleItem()).ShouldBe(5 * 60_000);
    }

    [Theory, AllStores]
    public async Task A_page_is_told_when_its_student_is_deleted(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        await using var events = await sitting.Student.ListenAsync();
        await events.NextAsync("deadline");

        (await sitting.Owner.DeleteAsync($"/users/{sitting.StudentId}")).ShouldBe(204);

        await events.NextAsync("revoked");
    }
}
