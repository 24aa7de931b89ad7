using CsCheck;

namespace Examlet.Tests.Answers;

/// <summary>However saves are reordered, doubled and sent at once, the highest (epoch, revision) is the answer
/// (contract §7).</summary>
public sealed class AnswerOrderProperties(ExamletServers servers)
{
    private static readonly Gen<int[]> Revisions = Gen.Int[1, 12].Array[1, 24];

    [Theory, AllStores]
    public async Task One_after_another_in_any_order(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await Revisions.SampleAsync(
            async revisions =>
            {
                var sitting = await workspace.StartedAsync();
                var highest = 0;
                var sent = new HashSet<int>();
                foreach (var revision in revisions)
                {
                    var reply = (
                        await sitting.Student.SaveAsync(sitting.Question, $"revision {revision}", revision: revision)
                    ).ShouldBe(200);
                    if (sent.Add(revision))
                    {
                        reply.Json.ShouldHave(new { applied = revision > highest });
                    }

                    highest = Math.Max(highest, revision);
                }

                await ShouldHoldAsync(sitting, revisions);
            },
            iter: 15,
            threads: 1
        );
    }

    [Theory, AllStores]
    public async Task All_at_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await Revisions.SampleAsync(
            async revisions =>
            {
                var sitting = await workspace.StartedAsync();

                var replies = await Task.WhenAll(
                    revisions.Select(r => sitting.Student.SaveAsync(sitting.Question, $"revision {r}", revision: r))
                );

                replies.ShouldAllBe(r => r.Status == 200);
                await ShouldHoldAsync(sitting, revisions);
            },
            iter: 15,
            threads: 1
        );
    }

    [Theory, AllStores]
    public async Task In_batches_cut_anywhere(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await Gen.Select(Revisions, Gen.Int[1, 8])
            .SampleAsync(
                async (revisions, size) =>
                {
                    var sitting = await workspace.StartedAsync();

                    var replies = await Task.WhenAll(
                        revisions
                            .Chunk(size)
                            .Select(batch =>
                                sitting.Student.SaveAllAsync(
                                    batch.Select(r =>
                                        (object)
                                            new
                                            {
                                                questionId = sitting.Question,
                                                revision = r,
                                                value = $"revision {r}",
                                                completed = true,
                                            }
                                    )
                                )
                            )
                    );

                    replies.ShouldAllBe(reply => reply.Status == 200);
                    await ShouldHoldAsync(sitting, revisions);
                },
                iter: 15,
                threads: 1
            );
    }

    [Theory, AllStores]
    public async Task Across_take_overs_the_newest_epoch_wins_whatever_its_revisions(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await Revisions
            .Array[1, 4]
            .SampleAsync(
                async holders =>
                {
                    var sitting = await workspace.SitAsync();
                    var student = sitting.Student;
                    (await student.StartAsync()).ShouldBe(200);
                    foreach (var revisions in holders)
                    {
                        (await student.OpenAsync()).ShouldBe(200);
                        var replies = await Task.WhenAll(
                            revisions.Select(r =>
                                student.SaveAsync(sitting.Question, $"{student.Epoch}.{r}", revision: r)
                            )
                        );
                        replies.ShouldAllBe(r => r.Status == 200);
                    }

                    (await sitting.ReadAsync()).Json.ShouldHave(
                        new
                        {
                            answers = new[]
                            {
                                new
                                {
                                    value = $"{student.Epoch}.{holders[^1].Max()}",
                                    epoch = student.Epoch,
                                    revision = holders[^1].Max(),
                                },
                            },
                        }
                    );
                },
                iter: 10,
                threads: 1
            );
    }

    private static async Task ShouldHoldAsync(Sitting sitting, int[] revisions)
    {
        (await sitting.ReadAsync()).Json.ShouldHave(
            new { answers = new[] { new { value = $"revision {revisions.Max()}", revision = revisions.Max() } } }
        );
        var history = await sitting.Owner.GetAsync($"{sitting.Path}/history?limit=100");
        history.Items.Select(v => v.GetProperty("revision").GetInt32()).Order().ShouldBe(revisions.Distinct().Order());
    }
}
