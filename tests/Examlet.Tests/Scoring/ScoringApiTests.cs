using System.Text.Json;
using System.Text.Json.Nodes;

namespace Examlet.Tests.Scoring;

/// <summary>What an author says in <c>scoring</c>, from the request to the result.</summary>
public sealed class ScoringApiTests(ExamletServers servers)
{
    private static readonly object[] Questions =
    [
        Scored(
            Ask.Many("Primes?", ["2", "3", "4", "5", "7", "11", "13"], ["2", "3", "5", "7", "11", "13"]),
            new { method = "partial", points = 0.5001 }
        ),
        Scored(Ask.Line("Capital?", "Paris"), new { points = 1, penalty = 0.1 }),
        Scored(Ask.Many("Colours?", ["red", "blue", "dog"], ["dog"]), new { weights = new[] { 0.1, 0.2, -1 } }),
        Scored(
            new
            {
                type = "fill-in-blank",
                title = "Fill in",
                settings = new { text = "___ ___ ___", correctAnswer = new[] { "a", "b", "c" } },
            },
            new { method = "partial" }
        ),
        Ask.Text("Why?"),
        Ask.Text("Who?"),
    ];

    [Fact]
    public async Task Shares_and_points_are_the_same_text_on_both_stores()
    {
        var texts = new List<string>();
        foreach (var store in Enum.GetValues<Store>())
        {
            await using var workspace = await servers.WorkspaceAsync(store);
            var session = (await AnsweredAsync(workspace)).Session;
            texts.Add(
                string.Join(
                    '\n',
                    session["answers"]
                        .EnumerateArray()
                        .Select(answer =>
                            string.Join(' ', Raw(answer, "points"), Raw(answer, "share"), Raw(answer, "correct"))
                        )
                        .Append(session["score"].GetRawText().Replace(" ", "", StringComparison.Ordinal))
                )
            );
        }

        texts.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        texts[0]
            .Split('\n')[..6]
            .ShouldBe([
                "0.4168 0.8333333333333334 false",
                "-0.1 0 false",
                "0.2 0.6666666666666666 false",
                "0.3333 0.3333333333333333 false",
                "null null null",
                "0 0 false",
            ]);
        texts[0].ShouldContain("\"points\":0.8501");
        texts[0].ShouldContain("\"maxPoints\":4.8001");
    }

    [Theory, AllStores]
    public async Task A_student_gets_the_points_and_nothing_else_of_what_an_author_says(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var scoring = new
        {
            points = 3,
            method = "partial",
            weights = new[] { 0.123, 0.456, -1 },
            penalty = 0.789,
            modelAnswer = "KEY-model",
            feedback = new
            {
                correct = "KEY-right",
                incorrect = "KEY-wrong",
                general = "KEY-general",
            },
            criteria = new[]
            {
                new
                {
                    id = "KEY-c",
                    title = "KEY-title",
                    levels = new[] { new { id = "KEY-l", points = 1 } },
                },
            },
        };
        var sitting = await workspace.SitAsync(
            [Scored(Ask.Many("Colours?", ["red", "blue", "dog"], ["dog"]), scoring)],
            new { showScore = true }
        );

        var replies = new List<Reply>
        {
            await sitting.Student.PageAsync(),
            (await sitting.Student.StartAsync()).ShouldBe(200),
            (await sitting.Student.OpenAsync()).ShouldBe(200),
        };
        (await sitting.Student.SaveAsync(sitting.Question, new[] { "red" })).ShouldBe(200);
        replies.Add((await sitting.Student.HandInAsync()).ShouldBe(200));
        replies.Add((await sitting.Student.GetAsync("/embed-api/result")).ShouldBe(200));

        foreach (var word in new[] { "KEY-", "scoring", "weights", "0.123", "penalty", "0.789", "criteria", "partial" })
        {
            replies.ShouldAllBe(reply => !reply.Text.Contains(word, StringComparison.Ordinal), word);
        }

        replies[1]["exam.questions[0].points"].GetDouble().ShouldBe(3);
        replies[^1][$"answers.{sitting.Question}"].ShouldHave(new { points = 0.6373, correct = false });
    }

    [Theory, AllStores]
    public async Task The_files_of_results_have_points_with_four_places(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = (await AnsweredAsync(workspace)).Exam;

        var rows = (await workspace.Owner.GetAsync($"/exams/{exam}/results.csv")).ShouldBe(200).Text;

        rows.ShouldContain(",0.4168");
        rows.ShouldContain(",0.3333");
        rows.ShouldContain(",0.8501,4.8001");
    }

    [Theory, AllStores]
    public async Task Scoring_that_cannot_be_meant_is_refused_where_it_is_sent_and_nowhere_else(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var wrong = Scored(
            Ask.Line("Capital?", "Paris"),
            new
            {
                method = "some",
                penalty = 2,
                weights = new[] { 1 },
            }
        );
        var exam = await workspace.ExamAsync([Ask.Line("Capital?", "Paris")]);

        (await workspace.Owner.PostAsync("/exams", new { name = "E", questions = new[] { wrong } })).ShouldBeInvalid(
            "questions[0].scoring.method",
            "questions[0].scoring.penalty",
            "questions[0].scoring.weights"
        );
        (await workspace.Owner.PatchAsync($"/exams/{exam.Id}", new { questions = new[] { wrong } })).ShouldBeInvalid(
            "questions[0].scoring.method",
            "questions[0].scoring.penalty",
            "questions[0].scoring.weights"
        );
        (await workspace.Owner.PatchAsync($"/exams/{exam.Id}", new { name = "New" })).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_name_in_scoring_that_does_nothing_comes_back_with_a_warning(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var question = Scored(Ask.Line("Capital?", "Paris"), new { penality = 1 });

        var made = await workspace.Owner.PostAsync("/exams", new { name = "E", questions = new[] { question } });

        made.ShouldBe(
            201,
            new { warnings = new[] { new { code = "unknown-field", path = "questions[0].scoring.penality" } } }
        );
        made["questions[0].scoring.penality"].GetInt32().ShouldBe(1);
    }

    private static async Task<(string Exam, Reply Session)> AnsweredAsync(Workspace workspace)
    {
        var sitting = await workspace.StartedAsync(Questions);
        object?[] answers =
        [
            new[] { "2", "3", "5", "7", "11" },
            "Rome",
            new[] { "blue" },
            new[] { "a", "x", "x" },
            "Because.",
            " ",
        ];
        foreach (var (i, answer) in answers.Index())
        {
            (await sitting.Student.SaveAsync(sitting.Exam.Questions[i], answer)).ShouldBe(200);
        }

        (await sitting.Student.HandInAsync()).ShouldBe(200);
        return (sitting.Exam.Id, await sitting.ScoredAsync());
    }

    private static JsonObject Scored(object question, object scoring) => Body.With(question, new { scoring });

    private static string Raw(JsonElement answer, string name) => answer.GetProperty(name).GetRawText();
}
