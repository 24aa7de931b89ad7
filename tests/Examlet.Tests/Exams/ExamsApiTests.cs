using System.Text.Json;

namespace Examlet.Tests.Exams;

public sealed class ExamsApiTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_created_exam_comes_back_with_every_field_and_an_ID_for_every_question(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var now = workspace.Server.Now.Iso();

        var reply = await workspace.Owner.PostAsync(
            "/exams",
            new
            {
                name = "Midterm Exam - Algebra",
                subject = "Mathematics",
                studentLevel = "Grade 8",
                language = "en",
                context = "Chapters 1 to 3",
                intendedDuration = 45,
                questions = new object[]
                {
                    new
                    {
                        type = "single-line-text",
                        title = "2 + 2 = ?",
                        description = "<p>Think</p>",
                        settings = new { correctAnswer = "4", maxLength = 10 },
                        scoring = new { points = 3 },
                        metadata = new { chapter = 1 },
                    },
                    new { type = "multi-line-text", title = "Why?" },
                },
                permissions = new[] { new { actor = student, role = "participant" } },
                metadata = new { my_service_internal_id = "abc1234" },
                settings = new
                {
                    timeLimit = 45.5,
                    opensAt = "2026-01-01T08:00:00.000Z",
                    closesAt = "2027-01-01T08:00:00.000Z",
                    shuffleQuestions = true,
                    navigation = "linear",
                    showScore = true,
                },
            }
        );

        reply.ShouldBe(
            201,
            new
            {
                name = "Midterm Exam - Algebra",
                subject = "Mathematics",
                studentLevel = "Grade 8",
                language = "en",
                context = "Chapters 1 to 3",
                intendedDuration = 45,
                metadata = new { my_service_internal_id = "abc1234" },
                settings = new
                {
                    timeLimit = 45.5,
                    opensAt = "2026-01-01T08:00:00.000Z",
                    closesAt = "2027-01-01T08:00:00.000Z",
                    shuffleQuestions = true,
                    navigation = "linear",
                    showScore = true,
                },
                createdAt = now,
                updatedAt = now,
            }
        );
        reply["questions"].GetArrayLength().ShouldBe(2);
        reply["questions[0]"]
            .ShouldHave(
                new
                {
                    type = "single-line-text",
                    title = "2 + 2 = ?",
                    description = "<p>Think</p>",
                    settings = new { correctAnswer = "4", maxLength = 10 },
                    scoring = new { points = 3 },
                    metadata = new { chapter = 1 },
                }
            );
        reply["questions[1]"].ShouldHave(new { type = "multi-line-text", title = "Why?" });
        reply.Value("id").ShouldMatch("^exam_[0-9A-Za-z]{16,}$");
        reply.Value("questions[0].id").ShouldMatch("^q_[0-9A-Za-z]{16,}$");
        reply.Value("questions[1].id").ShouldNotBe(reply.Value("questions[0].id"));
    }

    [Theory, AllStores]
    public async Task An_exam_needs_only_a_name(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync("/exams", new { name = "Empty" });

        reply.ShouldBe(
            201,
            new
            {
                name = "Empty",
                questions = Array.Empty<object>(),
                settings = new
                {
                    timeLimit = (double?)null,
                    opensAt = (string?)null,
                    closesAt = (string?)null,
                    shuffleQuestions = false,
                    navigation = "free",
                    showScore = false,
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task An_exam_can_be_read_by_ID(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var made = (
            await workspace.Owner.PostAsync(
                "/exams",
                new
                {
                    name = "Read me",
                    questions = Ask.Everything(),
                    metadata = new { a = 1 },
                }
            )
        ).ShouldBe(201);

        var read = await workspace.Owner.GetAsync($"/exams/{made.Value("id")}");

        read.ShouldBe(200).Json.ShouldBeJson(Body.Without(made.Json, "warnings"));
    }

    [Theory]
    [AllStores("examplary.default.single-line-text")]
    [AllStores("single-line-text")]
    [AllStores("examplary.default.multiple-choice-single-answer")]
    public async Task A_type_may_be_named_short_or_long(Store store, string type)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var settings = type.EndsWith("answer", StringComparison.Ordinal)
            ? (object)new { options = new[] { "a", "b" }, correctAnswer = "a" }
            : new { };

        var sitting = await workspace.StartedAsync([
            new
            {
                type,
                title = "Q",
                settings,
            },
        ]);

        (await sitting.Student.OpenAsync()).Value("exam.questions[0].type").ShouldBeOneOf(type, type.Split('.')[^1]);
    }

    [Theory, AllStores]
    public async Task A_patch_changes_the_fields_it_names(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var made = (
            await workspace.Owner.PostAsync(
                "/exams",
                new
                {
                    name = "Before",
                    subject = "Maths",
                    questions = new[] { Ask.Text("Why?") },
                    settings = new { timeLimit = 30 },
                }
            )
        ).ShouldBe(201);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        var reply = await workspace.Owner.PatchAsync(
            $"/exams/{made.Value("id")}",
            new { name = "After", language = "nl" }
        );

        reply.ShouldBe(
            200,
            new
            {
                id = made.Value("id"),
                name = "After",
                subject = "Maths",
                language = "nl",
                settings = new { timeLimit = 30 },
                createdAt = made.Value("createdAt"),
                updatedAt = workspace.Server.Now.Iso(),
            }
        );
        reply["questions"].ShouldBeJson(made["questions"]);
        (await workspace.Owner.GetAsync($"/exams/{made.Value("id")}")).Json.ShouldBeJson(
            Body.Without(reply.Json, "warnings")
        );
    }

    [Theory, AllStores]
    public async Task A_patch_replaces_the_questions_whole_and_a_known_ID_keeps_its_question(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.Line("First", "1"), Ask.Line("Second", "2"), Ask.Line("Third", "3")]);

        var reply = await workspace.Owner.PatchAsync(
            $"/exams/{exam.Id}",
            new
            {
                questions = new[]
                {
                    Ask.Text("New"),
                    Body.With(Ask.Line("Third, changed", "33"), new { id = exam.Questions[2] }),
                    Body.With(Ask.Line("First", "1"), new { id = exam.Questions[0] }),
                },
            }
        );

        var questions = SampleExam.Of(reply.ShouldBe(200)).Questions;
        questions.Count.ShouldBe(3);
        exam.Questions.ShouldNotContain(questions[0]);
        questions.Skip(1).ShouldBe([exam.Questions[2], exam.Questions[0]]);
        reply.Value("questions[1].title").ShouldBe("Third, changed");
        reply.Text.ShouldNotContain("Second");
    }

    [Theory, AllStores]
    public async Task A_deleted_exam_is_gone_and_a_second_delete_finds_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();

        (await workspace.Owner.DeleteAsync($"/exams/{exam.Id}")).ShouldBe(204);

        (await workspace.Owner.GetAsync($"/exams/{exam.Id}")).ShouldBeProblem(404);
        (await workspace.Owner.DeleteAsync($"/exams/{exam.Id}")).ShouldBeProblem(404);
        (await workspace.Owner.GetAsync("/exams")).Text.ShouldNotContain(exam.Id);
    }

    [Theory, AllStores]
    public async Task An_exam_that_somebody_has_begun_is_not_deleted(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var reply = await workspace.Owner.DeleteAsync($"/exams/{sitting.Exam.Id}");

        reply.ShouldBeProblem(409);
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_list_shows_the_exams_of_the_workspace(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = await workspace.ExamAsync();
        var second = await workspace.ExamAsync();

        var reply = await workspace.Owner.GetAsync("/exams");

        reply["items"]
            .EnumerateArray()
            .Select(e => e.GetProperty("id").GetString())
            .ShouldBe([first.Id, second.Id], ignoreOrder: true);
        reply["items[0].name"].ValueKind.ShouldBe(JsonValueKind.String);
    }
}
