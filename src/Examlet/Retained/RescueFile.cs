using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Examlet.Http;

namespace Examlet.Retained;

/// <summary>What a student's browser writes when it could not deliver: the answers that the server does not have,
/// encrypted under the key of the exam session (AES-256-GCM; the session's ID is authenticated with it), so that it can
/// be handed over on any stick and nobody else reads or changes it. <c>Data</c> is the ciphertext followed by its tag;
/// both texts are base64.
/// </summary>
public sealed record RescueFile(
    [property: Required] string? Type,
    [property: Required] int? V,
    [property: Required] string? SessionId,
    DateTimeOffset? CreatedAt,
    [property: Required] string? Iv,
    [property: Required] string? Data
)
{
    public const string FileType = "examlet-rescue";
    private const int IvBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Adds an error for each missing part of a rescue file.</summary>
    internal void Check(InputErrors errors)
    {
        foreach (
            var (path, value) in ((string, object?)[])
                [("type", Type), ("v", V), ("sessionId", SessionId), ("iv", Iv), ("data", Data)]
        )
        {
            if (value is null)
            {
                errors.Add(path, $"`{path}` is missing: send the whole file, as the student's browser wrote it.");
            }
        }
    }

    /// <summary>The answers in it as they were written; null when it is not a rescue file of that exam session, or was
    /// changed.</summary>
    public IReadOnlyList<RescuedAnswer?>? Open(string sessionId, IEnumerable<byte[]> keys)
    {
        if (
            Type != FileType
            || V != 1
            || SessionId != sessionId
            || Bytes(Iv) is not { Length: IvBytes } iv
            || Bytes(Data) is not { Length: > TagBytes } data
        )
        {
            return null;
        }

        foreach (var key in keys)
        {
            if (Decrypt(key, iv, data, sessionId) is { } plain)
            {
                return Read(plain);
            }
        }

        return null;
    }

    private static byte[]? Decrypt(byte[] key, byte[] iv, byte[] data, string sessionId)
    {
        var plain = new byte[data.Length - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(
                iv,
                data.AsSpan(0, plain.Length),
                data.AsSpan(plain.Length),
                plain,
                Encoding.UTF8.GetBytes($"{FileType}\n{sessionId}")
            );
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static IReadOnlyList<RescuedAnswer?>? Read(byte[] plain)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(plain, Json.Options)?.Answers;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string? base64)
    {
        var bytes = new byte[(base64?.Length ?? 0) * 3 / 4];
        return base64 is not null && Convert.TryFromBase64String(base64, bytes, out var length)
            ? bytes[..length]
            : null;
    }

    private sealed record Content(IReadOnlyList<RescuedAnswer?>? Answers);
}

/// <summary>One answer as the browser reports it: under which epoch it was written, the revision it was or would have
/// been sent under, and when.</summary>
public sealed record RescuedAnswer(
    string? QuestionId,
    long? Epoch,
    long? Revision,
    JsonElement? Value,
    bool? Completed,
    JsonElement? Context,
    DateTimeOffset? WrittenAt
);
