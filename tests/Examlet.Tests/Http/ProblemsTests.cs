using System.Net.Http.Headers;
using System.Text;

namespace Examlet.Tests.Http;

/// <summary>Everything that goes wrong is problem+json (contract §2); every test client checks the form of every error
/// it gets.</summary>
public sealed class ProblemsTests(ExamletServers servers)
{
    private static readonly string[] Posts = ["/users", "/exams", "/embed-sessions"];

    [Theory]
    [AllStores("{")]
    [AllStores("")]
    [AllStores("not json")]
    [AllStores("""{ "email": "a@example.com", }""")]
    [AllStores("""{ "email": "a@example.com" } more""")]
    [AllStores("""{ 'email': 'a@example.com' }""")]
    [AllStores("null")]
    [AllStores("5")]
    [AllStores("[]")]
    [AllStores("\"text\"")]
    public async Task A_body_that_is_no_JSON_object_is_400(Store store, string body)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        foreach (var path in Posts)
        {
            (await workspace.Owner.PostAsync(path, body))
                .ShouldBeProblem(400)
                .Value("detail")
                .ShouldNotContain("parameter", Case.Insensitive);
        }
    }

    [Theory, AllStores]
    public async Task A_name_from_a_body_is_repeated_up_to_200_characters(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var name = new string('n', 300_000);
        Reply[] replies =
        [
            await sitting.Student.PostAsync(
                "/embed-api/hand-in",
                $$"""{ "epoch": 1, "revisions": { "{{name}}": "x" } }"""
            ),
            await sitting.Student.PostAsync(
                "/embed-api/hand-in",
                $$"""{ "epoch": 1, "revisions": { "{{name}}": 5 } }"""
            ),
            await sitting.Student.PostAsync(
                "/embed-api/hand-in",
                $$"""{ "epoch": 1, "revisions": { "{{name}}": 1, "{{name}}": 2 } }"""
            ),
            await workspace.Owner.PostAsync(
                "/exams",
                new { name = "E", questions = new[] { new { type = name, title = "t" } } }
            ),
            await workspace.Owner.PostAsync(
                "/exams",
                new
                {
                    name = "E",
                    questions = new object[]
                    {
                        new
                        {
                            type = "multi-line-text",
                            title = "t",
                            settings = new Dictionary<string, object> { [name] = 1 },
                        },
                    },
                }
            ),
            await workspace.Owner.PostAsync(
                "/exams",
                $$"""{ "name": "E", "settings": { "{{name}}": 1 }, "questions": 5 }"""
            ),
            await workspace.Owner.PostAsync("/exams", $$"""{ "{{name}}": 1, "{{name}}": 2 }"""),
            await workspace.Owner.PostAsync("/users", new { email = "a@example.com", role = name }),
        ];

        replies
            .Where(reply => reply.Status >= 400 && reply.Bytes.Length > 8_000)
            .Select(reply => $"{reply.Request}: {reply.Bytes.Length} bytes")
            .ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task Of_very_many_errors_the_first_hundred_fields_are_named_and_all_are_counted(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = (
            await workspace.Owner.PostAsync(
                "/exams",
                new { name = "E", questions = Enumerable.Repeat(new { type = "no-such-type", title = "t" }, 500) }
            )
        ).ShouldBeProblem(400);

        reply["errors"].EnumerateObject().Count().ShouldBe(100);
        reply.Value("detail").ShouldBe("The request has 500 problems; `errors` has the first 100 by their fields.");
    }

    [Theory, AllStores]
    public async Task A_body_in_another_encoding_than_UTF_8_is_400(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var content = new ByteArrayContent([
            .. "{ \"email\": \"a@example.com\", \"name\": \""u8,
            0xff,
            0xfe,
            .. "\" }"u8,
        ]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var reply = await workspace.Owner.PostAsync("/users", content);

        reply.ShouldBeProblem(400);
    }

    [
        Theory,
        AllStores("text/plain"),
        AllStores("application/x-www-form-urlencoded"),
        AllStores("application/xml"),
        AllStores(null)
    ]
    public async Task A_body_that_does_not_say_it_is_JSON_is_415(Store store, string? mediaType)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        foreach (var path in Posts)
        {
            (await workspace.Owner.PostAsync(path, Content(mediaType))).ShouldBeProblem(415);
        }

        (await sitting.Student.PostAsync("/embed-api/hand-in", Content(mediaType))).ShouldBeProblem(415);
        (await sitting.Student.PostAsync("/embed-api/answers", Content(mediaType))).ShouldBeProblem(415);
    }

    [Theory, AllStores("application/json; charset=utf-8"), AllStores("application/vnd.school+json")]
    public async Task JSON_under_its_other_names_is_taken(Store store, string mediaType)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var content = new ByteArrayContent("{ \"email\": \"a@example.com\" }"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);

        (await workspace.Owner.PostAsync("/users", content)).ShouldBe(201);
    }

    [Theory]
    [AllStores("/users", """{ "email": ["a"] }""", "email")]
    [AllStores("/users", """{ "email": "a@example.com", "timeMultiplier": {} }""", "timeMultiplier")]
    [AllStores("/exams", """{ "name": 5 }""", "name")]
    [AllStores("/exams", """{ "name": "E", "questions": {} }""", "questions")]
    [AllStores("/exams", """{ "name": "E", "questions": [5] }""", "questions[0]")]
    [AllStores("/exams", """{ "name": "E", "questions": [{ "type": 5 }] }""", "questions[0].type")]
    [AllStores("/exams", """{ "name": "E", "settings": { "timeLimit": "an hour" } }""", "settings.timeLimit")]
    [AllStores("/exams", """{ "name": "E", "settings": { "opensAt": "tomorrow" } }""", "settings.opensAt")]
    [AllStores("/embed-sessions", """{ "flow": 1 }""", "flow")]
    [AllStores("/embed-sessions", """{ "flow": "take-exam", "presets": [] }""", "presets")]
    [AllStores("/embed-sessions", """{ "flow": "take-exam", "presets": { "examId": 5 } }""", "presets.examId")]
    [AllStores("/embed-sessions", """{ "flow": "take-exam", "theme": { "primaryColor": 5 } }""", "theme.primaryColor")]
    public async Task A_field_of_the_wrong_type_is_named_by_its_path(
        Store store,
        string path,
        string body,
        string field
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(path, body);

        // What else these bodies lack may be named beside it.
        reply.ShouldBeProblem(400).Json.Has("errors").ShouldBeTrue(reply.Text);
        reply["errors"].Names().ShouldContain(field);
    }

    [Theory, AllStores]
    public async Task Nesting_up_to_64_is_taken_and_past_it_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await workspace.Owner.PostAsync("/users", Nested("fits@example.com", 63))).ShouldBe(201);
        (await workspace.Owner.PostAsync("/users", Nested("deep@example.com", 65))).ShouldBeProblem(400);
        (await workspace.Owner.PostAsync("/users", Nested("bomb@example.com", 100_000))).ShouldBeProblem(400);

        static string Nested(string email, int levels)
        {
            var metadata = string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + 1 + new string('}', levels - 1);
            return $$"""{ "email": "{{email}}", "metadata": {{metadata}} }""";
        }
    }

    [Theory]
    [AllStores("/users", """{ "email": "a@example.com", "email": "b@example.com" }""")]
    [AllStores("/users", """{ "email": "a@example.com", "metadata": { "a": 1, "a": 2 } }""")]
    [AllStores("/exams", """{ "name": "A", "name": "B" }""")]
    public async Task A_key_that_comes_twice_is_400(Store store, string path, string body)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await workspace.Owner.PostAsync(path, body)).ShouldBeProblem(400);
    }

    [Theory]
    [AllStores("""{ "email": "a@example.com", "name": "with \u0000 inside" }""")]
    [AllStores("""{ "email": "a@example.com", "name": "half a pair \ud800" }""")]
    [AllStores("""{ "email": "a@example.com", "metadata": { "a": "\u0000" } }""")]
    [AllStores("""{ "email": "a@example.com", "metadata": { "a": "\udfff" } }""")]
    public async Task Text_that_no_store_can_keep_is_400(Store store, string body)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await workspace.Owner.PostAsync("/users", body)).ShouldBeProblem(400);
    }

    [Theory, AllStores]
    public async Task Unknown_fields_are_ignored(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync("student", new { avatar = "x", hosted = new { feature = true } });
        var exam = await workspace.ExamAsync(
            participants: [student],
            more: new { gradingModel = "gpt", tags = new[] { "a" } }
        );

        var embed = await workspace.EmbedAsync(exam.Id, student, new { locale = "nl", features = new { } });

        embed.Created.ShouldBe(201);
    }

    [Theory, AllStores("/nowhere"), AllStores("/embed-api/nowhere"), AllStores("/exams/exam_x/nowhere")]
    public async Task An_address_where_nothing_is_answers_404(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await workspace.Owner.GetAsync(path)).ShouldBeProblem(404);
    }

    [
        Theory,
        AllStores("PUT", "/users"),
        AllStores("DELETE", "/exams"),
        AllStores("POST", "/me"),
        AllStores("GET", "/embed-api/start")
    ]
    public async Task A_method_that_an_address_does_not_take_answers_405(Store store, string method, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await workspace.Owner.SendAsync(new HttpMethod(method), path)).ShouldBeProblem(405);
    }

    [Theory]
    [AllStores("/users/%01")]
    [AllStores("/users/'%20or%201=1--")]
    [AllStores("/users/%F0%9F%92%A9")]
    [AllStores("/exams/..%2F..%2Fetc%2Fpasswd")]
    [AllStores("/exams/exam_%ff")]
    [AllStores("/embed-sessions/embed_session_%E2%80%AE")]
    [AllStores("/exams/exam_x/sessions/%7F")]
    [AllStores("/exams/exam_x/sessions/....")]
    public async Task Strange_IDs_in_a_path_are_unknown_IDs(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.GetAsync(path);

        reply.Status.ShouldBeOneOf(400, 404);
    }

    private static StringContent Content(string? mediaType)
    {
        var content = new StringContent("""{ "email": "a@example.com", "name": "E" }""", Encoding.UTF8);
        content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        return content;
    }
}
