using System.Net;
using System.Text;
using System.Text.Json;
using Examlet.Http;

namespace Examlet.Tests.Answers;

/// <summary>The group-commit writer: a bounded queue, many saves in one transaction, each acknowledged by
/// itself.</summary>
public sealed class AnswerWriterTests(ExamletServers servers)
{
    private const int Queue = 8;

    [Theory, AllStores]
    public async Task A_full_queue_is_503_and_what_was_refused_is_stored_when_it_is_sent_again(Store store)
    {
        await using var server = await servers.StartAsync(store, $"SaveQueue={Queue}");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        var hold = await HoldAsync(server, sitting);

        var saving = Enumerable
            .Range(1, 30)
            .Select(revision => sitting.Student.SaveAsync(sitting.Question, $"{revision}", revision: revision))
            .ToList();
        var refused = await Task.WhenAny(saving);
        (await refused).ShouldBeProblem(503, "queue-full").Header("Retry-After").ShouldNotBeNullOrEmpty();
        while (saving.Count(save => save.IsCompleted) < saving.Count - (2 * Queue))
        {
            await Task.WhenAny(saving.Where(save => !save.IsCompleted));
        }

        hold.SetResult();
        var replies = await Task.WhenAll(saving);

        replies
            .Count(reply => reply.Status == 200)
            .ShouldBeInRange(1, 2 * Queue, "one batch under way and one queue behind it");
        replies.ShouldAllBe(reply => reply.Status == 200 || reply.Status == 503);
        for (var revision = 1; revision <= replies.Length; revision++)
        {
            (await sitting.Student.SaveAsync(sitting.Question, $"{revision}", revision: revision)).ShouldBe(200);
        }

        (await sitting.Owner.GetAsync($"{sitting.Path}/history?limit=100")).Items.Count.ShouldBe(30);
    }

    [Theory, AllStores]
    public async Task A_save_that_the_store_cannot_take_fails_alone_and_not_its_neighbours(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([
            Ask.Line("One"),
            Ask.Line("Two"),
            Ask.Line("Three"),
        ]);
        await PoisonAsync(server, store);
        var hold = await HoldAsync(server, sitting);

        var neighbours = sitting
            .Exam.Questions.Take(2)
            .Select(question => sitting.Student.SaveAsync(question, "an answer"))
            .ToList();
        var poison = SaveAsync(server, sitting, sitting.Exam.Questions[2], "poison");
        hold.SetResult();

        (await Task.WhenAll(neighbours)).ShouldAllBe(reply => reply.Status == 200);
        (await poison).ShouldBe(HttpStatusCode.InternalServerError);
        (await sitting.ReadAsync())["answers"]
            .EnumerateArray()
            .Select(a => a.GetProperty("value").GetString())
            .ShouldBe(["an answer", "an answer"]);
        (
            await sitting.Student.SaveAsync(sitting.Exam.Questions[2], "an answer that can be stored", revision: 2)
        ).ShouldBe(200);
    }

    /// <summary>A group is what everybody waits for who is behind it.</summary>
    [Theory, AllStores]
    public async Task Large_saves_of_one_student_come_one_after_the_other(Store store)
    {
        const int saves = 8;
        var (server, engine) = await MeasuredEngine.ServeAsync(servers, store);
        await using var ended = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([
            .. Enumerable.Range(1, saves).Select(i => Ask.Line($"{i}")),
        ]);
        var hold = await HoldAsync(server, sitting);
        engine.Forget();

        var saving = sitting
            .Exam.Questions.Select(question =>
                sitting.Student.SaveAsync(question, new string('x', Limits.LargeSaveBytes))
            )
            .ToList();
        hold.SetResult();
        (await Task.WhenAll(saving)).ShouldAllBe(reply => reply.Status == 200);

        engine.All.Writes.ShouldBeGreaterThanOrEqualTo(saves);
    }

    /// <summary>Keeps the writer waiting for the session until the result is set, so that saves pile up behind
    /// it.</summary>
    private static async Task<TaskCompletionSource> HoldAsync(ExamletServer server, Sitting sitting)
    {
        var (held, release) = (
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        _ = Task.Run(() =>
            server
                .Service<Examlet.Storage.Database>()
                .WriteAsync(
                    async writer =>
                    {
                        await writer.ExecuteAsync(
                            "update exam_session set position = position where id = @id",
                            new { id = sitting.Student.SessionId }
                        );
                        held.SetResult();
                        await release.Task;
                    },
                    CancellationToken.None
                )
        );
        await held.Task;
        return release;
    }

    /// <summary>From now on the database refuses one text, for a reason that the program does not know.</summary>
    private static async Task PoisonAsync(ExamletServer server, Store store)
    {
        if (store == Store.Sqlite)
        {
            await server.TamperAsync(
                "create trigger poison before insert on answer_version when new.value like '%poison%' begin "
                    + "select raise(abort, 'poison'); end"
            );
            return;
        }

        await server.TamperAsync(
            "create function poison() returns trigger language plpgsql as $$ begin if new.value like "
                + "'%poison%' then raise exception 'poison'; end if; return new; end $$"
        );
        await server.TamperAsync(
            "create trigger poison before insert on answer_version for each row execute function poison()"
        );
    }

    private static async Task<HttpStatusCode> SaveAsync(
        ExamletServer server,
        Sitting sitting,
        string question,
        string value
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            new Uri(server.Address, $"/embed-api/answers/{question}")
        );
        request.Headers.Authorization = new("Bearer", sitting.Embed.Secret);
        var body = JsonSerializer.Serialize(
            new
            {
                epoch = sitting.Student.Epoch,
                revision = 1,
                value,
                completed = true,
            }
        );
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
