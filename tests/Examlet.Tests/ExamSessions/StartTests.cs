using System.Text.Json;

namespace Examlet.Tests.ExamSessions;

public sealed class StartTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Starting_returns_the_state_with_the_questions(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(
            [
                Body.With(
                    Ask.Line("What is the capital of France?", "Paris"),
                    new { description = "<p>Think</p>", scoring = new { points = 3 } }
                ),
                Ask.One("Prime?", ["9", "11"], "11"),
            ],
            new { timeLimit = 30 },
            embed: new { theme = new { primaryColor = "#4f46e5", locale = "en" } }
        );
        var now = workspace.Server.Now;

        var state = await sitting.Student.StartAsync();

        state.ShouldBe(
            200,
            new
            {
                status = "in_progress",
                serverNow = now.Iso(),
                startedAt = now.Iso(),
                deadline = now.AddMinutes(30).Iso(),
                theme = new { primaryColor = "#4f46e5", locale = "en" },
                exam = new
                {
                    id = sitting.Exam.Id,
                    name = "Midterm Exam - Algebra",
                    settings = new { timeLimit = 30, navigation = "free" },
                    questions = new object[]
                    {
                        new
                        {
                            id = sitting.Exam.Questions[0],
                            type = "single-line-text",
                            title = "What is the capital of France?",
                            description = "<p>Think</p>",
                            points = 3,
                        },
                        new
                        {
                            id = sitting.Exam.Questions[1],
                            type = "multiple-choice-single-answer",
                            title = "Prime?",
                            settings = new { options = new[] { "9", "11" }, optionsHtml = new[] { "9", "11" } },
                            points = 1,
                        },
                    },
                },
            }
        );
        state["answers"].ShouldBeJson(new { });
        state["epoch"].GetInt64().ShouldBeGreaterThan(0);
        state.Value("sessionId").ShouldMatch("^session_[0-9A-Za-z]{16,}$");
        state.Json.Has("deadlineParts").ShouldBeTrue();
        state["state"].ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Theory, AllStores]
    public async Task Before_the_start_the_state_has_no_questions_and_the_clock_stands(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync([Ask.Line("A secret question")], new { timeLimit = 30 });

        var state = await sitting.Student.OpenAsync();

        state.ShouldBe(
            200,
            new
            {
                status = "not_started",
                startedAt = (string?)null,
                exam = new { id = sitting.Exam.Id, name = "Midterm Exam - Algebra" },
            }
        );
        state.Text.ShouldNotContain("A secret question");
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions"))["items"].GetArrayLength().ShouldBe(0);
    }

    [Theory, AllStores]
    public async Task Fifty_starts_at_once_begin_one_session(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(
            [Ask.One("Shuffled?", ["a", "b", "c", "d", "e", "f"], "a", shuffle: true)],
            new { timeLimit = 30 }
        );

        var states = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => workspace.Student(sitting.Embed).StartAsync())
        );

        states.ShouldAllBe(s => s.Status == 200);
        states.Select(s => s.Value("sessionId")).Distinct().Count().ShouldBe(1);
        states.Select(s => s.Value("startedAt")).Distinct().Count().ShouldBe(1);
        states.Select(s => s.Value("exam")).Distinct().Count().ShouldBe(1);
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions"))["items"].GetArrayLength().ShouldBe(1);
        var events = await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events?limit=100");
        events["items"].EnumerateArray().Count(e => e.GetProperty("name").GetString() == "exam:started").ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task Starts_through_two_embed_sessions_at_once_begin_one_session(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        var second = await sitting.EmbedAgainAsync();

        var states = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => workspace.Student(i % 2 == 0 ? sitting.Embed : second).StartAsync())
        );

        states.Select(s => s.ShouldBe(200).Value("sessionId")).Distinct().Count().ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task Starting_again_later_does_not_start_the_clock_again(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(settings: new { timeLimit = 30 });
        var first = await sitting.Student.StartAsync();
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(10));

        var second = await sitting.Student.StartAsync();

        second.ShouldBe(
            200,
            new
            {
                sessionId = first.Value("sessionId"),
                startedAt = first.Value("startedAt"),
                deadline = first.Value("deadline"),
                serverNow = workspace.Server.Now.Iso(),
            }
        );
    }

    [Theory, AllStores]
    public async Task An_exam_with_no_time_limit_has_no_deadline(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        (await sitting.Student.StartAsync()).ShouldBe(200, new { deadline = (string?)null });
    }

    [Theory, AllStores]
    public async Task Two_students_have_two_sessions(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var other = await workspace.UserAsync();
        await workspace.Owner.PostAsync($"/permissions/{sitting.Exam.Id}", new { actor = other, role = "participant" });
        var student = workspace.Student(await workspace.EmbedAsync(sitting.Exam.Id, other));

        (await student.StartAsync()).ShouldBe(200).Value("sessionId").ShouldNotBe(sitting.Student.SessionId);
    }

    [Theory, AllStores]
    public async Task Shuffled_options_are_drawn_once_and_stay(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        string[] options = ["a", "b", "c", "d", "e", "f", "g", "h"];
        var orders = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            var sitting = await workspace.SitAsync([
                Ask.One("Single", options, "a", shuffle: true),
                Ask.Many("Several", options, ["a", "b"], shuffle: true),
            ]);
            var first = await sitting.Student.StartAsync();
            var reloaded = await sitting.Student.OpenAsync();
            var elsewhere = await workspace.Student(await sitting.EmbedAgainAsync()).StartAsync();

            first["exam.questions[0].settings.options"]
                .EnumerateArray()
                .Select(o => o.GetString()!)
                .ShouldBe(options, ignoreOrder: true);
            reloaded["exam"].ShouldBeJson(first["exam"]);
            elsewhere["exam"].ShouldBeJson(first["exam"]);
            orders.Add(first["exam.questions[0].settings.options"].GetRawText());
        }

        orders.Count.ShouldBeGreaterThan(1);
    }

    [Theory, AllStores]
    public async Task Options_without_shuffling_keep_the_authors_order(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        string[] options = ["h", "c", "a", "f", "b"];

        var sitting = await workspace.SitAsync([Ask.One("Single", options, "a")]);

        (await sitting.Student.StartAsync())["exam.questions[0].settings.options"].ShouldBeJson(options);
    }

    [Theory, AllStores]
    public async Task Shuffled_questions_keep_intro_first_and_outro_last_and_their_order_across_reloads(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var middle = Enumerable.Range(0, 8).Select(i => Ask.Line($"Question {i}"));
        var sitting = await workspace.SitAsync(
            [Ask.Intro("<p>Hello</p>"), .. middle, Ask.Outro("<p>Bye</p>")],
            new { shuffleQuestions = true }
        );

        var state = await sitting.Student.StartAsync();

        var ids = state["exam.questions"].EnumerateArray().Select(q => q.GetProperty("id").GetString()!).ToList();
        ids.ShouldBe(sitting.Exam.Questions, ignoreOrder: true);
        ids[0].ShouldBe(sitting.Exam.Questions[0]);
        ids[^1].ShouldBe(sitting.Exam.Questions[^1]);
        (await sitting.Student.OpenAsync())["exam"].ShouldBeJson(state["exam"]);
    }
}
