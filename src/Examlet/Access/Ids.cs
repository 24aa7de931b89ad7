using System.Buffers;
using System.Security.Cryptography;

namespace Examlet.Access;

/// <summary>IDs: a prefix that names the kind, and a tail of 24 base-62 characters (143 bits of randomness).</summary>
public static class Ids
{
    public const string User = "user_";
    public const string Exam = "exam_";
    public const string Question = "q_";
    public const string EmbedSession = "embed_session_";
    public const string ExamSession = "session_";
    public const string Workspace = "workspace_";
    public const string ApiKey = "key_";
    public const string ExamVersion = "version_";
    public const string RetainedSave = "retained_";
    public const string Receipt = "receipt_";
    public const string Announcement = "announcement_";
    public const string AuditEntry = "audit_";
    public const string MonitorLink = "monitor_";
    public const string Grade = "grade_";
    public const string GradeBatch = "batch_";
    public const string KeyRevision = "rescore_";
    public const string Webhook = "webhook_";
    public const string Delivery = "message_";

    public const int TailLength = 24;
    public const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> OfTails = SearchValues.Create(Base62);

    /// <summary>True for a text that <see cref="New"/> may have made with that prefix.</summary>
    public static bool HasForm(string prefix, string id) =>
        id.Length == prefix.Length + TailLength
        && id.StartsWith(prefix, StringComparison.Ordinal)
        && id.AsSpan(prefix.Length).IndexOfAnyExcept(OfTails) < 0;

    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Base62, TailLength);
}
