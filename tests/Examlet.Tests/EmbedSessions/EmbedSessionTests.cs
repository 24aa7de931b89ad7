using System.Text.Json;

namespace Examlet.Tests.EmbedSessions;

public sealed class EmbedSessionTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task The_example_of_the_documentation_returns_the_object_of_the_documentation(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);
        var now = workspace.Server.Now;

        var reply = await workspace.Owner.PostAsync(
            "/embed-sessions",
            new
            {
                flow = "take-exam",
                actor = student,
                presets = new { examId = exam.Id },
                theme = new { primaryColor = "#4f46e5", locale = "en" },
                metadata = new { my_service_internal_id = "abc1234" },
                allowedOrigin = "https://app.example.com",
            }
        );

        reply.ShouldBe(
            201,
            new
            {
                status = "pending",
                flow = "take-exam",
                actor = student,
                enabledResponseModes = new[] { "post_message" },
                createdAt = now.Iso(),
                expiresAt = now.AddDays(7).Iso(),
                presets = new { examId = exam.Id },
                theme = new { primaryColor = "#4f46e5", locale = "en" },
                metadata = new { my_service_internal_id = "abc1234" },
            }
        );
        reply["outputs"].ShouldBeJson(new { });
        reply.Value("id").ShouldMatch("^embed_session_[0-9A-Za-z]{16,}$");
        reply.Value("embedUrl").ShouldStartWith($"{workspace.Server.Address}embeds/");
    }

    [Theory, AllStores]
    public async Task An_embed_session_can_be_read_at_any_time_with_its_URL(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(
            embed: new { metadata = new { a = 1 }, returnUrl = "https://school.example/done" }
        );

        var read = await sitting.ReadEmbedAsync();

        read["embedUrl"].ShouldBeJson(sitting.Embed.Url.ToString());
        read.Json.ShouldHave(Body.Without(sitting.Embed.Created.Json, "warnings"));
    }

    [Theory, AllStores]
    public async Task The_list_shows_the_embed_sessions_of_the_workspace(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = await workspace.SitAsync();
        var second = await first.EmbedAgainAsync();

        var list = await workspace.Owner.GetAsync("/embed-sessions");

        list.ShouldBe(200)["items"]
            .EnumerateArray()
            .Select(e => e.GetProperty("id").GetString())
            .ShouldBe([first.Embed.Id, second.Id], ignoreOrder: true);
    }

    [Theory]
    [AllStores("{}", "")]
    [AllStores("""{ "returnUrl": "https://school.example/done" }""", "return_url")]
    [AllStores("""{ "allowedOrigin": "https://school.example" }""", "post_message")]
    [AllStores(
        """{ "allowedOrigin": "https://school.example", "returnUrl": "https://school.example/done" }""",
        "return_url post_message"
    )]
    public async Task The_response_modes_come_in_a_fixed_order(Store store, string more, string modes)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var sitting = await workspace.SitAsync(embed: JsonElement.Parse(more));

        sitting
            .Embed.Created["enabledResponseModes"]
            .ShouldBeJson(modes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory, AllStores]
    public async Task Without_theme_and_metadata_the_session_works_the_same(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var sitting = await workspace.StartedAsync();

        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Pressing_start_leaves_it_pending_and_the_first_stored_answer_makes_it_started(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.ReadEmbedAsync()).Json.ShouldHave(new { status = "pending" });

        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);

        (await sitting.ReadEmbedAsync()).Json.ShouldHave(new { status = "started" });
        (await sitting.ReadEmbedAsync())["outputs"].ShouldBeJson(new { });
    }

    [Theory, AllStores]
    public async Task Handing_in_makes_it_completed_with_outputs(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var read = await sitting.ReadEmbedAsync();
        read.Json.ShouldHave(new { status = "completed" });
        read["outputs"]
            .ShouldBeJson(
                new
                {
                    examId = sitting.Exam.Id,
                    sessionId = sitting.Student.SessionId,
                    completionReason = "submitted",
                }
            );
    }

    [Theory, AllStores]
    public async Task Every_embed_session_bound_to_the_exam_session_shows_its_completion(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var second = await sitting.EmbedAgainAsync();
        var device = workspace.Student(second);
        (await device.StartAsync()).ShouldBe(200);

        (await device.HandInAsync()).ShouldBe(200);

        foreach (var id in (string[])[sitting.Embed.Id, second.Id])
        {
            (await workspace.Owner.GetAsync($"/embed-sessions/{id}")).ShouldBe(
                200,
                new { status = "completed", outputs = new { sessionId = sitting.Student.SessionId } }
            );
        }
    }

    [Theory, AllStores]
    public async Task An_embed_session_can_be_made_for_whoever_may_read_the_exam(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();
        var viewer = await workspace.UserAsync("teacher");
        await workspace.Owner.PostAsync($"/permissions/{exam.Id}", new { actor = viewer, role = "viewer" });

        var reply = await workspace.Owner.PostAsync("/embed-sessions", Workspace.EmbedBody(exam.Id, viewer));

        reply.ShouldBe(201);
    }

    [Theory, AllStores]
    public async Task The_public_URL_of_the_settings_is_the_base_of_embed_URLs(Store store)
    {
        await using var server = await servers.StartAsync(store, "PublicUrl=https://exams.example.com");
        var workspace = await server.WorkspaceAsync();

        var sitting = await workspace.SitAsync();

        sitting.Embed.Url.ToString().ShouldStartWith("https://exams.example.com/embeds/");
    }

    [Theory, AllStores]
    public async Task The_headers_of_a_request_do_not_change_embed_URLs(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);

        var reply = await workspace.Owner.SendAsync(
            HttpMethod.Post,
            "/embed-sessions",
            Workspace.EmbedBody(exam.Id, student),
            ("Host", "evil.example"),
            ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Proto", "https"),
            ("Forwarded", "host=evil.example;proto=https")
        );

        reply.ShouldBe(201).Text.ShouldNotContain("evil.example");
    }

    [Theory, AllStores]
    public async Task What_will_cut_the_time_short_is_said_at_creation(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var closesAt = workspace.Server.Now.AddMinutes(30).Iso();

        var cut = await workspace.SitAsync(settings: new { timeLimit = 60, closesAt });
        var whole = await workspace.SitAsync(settings: new { timeLimit = 20, closesAt });

        cut.Embed.Created["warnings"].GetArrayLength().ShouldBe(1);
        (whole.Embed.Created.Json.Has("warnings") ? whole.Embed.Created["warnings"].GetArrayLength() : 0).ShouldBe(0);
    }
}
