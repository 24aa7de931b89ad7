using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Examlet.Access;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Grading;

/// <summary>
/// Names that tell graders nothing: a student's paper in an exam, and a digest that equal answers to a question share.
/// They are HMACs under a key that is not in the database.
/// </summary>
public sealed class GradingNames(SigningKeys keys)
{
    private const string PaperPrefix = "paper_";
    private const int Letters = 24;
    private readonly byte[] _papers = keys.Current("paper");
    private readonly byte[] _digests = keys.Current("equal-answers");

    /// <summary>The name of a session's paper in this exam: <c>paper_</c> and 24 hexadecimal digits.</summary>
    public string PaperOf(string examId, string sessionId) => PaperPrefix + Mac(_papers, $"{examId} {sessionId}");

    /// <summary>True for a text in the form of a paper's name.</summary>
    public static bool IsPaper(string name) => name.StartsWith(PaperPrefix, StringComparison.Ordinal);

    /// <summary>
    /// The digest of an answer: equal for answers to that question that say the same, as typed answers are compared.
    /// </summary>
    internal string DigestOf(string examId, Question question, QuestionType type, JsonElement value)
    {
        var compared =
            type.Typed == QuestionType.AsText ? TypedKey.Each(value, TypedKey.FormOf(question.Settings)) : value;
        return Mac(_digests, $"{examId} {question.Id} {Json.Write(compared)}");
    }

    private static string Mac(byte[] key, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))[..Letters];
}
