namespace Examlet.Tests.EveryOperation;

/// <summary>What anybody can make the server do who has no credential at all: next to nothing.</summary>
public sealed class AnonymousTests(ExamletServers servers)
{
    private const int MaxStatements = 2;
    private const long MaxBytes = 64 << 10;
    private const string Probe = "/health/ready"; // What it writes is two statements, at most once a second.

    private static readonly string[] Pages =
    [
        "/",
        "/docs",
        "/docs/",
        "/openapi/v1.json",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/nowhere",
        "/assets/x.js",
        "/embeds/x",
        "/monitor/x",
        "/receipts/keys",
        $"/embeds/{new string('x', 60)}",
        $"/monitor/{new string('x', 60)}",
    ];

    [Theory, AllStores]
    public async Task No_request_without_a_credential_reads_more_than_64_KiB_or_runs_more_than_two_statements(
        Store store
    )
    {
        var (server, engine) = await MeasuredEngine.ServeAsync(servers, store);
        await using var ended = server;
        var ids = await BigAsync(await server.WorkspaceAsync());
        var asked = Operation
            .All.Select(operation => (operation.Method, Path: PathOf(operation, ids)))
            .Concat(Pages.Select(page => (Method: "GET", Path: page)))
            .Append((Method: "GET", Path: $"/receipts/{ids["code"]}"))
            .ToList();
        string?[] credentials =
        [
            null,
            "Bearer examp_NoSuchKeyNoSuchKeyNoSuchKeyNoSu0",
            $"Bearer {new string('x', 60)}",
        ];
        var tooMuch = new List<string>();

        foreach (var (method, path) in asked)
        {
            foreach (var credential in credentials)
            {
                for (var again = 0; again < 2; again++)
                {
                    var name = Guid.NewGuid().ToString();
                    using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, path));
                    request.Headers.TryAddWithoutValidation("Authorization", credential);
                    request.Headers.Add(MeasuredEngine.Header, name);
                    request.Content = method is "GET" or "DELETE"
                        ? null
                        : new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
                    using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
                    var used = engine.Of(name);
                    if (
                        used.Statements.Count > MaxStatements
                        || used.Bytes > MaxBytes
                        || (used.Writes > 0 && path != Probe)
                    )
                    {
                        tooMuch.Add(
                            $"{method} {path} ({credential}): {used.Statements.Count} statements, "
                                + $"{used.Bytes} bytes, {used.Writes} transactions that write"
                        );
                    }
                }
            }
        }

        tooMuch.ShouldBeEmpty();
        (await server.Stranger.CheckReceiptAsync(ids["code"])).ShouldBe(200, new { valid = true });
    }

    [Theory, AllStores]
    public async Task However_many_ask_whether_the_node_is_ready_one_write_a_second_tells_them(Store store)
    {
        var (server, engine) = await MeasuredEngine.ServeAsync(servers, store);
        await using var ended = server;
        engine.Forget();

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.Stranger.GetAsync(Probe)));

        replies.ShouldAllBe(reply => reply.Status == 200);
        engine.All.Writes.ShouldBe(1);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await server.Stranger.GetAsync(Probe)).ShouldBe(200);
        engine.All.Writes.ShouldBeGreaterThan(1);
    }

    /// <summary>An exam of 400 KB whose student wrote and handed in 2 MB, and the IDs of it all.</summary>
    private static async Task<Dictionary<string, string>> BigAsync(Workspace workspace)
    {
        var sitting = await workspace.StartedAsync([
            .. Enumerable.Range(0, 40).Select(i => Ask.Line($"{i} {new string('t', 400)}")),
            new
            {
                type = "multi-line-text",
                title = "Essay",
                description = new string('d', 200_000),
            },
        ]);
        for (var i = 0; i < 20; i++)
        {
            (await sitting.Student.SaveAsync(sitting.Exam.Questions[^1], new string('x', 100_000) + i)).ShouldBe(200);
        }

        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200).Value("code");
        return new(StringComparer.Ordinal)
        {
            ["id"] = sitting.Exam.Id,
            ["examId"] = sitting.Exam.Id,
            ["sessionId"] = sitting.Student.SessionId,
            ["questionId"] = sitting.Question,
            ["code"] = code,
        };
    }

    private static string PathOf(Operation operation, Dictionary<string, string> ids) =>
        operation.PathParameters.Aggregate(
            operation.Path,
            (path, name) => path.Replace($"{{{name}}}", ids.GetValueOrDefault(name, "x"), StringComparison.Ordinal)
        );
}
