using CsCheck;

namespace Examlet.Tests.Model;

/// <summary>The real service against the model, from one seed. A failure prints the seed and what was sent;
/// <c>CsCheck_Seed=…</c> runs it again, and <c>EXAMLET_MODEL_RUNS=20</c> runs so many times as many stories.
/// </summary>
public sealed class ExamProperties(ExamletServers servers)
{
    private static readonly Gen<Fate> AnyFate = Gen.Frequency(
        (8, Fate.Arrives),
        (1, Fate.IsLost),
        (2, Fate.ComesTwice),
        (1, Fate.ComesLate)
    );

    /// <summary>How many times as many runs as usual.</summary>
    internal static int Runs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("EXAMLET_MODEL_RUNS"), out var runs) ? runs : 1;

    [Theory, AllStores]
    public async Task Whatever_is_sent_the_server_does_what_the_contract_says(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await Gen.Select(ModelledExam.AnyTerms, Wish.Story)
            .SampleAsync(
                async (terms, story) =>
                {
                    var exam = await ModelledExam.CreateAsync(workspace, terms);
                    await exam.SendAsync(new Start(0));
                    foreach (var wish in story)
                    {
                        if (wish.Write(exam.Model) is { } message)
                        {
                            await exam.SendAsync(message);
                        }
                    }

                    await exam.CheckToTheEndAsync();
                },
                iter: 40 * Runs,
                threads: 1,
                print: story => $"{story.Item1}\n{string.Join('\n', story.Item2.AsEnumerable())}"
            );
    }

    [Theory, AllStores]
    public async Task Lost_doubled_and_late_messages_do_no_harm(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await Gen.Select(ModelledExam.AnyTerms, Gen.Select(Wish.Story, AnyFate.Array[40]))
            .SampleAsync(
                async (terms, sent) =>
                {
                    var exam = await ModelledExam.CreateAsync(workspace, terms);
                    var late = new Queue<Message>();
                    await exam.SendAsync(new Start(0));
                    foreach (var (wish, fate) in sent.Item1.Zip(sent.Item2))
                    {
                        foreach (var message in Arriving(wish.Write(exam.Model), fate, late))
                        {
                            await exam.SendAsync(message);
                        }
                    }

                    foreach (var message in late)
                    {
                        await exam.SendAsync(message);
                    }

                    await exam.CheckToTheEndAsync();
                },
                iter: 40 * Runs,
                threads: 1,
                print: story => $"{story.Item1}\n{string.Join('\n', story.Item2.Item1.Zip(story.Item2.Item2))}"
            );
    }

    [Theory, AllStores]
    public async Task What_is_sent_at_once_has_the_outcome_of_some_order(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var groups = Gen.Select(Wish.AtOnce, Gen.Int[0, 20]).Array[2, 4].Array[1, 4];
        await Gen.Select(ModelledExam.AnyTerms, groups)
            .SampleAsync(
                async (terms, moments) =>
                {
                    var exam = await ModelledExam.CreateAsync(
                        workspace,
                        (0, terms.Limit, terms.Closes, terms.Multiplier)
                    );
                    await exam.SendAsync(new Start(0));
                    await exam.SendAsync(new Issue());
                    await exam.SendAsync(new Open(1));
                    foreach (var moment in moments)
                    {
                        await exam.SendAtOnceAsync([
                            .. moment.Select(sent => (sent.Item1.Write(exam.Model)!, sent.Item2)),
                        ]);
                    }

                    await exam.CheckToTheEndAsync();
                },
                iter: 30 * Runs,
                threads: 1,
                print: story =>
                    $"{story.Item1}\n{string.Join('\n', story.Item2.Select(moment => string.Join(" | ", moment)))}"
            );
    }

    /// <summary>What arrives now; what is late comes with what is sent after the next.</summary>
    private static IReadOnlyList<Message> Arriving(Message? message, Fate fate, Queue<Message> late)
    {
        var overdue = late.Count > 1 ? late.Dequeue() : null;
        if (message is not null && fate == Fate.ComesLate && message is not Pass)
        {
            late.Enqueue(message);
            message = null;
        }

        Message?[] arriving = fate switch
        {
            Fate.IsLost => [overdue],
            Fate.ComesTwice when message is not (Pass or Issue) => [message, overdue, message],
            _ => [message, overdue],
        };
        return [.. arriving.OfType<Message>()];
    }
}
