using System.Text.Json;

namespace Examlet.Tests.Results;

/// <summary>Scores of handed-in exams (contract §6, §8).</summary>
public sealed class ScoresTests(ExamletServers servers)
{
    [Theory]
    [AllStores("single-line-text", "\"Paris\"", 1)]
    [AllStores("single-line-text", "\"  Paris \"", 1)]
    [AllStores("single-line-text", "\"paris\"", 0)]
    [AllStores("single-line-text", "\"Rome\"", 0)]
    [AllStores("single-line-text", "\"\"", 0)]
    [AllStores("single-line-text", "null", 0)]
    [AllStores("single-line-text", "[\"Paris\"]", 0)]
    [AllStores("multiple-choice-single-answer", "\"11\"", 1)]
    [AllStores("multiple-choice-single-answer", "\"9\"", 0)]
    [AllStores("multiple-choice-single-answer", "\"elsewhere\"", 0)]
    [AllStores("multiple-choice-multiple-answers", "[\"2\", \"4\"]", 1)]
    [AllStores("multiple-choice-multiple-answers", "[\"4\", \"2\"]", 1)]
    [AllStores("multiple-choice-multiple-answers", "[\"2\"]", 0)]
    [AllStores("multiple-choice-multiple-answers", "[\"2\", \"4\", \"1\"]", 0)]
    [AllStores("multiple-choice-multiple-answers", "[]", 0)]
    [AllStores("true-false", "\"false\"", 1)]
    [AllStores("true-false", "\"true\"", 0)]
    [AllStores("picture-choice", "\"https://pictures.example/2.png\"", 1)]
    [AllStores("picture-choice", "\"https://pictures.example/1.png\"", 0)]
    [AllStores("fill-in-blank", "[\" RED\", \"blue\"]", 1)]
    [AllStores("fill-in-blank", "[\"blue\", \"red\"]", 0)]
    [AllStores("matching", "[\"Italy = Rome\", \"France = Paris\"]", 1)]
    [AllStores("matching", "[\"Italy = Paris\", \"France = Rome\"]", 0)]
    [AllStores("sequence", "[\"one\", \"two\", \"three\"]", 1)]
    [AllStores("sequence", "[\"one\", \"three\", \"two\"]", 0)]
    [AllStores("date-year", "\"1925-12-31\"", 1)]
    [AllStores("date-year", "\"1925\"", 0)]
    [AllStores("formula", "\"x^2\"", 1)]
    [AllStores("formula", "\"x^3\"", 0)]
    [AllStores("sentence-analysis", "[\"0-0:BWB\", \"2-2:OND\", \"PV:1-1\"]", 1)]
    [AllStores("sentence-analysis", "[\"0-0:BWB\", \"2-2:OND\"]", 0)]
    public async Task A_type_with_a_right_answer_is_scored_by_its_rule(
        Store store,
        string type,
        string value,
        int points
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var question = Ask.Everything()
            .Single(q => JsonSerializer.SerializeToElement(q).Find("type").GetString() == type);
        var sitting = await workspace.StartedAsync([question]);
        (await sitting.Student.SaveAsync(sitting.Question, JsonElement.Parse(value))).ShouldBe(200);

        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var session = await sitting.ScoredAsync();
        session.Json.ShouldHave(
            new
            {
                score = new
                {
                    points,
                    maxPoints = 1,
                    needsGrading = false,
                },
                answers = new[] { new { points, correct = points == 1 } },
            }
        );
    }

    [
        Theory,
        AllStores("multi-line-text"),
        AllStores("single-line-text"),
        AllStores("essay"),
        AllStores("formula"),
        AllStores("date-year")
    ]
    public async Task Text_without_a_key_waits_for_a_person(Store store, string type)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([new { type, title = "Describe" }]);
        (await sitting.Student.SaveAsync(sitting.Question, "words")).ShouldBe(200);

        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync()).Json.ShouldHave(
            new
            {
                score = new { points = 0, needsGrading = true },
                answers = new[] { new { points = (int?)null, correct = (bool?)null } },
            }
        );
    }

    [Theory, AllStores]
    public async Task The_score_is_the_sum_over_the_questions_with_their_points(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([
            Ask.Intro("<p>Hello</p>"),
            Body.With(Ask.Line("Capital?", "Paris"), new { scoring = new { points = 3 } }),
            Body.With(Ask.TrueFalse("Flat?", "false"), new { scoring = new { points = 2.5 } }),
            Ask.One("Prime?", ["9", "11"], "11"),
            Ask.Rubric("Explain", [0, 2, 4]),
            Ask.Paragraph("<p>Read</p>"),
        ]);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "Paris")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[2], "false")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[3], "9")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[4], "because")).ShouldBe(200);

        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync()).Json.ShouldHave(
            new
            {
                score = new
                {
                    points = 5.5,
                    maxPoints = 10.5,
                    needsGrading = true,
                },
                progress = new { answered = 4, total = 4 },
            }
        );
    }

    [Theory, AllStores]
    public async Task A_question_that_nobody_answered_has_no_points_but_counts(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", "Paris"), Ask.TrueFalse("Flat?", "false")]);

        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync()).Json.ShouldHave(
            new
            {
                score = new
                {
                    points = 0,
                    maxPoints = 2,
                    needsGrading = false,
                },
                progress = new { answered = 0, total = 2 },
            }
        );
    }

    [Theory, AllStores]
    public async Task Before_the_hand_in_there_is_no_score(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", "Paris")]);
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);

        (await sitting.ReadAsync()).Json.ShouldHave(
            new { score = (object?)null, answers = new[] { new { points = (int?)null, correct = (bool?)null } } }
        );
    }

    [Theory, AllStores]
    public async Task An_answer_that_the_student_did_not_mark_as_done_is_scored_as_it_stands(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", "Paris")]);
        (await sitting.Student.SaveAsync(sitting.Question, "Paris", completed: false)).ShouldBe(200);

        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync()).Json.ShouldHave(new { score = new { points = 1 } });
    }
}
