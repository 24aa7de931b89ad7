using Examlet.Answers;
using Examlet.ExamSessions;

namespace Examlet.Tests.Answers;

/// <summary>What is read after a change was committed is what was there then, whatever was saved meanwhile.</summary>
public sealed class AnswersAtAMomentTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Who_takes_over_gets_nothing_that_was_saved_under_their_own_epoch(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Text("One."), Ask.Text("Two.")]);
        (await sitting.Student.SaveAsync(sitting.Question, "before", revision: 0)).ShouldBe(200);
        (await sitting.Student.OpenAsync()).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "after", revision: 0)).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "after", revision: 0)).ShouldBe(200);

        var heads = await workspace
            .Server.Service<Examlet.Storage.Database>()
            .ReadAsync(
                reader => AnswerStore.HeadsAsync(reader, sitting.Student.SessionId, sitting.Student.Epoch),
                CancellationToken.None
            );

        heads.ShouldHaveSingleItem().VersionOrder.ShouldBe(new VersionNumber(sitting.Student.Epoch - 1, 0).Order);
    }

    [Theory, AllStores]
    public async Task The_answers_of_a_moment_are_those_up_to_its_event(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var moment = (await sitting.Student.SaveAsync(sitting.Question, "then"))
            .ShouldBe(200)["event"]
            .GetProperty("seq")
            .GetInt64();
        (await sitting.Student.SaveAsync(sitting.Question, "since")).ShouldBe(200);

        var answers = await workspace
            .Server.Service<Examlet.Storage.Database>()
            .ReadAsync(
                reader => AnswerStore.CurrentAtAsync(reader, sitting.Student.SessionId, moment),
                CancellationToken.None
            );

        answers.ShouldHaveSingleItem().Value.GetString().ShouldBe("then");
    }
}
