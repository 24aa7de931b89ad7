using Examlet.ExamSessions;

namespace Examlet.Answers;

/// <summary>A stored version with its place in the chain, and the digest that stands beside it; <c>Link</c> is null for
/// one outside the chain.</summary>
public sealed record LinkedVersion(AnswerVersion Answer, string Digest, long? Link, string? Chain)
{
    public ChainedVersion Chained => new(Answer.QuestionId, Answer.Version, Answer.Seq, Digest, Answer.SavedAt);
}
