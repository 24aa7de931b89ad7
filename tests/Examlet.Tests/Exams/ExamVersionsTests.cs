namespace Examlet.Tests.Exams;

/// <summary>Editing an exam never changes an exam session that has begun (contract §4).</summary>
public sealed class ExamVersionsTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_session_that_has_begun_keeps_the_questions_it_started_on(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Before the edit", "Paris")]);
        var before = (await sitting.Student.OpenAsync())["exam"];

        (
            await workspace.Owner.PatchAsync(
                $"/exams/{sitting.Exam.Id}",
                new
                {
                    name = "Edited",
                    questions = new[] { Ask.Line("After the edit", "Rome") },
                    settings = new { timeLimit = 1 },
                }
            )
        ).ShouldBe(200);

        var after = await sitting.Student.OpenAsync();
        after["exam"].ShouldBeJson(before);
        after.Json.ShouldHave(new { deadline = (string?)null });
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_session_that_has_begun_is_scored_by_the_key_it_started_on(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", "Paris")]);
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (
            await workspace.Owner.PatchAsync(
                $"/exams/{sitting.Exam.Id}",
                new { questions = new[] { Body.With(Ask.Line("Capital?", "Rome"), new { id = sitting.Question }) } }
            )
        ).ShouldBe(200);

        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync()).Json.ShouldHave(new { score = new { points = 1, maxPoints = 1 } });
    }

    [Theory, AllStores]
    public async Task A_student_who_starts_after_the_edit_gets_the_new_questions(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync([Ask.Line("Before the edit", "Paris")]);
        (
            await workspace.Owner.PatchAsync(
                $"/exams/{sitting.Exam.Id}",
                new { questions = new[] { Ask.Line("After the edit", "Rome") } }
            )
        ).ShouldBe(200);

        var state = await sitting.Student.StartAsync();

        state.Value("exam.questions[0].title").ShouldBe("After the edit");
    }
}
