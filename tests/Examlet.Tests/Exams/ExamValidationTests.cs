using System.Text.Json;

namespace Examlet.Tests.Exams;

public sealed class ExamValidationTests(ExamletServers servers)
{
    [Theory]
    [AllStores("""{ }""", "name")]
    [AllStores("""{ "name": null }""", "name")]
    [AllStores("""{ "name": "" }""", "name")]
    [AllStores("""{ "name": "E", "intendedDuration": "long" }""", "intendedDuration")]
    [AllStores("""{ "name": "E", "metadata": [] }""", "metadata")]
    [AllStores("""{ "name": "E", "settings": { "timeLimit": 0 } }""", "settings.timeLimit")]
    [AllStores("""{ "name": "E", "settings": { "timeLimit": -5 } }""", "settings.timeLimit")]
    [AllStores("""{ "name": "E", "settings": { "navigation": "sideways" } }""", "settings.navigation")]
    [AllStores("""{ "name": "E", "settings": { "shuffleQuestions": "yes" } }""", "settings.shuffleQuestions")]
    [AllStores("""{ "name": "E", "settings": { "closesAt": "soon" } }""", "settings.closesAt")]
    [AllStores("""{ "name": "E", "questions": [{ "title": "No type" }] }""", "questions[0].type")]
    [AllStores("""{ "name": "E", "questions": [{ "type": "telepathy" }] }""", "questions[0].type")]
    [AllStores(
        """{ "name": "E", "questions": [{ "type": "multi-line-text" }, { "type": "telepathy" }] }""",
        "questions[1].type"
    )]
    [AllStores("""{ "name": "E", "questions": [{ "type": "conversational" }] }""", "questions[0].type")]
    [AllStores(
        """{ "name": "E", "questions": [{ "type": "multi-line-text", "scoring": { "points": -1 } }] }""",
        "questions[0].scoring.points"
    )]
    [AllStores(
        """{ "name": "E", "questions": [{ "type": "multi-line-text", "metadata": 5 }] }""",
        "questions[0].metadata"
    )]
    [AllStores(
        """{ "name": "E", "questions": [{ "type": "multiple-choice-single-answer", "settings": { "options": """
            + """["a", "a"], "correctAnswer": "a" } }] }""",
        "questions[0].settings.options"
    )]
    [AllStores(
        """{ "name": "E", "questions": [{ "type": "multiple-choice-multiple-answers", "settings": """
            + """{ "options": ["a", "b", "a"], "correctAnswer": ["a"] } }] }""",
        "questions[0].settings.options"
    )]
    [AllStores(
        """{ "name": "E", "permissions": [{ "actor": "user_unknown", "role": "participant" }] }""",
        "permissions[0].actor"
    )]
    public async Task A_wrong_field_is_refused_and_named_by_its_path(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync("/exams", body);

        reply.ShouldBeInvalid(field);
    }

    [Theory]
    [AllStores("""{ "name": null }""", "name")]
    [AllStores("""{ "name": "" }""", "name")]
    [AllStores("""{ "settings": { "timeLimit": 0 } }""", "settings.timeLimit")]
    [AllStores("""{ "questions": [{ "type": "telepathy" }] }""", "questions[0].type")]
    [AllStores("""{ "metadata": "text" }""", "metadata")]
    public async Task A_wrong_field_of_a_patch_is_refused_and_changes_nothing(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();

        var reply = await workspace.Owner.PatchAsync($"/exams/{exam.Id}", body);

        reply.ShouldBeInvalid(field);
        (await workspace.Owner.GetAsync($"/exams/{exam.Id}")).Json.ShouldBeJson(Body.Without(exam.Body, "warnings"));
    }

    [Theory, AllStores]
    public async Task A_permission_with_an_unknown_role_is_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();

        var reply = await workspace.Owner.PostAsync(
            "/exams",
            new { name = "E", permissions = new[] { new { actor = student, role = "spectator" } } }
        );

        reply.ShouldBeInvalid("permissions[0].role");
    }

    [Theory, AllStores]
    public async Task A_conversational_question_without_a_language_model_is_refused_by_its_name(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(
            "/exams",
            new { name = "E", questions = new[] { new { type = "conversational", title = "Talk" } } }
        );

        reply.ShouldBeProblem(400).Value("detail").ShouldContain("conversational");
    }

    [Theory, AllStores]
    public async Task Two_questions_never_share_an_ID(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();
        var twice = Body.With(Ask.Text("Twice"), new { id = exam.Questions[0] });

        var reply = await workspace.Owner.PatchAsync(
            $"/exams/{exam.Id}",
            new { questions = new[] { twice, Body.With(twice, null) } }
        );

        reply.Status.ShouldBeOneOf(200, 400);
        var questions = SampleExam.Of(await workspace.Owner.GetAsync($"/exams/{exam.Id}")).Questions;
        questions.Distinct().Count().ShouldBe(questions.Count);
    }

    [Theory, AllStores]
    public async Task Every_wrong_field_is_named_at_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(
            "/exams",
            new
            {
                settings = new { timeLimit = 0 },
                questions = new object[] { new { type = "telepathy" }, Ask.Text("Fine"), new { } },
            }
        );

        reply.ShouldBeInvalid("name", "settings.timeLimit", "questions[0].type", "questions[2].type");
    }

    [Theory, AllStores]
    public async Task The_texts_of_an_exam_come_back_byte_for_byte(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var strange =
            "\u00e9 e\u0301 \u0628\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \ud83d\udc69\u200d\ud83d\udd2c "
            + "\u202e \\ \" ' <b>bold</b> &amp; \t\r\n \uffff \u2028";

        var made = (
            await workspace.Owner.PostAsync(
                "/exams",
                new { name = strange, questions = new[] { Ask.One(strange, [strange, strange + "2"], strange) } }
            )
        ).ShouldBe(201);

        var read = await workspace.Owner.GetAsync($"/exams/{made.Value("id")}");
        read.Value("name").ShouldBe(strange);
        read.Value("questions[0].title").ShouldBe(strange);
        read["questions[0].settings"].Find("options[0]").GetString().ShouldBe(strange);
        read["questions[0].settings"].ValueKind.ShouldBe(JsonValueKind.Object);
    }
}
