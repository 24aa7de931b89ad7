using Examlet.Answers;
using Examlet.ExamSessions;

namespace Examlet.Receipts;

/// <summary>What a receipt is worth.</summary>
public enum ReceiptStatus
{
    /// <summary>This server signed it, and its answers are stored as they were handed in.</summary>
    Genuine,

    /// <summary>The receipt, or one of its stored answers, was changed.</summary>
    Changed,

    /// <summary>
    /// It fits what is stored, but its key is not of this server's secret, as after a change of the secret. That key,
    /// from elsewhere than the database, shows whether the receipt is genuine.
    /// </summary>
    UnknownKey,
}

/// <summary>Checks that stored answers are the ones that were saved and handed in. Pure.</summary>
public static class Proof
{
    /// <summary>
    /// The errors in the versions of an exam session, in words for an operator; empty if the versions are as they were
    /// saved.
    /// </summary>
    public static IEnumerable<string> ErrorsIn(string sessionId, ChainHead head, IReadOnlyList<LinkedVersion> versions)
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

    /// <summary>
    /// The status of a receipt, and the reason in words for an operator; no reason for a genuine one.
    /// </summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="keys">The trusted keys.</param>
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

    /// <summary>The claim of a receipt; null if neither a trusted nor an unknown key signed it.</summary>
    public static ReceiptPayload? ClaimOf(Receipt receipt, IReadOnlyList<PublicKey> keys) =>
        (ReceiptKeys.Read(receipt.Jws, keys) ?? ReceiptKeys.ReadOfUnknownKey(receipt.Jws, keys)) is { } payload
        && payload.Code == receipt.Code
            ? payload
            : null;

    /// <summary>The verdict on a receipt without a <see cref="ClaimOf"/>.</summary>
    public static (ReceiptStatus Status, string? Reason) NotSigned(Receipt receipt) =>
        (ReceiptStatus.Changed, $"{receipt.Code}: the signature is not of this server's secret.");

    /// <summary>
    /// The status of a receipt from findings about its claim, for callers that do not hold all versions at once.
    /// </summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="keys">The trusted keys.</param>
    /// <param name="claim">The claim of the receipt.</param>
    /// <param name="head">The head of the stored chain at the link of the claim.</param>
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

    /// <summary>
    /// True if <paramref name="stored"/>, the version that a receipt names, is the listed one. For a file the SHA-256
    /// must match too; <paramref name="files"/> has it by ID.
    /// </summary>
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
