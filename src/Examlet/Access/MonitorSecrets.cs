namespace Examlet.Access;

/// <summary>The secrets of monitor links, made like <see cref="EmbedSecrets"/>: the tail of the link's ID and an
/// HMAC-SHA256 of it under a key that is not in the database.</summary>
public sealed class MonitorSecrets(SigningKeys keys)
{
    private readonly SignedTail _tail = new(keys, "monitor-url");

    /// <summary>The secret of a monitor link.</summary>
    public string Of(string linkId) => _tail.Sign(linkId[Ids.MonitorLink.Length..]);

    /// <summary>The ID of the link that <paramref name="secret"/> opens; null when this program never made
    /// it.</summary>
    public string? IdOf(string secret) => _tail.Read(secret) is { } tail ? Ids.MonitorLink + tail : null;
}
