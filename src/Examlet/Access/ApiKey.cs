using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Examlet.Access;

/// <summary>The form of API keys (contract §1). A key is shown once. The database has only its SHA-256.</summary>
public static partial class ApiKey
{
    public static string New() => "examp_" + RandomNumberGenerator.GetString(Ids.Base62, 32);

    public static bool HasForm(string key) => Form().IsMatch(key);

    /// <summary>SHA-256 of the key as lower-case hex. The key has 190 random bits, so that a plain hash keeps
    /// it.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    [GeneratedRegex("^examp_[a-z0-9A-Z]{32}\\z", RegexOptions.None, 1000)]
    private static partial Regex Form();
}
