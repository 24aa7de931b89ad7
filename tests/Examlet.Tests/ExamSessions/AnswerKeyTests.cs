namespace Examlet.Tests.ExamSessions;

/// <summary>The key to a question never leaves the server while the student can still answer (contract §8).</summary>
public sealed class AnswerKeyTests(ExamletServers servers)
{
    /// <summary>Texts that only teachers may see. None is part of an option.</summary>
    private static readonly string[] Secrets =
    [
        "KEY-single-line",
        "KEY-criterion-title",
        "KEY-level-title",
        "KEY-level-description",
        "KEY-criterion-id",
        "KEY-question-metadata",
        "KEY-exam-metadata",
        "KEY-embed-metadata",
        "KEY-context",
        "key-other-student@example.com",
        "key-teacher@example.com",
        "KEY-other-name",
    ];

    [Theory, AllStores]
    public async Task No_byte_that_a_student_gets_has_a_key_in_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await ExamAsync(workspace);
        var student = await workspace.UserAsync();
        await workspace.Owner.PostAsync($"/permissions/{exam.Id}", new { actor = student, role = "participant" });
        var embed = await workspace.EmbedAsync(
            exam.Id,
            student,
            new
            {
                allowedOrigin = "https://school.example",
                returnUrl = "https://school.example/done",
                metadata = new { a = "KEY-embed-metadata" },
            }
        );
        var client = workspace.Student(embed);

        await TakeExamAsync(workspace, client, exam);

        var everything = string.Join('\n', client.Received);
        everything.ShouldContain("Choose the right one");
        foreach (var secret in Secrets)
        {
            everything.ShouldNotContain(secret);
        }

        foreach (
            var word in (string[])
                [
                    "correctAnswer",
                    "criteria",
                    "rubric",
                    "correct\"",
                    "testCases",
                    "responseProcessing",
                    "metadata",
                    "permissions",
                    workspace.Owner.UserId,
                ]
        )
        {
            everything.ShouldNotContain(word);
        }
    }

    [Theory, AllStores]
    public async Task The_right_option_cannot_be_told_from_the_others(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        string[] options = ["option-a", "option-b", "option-c", "option-d"];
        var views = new List<string>();
        foreach (var right in options)
        {
            var sitting = await workspace.StartedAsync([
                Ask.One("Single", options, right),
                Ask.Many("Several", options, [right]),
            ]);
            var questions = (await sitting.Student.OpenAsync())["exam.questions"].GetRawText();
            views.Add(
                sitting.Exam.Questions.Aggregate(
                    questions,
                    (text, id) => text.Replace(id, "id", StringComparison.Ordinal)
                )
            );
        }

        views.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task True_and_false_look_the_same(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var yes = await workspace.StartedAsync([Ask.TrueFalse("Flat?", "true")]);
        var no = await workspace.StartedAsync([Ask.TrueFalse("Flat?", "false")]);

        (await yes.Student.OpenAsync())["exam.questions"]
            .GetRawText()
            .Replace(yes.Question, "id", StringComparison.Ordinal)
            .ShouldBe(
                (await no.Student.OpenAsync())["exam.questions"]
                    .GetRawText()
                    .Replace(no.Question, "id", StringComparison.Ordinal)
            );
    }

    private static async Task<SampleExam> ExamAsync(Workspace workspace)
    {
        var other = await workspace.UserAsync(
            "student",
            new { email = "key-other-student@example.com", name = "KEY-other-name" }
        );
        var teacher = await workspace.UserAsync("teacher", new { email = "key-teacher@example.com" });
        var exam = SampleExam.Of(
            await workspace.Owner.PostAsync(
                "/exams",
                new
                {
                    name = "The exam",
                    context = "KEY-context",
                    metadata = new { a = "KEY-exam-metadata" },
                    permissions = new[]
                    {
                        new { actor = other, role = "participant" },
                        new { actor = teacher, role = "editor" },
                    },
                    questions = new object[]
                    {
                        Body.With(
                            Ask.Line("Name it", "KEY-single-line"),
                            new { metadata = new { a = "KEY-question-metadata" } }
                        ),
                        Ask.One("Choose the right one", ["left", "right"], "right"),
                        Ask.Many("Choose all", ["1", "2", "3"], ["1", "3"]),
                        Ask.TrueFalse("Is it?", "true"),
                        new
                        {
                            type = "multi-line-text",
                            title = "Explain",
                            scoring = new
                            {
                                rubricType = "analytical",
                                criteria = new[]
                                {
                                    new
                                    {
                                        id = "KEY-criterion-id",
                                        title = "KEY-criterion-title",
                                        levels = new[]
                                        {
                                            new
                                            {
                                                id = "l1",
                                                title = "KEY-level-title",
                                                description = "KEY-level-description",
                                                points = 4,
                                            },
                                        },
                                    },
                                },
                            },
                        },
                    },
                }
            )
        );
        var first = workspace.Student(await workspace.EmbedAsync(exam.Id, other));
        await first.StartAsync();
        (await first.SaveAsync(exam.Questions[0], "KEY-single-line")).ShouldBe(200);
        return exam;
    }

    /// <summary>Everything a student can ask for during an exam, errors too.</summary>
    private static async Task TakeExamAsync(Workspace workspace, StudentClient client, SampleExam exam)
    {
        await client.PageAsync();
        await client.OpenAsync();
        (await client.StartAsync()).ShouldBe(200);
        await using (var events = await client.ListenAsync())
        {
            foreach (var question in exam.Questions)
            {
                (await client.SaveAsync(question, "some text", completed: false)).ShouldBe(200);
                await client.SaveAsync(question, new[] { "some", "list" });
                await client.SaveAsync(question, 5);
                await client.SaveAsync(question, "conflict", revision: 1);
            }

            await client.SaveAllAsync(
                exam.Questions.Select(q => new
                {
                    questionId = q,
                    revision = 9,
                    value = "x",
                    completed = true,
                })
            );
            await client.SaveAsync("q_unknown", "x");
            await client.NoteAsync(new { questionId = exam.Questions[1], flags = exam.Questions }, 1);
            await client.OpenAsync();
            await events.NextAsync("superseded");
        }

        await client.PageAsync();
        await using (var events = await client.ListenAsync())
        {
            (await client.HandInAsync()).ShouldBe(200);
            await events.NextAsync("completed");
        }

        await client.OpenAsync();
        await client.PageAsync();
        await workspace.Server.Stranger.GetAsync("/");
    }
}
