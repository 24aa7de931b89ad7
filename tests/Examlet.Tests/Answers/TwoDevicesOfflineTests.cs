namespace Examlet.Tests.Answers;

/// <summary>A student wrote on two devices while both were offline: the newer epoch wins, and the teacher sees what
/// lost (contract §7).</summary>
public sealed class TwoDevicesOfflineTests(ExamletServers servers)
{
    [Theory]
    [AllStores(true)]
    [AllStores(false)]
    public async Task Whichever_comes_back_first_the_newer_epoch_wins_and_the_other_is_shown_to_the_teacher(
        Store store,
        bool newerFirst
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Capital?", "Paris"), Ask.Text("Why?")]);
        var (older, newer) = (sitting.Student, sitting.OtherDevice);
        (await older.SaveAsync(sitting.Question, "known to both")).ShouldBe(200);
        (await newer.OpenAsync()).ShouldBe(200);

        // Both are cut off here, and write: the older more often, and a question that the newer never touches.
        Func<Task> olderSyncs = async () =>
        {
            (await older.SaveAsync(sitting.Question, "older, first", revision: 2))
                .ShouldBeProblem(409, "superseded")["retained"]
                .GetBoolean()
                .ShouldBeTrue();
            (await older.SaveAsync(sitting.Question, "older, last", revision: 3))
                .ShouldBeProblem(409, "superseded")["retained"]
                .GetBoolean()
                .ShouldBeTrue();
            (await older.SaveAsync(sitting.Exam.Questions[1], "only on the older", revision: 1))
                .ShouldBeProblem(409, "superseded")["retained"]
                .GetBoolean()
                .ShouldBeTrue();
        };
        Func<Task> newerSyncs = async () =>
            (await newer.SaveAsync(sitting.Question, "newer", revision: 2))
                .ShouldBe(200)
                .Json.ShouldHave(new { applied = true });
        await (newerFirst ? newerSyncs : olderSyncs)();
        await (newerFirst ? olderSyncs : newerSyncs)();

        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                answers = new[]
                {
                    new
                    {
                        questionId = sitting.Question,
                        value = "newer",
                        epoch = newer.Epoch,
                        revision = 2,
                    },
                },
            }
        );
        var kept = (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).ShouldBe(200).Items;
        kept.Select(save => save.GetProperty("value").GetString())
            .ShouldBe(["older, first", "older, last", "only on the older"], ignoreOrder: true);
        kept.ShouldAllBe(save =>
            save.GetProperty("reason").GetString() == "superseded"
            && save.GetProperty("epoch").GetInt64() == older.Epoch
        );
    }

    [Theory, AllStores]
    public async Task A_save_of_the_older_that_was_acknowledged_before_stays_in_the_history(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var newer = sitting.OtherDevice;
        (await sitting.Student.SaveAsync(sitting.Question, "older", revision: 9)).ShouldBe(200);
        (await newer.OpenAsync()).ShouldBe(200);
        (await newer.SaveAsync(sitting.Question, "newer", revision: 1))
            .ShouldBe(200)
            .Json.ShouldHave(new { applied = true });

        (await sitting.Student.SaveAsync(sitting.Question, "older", revision: 9))
            .ShouldBe(200)
            .Json.ShouldHave(new { applied = false });

        var history = (await sitting.Owner.GetAsync($"{sitting.Path}/history")).ShouldBe(200).Items;
        history.Select(version => version.GetProperty("value").GetString()).ShouldBe(["older", "newer"]);
    }
}
