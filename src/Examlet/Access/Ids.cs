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

    public const int TailLength = 24;
    public const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Base62, TailLength);
}
