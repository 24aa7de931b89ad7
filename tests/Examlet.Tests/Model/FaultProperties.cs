using CsCheck;
using Examlet.Storage;

namespace Examlet.Tests.Model;

/// <summary>The real service against the model while its store fails and while it crashes. Clients send again until
/// they are answered; what was acknowledged is there and nothing is there twice. One seed draws it all;
/// <see cref="ExamProperties"/> says how to run one again.
/// </summary>
public sealed class FaultProperties(ExamletServers servers)
{
    private static readonly Gen<(Moment Moment, StoreFault Fault, int Times)?> AnyFault = Gen.Frequency(
        (2, Gen.Const(((Moment, StoreFault, int)?)null)),
        (
            1,
            Gen.Select(
                    Gen.Enum<Moment>(),
                    Gen.OneOf(StoreFault.Full, StoreFault.ReadOnly, StoreFault.Busy, StoreFault.Away),
                    Gen.Int[1, 3]
                )
                .Select((moment, fault, times) => ((Moment, StoreFault, int)?)(moment, fault, times))
        )
    );

    [Theory, AllStores]
    public async Task However_the_store_fails_nothing_is_lost_and_nothing_is_there_twice(Store store)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store);
        await using var own = server;
        var workspace = await server.WorkspaceAsync();
        await Gen.Select(ModelledExam.AnyTerms, Gen.Select(Wish.Story, AnyFault.Array[40]))
            .SampleAsync(
                async (terms, story) =>
                {
                    engine.Mend();
                    var exam = await ModelledExam.CreateAsync(workspace, terms);
                    await exam.SendAsync(new Start(0));
                    foreach (var (wish, fault) in story.Item1.Zip(story.Item2))
                    {
                        if (wish.Write(exam.Model) is not { } message)
                        {
                            continue;
                        }

                        if (fault is not { } strikes || message is Pass or Issue)
                        {
                            await exam.SendAsync(message);
                            continue;
                        }

                        engine.Fail(strikes.Moment, () => FaultyEngine.Of(store, strikes.Fault), strikes.Times);
                        await exam.SendThroughFaultAsync(message, engine.Mend);
                    }

                    await exam.CheckToTheEndAsync();
                },
                iter: 15 * ExamProperties.Runs,
                threads: 1,
                print: story => $"{story.Item1}\n{string.Join('\n', story.Item2.Item1.Zip(story.Item2.Item2))}"
            );
        engine.Struck.ShouldBeGreaterThan(0);
    }

    [Theory, AllStores]
    public async Task Whenever_the_server_crashes_what_it_acknowledged_is_there_when_it_comes_back(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var cutOff = 0;
        var crashes = Gen.Select(Gen.Select(Wish.AtOnce, Gen.Int[0, 30]).Array[1, 4], Gen.Int[0, 60]).Array[1, 2];
        await Gen.Select(ModelledExam.AnyTerms, crashes)
            .SampleAsync(
                async (terms, moments) =>
                {
                    var exam = await ModelledExam.CreateAsync(
                        workspace,
                        (0, terms.Limit, terms.Closes, terms.Multiplier)
                    );
                    await exam.SendAsync(new Start(0));
                    foreach (var (sent, crashAfter) in moments)
                    {
                        await exam.SendThroughCrashAsync(
                            [.. sent.Select(one => (one.Item1.Write(exam.Model)!, one.Item2))],
                            crashAfter
                        );
                    }

                    await exam.CheckToTheEndAsync();
                    cutOff += exam.CutOff;
                },
                iter: 5 * ExamProperties.Runs,
                threads: 1,
                print: story =>
                {
                    var moments = story.Item2.Select(moment =>
                        $"{string.Join(" | ", moment.Item1)}, crash after {moment.Item2}"
                    );
                    return $"{story.Item1}\n{string.Join('\n', moments)}";
                }
            );
        cutOff.ShouldBeGreaterThan(0, "no crash came while anything was under way");
    }
}
