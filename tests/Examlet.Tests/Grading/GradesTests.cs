namespace Examlet.Tests.Grading;

/// <summary>Grading by people over REST (contract, scores).</summary>
public sealed class GradesTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task An_open_answer_waits_until_a_person_gives_points(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var before = await sitting.ReadAsync();
        before["score"]
            .ShouldHave(
                new
                {
                    points = 1,
                    needsGrading = true,
                    state = "partial",
                    gradedBy = "machine",
                }
            );
        var waiting = (await GradingAsync(sitting, "ungraded")).Items.ShouldHaveSingleItem();
        waiting.ShouldHave(
            new
            {
                sessionId = sitting.Student.SessionId,
                questionId = Essay(sitting),
                grade = (object?)null,
            }
        );

        var graded = await GradeAsync(
            sitting,
            new
            {
                points = 2.5,
                comment = "<p>Good <b>work</b></p>",
                revision = 0,
            }
        );

        graded.ShouldBe(
            200,
            new
            {
                state = "graded",
                points = 2.5,
                maxPoints = 4,
            }
        );
        graded["grade"]
            .ShouldHave(
                new
                {
                    points = 2.5,
                    comment = "<p>Good <b>work</b></p>",
                    commentText = "Good work",
                    revision = 1,
                    by = workspace.Owner.UserId,
                }
            );
        (await GradingAsync(sitting, "ungraded")).Items.ShouldBeEmpty();
        (await sitting.ReadAsync())["score"]
            .ShouldHave(
                new
                {
                    points = 3.5,
                    maxPoints = 5,
                    needsGrading = false,
                    state = "complete",
                    gradedBy = "both",
                    scoreRevision = 2,
                }
            );
    }

    [Theory, AllStores]
    public async Task The_same_grade_again_changes_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        await GradeAsync(sitting, new { points = 2, revision = 0 });

        var again = await GradeAsync(sitting, new { points = 2, revision = 0 });

        again.ShouldBe(200)["grade"].ShouldHave(new { points = 2, revision = 1 });
        (await sitting.ReadAsync())["score"].ShouldHave(new { scoreRevision = 2 });
    }

    [Theory, AllStores]
    public async Task Another_persons_newer_grade_stands_and_both_see_both(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var other = await GraderAsync(sitting, "editor");
        (await GradeAsync(sitting, new { points = 2, revision = 0 })).ShouldBe(200);

        var refused = await GradeAsync(
            sitting,
            new
            {
                points = 3,
                comment = "Mine",
                revision = 0,
            },
            other
        );

        refused.ShouldBeProblem(409, "grade-conflict");
        refused["grade"]
            .ShouldHave(
                new
                {
                    points = 2,
                    revision = 1,
                    by = workspace.Owner.UserId,
                }
            );
        var item = (await GradingAsync(sitting, "graded")).Items.ShouldHaveSingleItem();
        item.GetProperty("grade").ShouldHave(new { points = 2 });
        item.GetProperty("refused")[0]
            .ShouldHave(
                new
                {
                    points = 3,
                    commentText = "Mine",
                    by = other.UserId,
                }
            );
        (await GradeAsync(sitting, new { points = 3, revision = 1 }, other))
            .ShouldBe(200)["refused"]
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Theory, AllStores]
    public async Task A_grade_that_is_taken_back_leaves_what_the_program_found(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        await GradeAsync(sitting, new { points = 0, revision = 0 }, question: sitting.Exam.Questions[0]);
        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 0 });

        var item = await workspace.Owner.DeleteAsync($"{sitting.Path}/grades/{sitting.Exam.Questions[0]}");

        item.ShouldBe(
            200,
            new
            {
                state = "machine",
                points = 1,
                grade = (object?)null,
            }
        );
        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 1 });
    }

    [Theory, AllStores]
    public async Task A_grade_of_an_answer_that_is_another_now_is_stale_and_does_not_count(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        await GradeAsync(sitting, new { points = 4, revision = 0 });
        (
            await workspace.Owner.PostAsync(
                $"/exams/{sitting.Exam.Id}/sessions/actions",
                new
                {
                    action = "reopen",
                    sessions = new[] { sitting.Student.SessionId },
                    minutes = 10,
                    reason = "Again",
                }
            )
        ).ShouldBe(200);
        (await sitting.Student.OpenAsync()).ShouldBe(200);
        await sitting.Student.SaveAsync(Essay(sitting), "<p>Something else</p>");
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var item = (await GradingAsync(sitting, "stale")).Items.ShouldHaveSingleItem();

        item.ShouldHave(new { state = "stale", points = (double?)null });
        item.GetProperty("grade").ShouldHave(new { points = 4, revision = 1 });
        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 1, needsGrading = true });
    }

    [Theory, AllStores]
    public async Task Levels_give_their_share_of_the_maximum(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(
            workspace,
            scoring: new
            {
                points = 6,
                criteria = new[]
                {
                    new
                    {
                        id = "a",
                        title = "Ideas",
                        levels = new[] { Level("low", 0), Level("high", 2) },
                    },
                    new
                    {
                        id = "b",
                        title = "Style",
                        levels = new[] { Level("low", 0), Level("high", 1) },
                    },
                },
            }
        );

        var graded = await GradeAsync(sitting, new { levels = new { a = "high", b = "low" }, revision = 0 });

        graded.ShouldBe(200, new { points = 4, maxPoints = 6 });
        (await GradeAsync(sitting, new { levels = new { a = "high" }, revision = 1 })).ShouldBeInvalid("levels");
        (await GradeAsync(sitting, new { levels = new { a = "none", b = "low" }, revision = 1 })).ShouldBeInvalid(
            "levels.a"
        );

        static object Level(string id, int points) =>
            new
            {
                id,
                title = id,
                points,
            };
    }

    [Theory, AllStores]
    public async Task Points_are_from_zero_to_the_maximum(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);

        (await GradeAsync(sitting, new { points = 4.5, revision = 0 })).ShouldBeInvalid("points");
        (await GradeAsync(sitting, new { points = -1, revision = 0 })).ShouldBeInvalid("points");
        (await GradeAsync(sitting, new { points = 1.00001, revision = 0 })).ShouldBeInvalid("points");
        (await GradeAsync(sitting, new { revision = 0 })).ShouldBeInvalid("points");
        (await GradeAsync(sitting, new { points = 1 })).ShouldBeInvalid("revision");
        (await GradeAsync(sitting, new { points = 1, revision = 3 })).ShouldBeInvalid("revision");
        (await GradeAsync(sitting, new { points = 1, revision = 0 }, question: "overall")).ShouldBeInvalid("points");
        (await GradeAsync(sitting, new { points = 1, revision = 0 }, question: "q_none")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task A_comment_keeps_no_link_no_picture_and_no_style(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);

        var graded = await GradeAsync(
            sitting,
            new
            {
                comment = "<p style='color:red'>See <a href='https://a.example'>this</a>"
                    + "<img src='https://a.example/x.png' alt='x'><script>alert(1)</script></p>",
                revision = 0,
            },
            question: "overall"
        );

        graded.ShouldBe(200)["grade"].ShouldHave(new { comment = "<p>See this</p>", commentText = "See this" });
    }

    [Theory, AllStores]
    public async Task A_session_that_goes_on_or_was_voided_is_not_graded(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var open = await workspace.StartedAsync([Ask.Text("Why?")]);
        (await GradeAsync(open, new { points = 1, revision = 0 }, question: open.Question)).ShouldBeProblem(
            409,
            "not-final"
        );
        var sitting = await HandedInAsync(workspace);
        (await workspace.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);

        (await GradeAsync(sitting, new { points = 1, revision = 0 })).ShouldBeProblem(409, "voided");
    }

    [Theory, AllStores]
    public async Task A_grader_grades_and_reads_nothing_else_and_a_viewer_does_not_grade(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var grader = await GraderAsync(sitting, "grader");
        var viewer = await GraderAsync(sitting, "viewer");

        (await grader.GetAsync($"/exams/{sitting.Exam.Id}/grading")).ShouldBe(200);
        (await GradeAsync(sitting, new { points = 1, revision = 0 }, grader)).ShouldBe(200);
        (await grader.GetAsync($"/exams/{sitting.Exam.Id}")).ShouldBeProblem(403);
        (await grader.GetAsync(sitting.Path)).ShouldBeProblem(403);
        (await viewer.GetAsync($"/exams/{sitting.Exam.Id}/grading")).ShouldBeProblem(403);
        (await GradeAsync(sitting, new { points = 1, revision = 1 }, viewer)).ShouldBeProblem(403);
    }

    [Theory, AllStores]
    public async Task Answers_that_say_the_same_are_graded_at_once_and_that_can_be_undone(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.Line("Where?")]);
        foreach (var value in new[] { "Paris", " Paris", "London" })
        {
            var sat = await SeatAsync(workspace, exam);
            await sat.Student.SaveAsync(sat.Question, value);
            (await sat.Student.HandInAsync()).ShouldBe(200);
        }

        var path = $"/exams/{exam.Id}";
        var items = (await workspace.Owner.GetAsync($"{path}/grading?questionId={exam.Questions[0]}")).Items;
        var paris = items.First(item => item.GetProperty("same").GetInt32() == 2).GetProperty("digest").GetString();
        var wrong = await workspace.Owner.PutAsync(
            $"{path}/questions/{exam.Questions[0]}/grades",
            new { answers = new[] { new { digest = paris, expect = 3 } }, points = 1 }
        );
        wrong.ShouldBe(200, new { graded = 0 });

        var graded = await workspace.Owner.PutAsync(
            $"{path}/questions/{exam.Questions[0]}/grades",
            new { answers = new[] { new { digest = paris, expect = 2 } }, points = 1 }
        );

        graded.ShouldBe(200, new { graded = 2 });
        (await workspace.Owner.GetAsync($"{path}/grading")).Items.ShouldHaveSingleItem();
        (await workspace.Owner.DeleteAsync($"{path}/grade-batches/{graded.Value("batchId")}")).ShouldBe(
            200,
            new { undone = 2 }
        );
        (await workspace.Owner.GetAsync($"{path}/grading")).Items.Count.ShouldBe(3);
    }

    [Theory, AllStores]
    public async Task The_list_goes_page_by_page_over_all_answers_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.Text("Why?"), Ask.Text("How?")]);
        for (var i = 0; i < 4; i++)
        {
            var sat = await SeatAsync(workspace, exam);
            await sat.Student.SaveAsync(exam.Questions[0], "because");
            await sat.Student.SaveAsync(exam.Questions[1], "so");
            (await sat.Student.HandInAsync()).ShouldBe(200);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await workspace.Owner.GetAsync(
                $"/exams/{exam.Id}/grading?limit=3" + (cursor is null ? "" : $"&cursor={cursor}")
            );
            seen.AddRange(
                page.Items.Select(item => $"{item.GetProperty("sessionId")} {item.GetProperty("questionId")}")
            );
            cursor = page["nextCursor"].GetString();
        } while (cursor is not null);

        seen.Count.ShouldBe(8);
        seen.Distinct().Count().ShouldBe(8);
    }

    internal static string Essay(Sitting sitting) => sitting.Exam.Questions[1];

    /// <summary>A line of 1 point that is right, and an essay of 4 points, handed in.</summary>
    internal static async Task<Sitting> HandedInAsync(
        Workspace workspace,
        object? scoring = null,
        object? settings = null
    )
    {
        var sitting = await workspace.StartedAsync(
            [
                Ask.Line("Capital?", "Paris"),
                new
                {
                    type = "essay",
                    title = "Why?",
                    scoring = scoring ?? new { points = 4 },
                },
            ],
            settings
        );
        await sitting.Student.SaveAsync(sitting.Question, "Paris");
        await sitting.Student.SaveAsync(Essay(sitting), "<p>Because of the river.</p>");
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        return sitting;
    }

    /// <summary>A further student who has begun that exam.</summary>
    internal static async Task<Sitting> SeatAsync(Workspace workspace, SampleExam exam)
    {
        var student = await workspace.UserAsync();
        (
            await workspace.Owner.PostAsync($"/permissions/{exam.Id}", new { actor = student, role = "participant" })
        ).ShouldBe(201);
        var embed = await workspace.EmbedAsync(exam.Id, student);
        var sitting = new Sitting(workspace, exam, student, embed, workspace.Student(embed));
        (await sitting.Student.StartAsync()).ShouldBe(200);
        return sitting;
    }

    internal static async Task<RestClient> GraderAsync(Sitting sitting, string role)
    {
        var client = await sitting.Workspace.ClientAsync("teacher");
        (
            await sitting.Owner.PostAsync($"/permissions/{sitting.Exam.Id}", new { actor = client.UserId, role })
        ).Status.ShouldBeOneOf(200, 201);
        return client;
    }

    internal static Task<Reply> GradeAsync(
        Sitting sitting,
        object grade,
        RestClient? by = null,
        string? question = null
    ) => (by ?? sitting.Owner).PutAsync($"{sitting.Path}/grades/{question ?? Essay(sitting)}", grade);

    private static async Task<Reply> GradingAsync(Sitting sitting, string state) =>
        (
            await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/grading?state={state}&questionId={Essay(sitting)}")
        ).ShouldBe(200);
}
