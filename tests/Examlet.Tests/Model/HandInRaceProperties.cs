using CsCheck;

namespace Examlet.Tests.Model;

/// <summary>Saves that race with the hand-in: each is in it, or refused and kept aside. A thousand races in a run, five
/// hundred on each store.</summary>
public sealed class HandInRaceProperties(ExamletServers servers)
{
    private const int Races = 500;

    /// <summary>The saves (question, right or not) and how many of other things' turns each lets pass, and so the
    /// hand-in.</summary>
    private static readonly Gen<((int Question, bool Right, int Delay)[] Saves, int HandIn)> Race = Gen.Select(
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 30]).Array[2, 6],
        Gen.Int[0, 30]
    );

    [Theory, AllStores]
    public async Task Each_save_is_in_the_hand_in_or_kept_aside_and_what_is_scored_is_what_is_stored(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(
            [Ask.Line("One?", "right"), Ask.Line("Two?", "right"), Ask.Line("Three?", "right")],
            participants: [student]
        );
        await Race.SampleAsync(
            async (saves, handIn) =>
            {
                var embed = await workspace.EmbedAsync(exam.Id, student);
                var sitting = new Sitting(workspace, exam, student, embed, workspace.Student(embed));
                (await sitting.Student.StartAsync()).ShouldBe(200);

                var saving = saves
                    .Select(
                        async (save, i) =>
                        {
                            await YieldAsync(save.Delay);
                            var (question, value) = (
                                exam.Questions[save.Question],
                                save.Right ? "right" : $"wrong {i}"
                            );
                            return (
                                Question: question,
                                Value: value,
                                Revision: i + 1,
                                Reply: await sitting.Student.SaveAsync(question, value, revision: i + 1)
                            );
                        }
                    )
                    .ToList();
                await YieldAsync(handIn);
                var done = (await sitting.Student.HandInAsync()).ShouldBe(200);
                var sent = await Task.WhenAll(saving);

                await ShouldHoldAsync(sitting, sent, done.Value("completedAt"));
                (await sitting.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);
            },
            iter: Races * ExamProperties.Runs,
            threads: 1
        );
    }

    private static async Task ShouldHoldAsync(
        Sitting sitting,
        (string Question, string Value, int Revision, Reply Reply)[] sent,
        string completedAt
    )
    {
        var (stored, refused) = (
            sent.Where(s => s.Reply.Status == 200).ToList(),
            sent.Where(s => s.Reply.Status != 200).ToList()
        );
        foreach (var save in refused)
        {
            save.Reply.ShouldBeProblem(409, "session-completed")["retained"].GetBoolean().ShouldBeTrue();
        }

        var session = await sitting.ReadAsync();
        var current = stored
            .GroupBy(s => s.Question)
            .Select(versions => versions.MaxBy(v => v.Revision))
            .OrderBy(v => sitting.Exam.Questions.ToList().IndexOf(v.Question))
            .ToList();
        session.Json.ShouldHave(
            new
            {
                completedAt,
                score = new { points = current.Count(answer => answer.Value == "right") },
                answers = current.Select(answer => new
                {
                    questionId = answer.Question,
                    value = answer.Value,
                    revision = answer.Revision,
                    correct = answer.Value == "right",
                }),
            }
        );
        (await RevisionsAsync(sitting, "history")).ShouldBe(stored.Select(s => s.Revision).Order());
        (await RevisionsAsync(sitting, "retained")).ShouldBe(refused.Select(s => s.Revision).Order());
    }

    private static async Task<IEnumerable<int>> RevisionsAsync(Sitting sitting, string list) =>
        (await sitting.Owner.GetAsync($"{sitting.Path}/{list}?limit=100"))
            .ShouldBe(200)
            .Items.Select(item => item.GetProperty("revision").GetInt32())
            .Order();

    private static async Task YieldAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Task.Yield();
        }
    }
}
