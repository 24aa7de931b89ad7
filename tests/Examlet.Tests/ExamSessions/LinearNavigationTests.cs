namespace Examlet.Tests.ExamSessions;

/// <summary>With <c>linear</c> navigation a student sees the questions up to the current one; moving forward locks the
/// earlier ones (contract §10).</summary>
public sealed class LinearNavigationTests(ExamletServers servers)
{
    private static readonly object[] Questions =
    [
        Ask.Line("The first question"),
        Ask.Line("The second question"),
        Ask.Line("The third question"),
    ];

    [Theory, AllStores]
    public async Task At_the_start_there_is_one_question(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(Questions, new { navigation = "linear" });

        var state = await sitting.Student.StartAsync();

        state["exam.questions"].GetArrayLength().ShouldBe(1);
        state.Text.ShouldContain("The first question");
        state.Text.ShouldNotContain("The second question");
    }

    [Theory, AllStores]
    public async Task Moving_forward_brings_the_next_question_and_locks_the_earlier_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(Questions, new { navigation = "linear" });
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], "one")).ShouldBe(200);

        var moved = await MoveAsync(sitting, 1, revision: 1);

        moved.ShouldBe(200).Text.ShouldContain("The second question");
        moved.Text.ShouldNotContain("The third question");
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], "changed")).ShouldBeProblem(409, "question-locked");
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "two")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Nobody_moves_back(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(Questions, new { navigation = "linear" });
        (await MoveAsync(sitting, 1, revision: 1)).ShouldBe(200);

        (await MoveAsync(sitting, 0, revision: 2)).ShouldBeProblem(409, "question-locked");
        await sitting.Student.OpenAsync();

        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], "changed")).ShouldBeProblem(409, "question-locked");
    }

    [Theory, AllStores]
    public async Task A_question_ahead_cannot_be_answered(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(Questions, new { navigation = "linear" });

        var reply = await sitting.Student.SaveAsync(sitting.Exam.Questions[2], "early");

        reply.Status.ShouldBeOneOf(404, 409);
        (await sitting.ReadAsync())["answers"].GetArrayLength().ShouldBe(0);
    }

    [Theory, AllStores]
    public async Task Another_device_goes_on_where_the_student_was(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(Questions, new { navigation = "linear" });
        (await MoveAsync(sitting, 1, revision: 1)).ShouldBe(200);

        var state = await sitting.OtherDevice.OpenAsync();

        state["state"].ShouldHave(new { questionId = sitting.Exam.Questions[1] });
        state.Text.ShouldNotContain("The third question");
    }

    private static Task<Reply> MoveAsync(Sitting sitting, int question, long revision) =>
        sitting.Student.NoteAsync(
            new { questionId = sitting.Exam.Questions[question], flags = Array.Empty<string>() },
            revision
        );
}
