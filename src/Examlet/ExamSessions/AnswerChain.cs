using System.Globalization;
using Examlet.Time;

namespace Examlet.ExamSessions;

/// <summary>What a link of the chain is made of: one stored version, as it was stored.</summary>
public sealed record ChainedVersion(
    string QuestionId,
    VersionNumber Version,
    long? Seq,
    string Digest,
    DateTimeOffset SavedAt
);

/// <summary>Where the chain of an exam session ends: the number of its newest link (0: none yet) and the digest
/// there.</summary>
public readonly record struct ChainHead(long Link, string? Digest)
{
    /// <summary>The head after one more version of that exam session.</summary>
    public ChainHead Next(string sessionId, ChainedVersion version) =>
        new(Link + 1, AnswerChain.Over(Digest ?? sessionId, version));
}

/// <summary>Chains the versions of an exam session by hash, so that one that is changed, removed or put in between
/// after the fact shows: the digest of each link is over the digest before it.
/// </summary>
public static class AnswerChain
{
    /// <summary>SHA-256, in base64, over the digest before (for the first link the session's ID) and what was stored,
    /// one part a line.</summary>
    public static string Over(string before, ChainedVersion version) =>
        Sha256Text.Of(
            before,
            string.Create(
                CultureInfo.InvariantCulture,
                $"\n{version.QuestionId}\n{version.Version.Order}\n{version.Seq}\n"
            ),
            version.Digest,
            string.Create(CultureInfo.InvariantCulture, $"\n{version.SavedAt.ToMilliseconds()}")
        );

    /// <summary>The head that versions in the order of their links lead to. Compared with the stored head it tells
    /// whether they are the ones that were saved.
    /// </summary>
    public static ChainHead Follow(string sessionId, IEnumerable<ChainedVersion> versions) =>
        versions.Aggregate(new ChainHead(0, null), (head, version) => head.Next(sessionId, version));
}
