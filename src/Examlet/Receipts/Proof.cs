using Examlet.Answers;

namespace Examlet.Receipts;

/// <summary>A stored version with its place in the chain, and the digest that stands beside it; <c>Link</c> is null for one outside the chain.</summary>
public sealed record LinkedVersion(AnswerVersion Answer, string Digest, long? Link, string? Chain)
{
    public ChainedVersion Chained => new(Answer.QuestionId, Answer.Version, Answer.Seq, Digest, Answer.SavedAt);
}

/// <summary>Tells from what is stored whether it is what was saved and handed in. Pure.</summary>
public static class Proof
{
    /// <summary>What is wrong with the versions of an exam session, in words for an operator; empty when they are as they were saved.</summary>
    public static IEnumerable<string> FaultsOf(string sessionId, ChainHead head, IReadOnlyList<LinkedVersion> versions)
    {
        foreach (var changed in versions.Where(v => v.Digest.Length > 0 && v.Digest != v.Answer.Body.Digest()))
        {
            yield return $"{sessionId}: the answer to {changed.Answer.QuestionId}, version {changed.Answer.Version.Epoch}.{changed.Answer.Version.Revision}, is not what was saved.";
        }

        if (Follow(sessionId, versions, long.MaxValue) != head)
        {
            yield return $"{sessionId}: the chain of its versions is broken: one was changed, removed or put in.";
        }
    }

    /// <summary>What is wrong with a receipt: null when the answers on it are stored as they were handed in.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="keys">The keys it may be signed with.</param>
    /// <param name="versions">Every version of its session.</param>
    public static string? FaultOf(Receipt receipt, IEnumerable<PublicKey> keys, IReadOnlyList<LinkedVersion> versions)
    {
        if (ReceiptKeys.Read(receipt.Jws, keys) is not { } payload || payload.Code != receipt.Code)
        {
            return $"{receipt.Code}: the signature is not of this server's secret.";
        }

        if (Follow(payload.SessionId, versions, payload.Link) != new ChainHead(payload.Link, payload.Chain))
        {
            return $"{receipt.Code}: the versions it was issued over are not the ones that are stored.";
        }

        var changed = payload.Answers.FirstOrDefault(answer => !IsStored(answer, receipt.Salts, versions));
        return changed is null ? null : $"{receipt.Code}: the answer to {changed.QuestionId} is not what was handed in.";
    }

    private static ChainHead Follow(string sessionId, IReadOnlyList<LinkedVersion> versions, long upTo) => AnswerChain.Follow(
        sessionId, versions.Where(v => v.Link is { } link && link <= upTo).OrderBy(v => v.Link).Select(v => v.Chained));

    private static bool IsStored(ReceiptAnswer answer, IReadOnlyDictionary<string, string> salts, IReadOnlyList<LinkedVersion> versions)
    {
        var stored = versions.FirstOrDefault(v => v.Answer.QuestionId == answer.QuestionId && v.Answer.Version == new VersionNumber(answer.Epoch, answer.Revision))?.Answer;
        return stored is not null
            && salts.TryGetValue(answer.QuestionId, out var salt)
            && AnswerDigest.Of(salt, answer.QuestionId, stored.Value, stored.Body.Completed) == answer.Digest;
    }
}
