using System.Security.Cryptography;
using System.Text;

namespace Examlet.Access;

/// <summary>Keys for what a student's browser keeps of one exam session until the server has it, and for the rescue
/// file it may write: derived from the operator's secret and the session's ID, given to whoever may open the session,
/// stored nowhere.
/// </summary>
public sealed class OutboxKeys(SigningKeys keys)
{
    private readonly IReadOnlyList<byte[]> _accepted = keys.Accepted("outbox");

    /// <summary>32 bytes each: the one to encrypt with first, then the one before the last change of the secret, while
    /// that is accepted.</summary>
    public IReadOnlyList<byte[]> Of(string sessionId) =>
        [.. _accepted.Select(key => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(sessionId)))];
}
