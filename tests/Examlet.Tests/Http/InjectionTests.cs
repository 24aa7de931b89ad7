using System.Text.Json;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Http;

/// <summary>Texts that would be SQL, shell, templates or headers if anything took them for it, in every ID, filter,
/// limit, cursor and key: 400, 404 or nothing found, and of another workspace never a row. The texts stand in
/// <c>Corpus/injection.json</c>.
/// </summary>
public sealed partial class InjectionTests(ExamletServers servers)
{
    private const string Foreign = "foreign-marker";
    private static readonly string[] Filters =
    [
        "email",
        "status",
        "examId",
        "actor",
        "sessionId",
        "voided",
        "after",
        "erase",
        "sort",
        "order",
        "filter",
        "q",
    ];
    private static readonly string[] Streams = ["GET /embed-api/events", "GET /monitor-api/room"];
    private static readonly string[] Texts = JsonSerializer.Deserialize<string[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", "injection.json"))
    )!;

    [Theory, AllStores]
    public async Task In_a_filter_of_a_list(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var operations = await WithForeignRowsAsync(workspace);

        await EachAsync(
            operations.Where(IsRead),
            operation => Filters.Select(filter => (operation, Query: $"?{filter}={{0}}"))
        );
    }

    [Theory, AllStores]
    public async Task In_a_limit_or_a_cursor(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var lists = (await WithForeignRowsAsync(workspace))
            .Where(operation => IsRead(operation) && operation.TakesPaging)
            .ToList();
        lists.Count.ShouldBeGreaterThan(8);

        foreach (var list in lists)
        {
            foreach (var text in Texts)
            {
                var asLimit = await list.Caller.GetAsync($"{list.Path}?limit={Uri.EscapeDataString(text)}");
                var asCursor = await list.Caller.GetAsync($"{list.Path}?cursor={Uri.EscapeDataString(text)}");

                (asLimit.Status is 400 or 404).ShouldBeTrue($"{list} took the limit {text}");
                (asCursor.Status is 400 or 404).ShouldBeTrue($"{list} took the cursor {text}");
            }
        }
    }

    [Theory, AllStores]
    public async Task In_an_ID_of_a_path(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var operations = (await WithForeignRowsAsync(workspace))
            .Where(operation =>
                !operation.Path.StartsWith("/openapi", StringComparison.Ordinal)
                && !Streams.Contains(operation.Name, StringComparer.Ordinal)
            )
            .ToList();
        var before = (await workspace.Owner.GetAsync("/users?limit=100")).Items.Count;

        foreach (var operation in operations)
        {
            foreach (var slot in Parameter().Matches(operation.Name).Select((_, i) => i))
            {
                // An empty text and dots alone make another path, and NUL none (RequestLineTests).
                await Task.WhenAll(
                    Texts
                        .Where(text => text.Trim('.', ' ').Length > 0 && !text.Contains('\0', StringComparison.Ordinal))
                        .Select(async text =>
                        {
                            var reply = await operation.Caller.SendAsync(
                                operation.Method,
                                operation.PathWith(slot, Uri.EscapeDataString(text)),
                                operation.TakesJson ? "{}" : null
                            );
                            reply.Status.ShouldBeOneOf(400, 404, 405, 409, 415);
                            reply.Text.ShouldNotContain(Foreign);
                        })
                );
            }
        }

        (await workspace.Owner.GetAsync("/users?limit=100")).Items.Count.ShouldBe(before);
    }

    [Theory, AllStores]
    public async Task In_an_ID_of_a_body(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var (owner, exam) = (workspace.Owner, sitting.Exam.Id);

        foreach (var text in Texts.Where(text => text.Length > 0))
        {
            (await owner.PostAsync("/embed-sessions", Workspace.EmbedBody(exam, text))).ShouldBeProblem(400);
            (await owner.PostAsync("/embed-sessions", Workspace.EmbedBody(text, sitting.StudentId))).ShouldBeProblem(
                400
            );
            (
                await owner.PostAsync("/embed-sessions", Workspace.EmbedBody($"exam_{text}", $"user_{text}"))
            ).ShouldBeProblem(400);
            (await owner.PostAsync($"/permissions/{exam}", new { actor = text, role = "viewer" })).ShouldBeProblem(400);
            (
                await owner.PostAsync(
                    "/exams",
                    new { name = "E", permissions = new[] { new { actor = text, role = "viewer" } } }
                )
            ).ShouldBeProblem(400);
            (
                await owner.PostAsync(
                    $"/exams/{exam}/sessions/actions",
                    new
                    {
                        action = "extend",
                        minutes = 1,
                        reason = "a test",
                        sessions = new[] { text },
                    }
                )
            ).Status.ShouldBeOneOf(200, 400);
            (
                await sitting.Student.PostAsync(
                    "/embed-api/files",
                    new
                    {
                        epoch = sitting.Student.Epoch,
                        questionId = text,
                        name = "a.txt",
                        size = 1,
                    }
                )
            ).ShouldBeProblem(400);
            (
                await sitting.Student.SaveAllAsync([
                    new
                    {
                        questionId = text,
                        revision = 1,
                        value = "x",
                        completed = true,
                    },
                ])
            ).Status.ShouldBeOneOf(200, 400);
            (
                await sitting.Student.NoteAsync(new { questionId = text, flags = new[] { text } }, 1)
            ).Status.ShouldBeOneOf(200, 400, 404, 409);
        }

        (await sitting.ReadAsync()).Json.ShouldHave(new { extraTime = 0, answers = Array.Empty<object>() });
    }

    [Theory, AllStores]
    public async Task In_an_idempotency_key_it_is_a_key_like_any_other(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var printable = Texts
            .Where(text =>
                text.Length > 0 && text.All(c => c is > ' ' and <= '~')
                || text.Contains(" or ", StringComparison.Ordinal) && text.All(c => c is >= ' ' and <= '~')
            )
            .ToList();
        var made = new HashSet<string>(StringComparer.Ordinal);

        foreach (var key in printable)
        {
            var first = (await workspace.Owner.PostOnceAsync(key, "/exams", new { name = "Once" })).ShouldBe(201);
            (await workspace.Owner.PostOnceAsync(key, "/exams", new { name = "Once" }))
                .ShouldBe(201)
                .Value("id")
                .ShouldBe(first.Value("id"));
            made.Add(first.Value("id")).ShouldBeTrue($"the key {key} was taken for another");
        }

        foreach (var key in (string[])["é", "a\tb", new string('x', 256)])
        {
            using var connection = await RawConnection.OpenAsync(workspace.Server);
            await connection.SendAsync(
                "POST /exams HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + $"{workspace.OwnerKey}\r\nContent-Type: application/json\r\nIdempotency-Key: "
                    + $"{key}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
            );
            (await connection.ReadToEndAsync()).ShouldHaveSingleItem().Status.ShouldBe(400);
        }
    }

    [Theory, AllStores]
    public async Task A_cursor_that_was_changed_is_400(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await workspace.UserAsync();
        var cursor = (await workspace.Owner.GetAsync("/users?limit=1")).Value("nextCursor");

        (await workspace.Owner.GetAsync($"/users?limit=1&cursor={cursor}")).ShouldBe(200).Items.ShouldHaveSingleItem();
        for (var at = 0; at < cursor.Length; at++)
        {
            var changed = $"{cursor[..at]}{(cursor[at] == 'x' ? 'y' : 'x')}{cursor[(at + 1)..]}";
            (await workspace.Owner.GetAsync($"/users?cursor={changed}")).ShouldBeInvalid("cursor");
        }
    }

    private static async Task EachAsync(
        IEnumerable<OperationCall> operations,
        Func<OperationCall, IEnumerable<(OperationCall Operation, string Query)>> cases
    )
    {
        foreach (var (operation, query) in operations.SelectMany(cases))
        {
            await Task.WhenAll(
                Texts.Select(async text =>
                {
                    var reply = await operation.Caller.GetAsync(
                        operation.Path + query.Replace("{0}", Uri.EscapeDataString(text), StringComparison.Ordinal)
                    );
                    reply.Status.ShouldBeOneOf(200, 302, 400, 403, 404, 409, 410);
                    reply.Text.ShouldNotContain(Foreign);
                })
            );
        }
    }

    private static bool IsRead(OperationCall operation) =>
        operation.Method == HttpMethod.Get && !Streams.Contains(operation.Name, StringComparer.Ordinal);

    /// <summary>Every operation on one workspace, beside another that has rows of every kind which say whose they
    /// are.</summary>
    private static async Task<IReadOnlyList<OperationCall>> WithForeignRowsAsync(Workspace workspace)
    {
        var other = await workspace.Server.WorkspaceAsync();
        var student = (
            await other.Owner.PostAsync(
                "/users",
                new
                {
                    email = $"{Foreign}@example.com",
                    name = Foreign,
                    role = "student",
                    metadata = new { Foreign },
                }
            )
        ).ShouldBe(201).Value("id");
        var exam = await other.ExamAsync(
            [Ask.Line(Foreign, Foreign)],
            participants: [student],
            more: new { name = Foreign, metadata = new { Foreign } }
        );
        var embed = await other.EmbedAsync(exam.Id, student, new { metadata = new { Foreign } });
        var client = other.Student(embed);
        (await client.StartAsync()).ShouldBe(200);
        (await client.SaveAsync(exam.Questions[0], Foreign)).ShouldBe(200);
        (await other.Owner.PostAsync("/webhooks", new { url = $"http://127.0.0.1:9/{Foreign}" })).ShouldBe(201);
        return await OperationCall.AllAsync(workspace);
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
