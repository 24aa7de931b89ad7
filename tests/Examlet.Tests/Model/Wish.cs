using CsCheck;

namespace Examlet.Tests.Model;

/// <summary>What somebody means to do, before it is known which epoch, link or time that is: a message is written from
/// it when its turn comes.</summary>
internal sealed record Wish(string Text, Func<ExamModel, Message?> Write)
{
    private const int Longest = 28;
    private static readonly Gen<int> AnyLink = Gen.Int[0, 5];

    /// <summary>How many epochs the writer is behind: mostly none; minus one is an epoch from the future.</summary>
    private static readonly Gen<int> Behind = Gen.Frequency((12, 0), (4, 1), (2, 2), (1, -1));

    private static readonly Gen<(int Question, long Revision, string? Value, bool Completed)> Answer = Gen.Select(
        Gen.Int[0, 2],
        Gen.Long[1, 6],
        Gen.OneOf(Terms.Right, Terms.Right, "wrong", null),
        Gen.Frequency((5, true), (1, false))
    );

    private static readonly Gen<(int Question, long Revision)> Believed = Gen.Select(Gen.Int[0, 2], Gen.Long[0, 6]);

    public static readonly Gen<Wish> Starts = AnyLink.Select(link =>
        Of($"start {link}", model => new Start(LinkOf(model, link)))
    );

    public static readonly Gen<Wish> Opens = AnyLink.Select(link =>
        Of($"open {link}", model => new Open(LinkOf(model, link)))
    );

    public static readonly Gen<Wish> Saves = Gen.Select(AnyLink, Behind, Answer)
        .Select(
            (link, behind, answer) =>
                Of(
                    $"save {link} -{behind} {answer}",
                    model => new Save(LinkOf(model, link), WrittenOf(model, behind, answer))
                )
        );

    public static readonly Gen<Wish> HandsIn = Gen.Select(
            AnyLink,
            Behind,
            Answer.Array[0, 2],
            Gen.Frequency((3, Gen.Const(Array.Empty<(int, long)>())), (1, Believed.Array[1, 2]))
        )
        .Select(
            (link, behind, answers, believed) =>
                Of(
                    $"hand in {link} -{behind} {string.Join(' ', answers)} / {string.Join(' ', believed)}",
                    model => new HandIn(
                        LinkOf(model, link),
                        EpochOf(model, behind),
                        new([.. answers.Select(answer => WrittenOf(model, behind, answer))]),
                        new([
                            .. believed.DistinctBy(b => b.Item1).Select(b => (model.Terms.Questions[b.Item1], b.Item2)),
                        ])
                    )
                )
        );

    public static readonly Gen<Wish> Extends = Gen.Select(Gen.Int[-1, 9], Gen.OneOf(0, 0, 0.5, 1, 1.25, 2))
        .Select(
            (extra, multiplier) =>
                Of(
                    $"extend {extra} × {multiplier}",
                    model =>
                        model.Attempts.IsEmpty
                            ? null
                            : new Extend(extra < 0 ? null : extra, multiplier == 0 ? null : multiplier)
                )
        );

    /// <summary>Whatever changes the attempt or reads of it.</summary>
    private static readonly Gen<Wish> Any = Gen.Frequency(
        (22, Saves),
        (
            4,
            Gen.Select(AnyLink, Behind, Answer.Array[1, 4])
                .Select(
                    (link, behind, answers) =>
                        Of(
                            $"save {link} -{behind} {string.Join(' ', answers)}",
                            model => new SaveMany(
                                LinkOf(model, link),
                                EpochOf(model, behind),
                                new([.. answers.Select(answer => WrittenOf(model, behind, answer))])
                            )
                        )
                )
        ),
        (2, HandsIn),
        (5, Opens),
        (3, Starts),
        (4, Extends),
        (7, Time()),
        (2, Gen.Const(Of("issue", model => model.Links.Count < 4 ? new Issue() : null))),
        (1, AnyLink.Select(link => Of($"revoke {link}", model => new Revoke(LinkOf(model, link))))),
        (1, Gen.Const(Of("void", model => model.Attempts.IsEmpty ? null : new VoidAttempt()))),
        (2, AnyLink.Select(link => Of($"receipt {link}", model => new AskReceipt(LinkOf(model, link)))))
    );

    /// <summary>A story: what happens, from the first start on.</summary>
    public static readonly Gen<Wish[]> Story = Any.Array[0, Longest];

    /// <summary>What can happen at one moment.</summary>
    public static readonly Gen<Wish> AtOnce = Gen.Frequency(
        (8, Saves),
        (3, HandsIn),
        (2, Opens),
        (1, Starts),
        (1, Extends)
    );

    public override string ToString() => Text;

    private static Wish Of(string text, Func<ExamModel, Message?> write) => new(text, write);

    /// <summary>A while, or up to a millisecond before, at or after the deadline or the end of the grace.</summary>
    private static Gen<Wish> Time() =>
        Gen.Frequency(
            (
                3,
                Gen.Int[1, 240_000]
                    .Select(while_ => Of($"wait {while_} ms", _ => new Pass(TimeSpan.FromMilliseconds(while_))))
            ),
            (
                2,
                Gen.Int[-1, 1]
                    .Select(off => Of($"deadline {off} ms", model => Until(model, model.Newest?.Deadline, off)))
            ),
            (
                2,
                Gen.Int[-1, 1]
                    .Select(off =>
                        Of($"grace {off} ms", model => Until(model, model.Newest?.Deadline + AttemptModel.Grace, off))
                    )
            )
        );

    private static Pass Until(ExamModel model, DateTimeOffset? end, int off) =>
        end?.AddMilliseconds(off) is { } then && then > model.Now
            ? new Pass(then - model.Now)
            : new Pass(TimeSpan.FromMilliseconds(1));

    private static int LinkOf(ExamModel model, int link) => link % model.Links.Count;

    private static long EpochOf(ExamModel model, int behind) => Math.Max((model.Newest?.Epoch ?? 0) - behind, 0);

    private static Written WrittenOf(
        ExamModel model,
        int behind,
        (int Question, long Revision, string? Value, bool Completed) answer
    ) =>
        new(
            model.Terms.Questions[answer.Question],
            EpochOf(model, behind),
            answer.Revision,
            answer.Value,
            answer.Completed
        );
}

/// <summary>What becomes of a message on its way.</summary>
internal enum Fate
{
    Arrives,

    /// <summary>It never arrives.</summary>
    IsLost,

    /// <summary>It arrives, the answer does not, and so it is sent again.</summary>
    ComesTwice,

    /// <summary>It arrives after others that were sent later.</summary>
    ComesLate,
}
