using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Examlet.Pipeline;
using Examlet.Tests.EveryOperation;

namespace Examlet.Tests.Http;

/// <summary>Nothing of the store is held while bytes go to a client or come from one, however slow it is.</summary>
public sealed class HeldConnectionsTests(ExamletServers servers)
{
    private const int Large = 8 << 20;

    [Theory, AllStores]
    public async Task A_student_who_does_not_read_their_own_file_holds_no_connection(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await UploadedAsync(await server.WorkspaceAsync());

        await NothingIsHeldAsync(server, $"/embed-api/files/{sitting.File}", sitting.Sitting.Embed.Secret, Large);
    }

    [Theory, AllStores]
    public async Task A_teacher_who_does_not_read_a_file_holds_no_connection(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await UploadedAsync(await server.WorkspaceAsync());

        await NothingIsHeldAsync(
            server,
            $"{sitting.Sitting.Path}/files/{sitting.File}",
            sitting.Sitting.Workspace.OwnerKey,
            Large
        );
    }

    [Theory, AllStores]
    public async Task A_page_that_takes_over_and_does_not_read_its_answers_holds_no_connection_and_no_writer(
        Store store
    )
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await WrittenAsync(await server.WorkspaceAsync());

        await NothingIsHeldAsync(server, "/embed-api/open", sitting.Embed.Secret, Large, "POST");
    }

    /// <summary>Somebody works on the exam session: of all who step into it one waits in the store.</summary>
    [Theory, AllStores]
    public async Task Pages_that_take_over_at_once_wait_for_each_other_without_a_connection(Store store)
    {
        const int pages = 12;
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        var database = server.Service<Examlet.Storage.Database>();
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var working = database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(
                    "update exam_session set position = position where id = @id",
                    new { id = sitting.Student.SessionId }
                );
                held.TrySetResult();
                await release.Task;
            },
            CancellationToken.None
        );
        await held.Task;
        var opens = server.Service<Uses>().Of(sitting.Student.SessionId).Opens;
        var before = opens.Used;

        var opening = Enumerable
            .Range(0, pages)
            .Select(_ => sitting.Student.PostAsync("/embed-api/open", new { }))
            .ToList();
        try
        {
            var counted = await Eventually.BecomesAsync(
                () => Task.FromResult(opens.Used),
                used => used == before + pages
            );
            counted.ShouldBe(before + pages, "each page that takes over is counted before it waits");

            // Whoever was counted is on their way: other requests come after them.
            for (var i = 0; i < pages; i++)
            {
                (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}")).ShouldBe(200);
            }

            database.InUse.Writers.ShouldBeLessThan(pages / 2, "those who wait for their turn hold no connection");
        }
        finally
        {
            release.SetResult();
        }

        await working;
        (await Task.WhenAll(opening)).ShouldAllBe(reply => reply.Status == 200);
    }

    [Theory, AllStores]
    public async Task Whoever_does_not_read_what_a_student_wrote_holds_no_connection(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await WrittenAsync(await server.WorkspaceAsync());

        foreach (
            var path in new[]
            {
                sitting.Path,
                $"{sitting.Path}/history?limit=100",
                $"/exams/{sitting.Exam.Id}/results.csv",
            }
        )
        {
            await NothingIsHeldAsync(server, path, sitting.Workspace.OwnerKey, Large);
        }

        (await sitting.Student.HandInAsync()).ShouldBe(200);
        await sitting.ScoredAsync();
        foreach (var path in new[] { "/embed-api/result", "/embed-api/receipt" })
        {
            await NothingIsHeldAsync(server, path, sitting.Embed.Secret, Large);
        }
    }

    /// <summary>Half of the body of every operation has come: none holds a connection or the writer until the rest is
    /// there.</summary>
    [Theory, EveryOperation(WithBody = true)]
    public async Task While_a_body_is_on_its_way_no_connection_is_held(Store store, string name)
    {
        await using var server = await servers.StartAsync(store);
        var operation = Operation.Of(name);
        var stage = await (
            await Stage.SetAsync(await server.WorkspaceAsync(isSandbox: name == "POST /test/clock"))
        ).ReadyForAsync(operation);
        var body = new HeldBody(stage.BodyOf(operation)!.ToJsonString());
        (string, string)[] headers = operation.Method == "POST" ? [("Idempotency-Key", "held")] : [];

        var sending = stage
            .Holder(operation)
            .SendAsync(new HttpMethod(operation.Method), stage.PathOf(operation), body, headers);
        await body.HalfSent;
        await NothingIsInUseAsync(server);

        body.Release();
        (await sending).Status.ShouldBeLessThan(300);
    }

    /// <summary>What works in the background lets go by itself; whoever waits for the client of this test does
    /// not.</summary>
    private static async Task NothingIsInUseAsync(ExamletServer server) =>
        (
            await Eventually.BecomesAsync(
                () => Task.FromResult(server.Service<Examlet.Storage.Database>().InUse),
                held => held == (0, 0)
            )
        ).ShouldBe((0, 0));

    private static async Task<(Sitting Sitting, string File)> UploadedAsync(Workspace workspace)
    {
        var sitting = await workspace.StartedAsync([Ask.File("Hand in a file.", ["*/*"])]);
        var file = (await sitting.Student.AnnounceAsync(sitting.Question, "long.txt", Large)).ShouldBe(201).Value("id");
        for (var at = 0; at < Large; at += 1 << 20)
        {
            (
                await sitting.Student.SendChunkAsync(file, at, Encoding.ASCII.GetBytes(new string('a', 1 << 20)))
            ).ShouldBe(200);
        }

        return (sitting, file);
    }

    /// <summary>A student with so much written that no socket's buffer takes it.</summary>
    private static async Task<Sitting> WrittenAsync(Workspace workspace)
    {
        const int Answer = 255_000;
        var questions = Enumerable.Range(0, (Large / Answer) + 1).Select(i => Ask.Line($"Question {i}", "x")).ToArray();
        var sitting = await workspace.StartedAsync(questions, new { showScore = true });
        foreach (var question in sitting.Exam.Questions)
        {
            (await sitting.Student.SaveAsync(question, new string('x', Answer))).ShouldBe(200);
        }

        return sitting;
    }

    /// <summary>Asks, reads the beginning of the answer and no more; looks at what is held; then reads the
    /// rest.</summary>
    private static async Task NothingIsHeldAsync(
        ExamletServer server,
        string path,
        string credential,
        int least,
        string method = "GET"
    )
    {
        using var client = new TcpClient { ReceiveBufferSize = 8 << 10 };
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        var stream = client.GetStream();
        var length = method == "GET" ? "" : "Content-Type: application/json\r\nContent-Length: 2\r\n";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                        + $"Bearer {credential}\r\n{length}\r\n{(length.Length > 0 ? "{}" : "")}"
                )
            )
        );
        var beginning = new byte[1024];
        var read = await stream.ReadAtLeastAsync(beginning, beginning.Length);
        Encoding.ASCII.GetString(beginning, 0, read).ShouldStartWith("HTTP/1.1 200");

        await NothingIsInUseAsync(server);

        var buffer = new byte[256 << 10];
        long all = read;
        for (int some; (some = await stream.ReadAsync(buffer)) > 0; all += some)
        {
            // The rest: it was not cut short.
        }

        all.ShouldBeGreaterThan(least);
    }
}
