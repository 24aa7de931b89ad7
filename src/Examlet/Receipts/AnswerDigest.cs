using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Examlet.Receipts;

/// <summary>
/// The salted digest of one answer on a receipt. Its input is made of lengths and bytes, so anybody can compute it
/// without a rule for writing JSON. docs/embedding.md describes it.
/// </summary>
public static class AnswerDigest
{
    /// <summary>SHA-256 in base64url over the UTF-8 of: salt, line feed, question ID, line feed, the value, line feed,
    /// <c>1</c> or <c>0</c> for <paramref name="completed"/>. The value is <c>-</c> for null, <c>t</c> and the text, or
    /// <c>l</c>, the number of texts, <c>:</c> and the texts; each text is its length in bytes, <c>:</c> and its UTF-8.
    /// </summary>
    public static string Of(string salt, string questionId, JsonElement value, bool completed) =>
        Base64Url.EncodeToString(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{questionId}\n{Form(value)}\n{(completed ? 1 : 0)}"))
        );

    private static string Form(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => "t" + Counted(value.GetString()!),
            JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"l{value.GetArrayLength()}:")
                + string.Concat(value.EnumerateArray().Select(text => Counted(text.GetString()!))),
            _ => "-",
        };

    private static string Counted(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text)}:{text}");
}
