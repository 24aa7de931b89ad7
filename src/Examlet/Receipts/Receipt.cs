using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Examlet.Answers;
using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Receipts;

/// <summary>
/// A receipt: the student's hand-in, signed by the server. <c>Jws</c> is a compact JWS (RFC 7515, ES256) over
/// <see cref="ReceiptPayload"/>; <c>Salts</c> has the salt of each answer's digest by question ID and is not signed.
/// <c>Number</c> counts the receipts of one exam session.
/// </summary>
public sealed record Receipt(
    string Code,
    string SessionId,
    long Number,
    DateTimeOffset IssuedAt,
    string Jws,
    IReadOnlyDictionary<string, string> Salts
);

/// <summary>One answer on a receipt: which version it was, and its <see cref="AnswerDigest"/>. <c>FileSha256</c> is
/// the SHA-256, in lower-case hex, of the file that an answer names; absent for any other answer, and on receipts from
/// before.
/// </summary>
public sealed record ReceiptAnswer(
    string QuestionId,
    long Epoch,
    long Revision,
    DateTimeOffset SavedAt,
    string Digest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FileSha256 = null
);

/// <summary>
/// The signed part. <c>Link</c> and <c>Chain</c> name the end of the session's chain of versions, so that a new chain
/// shows too.
/// </summary>
public sealed record ReceiptPayload(
    int V,
    string Code,
    long Number,
    DateTimeOffset IssuedAt,
    DateTimeOffset CompletedAt,
    string CompletionReason,
    string ExamId,
    string ExamName,
    string SessionId,
    string UserId,
    long Link,
    string? Chain,
    IReadOnlyList<ReceiptAnswer> Answers
)
{
    private const int SaltBytes = 16;

    /// <summary>True if nothing is missing in it. Only a signature promises that.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        Code is not null
        && SessionId is not null
        && Answers is not null
        && Answers.All(answer => answer is { QuestionId: not null, Digest: not null });

    /// <summary>
    /// The receipt of a completed session, and the salts of its digests. <paramref name="files"/> has the SHA-256 of
    /// each file by ID.
    /// </summary>
    public static (ReceiptPayload Payload, IReadOnlyDictionary<string, string> Salts) Of(
        string code,
        long number,
        DateTimeOffset issuedAt,
        ExamSession session,
        ExamPaper paper,
        IReadOnlyList<AnswerVersion> answers,
        IReadOnlyDictionary<string, string> files
    )
    {
        var salts = answers.ToDictionary(
            a => a.QuestionId,
            _ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltBytes)),
            StringComparer.Ordinal
        );
        var listed = answers
            .OrderBy(a => a.QuestionId, StringComparer.Ordinal)
            .Select(a => new ReceiptAnswer(
                a.QuestionId,
                a.Version.Epoch,
                a.Version.Revision,
                a.SavedAt,
                AnswerDigest.Of(salts[a.QuestionId], a.QuestionId, a.Value, a.Body.Completed),
                FileOf(a)
            ));
        var payload = new ReceiptPayload(
            1,
            code,
            number,
            issuedAt,
            session.CompletedAt!.Value,
            session.CompletionReason!,
            session.ExamId,
            paper.Content.Name,
            session.Id,
            session.UserId,
            session.Chain.Link,
            session.Chain.Digest,
            [.. listed]
        );
        return (payload, salts);

        string? FileOf(AnswerVersion answer) =>
            paper.FilesOf(answer.QuestionId) is not null && FileAnswer.IdIn(answer.Body) is { } id
                ? files.GetValueOrDefault(id)
                : null;
    }

    public string ToJson() => Json.Write(this);
}
