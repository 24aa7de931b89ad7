using System.Text.Json.Nodes;

namespace Examlet.Tests.Exams;

/// <summary>What authors send is told apart, kept and checked once.</summary>
public sealed class AuthoringTests(ExamletServers servers)
{
    [Theory]
    [AllStores("2030-06-01T09:00")]
    [AllStores("2030-06-01T09:00:00.000")]
    [AllStores("2030-06-01")]
    public async Task A_time_without_a_zone_is_refused_and_says_what_to_write(Store store, string time)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync("/exams", new { name = "E", settings = new { closesAt = time } });

        reply
            .ShouldBeInvalid("settings.closesAt")
            .Value("detail")
            .ShouldContain("with its zone, such as 2025-12-09T16:52:52.120Z");
    }

    [Theory]
    [AllStores("2030-06-01T09:00Z", "2030-06-01T09:00:00.000Z")]
    [AllStores("2030-06-01T09:00:00+02:00", "2030-06-01T07:00:00.000Z")]
    [AllStores("2030-06-01T09:00:00.5-03:30", "2030-06-01T12:30:00.500Z")]
    public async Task A_time_with_its_zone_is_taken(Store store, string time, string utc)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await workspace.Owner.PostAsync("/exams", new { name = "E", settings = new { closesAt = time } })).ShouldBe(
            201,
            new { settings = new { closesAt = utc } }
        );
    }

    [Theory]
    [AllStores(
        "description",
        "description",
        """{ "type": "paragraph", "description": "<p>See <img src='http://a.example/map.png' alt='the map'></p>" }"""
    )]
    [AllStores(
        "settings.options",
        "settings.optionsHtml",
        """{ "type": "sequence", "settings": { "options": ["<IMG alt='the map' src=' """
            + """HTTP://a.example/1.png'>", "2"] } }"""
    )]
    [AllStores(
        "settings.left",
        "settings.leftHtml",
        """{ "type": "matching", "settings": { "left": ["<image src='http://a.example/1.png' alt='the """
            + """map'>"], "right": ["1"] } }"""
    )]
    public async Task A_picture_at_an_http_address_is_shown_as_its_alternative_text_and_the_author_is_warned(
        Store store,
        string field,
        string shownIn,
        string question
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var questions = new[] { JsonNode.Parse(question)! };
        var made = (
            await workspace.Owner.PostAsync(
                "/exams",
                new
                {
                    name = "E",
                    questions,
                    permissions = new[] { new { actor = student, role = "participant" } },
                }
            )
        ).ShouldBe(201);
        var changed = (await workspace.Owner.PatchAsync($"/exams/{made.Value("id")}", new { questions })).ShouldBe(200);

        var started = await workspace.Student(await workspace.EmbedAsync(made.Value("id"), student)).StartAsync();

        foreach (var reply in new[] { made, changed })
        {
            reply["warnings"]
                .EnumerateArray()
                .ShouldHaveSingleItem()
                .ShouldHave(new { path = $"questions[0].{field}", code = "picture-over-http" });
        }

        var shown = shownIn
            .Split('.')
            .Aggregate(started["exam"].GetProperty("questions")[0], (of, name) => of.GetProperty(name))
            .GetRawText();
        shown.ShouldContain("the map");
        shown.ShouldNotContain("a.example");
        (await workspace.Owner.GetAsync($"/exams/{made.Value("id")}"))
            .Json.TryGetProperty("warnings", out _)
            .ShouldBeFalse();
    }

    [Theory, AllStores]
    public async Task An_exam_without_questions_is_made_and_cannot_be_started(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync([]);

        sitting
            .Embed.Created["warnings"]
            .ShouldBeJson(new[] { "The exam has no questions: the student cannot start it." });
        (await sitting.Student.PageAsync()).Text.ShouldContain("\"isEmpty\":true");
        (await sitting.Student.StartAsync()).ShouldBeProblem(409, "no-questions");
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions")).Items.ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task An_exam_that_got_its_questions_can_be_started(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync([]);

        (
            await workspace.Owner.PatchAsync($"/exams/{sitting.Exam.Id}", new { questions = new[] { Ask.Text("Q") } })
        ).ShouldBe(200);

        (await sitting.Student.StartAsync()).ShouldBe(200, new { status = "in_progress" });
    }

    [Theory, AllStores]
    public async Task What_another_system_says_of_an_exam_comes_back_to_staff_and_never_to_students(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var question = Body.With(
            Ask.Line("Q", "A"),
            new { tags = new[] { "tag-of-staff" }, externalId = "external-of-staff" }
        );
        question["settings"]!["unknownSetting"] = "setting-of-staff";
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(
            [question],
            participants: [student],
            more: new { taxonomyId = "taxonomy-of-staff", sourceMaterialIds = new[] { "material-of-staff" } }
        );
        var client = workspace.Student(await workspace.EmbedAsync(exam.Id, student));

        (await workspace.Owner.GetAsync($"/exams/{exam.Id}")).ShouldBe(
            200,
            new
            {
                taxonomyId = "taxonomy-of-staff",
                sourceMaterialIds = new[] { "material-of-staff" },
                questions = new[]
                {
                    new
                    {
                        tags = new[] { "tag-of-staff" },
                        externalId = "external-of-staff",
                        settings = new { unknownSetting = "setting-of-staff" },
                    },
                },
            }
        );
        (await client.PageAsync()).ShouldBe(200);
        (await client.StartAsync()).ShouldBe(200);
        client.Received.ShouldAllBe(text => !text.Contains("-of-staff", StringComparison.Ordinal));
    }

    [Theory, AllStores]
    public async Task What_another_system_says_is_changed_by_itself(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync(more: new { taxonomyId = "t", sourceMaterialIds = new[] { "m" } });

        var reply = await workspace.Owner.PatchAsync(
            $"/exams/{exam.Id}",
            new { taxonomyId = "u", sourceMaterialIds = (string[]?)null }
        );

        reply.ShouldBe(
            200,
            new
            {
                taxonomyId = "u",
                sourceMaterialIds = (string[]?)null,
                name = "Midterm Exam - Algebra",
            }
        );
    }

    /// <summary>A question that an earlier program took and this one would refuse.</summary>
    [Theory, AllStores]
    public async Task An_exam_stored_before_can_be_changed_in_its_other_fields(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.One("Q", ["5", "6"], "5")]);
        await workspace.Server.TamperAsync(
            "update exam_version set content = replace(content, '\"6\"', '\"5 \"') where exam_id = @exam",
            new { exam = exam.Id }
        );
        var stored = (await workspace.Owner.GetAsync($"/exams/{exam.Id}")).ShouldBe(200);
        var question = System.Text.Json.Nodes.JsonNode.Parse(stored["questions[0]"].GetRawText())!;

        (
            await workspace.Owner.PatchAsync($"/exams/{exam.Id}", new { name = "New", questions = new[] { question } })
        ).ShouldBe(200, new { name = "New" });
        question["title"] = "Changed";
        (await workspace.Owner.PatchAsync($"/exams/{exam.Id}", new { questions = new[] { question } })).ShouldBeInvalid(
            "questions[0].settings.options"
        );
    }

    [Theory, AllStores]
    public async Task Questions_that_take_too_much_to_check_say_so(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        object[] questions = [Ask.Text("Fine"), Ask.File("Too many kinds", [.. Enumerable.Repeat(".pdf", 300_000)])];

        var reply = await workspace.Owner.PostAsync("/exams", new { name = "E", questions });

        reply.ShouldBeProblem(413, "too-much-to-check").Value("detail").ShouldContain("questions[1]");
        (await workspace.Owner.GetAsync("/exams")).Items.ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task A_session_in_progress_is_scored_by_the_rules_it_began_on(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        object[] questions = [Ask.Line("Q", "don't")];
        var (before, now) = (await workspace.StartedAsync(questions), await workspace.StartedAsync(questions));
        await workspace.Server.TamperAsync(
            "update exam_session set rules = 2 where id = @id",
            new { id = before.Student.SessionId }
        );
        foreach (var sitting in new[] { before, now })
        {
            (await sitting.Student.SaveAsync(sitting.Question, "don’t")).ShouldBe(200);
            (await sitting.Student.HandInAsync()).ShouldBe(200);
        }

        (await before.ScoredAsync())["answers[0].correct"].GetBoolean().ShouldBeFalse();
        (await now.ScoredAsync())["answers[0].correct"].GetBoolean().ShouldBeTrue();
        (await now.ScoredAsync())
            .ShouldBe(200, new { answers = new[] { new { value = "don’t" } } })
            .Value("rulesVersion")
            .ShouldNotBe((await before.ScoredAsync()).Value("rulesVersion"));
    }

    [Theory, AllStores]
    public async Task A_session_keeps_its_order_when_the_rules_of_shuffling_change(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        object[] questions =
        [
            Ask.Paragraph("<p>A</p>"),
            .. Enumerable.Range(0, 8).Select(i => Ask.Text($"A{i}")),
            Ask.Paragraph("<p>B</p>"),
            .. Enumerable.Range(0, 8).Select(i => Ask.Text($"B{i}")),
        ];
        var sitting = await workspace.StartedAsync(questions, new { shuffleQuestions = true });
        var now = await OrderAsync();
        await workspace.Server.TamperAsync(
            "update exam_session set rules = 2 where id = @id",
            new { id = sitting.Student.SessionId }
        );

        var before = await OrderAsync();

        before.ShouldNotBe(now);
        (await OrderAsync()).ShouldBe(before);

        async Task<string> OrderAsync() =>
            string.Join(
                ' ',
                (await sitting.Student.OpenAsync())["exam.questions"]
                    .EnumerateArray()
                    .Select(q => q.GetProperty("id").GetString())
            );
    }
}
