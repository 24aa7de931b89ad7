using CsCheck;
using Examlet.Answers;
using Examlet.ExamSessions;
using Examlet.Receipts;

namespace Examlet.Tests.Answers;

/// <summary>A change of stored versions after the fact shows.</summary>
public sealed class AnswerChainTests
{
    private static readonly Gen<AnswerVersion> Version = Gen.Select(
        Gen.Int[1, 3],
        Gen.Int[1, 3],
        Gen.Int[1, 9],
        Gen.String[Gen.Char.AlphaNumeric, 0, 8],
        (question, epoch, revision, text) =>
            new AnswerVersion(
                $"q_{question}",
                new VersionNumber(epoch, revision),
                epoch,
                new AnswerBody($"\"{text}\"", Completed: true, ContextJson: null),
                Given.Start.AddSeconds(revision)
            )
    );

    private static readonly Gen<(List<LinkedVersion> Versions, ChainHead Head)> Saved = Version
        .List[1, 12]
        .Select(Chain);

    [Fact]
    public void What_was_saved_has_no_fault() =>
        Saved.Sample(saved => Proof.ErrorsIn("session_1", saved.Head, saved.Versions).ShouldBeEmpty());

    [Fact]
    public void The_order_in_which_rows_are_read_does_not_matter() =>
        Gen.Select(Saved, Gen.Int[0, 1000])
            .Sample(
                (saved, seed) =>
                    Proof
                        .ErrorsIn(
                            "session_1",
                            saved.Head,
                            [.. saved.Versions.OrderBy(v => HashCode.Combine(v.Link, seed))]
                        )
                        .ShouldBeEmpty()
            );

    [Fact]
    public void A_changed_text_shows() =>
        Any(
            (versions, at) =>
                versions[at] = versions[at] with
                {
                    Answer = versions[at].Answer with
                    {
                        Body = versions[at].Answer.Body with { ValueJson = "\"forged text\"" },
                    },
                }
        );

    [Fact]
    public void A_changed_text_with_a_digest_to_match_shows() =>
        Any(
            (versions, at) =>
            {
                var body = versions[at].Answer.Body with { ValueJson = "\"forged text\"" };
                versions[at] = versions[at] with
                {
                    Answer = versions[at].Answer with { Body = body },
                    Digest = body.Digest(),
                };
            }
        );

    [Fact]
    public void A_changed_time_shows() =>
        Any(
            (versions, at) =>
                versions[at] = versions[at] with
                {
                    Answer = versions[at].Answer with { SavedAt = Given.Start.AddDays(-1) },
                }
        );

    [Fact]
    public void A_removed_version_shows() => Any((versions, at) => versions.RemoveAt(at));

    [Fact]
    public void A_version_put_in_shows() =>
        Any((versions, at) => versions.Add(versions[at] with { Link = versions[at].Link + versions.Count }));

    [Fact]
    public void Versions_that_changed_places_show() =>
        Saved
            .Where(saved => saved.Versions.Count > 1 && saved.Versions[0].Chained != saved.Versions[^1].Chained)
            .Sample(saved =>
            {
                var (first, last) = (saved.Versions[0], saved.Versions[^1]);
                saved.Versions[0] = first with { Link = last.Link };
                saved.Versions[^1] = last with { Link = first.Link };
                Proof.ErrorsIn("session_1", saved.Head, saved.Versions).ShouldNotBeEmpty();
            });

    private static void Any(Action<List<LinkedVersion>, int> forge) =>
        Gen.Select(Saved, Gen.Int[0, 11])
            .Sample(
                (saved, at) =>
                {
                    forge(saved.Versions, at % saved.Versions.Count);
                    Proof.ErrorsIn("session_1", saved.Head, saved.Versions).ShouldNotBeEmpty();
                }
            );

    private static (List<LinkedVersion> Versions, ChainHead Head) Chain(List<AnswerVersion> versions)
    {
        var head = new ChainHead(0, null);
        var linked = new List<LinkedVersion>();
        foreach (var version in versions)
        {
            var unlinked = new LinkedVersion(version, version.Body.Digest(), Link: null, Chain: null);
            head = head.Next("session_1", unlinked.Chained);
            linked.Add(unlinked with { Link = head.Link, Chain = head.Digest });
        }

        return (linked, head);
    }
}
