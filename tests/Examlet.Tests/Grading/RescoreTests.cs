namespace Examlet.Tests.Grading;

/// <summary>Scoring again after a wrong key (contract, scores).</summary>
public sealed class RescoreTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_right_key_scores_final_sessions_again_and_the_exam_gets_it_too(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, "Paris", key: "Pariss");
        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 0, scoreRevision = 1 });

        var made = await RescoreAsync(sitting, new { settings = new { correctAnswer = "Paris" } });

        made.ShouldBe(202, new { state = "running", reason = "The key was wrong" });
        var done = await DoneAsync(sitting, made);
        done.Json.ShouldHave(new { sessions = 1, changed = 1 });
        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 1, scoreRevision = 2 });
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}"))["questions[0].settings.correctAnswer"]
            .GetString()
            .ShouldBe("Paris");
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/audit")).Items.ShouldContain(entry =>
            entry.GetProperty("action").GetString() == "rescore"
            && entry.GetProperty("reason").GetString() == "The key was wrong"
        );
    }

    [Theory, AllStores]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, "Paris", key: "Pariss");
        await sitting.ReadAsync();

        var trial = await RescoreAsync(sitting, new { settings = new { correctAnswer = "Paris" }, dryRun = true });

        trial.ShouldBe(
            200,
            new
            {
                sessions = 1,
                changed = 1,
                gradedByPeople = 0,
            }
        );
        trial["first[0]"]
            .ShouldHave(
                new
                {
                    sessionId = sitting.Student.SessionId,
                    before = 0,
                    after = 1,
                }
            );
        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 0, scoreRevision = 1 });
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}"))["questions[0].settings.correctAnswer"]
            .GetString()
            .ShouldBe("Pariss");
    }

    [Theory, AllStores("full", 1, 1), AllStores("none", 0, 1), AllStores("remove", 0, 0)]
    public async Task An_award_stands_over_every_key(Store store, string award, int points, int maxPoints)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, award == "none" ? "Paris" : "London", key: "Paris");
        await sitting.ReadAsync();

        await DoneAsync(sitting, await RescoreAsync(sitting, new { award }));

        (await sitting.ReadAsync())["score"]
            .ShouldHave(
                new
                {
                    points,
                    maxPoints,
                    needsGrading = false,
                    state = "complete",
                }
            );
    }

    [Theory, AllStores]
    public async Task A_persons_grade_stands_but_in_a_question_that_was_removed(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, "Lyon", key: "Paris");
        (
            await GradesTests.GradeAsync(sitting, new { points = 0.5, revision = 0 }, question: sitting.Question)
        ).ShouldBe(200);

        await DoneAsync(sitting, await RescoreAsync(sitting, new { award = "full" }));
        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 0.5, gradedBy = "people" });
        await DoneAsync(sitting, await RescoreAsync(sitting, new { award = "remove" }));

        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 0, maxPoints = 0 });
        (
            await GradesTests.GradeAsync(sitting, new { points = 0.5, revision = 1 }, question: sitting.Question)
        ).ShouldBeProblem(409, "question-removed");
    }

    [Theory, AllStores]
    public async Task A_session_in_progress_uses_the_new_key_at_its_end(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", "Pariss")]);
        await sitting.Student.SaveAsync(sitting.Question, "Paris");

        await DoneAsync(sitting, await RescoreAsync(sitting, new { settings = new { correctAnswer = "Paris" } }));
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ReadAsync())["score"].ShouldHave(new { points = 1 });
    }

    [Theory, AllStores]
    public async Task What_cannot_be_a_key_is_refused_by_its_field(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, "Paris", key: "Pariss");

        (await RescoreAsync(sitting, new { })).ShouldBeInvalid("award");
        (await RescoreAsync(sitting, new { award = "half" })).ShouldBeInvalid("award");
        (await RescoreAsync(sitting, new { award = "full", settings = new { correctAnswer = "x" } })).ShouldBeInvalid(
            "award"
        );
        (await RescoreAsync(sitting, new { settings = new { correctAnswer = 5 } })).ShouldBeInvalid(
            "settings.correctAnswer"
        );
        (await RescoreAsync(sitting, new { award = "full", questionId = "q_none" })).ShouldBeInvalid("questionId");
        (await RescoreAsync(sitting, new { award = "full", reason = " " })).ShouldBeInvalid("reason");
    }

    private static async Task<Sitting> HandedInAsync(Workspace workspace, string answer, string key)
    {
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", key)]);
        await sitting.Student.SaveAsync(sitting.Question, answer);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        return sitting;
    }

    private static Task<Reply> RescoreAsync(Sitting sitting, object more) =>
        sitting.Owner.PostAsync(
            $"/exams/{sitting.Exam.Id}/rescore",
            Body.With(new { questionId = sitting.Question, reason = "The key was wrong" }, more)
        );

    private static Task<Reply> DoneAsync(Sitting sitting, Reply made) =>
        Eventually.BecomesAsync(
            async () =>
            {
                sitting.Server.Clock.Advance(TimeSpan.FromSeconds(1));
                return await sitting.Owner.GetAsync(
                    $"/exams/{sitting.Exam.Id}/rescores/{made.ShouldBe(202).Value("id")}"
                );
            },
            reply => reply.ShouldBe(200).Value("state") == "done"
        );
}
