namespace Examlet.Tests.Answers;

/// <summary>A student reads back what they wrote before: <c>GET /embed-api/answers/{questionId}/versions</c>.</summary>
public sealed class VersionsTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Every_stored_version_newest_first_page_by_page(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")]);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "another question")).ShouldBe(200);
        for (var i = 1; i <= 25; i++)
        {
            (await sitting.Student.SaveAsync(sitting.Question, $"{i}")).ShouldBe(200);
        }

        var first = (await sitting.Student.GetAsync($"/embed-api/answers/{sitting.Question}/versions")).ShouldBe(200);
        var second = (
            await sitting.Student.GetAsync(
                $"/embed-api/answers/{sitting.Question}/versions?cursor={first.Value("nextCursor")}"
            )
        ).ShouldBe(200);

        first
            .Items.Concat(second.Items)
            .Select(v => v.GetProperty("value").GetString())
            .ShouldBe(Enumerable.Range(1, 25).Reverse().Select(i => $"{i}"));
        first["items[0]"]
            .ShouldHave(
                new
                {
                    epoch = sitting.Student.Epoch,
                    revision = 25,
                    completed = true,
                    savedAt = workspace.Server.Now.Iso(),
                    applied = true,
                }
            );
        second.Value("nextCursor").ShouldBe("null");
    }

    [Theory, AllStores]
    public async Task Only_of_an_exam_in_progress_and_of_a_question_the_student_may_see(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")], new { navigation = "linear" });

        (await sitting.Student.GetAsync($"/embed-api/answers/{sitting.Exam.Questions[1]}/versions")).ShouldBeProblem(
            404
        );
        (await sitting.Student.GetAsync("/embed-api/answers/q_unknown/versions")).ShouldBeProblem(404);
        (await sitting.Student.GetAsync($"/embed-api/answers/{sitting.Question}/versions?cursor=x")).ShouldBeInvalid(
            "cursor"
        );
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        (await sitting.Student.GetAsync($"/embed-api/answers/{sitting.Question}/versions")).ShouldBeProblem(
            409,
            "session-completed"
        );
    }
}
