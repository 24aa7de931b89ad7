using System.Text.Json;

namespace Examlet.Tests.Statistics;

/// <summary>The statistics of an exam over HTTP.</summary>
public sealed class StatisticsTests(ExamletServers servers)
{
    private static readonly object[] Questions =
    [
        Ask.Intro("<p>Hello</p>"),
        Ask.One("Which is a prime?", ["<b>9</b>", "<b>11</b>", "<b>15</b>"], "<b>11</b>"),
        Ask.Line("Capital of France?", "Paris"),
    ];

    [Theory, AllStores]
    public async Task A_class_has_its_figures_and_each_question_its_own(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync(Questions);
        await TakeAsync(workspace, exam, "<b>11</b>", "Paris");
        await TakeAsync(workspace, exam, "<b>11</b>", " Rome ");
        await TakeAsync(workspace, exam, "<b>9</b>", "Rome");
        await TakeAsync(workspace, exam, null, null);

        var statistics = await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics");

        statistics.ShouldBe(
            200,
            new
            {
                examId = exam.Id,
                sessions = new
                {
                    final = 4,
                    complete = 4,
                    partial = 0,
                },
                n = 4,
                maxPoints = 2,
                mean = 0.75,
                median = 0.5,
                min = 0,
                max = 2,
                q1 = 0,
                q3 = 1.25,
                percent = new { mean = 37.5, median = 25 },
                alphaReason = (string?)null,
                alphaQuestions = 2,
            }
        );
        statistics["sd"].GetDouble().ShouldBe(Math.Sqrt(11 / 12d), 1e-12);
        // Σs² = 1/3 + 1/4 and s² = 11/12, so 2 · (1 − 7/11).
        statistics["alpha"].GetDouble().ShouldBe(8 / 11d, 1e-12);
        statistics["sem"].GetDouble().ShouldBe(Math.Sqrt(11 / 12d * 3 / 11), 1e-12);
        Counts(statistics["histogram"], "sessions").ShouldBe([2, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
        statistics["questions[0]"]
            .ShouldHave(
                new
                {
                    questionId = exam.Questions[1],
                    number = 1,
                    type = "multiple-choice-single-answer",
                    title = "Which is a prime?",
                    n = 4,
                    answered = 3,
                    maxPoints = 1,
                    mean = 0.5,
                    p = 0.5,
                    options = new object[]
                    {
                        new
                        {
                            number = 1,
                            text = "9",
                            correct = false,
                            sessions = 1,
                            upper = (int?)null,
                        },
                        new
                        {
                            number = 2,
                            text = "11",
                            correct = true,
                            sessions = 2,
                            lower = (int?)null,
                        },
                        new
                        {
                            number = 3,
                            text = "15",
                            correct = false,
                            sessions = 0,
                        },
                    },
                }
            );
        statistics["questions[0].itemRest"].GetDouble().ShouldBe(Math.Sqrt(1 / 3d), 1e-12);
        statistics["questions[1]"]
            .ShouldHave(
                new
                {
                    options = (object?)null,
                    answers = new[]
                    {
                        new
                        {
                            text = "Rome",
                            sessions = 2,
                            meanPoints = 0,
                        },
                        new
                        {
                            text = "Paris",
                            sessions = 1,
                            meanPoints = 1,
                        },
                    },
                    otherAnswers = 0,
                }
            );
    }

    [Theory, AllStores]
    public async Task Only_sessions_that_are_final_complete_and_not_voided_count(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.Line("Capital?", "Paris"), Ask.Text("Why?")]);
        await TakeAsync(workspace, exam, "Paris", null);
        await TakeAsync(workspace, exam, "Rome", null);
        await TakeAsync(workspace, exam, "Paris", "An answer that a person grades");
        var voided = await TakeAsync(workspace, exam, "Paris", null);
        (await workspace.Owner.DeleteAsync($"/exams/{exam.Id}/sessions/{voided}")).ShouldBe(204);
        await BeginAsync(workspace, exam);

        var statistics = await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics");

        statistics.ShouldBe(
            200,
            new
            {
                sessions = new
                {
                    final = 3,
                    complete = 2,
                    partial = 1,
                },
                n = 2,
                mean = 0.5,
            }
        );
        statistics.Text.ShouldNotContain("An answer that");
    }

    [Theory, AllStores]
    public async Task Fewer_than_two_sessions_have_counts_and_no_figures(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync(Questions);
        await TakeAsync(workspace, exam, "<b>11</b>", "Paris");

        var statistics = (await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics")).ShouldBe(200);

        statistics["sessions"].ShouldHave(new { final = 1, complete = 1 });
        foreach (
            var figure in statistics.Json.EnumerateObject().Where(p => p.Name is not ("examId" or "sessions" or "n"))
        )
        {
            figure.Value.ValueKind.ShouldBe(JsonValueKind.Null, figure.Name);
        }

        Lines(await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics.csv")).Length.ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task A_key_that_the_strong_students_contradict_is_asked_about(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([
            Ask.One("Miskeyed", ["A", "B"], "A"),
            Ask.Line("One", "1"),
            Ask.Line("Two", "2"),
            Ask.Line("Three", "3"),
        ]);
        for (var i = 0; i < 12; i++)
        {
            await TakeAsync(
                workspace,
                exam,
                i < 6 ? "B" : "A",
                i < 10 ? "1" : "?",
                i < 8 ? "2" : "?",
                i < 4 ? "3" : "?"
            );
        }

        var question = (await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics"))["questions[0]"];

        question.ShouldHave(
            new
            {
                upperGroup = 4,
                lowerGroup = 4,
                options = new[] { new { upper = 0, lower = 4 }, new { upper = 4, lower = 0 } },
                hints = new object[]
                {
                    new { kind = "key", option = 2 },
                    new { kind = "negative", option = (int?)null },
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task The_same_choices_and_pairs_in_another_order_are_one_answer_and_no_option_is_counted_twice(
        Store store
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var matching = new
        {
            type = "matching",
            title = "Match.",
            settings = new
            {
                left = new[] { "France", "Italy" },
                right = new[] { "Rome", "Paris" },
                correctAnswer = new[] { "France = Paris", "Italy = Rome" },
            },
        };
        var exam = await workspace.ExamAsync([Ask.Many("Even?", ["1", "2", "4"], ["2", "4"]), matching]);
        await TakeAsync(workspace, exam, new[] { "2", "4" }, new[] { "France = Paris", "Italy = Rome" });
        await TakeAsync(workspace, exam, new[] { "4", "2", "2" }, new[] { "Italy = Rome", "France = Paris" });

        var statistics = (await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics")).ShouldBe(200);

        statistics["questions[0].answers[0]"].ShouldHave(new { text = "2 | 4", sessions = 2 });
        Counts(statistics["questions[0].options"], "sessions").ShouldBe([0, 2, 2]);
        statistics["questions[1].answers[0]"].ShouldHave(new { text = "France = Paris | Italy = Rome", sessions = 2 });
    }

    [Theory, AllStores]
    public async Task Long_texts_and_files_are_not_listed_and_of_answers_the_first_twenty(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([
            new { type = "essay", title = "Essay" },
            Ask.File("File"),
            Ask.Line("Say", "x"),
        ]);
        for (var i = 0; i < 22; i++)
        {
            await TakeAsync(workspace, exam, null, null, i == 21 ? "x 20" : $"x {i:00}");
        }

        var statistics = (await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics")).ShouldBe(200);

        statistics["questions[0].answers"].ValueKind.ShouldBe(JsonValueKind.Null);
        statistics["questions[1].answers"].ValueKind.ShouldBe(JsonValueKind.Null);
        statistics["questions[2].answers"].GetArrayLength().ShouldBe(20);
        statistics["questions[2].answers[0]"].ShouldHave(new { text = "x 20", sessions = 2 });
        statistics["questions[2].answers[19]"].ShouldHave(new { text = "x 18" });
        statistics["questions[2]"].ShouldHave(new { answered = 22, otherAnswers = 1 });
    }

    [Theory, AllStores]
    public async Task A_question_of_an_earlier_version_counts_for_those_who_had_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.Line("Then", "1"), Ask.Line("Always", "2")]);
        await TakeAsync(workspace, exam, "1", "2");
        var always = Body.With(Ask.Line("Always", "2"), new { id = exam.Questions[1] });
        var now = SampleExam.Of(
            (await workspace.Owner.PatchAsync($"/exams/{exam.Id}", new { questions = new[] { always } })).ShouldBe(200)
        );
        await TakeAsync(workspace, now, "2");
        await TakeAsync(workspace, now, "?");

        var statistics = (await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics")).ShouldBe(200);

        statistics["questions"]
            .EnumerateArray()
            .Select(q => (q.GetProperty("title").GetString(), q.GetProperty("n").GetInt32()))
            .ShouldBe([("Always", 3), ("Then", 1)]);
        statistics.Json.ShouldHave(
            new
            {
                maxPoints = (double?)null,
                alpha = (double?)null,
                alphaReason = "fewer-than-two-questions",
            }
        );
    }

    [Theory, AllStores]
    public async Task The_csv_file_has_a_row_for_each_question_and_no_formula(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.One("=1+1", ["=2", "3"], "3"), Ask.Line("Capital", "Paris")]);
        await TakeAsync(workspace, exam, "=2", "Paris");
        await TakeAsync(workspace, exam, "3", "Paris");
        await TakeAsync(workspace, exam, "3", null);

        var reply = await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics.csv");

        var lines = Lines(reply);
        reply.MediaType.ShouldBe("text/csv");
        reply.Disposition!.FileName.ShouldBe($"statistics-{exam.Id}.csv");
        lines.Length.ShouldBe(3);
        lines[0].ShouldContain("\"Difficulty (p)\",\"Item-rest correlation\"");
        lines[1]
            .ShouldBe(
                $"1,\"{exam.Questions[0]}\",\"multiple-choice-single-answer\",\"'=1+1\",3,3,1,0.666667,0.57735,"
                    + "0.666667,-0.5,\"1 =2: 1 | 2* 3: 2\","
            );
    }

    [Theory, AllStores]
    public async Task Of_fewer_than_five_anonymous_students_no_single_answer_is_told(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync(Questions, new { anonymousGrading = true });
        for (var i = 0; i < 4; i++)
        {
            await TakeAsync(workspace, exam, "<b>9</b>", "Rome");
        }

        var few = await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics");
        await TakeAsync(workspace, exam, "<b>11</b>", "Paris");
        var enough = await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics");

        few.ShouldBe(200, new { n = 4 });
        few["questions[0]"]
            .ShouldHave(
                new
                {
                    answers = (object?)null,
                    options = (object?)null,
                    p = 0,
                }
            );
        few.Text.ShouldNotContain("Rome");
        enough["questions[1].answers[0]"].ShouldHave(new { text = "Rome", sessions = 4 });
    }

    [Theory, AllStores]
    public async Task The_pass_mark_is_the_exams_present_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.Line("Capital", "Paris"), Ask.Line("River", "Seine")]);
        await TakeAsync(workspace, exam, "Paris", "Seine");
        await TakeAsync(workspace, exam, "Paris", "Rhine");
        await TakeAsync(workspace, exam, "Rome", "Rhine");
        (await workspace.Owner.PatchAsync($"/exams/{exam.Id}", new { settings = new { passMark = 50 } })).ShouldBe(200);

        (await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics")).ShouldBe(
            200,
            new { passMark = 50, passed = 2 }
        );
    }

    [Theory, AllStores]
    public async Task A_page_of_sessions_is_not_the_whole_class(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.Line("Capital", "Paris")]);
        for (var i = 0; i < 203; i++)
        {
            await TakeAsync(workspace, exam, i < 201 ? "Paris" : "Rome");
        }

        (await workspace.Owner.GetAsync($"/exams/{exam.Id}/statistics")).ShouldBe(
            200,
            new
            {
                n = 203,
                questions = new[] { new { answers = new[] { new { sessions = 201 }, new { sessions = 2 } } } },
            }
        );
    }

    /// <summary>A student who answers the questions that take an answer, in their order, hands in, and is
    /// final.</summary>
    private static async Task<string> TakeAsync(Workspace workspace, SampleExam exam, params object?[] answers)
    {
        var student = await BeginAsync(workspace, exam);
        var questions = exam.Questions.TakeLast(answers.Length).ToList();
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] is not null)
            {
                (await student.SaveAsync(questions[i], answers[i])).ShouldBe(200);
            }
        }

        (await student.HandInAsync()).ShouldBe(200);
        return student.SessionId;
    }

    private static async Task<StudentClient> BeginAsync(Workspace workspace, SampleExam exam)
    {
        var id = await workspace.UserAsync();
        (
            await workspace.Owner.PostAsync($"/permissions/{exam.Id}", new { actor = id, role = "participant" })
        ).Status.ShouldBeInRange(200, 201);
        var student = workspace.Student(await workspace.EmbedAsync(exam.Id, id));
        (await student.StartAsync()).ShouldBe(200);
        return student;
    }

    private static int[] Counts(JsonElement list, string name) =>
        [.. list.EnumerateArray().Select(entry => entry.GetProperty(name).GetInt32())];

    private static string[] Lines(Reply reply) =>
        reply.ShouldBe(200).Text[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
