using Examlet.Answers;

namespace Examlet.Receipts;

/// <summary>A stored version with its place in the chain, and the digest that stands beside it; <c>Link</c> is null for
/// one outside the chain.</summary>
public sealed record LinkedVersion(AnswerVersion Answer, string Digest, long? Link, string? Chain)
{
    public ChainedVersion Chained => new(Answer.QuestionId, Answer.Version, Answer.Seq, Digest, Answer.SavedAt);
}

/// <summary>What a receipt is worth.</summary>
public enum ReceiptStatus
{
    /// <summary>This server signed it, and its answers are stored as they were handed in.</summary>
    Genuine,

    /// <summary>It, or what is stored of its answers, was changed.</summary>
    Changed,

    /// <summary>It fits what is stored, and names a key that the secret does not vouch for, as after a change of the
    /// secret. Whether it is genuine shows by that key, from somewhere else than the database.
    /// </summary>
    UnknownKey,
}

/// <summary>Tells from what is stored whether it is what was saved and handed in. Pure.</summary>
public static class Proof
{
    /// <summary>What is wrong with the versions of an exam session, in words for an operator; empty when they are as
    /// they were saved.</summary>
    public static IEnumerable<string> FaultsOf(string sessionId, ChainHead head, IReadOnlyList<LinkedVersion> versions)
    {
        foreach (var changed in versions.Where(v => v.Digest.Length > 0 && v.Digest != v.Answer.Body.Digest()))
        {
            yield return $"{sessionId}: the answer to {changed.Answer.QuestionId}, version "
                + $"{changed.Answer.Version.Epoch}.{changed.Answer.Version.Revision}, is not what was saved.";
        }

        if (Follow(sessionId, versions, long.MaxValue) != head)
        {
            yield return $"{sessionId}: the chain of its versions is broken: one was changed, removed or put in.";
        }
    }

    /// <summary>What a receipt is worth, and why, in words for an operator; no words for one that is genuine.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="keys">The keys that are vouched for.</param>
    /// <param name="versions">Every version of its session.</param>
    /// <param name="files">The SHA-256 of each file of its session, by ID.</param>
    public static (ReceiptStatus Status, string? Reason) Judge(
        Receipt receipt,
        IReadOnlyList<PublicKey> keys,
        IReadOnlyList<LinkedVersion> versions,
        IReadOnlyDictionary<string, string> files
    )
    {
        if (ClaimOf(receipt, keys) is not { } claim)
        {
            return NotSigned(receipt);
        }

        var changed = claim.Answers.FirstOrDefault(answer =>
            !IsStored(
                answer,
                receipt.Salts,
                versions
                    .FirstOrDefault(v =>
                        v.Answer.QuestionId == answer.QuestionId
                        && v.Answer.Version == new VersionNumber(answer.Epoch, answer.Revision)
                    )
                    ?.Answer,
                files
            )
        );
        return Judge(receipt, keys, claim, Follow(claim.SessionId, versions, claim.Link), changed);
    }

    /// <summary>What a receipt claims; null when neither a key that is vouched for nor one that nobody knows signed
    /// it.</summary>
    public static ReceiptPayload? ClaimOf(Receipt receipt, IReadOnlyList<PublicKey> keys) =>
        (ReceiptKeys.Read(receipt.Jws, keys) ?? ReceiptKeys.ReadOfUnknownKey(receipt.Jws, keys)) is { } payload
        && payload.Code == receipt.Code
            ? payload
            : null;

    /// <summary>The verdict on a receipt without a <see cref="ClaimOf"/>.</summary>
    public static (ReceiptStatus Status, string? Reason) NotSigned(Receipt receipt) =>
        (ReceiptStatus.Changed, $"{receipt.Code}: the signature is not of this server's secret.");

    /// <summary>What a receipt is worth by what was found of its claim, for who does not hold all versions at
    /// once.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="keys">The keys that are vouched for.</param>
    /// <param name="claim">What it claims.</param>
    /// <param name="head">Where the stored chain leads to, up to the link of the claim.</param>
    /// <param name="changed">The first answer of the claim that is not stored as it was handed in.</param>
    public static (ReceiptStatus Status, string? Reason) Judge(
        Receipt receipt,
        IReadOnlyList<PublicKey> keys,
        ReceiptPayload claim,
        ChainHead head,
        ReceiptAnswer? changed
    )
    {
        if (head != new ChainHead(claim.Link, claim.Chain))
        {
            return (
                ReceiptStatus.Changed,
                $"{receipt.Code}: the versions it was issued over are not the ones that are stored."
            );
        }

        if (changed is not null)
        {
            return (
                ReceiptStatus.Changed,
                $"{receipt.Code}: the answer to {changed.QuestionId} is not what was handed in."
            );
        }

        return ReceiptKeys.Read(receipt.Jws, keys) is null
            ? (
                ReceiptStatus.UnknownKey,
                $"{receipt.Code}: it fits what is stored, and is signed with a key that is not of this server's secret."
            )
            : (ReceiptStatus.Genuine, null);
    }

    /// <summary>True when <paramref name="stored"/>, the version that a receipt names, is what it lists; of a file also
    /// its SHA-256, as <paramref name="files"/> has it by ID.</summary>
    public static bool IsStored(
        ReceiptAnswer answer,
        IReadOnlyDictionary<string, string> salts,
        AnswerVersion? stored,
        IReadOnlyDictionary<string, string> files
    ) =>
        stored is not null
        && salts.TryGetValue(answer.QuestionId, out var salt)
        && AnswerDigest.Of(salt, answer.QuestionId, stored.Value, stored.Body.Completed) == answer.Digest
        && (
            answer.FileSha256 is null
            || (FileAnswer.IdIn(stored.Body) is { } file && files.GetValueOrDefault(file) == answer.FileSha256)
        );

    private static ChainHead Follow(string sessionId, IReadOnlyList<LinkedVersion> versions, long upTo) =>
        AnswerChain.Follow(
            sessionId,
            versions.Where(v => v.Link is { } link && link <= upTo).OrderBy(v => v.Link).Select(v => v.Chained)
        );
}
