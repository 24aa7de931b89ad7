namespace Examlet.Tests.Answers;

/// <summary>Versions are ordered by (epoch, revision); the newest is the current answer (contract §7).</summary>
public sealed class AnswerVersionsTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_newer_revision_replaces_the_answer(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Rome", revision: 1)).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 2)).ShouldBe(200, new { applied = true });

        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "Paris", revision = 2 } } });
    }

    [Theory, AllStores]
    public async Task An_older_revision_is_acknowledged_but_not_applied(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 7)).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "Rome", revision: 6)).ShouldBe(
            200,
            new { applied = false, revision = 6 }
        );

        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "Paris", revision = 7 } } });
    }

    [Theory, AllStores]
    public async Task The_same_revision_with_the_same_body_is_acknowledged_again_and_changes_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var first = (
            await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1, context: new { a = 1, b = 2 })
        ).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(10));

        var again = await sitting.Student.SaveAsync(
            sitting.Question,
            "Paris",
            revision: 1,
            context: new { a = 1, b = 2 }
        );

        again.ShouldBe(
            200,
            new
            {
                applied = true,
                savedAt = first.Value("savedAt"),
                serverNow = workspace.Server.Now.Iso(),
            }
        );
        (await workspace.Owner.GetAsync($"{sitting.Path}/history")).Items.Count.ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task The_same_revision_with_another_body_is_a_conflict_and_changes_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1)).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "Rome", revision: 1)).ShouldBeProblem(
            409,
            "revision-conflict"
        );
        (await sitting.Student.SaveAsync(sitting.Question, "Paris", completed: false, revision: 1)).ShouldBeProblem(
            409,
            "revision-conflict"
        );
        (
            await sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1, context: new { a = 1 })
        ).ShouldBeProblem(409, "revision-conflict");

        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                answers = new[]
                {
                    new
                    {
                        value = "Paris",
                        completed = true,
                        context = (object?)null,
                    },
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task Fifty_retries_of_one_save_at_once_store_one_version(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => sitting.Student.SaveAsync(sitting.Question, "Paris", revision: 1))
        );

        replies.ShouldAllBe(r => r.Status == 200);
        (await workspace.Owner.GetAsync($"{sitting.Path}/history")).Items.Count.ShouldBe(1);
        (await workspace.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events"))["items"]
            .GetArrayLength()
            .ShouldBe(2);
    }

    [Theory, AllStores]
    public async Task Of_many_bodies_at_once_under_one_revision_one_is_stored_and_the_others_are_conflicts(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async i =>
                    (
                        Value: $"text {i}",
                        Reply: await sitting.Student.SaveAsync(sitting.Question, $"text {i}", revision: 1)
                    )
                )
        );

        var stored = replies.Where(r => r.Reply.Status == 200).ShouldHaveSingleItem();
        replies
            .Where(r => r.Reply.Status != 200)
            .ShouldAllBe(r =>
                r.Reply.Status == 409 && r.Reply.Value("type").EndsWith("revision-conflict", StringComparison.Ordinal)
            );
        (await sitting.ReadAsync()).Value("answers[0].value").ShouldBe(stored.Value);
    }

    [Theory, AllStores]
    public async Task A_newer_epoch_wins_over_a_higher_revision(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "older epoch", revision: 100)).ShouldBe(200);
        var other = sitting.OtherDevice;
        await other.OpenAsync();

        (await other.SaveAsync(sitting.Question, "newer epoch", revision: 1)).ShouldBe(200, new { applied = true });

        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                answers = new[]
                {
                    new
                    {
                        value = "newer epoch",
                        epoch = other.Epoch,
                        revision = 1,
                    },
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task An_epoch_from_the_future_is_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.Student.SaveAsync(sitting.Question, "x", epoch: sitting.Student.Epoch + 1)).ShouldBeInvalid(
            "epoch"
        );
        (await sitting.Student.HandInAsync(epoch: sitting.Student.Epoch + 1)).ShouldBeInvalid("epoch");
        (
            await sitting.Student.NoteAsync(
                new { questionId = sitting.Question, flags = Array.Empty<string>() },
                1,
                sitting.Student.Epoch + 1
            )
        ).ShouldBeInvalid("epoch");
    }

    [Theory, AllStores]
    public async Task Questions_have_revisions_of_their_own(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")]);

        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], "one", revision: 50)).ShouldBe(
            200,
            new { applied = true }
        );
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "two", revision: 1)).ShouldBe(
            200,
            new { applied = true }
        );
    }
}
