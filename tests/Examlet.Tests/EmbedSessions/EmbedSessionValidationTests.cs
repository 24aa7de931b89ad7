namespace Examlet.Tests.EmbedSessions;

public sealed class EmbedSessionValidationTests(ExamletServers servers)
{
    private const string SameUser =
        "Actor ID cannot be the same as the requesting user. Create a new user in the workspace and use its ID.";

    [Theory]
    [AllStores("""{ "flow": null }""", "flow")]
    [AllStores("""{ "flow": "" }""", "flow")]
    [AllStores("""{ "flow": "create-exam" }""", "flow")]
    [AllStores("""{ "flow": "Take-Exam" }""", "flow")]
    [AllStores("""{ "actor": null }""", "actor")]
    [AllStores("""{ "actor": "" }""", "actor")]
    [AllStores("""{ "actor": "exam_423r9j3r0jeddJA00000" }""", "actor")]
    [AllStores("""{ "actor": "user_423r9j3r0jeddJA00000" }""", "actor")]
    [AllStores("""{ "actor": "USER_423r9j3r0jeddJA00000" }""", "actor")]
    [AllStores("""{ "presets": {} }""", "presets.examId")]
    [AllStores("""{ "presets": { "examId": null } }""", "presets.examId")]
    [AllStores("""{ "presets": { "examId": "" } }""", "presets.examId")]
    [AllStores("""{ "presets": { "examId": "55S843D7HfNfs9RY48" } }""", "presets.examId")]
    [AllStores("""{ "presets": { "examId": "exam_55S843D7HfNfs9RY48" } }""", "presets.examId")]
    [AllStores("""{ "metadata": "text" }""", "metadata")]
    [AllStores("""{ "theme": { "primaryColor": "red" } }""", "theme.primaryColor")]
    [AllStores("""{ "theme": { "primaryColor": "4f46e5" } }""", "theme.primaryColor")]
    [AllStores("""{ "theme": { "primaryColor": "#4f46g5" } }""", "theme.primaryColor")]
    [AllStores("""{ "theme": { "primaryColor": "#12" } }""", "theme.primaryColor")]
    [AllStores(
        """{ "theme": { "primaryColor": "#4f46e5;background:url(https://evil.example)" } }""",
        "theme.primaryColor"
    )]
    [AllStores("""{ "theme": { "primaryColor": "#4f46e5\n" } }""", "theme.primaryColor")]
    [AllStores("""{ "theme": { "locale": "english language" } }""", "theme.locale")]
    [AllStores("""{ "theme": { "locale": "../../x" } }""", "theme.locale")]
    [AllStores("""{ "theme": { "locale": "en/../../etc" } }""", "theme.locale")]
    [AllStores("""{ "theme": { "locale": "en\"><script>" } }""", "theme.locale")]
    public async Task A_wrong_field_is_refused_and_named_by_its_path(Store store, string more, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await PostAsync(workspace, System.Text.Json.JsonElement.Parse(more));

        reply.ShouldBeInvalid(field);
    }

    [Theory]
    [AllStores("")]
    [AllStores("*")]
    [AllStores("null")]
    [AllStores("app.example.com")]
    [AllStores("//app.example.com")]
    [AllStores("https://")]
    [AllStores("https:app.example.com")]
    [AllStores("https://app.example.com/path")]
    [AllStores("https://app.example.com?query")]
    [AllStores("https://app.example.com#fragment")]
    [AllStores("https://user@app.example.com")]
    [AllStores("https://user:password@app.example.com")]
    [AllStores("https://*.example.com")]
    [AllStores("https://app.example.com https://evil.example")]
    [AllStores("https://app.example.com,https://evil.example")]
    [AllStores("https://app.example.com; script-src *")]
    [AllStores("https://app.example.com\r\nX-Evil: 1")]
    [AllStores("https://app.example.com:99999")]
    [AllStores("https://app.example.com:port")]
    [AllStores("http://app.example.com")]
    [AllStores("http://localhost.evil.example")]
    [AllStores("http://127.0.0.1.evil.example")]
    [AllStores("ftp://app.example.com")]
    [AllStores("javascript:alert(1)")]
    [AllStores("data:text/html,x")]
    [AllStores("file:///etc/passwd")]
    public async Task An_allowed_origin_that_is_not_an_origin_is_refused(Store store, string allowedOrigin)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await PostAsync(workspace, new { allowedOrigin });

        reply.ShouldBeInvalid("allowedOrigin");
    }

    [Theory]
    [AllStores("https://app.example.com", "https://app.example.com")]
    [AllStores("https://app.example.com:8443", "https://app.example.com:8443")]
    [AllStores("HTTPS://App.Example.COM:443", "https://app.example.com")]
    [AllStores("https://m\u00fcnchen.example", "https://xn--mnchen-3ya.example")]
    [AllStores("http://localhost:3000", "http://localhost:3000")]
    [AllStores("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [AllStores("http://[::1]:8080", "http://[::1]:8080")]
    [AllStores("http://localhost:80", "http://localhost")]
    public async Task An_allowed_origin_is_kept_in_canonical_form(Store store, string allowedOrigin, string canonical)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var sitting = await workspace.SitAsync(embed: new { allowedOrigin });

        Page.Policy(await sitting.Student.PageAsync())["frame-ancestors"].ShouldBe([canonical]);
    }

    [Theory]
    [AllStores("")]
    [AllStores("done")]
    [AllStores("/done")]
    [AllStores("//school.example/done")]
    [AllStores("https://")]
    [AllStores("ftp://school.example/done")]
    [AllStores("javascript:alert(1)")]
    [AllStores("data:text/html,done")]
    [AllStores("file:///etc/passwd")]
    public async Task A_return_URL_that_is_not_absolute_http_is_refused(Store store, string returnUrl)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await PostAsync(workspace, new { returnUrl });

        reply.ShouldBeInvalid("returnUrl");
    }

    [Theory, AllStores("https://school.example/done?course=5"), AllStores("http://school.example:8080/")]
    public async Task A_return_URL_may_be_http_or_https_with_a_query(Store store, string returnUrl)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await PostAsync(workspace, new { returnUrl })).ShouldBe(201);
    }

    [
        Theory,
        AllStores("en"),
        AllStores("nl"),
        AllStores("nl-BE"),
        AllStores("zh-Hant-TW"),
        AllStores("tlh"),
        AllStores("de-DE-1996")
    ]
    public async Task Any_locale_is_taken_known_or_not(Store store, string locale)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var sitting = await workspace.SitAsync(embed: new { theme = new { locale } });

        (await sitting.Student.PageAsync()).ShouldBe(200);
    }

    [Theory, AllStores("#fff"), AllStores("#4F46E5")]
    public async Task A_colour_may_be_short_or_long_hex(Store store, string primaryColor)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await PostAsync(workspace, new { theme = new { primaryColor } })).ShouldBe(201);
    }

    [Theory, AllStores]
    public async Task An_unsupported_flow_is_answered_with_the_supported_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await PostAsync(workspace, new { flow = "create-exam" });

        reply.ShouldBeProblem(400).Value("message").ShouldContain("take-exam");
    }

    [Theory, AllStores("owner"), AllStores("admin"), AllStores("teacher")]
    public async Task The_user_behind_the_key_cannot_be_the_actor(Store store, string role)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = await workspace.ClientAsync(role);
        var exam = SampleExam.Of((await client.PostAsync("/exams", new { name = "Mine" })).ShouldBe(201));

        var reply = await client.PostAsync("/embed-sessions", Workspace.EmbedBody(exam.Id, client.UserId));

        reply.ShouldBeInvalid("actor").Value("message").ShouldBe(SameUser);
    }

    [Theory, AllStores]
    public async Task An_exam_that_the_actor_may_not_take_is_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync();

        var reply = await workspace.Owner.PostAsync("/embed-sessions", Workspace.EmbedBody(exam.Id, student));

        reply.ShouldBeInvalid("presets.examId");
    }

    [Theory, AllStores]
    public async Task Without_presets_the_answer_names_them(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();

        var reply = await workspace.Owner.PostAsync("/embed-sessions", new { flow = "take-exam", actor = student });

        reply.ShouldBeProblem(400)["errors"].Names().ShouldHaveSingleItem().ShouldStartWith("presets");
    }

    [Theory, AllStores]
    public async Task Every_wrong_field_is_named_at_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await PostAsync(
            workspace,
            new
            {
                flow = "grade",
                actor = "nobody",
                returnUrl = "nowhere",
                allowedOrigin = "*",
                theme = new { primaryColor = "red" },
            }
        );

        foreach (var field in (string[])["flow", "actor", "returnUrl", "allowedOrigin", "theme.primaryColor"])
        {
            reply.ShouldBeProblem(400)["errors"].Names().ShouldContain(field);
        }
    }

    [Theory, AllStores]
    public async Task With_strict_embedding_an_allowed_origin_is_required(Store store)
    {
        await using var server = await servers.StartAsync(store, "StrictEmbedding=true");
        var workspace = await server.WorkspaceAsync();

        (await PostAsync(workspace, new { })).ShouldBeInvalid("allowedOrigin");
        (await PostAsync(workspace, new { allowedOrigin = "https://school.example" })).ShouldBe(201);
    }

    [Theory, AllStores]
    public async Task With_strict_embedding_no_page_frames_an_embed_that_was_made_before_it(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).SitAsync();
        (await sitting.Student.PageAsync())
            .ShouldBe(200)
            .Header("Content-Security-Policy")!
            .ShouldEndWith("frame-ancestors *");

        await server.RestartAsync("StrictEmbedding=true");

        (await sitting.Student.PageAsync())
            .ShouldBe(200)
            .Header("Content-Security-Policy")!
            .ShouldEndWith("frame-ancestors 'none'");
    }

    /// <summary>A right body, changed by <paramref name="more"/>.</summary>
    private static async Task<Reply> PostAsync(Workspace workspace, object more)
    {
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);
        return await workspace.Owner.PostAsync("/embed-sessions", Workspace.EmbedBody(exam.Id, student, more));
    }
}
