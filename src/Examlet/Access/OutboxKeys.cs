using System.Security.Cryptography;
using System.Text;

namespace Examlet.Access;

/// <summary>
/// Keys for the outbox of a student's browser, and for the rescue file that it may write. They derive from the
/// operator's secret and the exam session's ID. Whoever may open the session gets them; they are stored nowhere.
/// </summary>
public sealed class OutboxKeys(SigningKeys keys)
{
    private readonly IReadOnlyList<byte[]> _accepted = keys.Accepted("outbox");

    /// <summary>
    /// 32 bytes each. The first encrypts. The second is from before the last change of the secret, while that is
    /// accepted.
    /// </summary>
    public IReadOnlyList<byte[]> Of(string sessionId) =>
        [.. _accepted.Select(key => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(sessionId)))];
}
