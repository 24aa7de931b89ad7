namespace Examlet.Access;

/// <summary>
/// The secrets of embed URLs: the tail of the embed session's ID, then an HMAC-SHA256 of it under a key that is not in
/// the database. So a secret can be shown again. An ID alone opens nothing, and neither does a stolen copy of the
/// database. Checking a secret reads no table.
/// </summary>
public sealed class EmbedSecrets(SigningKeys keys)
{
    private readonly SignedTail _tail = new(keys, "embed-url");

    /// <summary>The secret of an embed session: 67 characters of the base64url alphabet.</summary>
    public string Of(string embedSessionId) => _tail.Sign(embedSessionId[Ids.EmbedSession.Length..]);

    /// <summary>The ID of the embed session that <paramref name="secret"/> opens; null when this program never made
    /// it.</summary>
    public string? IdOf(string secret) => _tail.Read(secret) is { } tail ? Ids.EmbedSession + tail : null;
}
