using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Examlet.Tests.Http;

/// <summary>Bodies that are no JSON, or JSON that means harm, to every operation that takes some: each is a 4xx
/// problem or a success, soon. Those of <c>Corpus/json</c> are there as bytes; the large ones are made here. Every
/// reply is checked by the client that sends it.
/// </summary>
public sealed class JsonCorpusTests(ExamletServers servers)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<string> Files { get; } =
    [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", "json")).Order(StringComparer.Ordinal)];

    [Theory, AllStores]
    public async Task Every_body_of_the_corpus_is_refused_or_taken(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        Files.Count.ShouldBeGreaterThan(90);
        var operations = (await OperationCall.AllAsync(workspace)).Where(operation => operation.TakesJson).ToList();
        operations.Count.ShouldBeGreaterThanOrEqualTo(20);

        foreach (var operation in operations)
        {
            foreach (var file in Files)
            {
                (
                    await SendAsync(
                        operation,
                        await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)
                    )
                ).Status.ShouldBeLessThan(500, $"{operation} with {Path.GetFileName(file)}");
            }
        }
    }

    [Theory]
    [InlineData("objects 10,000 deep")]
    [InlineData("lists 10,000 deep")]
    [InlineData("lists without end")]
    [InlineData("1,000,000 keys")]
    [InlineData("1,000,000 keys within")]
    [InlineData("1,000,000 questions")]
    [InlineData("1,000,000 spaces in a key that comes twice")]
    [InlineData("a number of 1,000,000 digits")]
    [InlineData("1,000,000 escapes")]
    public async Task A_bomb_is_refused_or_taken_soon(string bomb)
    {
        await using var workspace = await servers.WorkspaceAsync(Store.Sqlite); // reading a body asks no store
        var operations = (await OperationCall.AllAsync(workspace)).Where(operation => operation.TakesJson).ToList();
        var body = Encoding.UTF8.GetBytes(Make(bomb));

        foreach (var operation in operations)
        {
            var began = Stopwatch.GetTimestamp();
            var reply = await SendAsync(operation, body);

            reply.Status.ShouldBeLessThan(500, $"{operation} with {bomb}");
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Soon, $"{operation} with {bomb}");
        }

        (await workspace.Owner.GetAsync("/me")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Own_JSON_is_taken_64_deep_and_comes_back_wherever_it_is_shown(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (owner, metadata) = (workspace.Owner, JsonElement.Parse(Deep(63)));
        var user = await workspace.UserAsync("student", new { metadata });
        var question = Body.With(Ask.Line("Q", "x"), new { metadata = JsonElement.Parse(Deep(61)) });
        var exam = await workspace.ExamAsync([question], participants: [user], more: new { metadata });
        var embed = await workspace.EmbedAsync(exam.Id, user, new { metadata });
        var student = workspace.Student(embed);
        (await student.StartAsync()).ShouldBe(200);

        (await student.SaveAsync(exam.Questions[0], "x", context: metadata)).ShouldBe(200);
        (
            await student.NoteAsync(
                new
                {
                    questionId = exam.Questions[0],
                    flags = Array.Empty<string>(),
                    preferences = metadata,
                },
                1
            )
        ).ShouldBe(200);

        var session = $"/exams/{exam.Id}/sessions/{student.SessionId}";
        foreach (
            var path in (string[])
                [
                    "/users",
                    $"/users/{user}",
                    "/exams",
                    $"/exams/{exam.Id}",
                    "/embed-sessions",
                    $"/embed-sessions/{embed.Id}",
                    session,
                    $"{session}/history",
                ]
        )
        {
            Shown(await owner.GetAsync(path));
        }

        (await owner.GetAsync($"/exams/{exam.Id}/sessions")).ShouldBe(200);
        Shown(await student.GetAsync($"/embed-api/answers/{exam.Questions[0]}/versions"));
        Shown(await student.PostAsync("/embed-api/open", "{}"));
        (await student.PostAsync("/embed-api/hand-in", new { epoch = student.Epoch + 1 })).ShouldBe(200);
        (await student.SaveAsync(exam.Questions[0], "late", context: metadata)).ShouldBeProblem(409);
        Shown(await owner.GetAsync($"{session}/retained"));
        var first = (
            await owner.PostOnceAsync("deep", "/embed-sessions", Workspace.EmbedBody(exam.Id, user, new { metadata }))
        ).ShouldBe(201);
        (await owner.PostOnceAsync("deep", "/embed-sessions", Workspace.EmbedBody(exam.Id, user, new { metadata })))
            .ShouldBe(201)
            .Json.ShouldBeJson(first.Json);

        // What is shown may be deeper than the tests' own reader goes.
        static void Shown(Reply reply) => reply.ShouldBe(200).Text.ShouldContain(Deep(61));
    }

    [Theory, AllStores]
    public async Task Own_JSON_deeper_than_64_is_400_wherever_it_may_stand(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        foreach (var operation in (await OperationCall.AllAsync(workspace)).Where(operation => operation.TakesJson))
        {
            foreach (var field in operation.Fields.Append("unknown"))
            {
                var reply = await SendAsync(operation, Encoding.UTF8.GetBytes($$"""{ "{{field}}": {{Deep(64)}} }"""));
                reply.Status.ShouldBeOneOf(400, 404, 403, 409);
            }
        }

        (await sitting.ReadAsync())["answers"].GetArrayLength().ShouldBe(0);
    }

    private static string Make(string bomb) =>
        bomb switch
        {
            "objects 10,000 deep" => $$"""{"name":"x","metadata":{{Deep(10_000)}}}""",
            "lists 10,000 deep" => $$"""{"name":"x","value":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""",
            "lists without end" => new string('[', 500_000),
            "1,000,000 keys" => $$"""{"name":"x",{{Keys()}}}""",
            "1,000,000 keys within" => $$$"""{"name":"x","settings":{{{{Keys()}}}},"metadata":{{{{Keys()}}}}}""",
            "1,000,000 questions" =>
                $$"""{"name":"x","questions":[{{string.Join(',', Enumerable.Repeat("{}", 1_000_000))}}]}""",
            "1,000,000 spaces in a key that comes twice" =>
                $$$"""{"metadata":{"{{{new string(' ', 450_000)}}}":1,"{{{new string(' ', 450_000)}}}":2}}""",
            "a number of 1,000,000 digits" => $$"""{"timeMultiplier":{{new string('9', 1_000_000)}}}""",
            "1,000,000 escapes" => $$"""{"name":"{{string.Concat(Enumerable.Repeat("\\u0041", 170_000))}}"}""",
            _ => throw new ArgumentOutOfRangeException(nameof(bomb), bomb, "is not described"),
        };

    private static string Keys() => string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"k{i}\":1"));

    private static string Deep(int levels) =>
        $"{string.Concat(Enumerable.Repeat("{\"a\":", levels))}1{new string('}', levels)}";

    private static Task<Reply> SendAsync(OperationCall operation, byte[] body) =>
        operation.Caller.SendAsync(
            operation.Method,
            operation.Path,
            new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }
        );
}
