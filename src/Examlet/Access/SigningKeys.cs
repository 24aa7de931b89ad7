using System.Security.Cryptography;
using System.Text;
using Examlet.Settings;
using Examlet.Storage;

namespace Examlet.Access;

/// <summary>Keys for one purpose each, derived from the operator's secret by HKDF-SHA256 (RFC 5869). None of them is in
/// the database.</summary>
public sealed class SigningKeys
{
    private const int MinLength = 32;
    private const int KeyLength = 32;
    private readonly byte[][] _secrets;

    /// <param name="secret">The secret in force, at least 32 characters.</param>
    /// <param name="previous">The one before it, during rotation.</param>
    /// <exception cref="InvalidOperationException">A secret is too short.</exception>
    public SigningKeys(string secret, string? previous)
    {
        _secrets = [.. new[] { secret, previous }.Where(s => !string.IsNullOrEmpty(s)).Select(s => Checked(s!))];
    }

    /// <summary>The key for <paramref name="purpose"/> to sign with: 32 bytes.</summary>
    public byte[] Current(string purpose) => Derive(_secrets[0], purpose, KeyLength);

    /// <summary>The keys that a signature may have been made with, the current one first; each of
    /// <paramref name="length"/> bytes.</summary>
    public IReadOnlyList<byte[]> Accepted(string purpose, int length = KeyLength) =>
        [.. _secrets.Select(secret => Derive(secret, purpose, length))];

    /// <summary>
    /// Reads the secret from the settings or, for SQLite, from the file beside the database. Makes that file if it is
    /// missing, readable by its owner only.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// PostgreSQL without a secret, or a secret that is too short.
    /// </exception>
    public static SigningKeys Load(ExamletOptions options, Database database)
    {
        if (!string.IsNullOrEmpty(options.Secret))
        {
            return new SigningKeys(options.Secret, options.PreviousSecret);
        }

        if (database.File is null)
        {
            throw new InvalidOperationException(
                "Set Examlet__Secret (at least 32 characters, the same on every node): with PostgreSQL "
                    + "there is no file to keep it in. `openssl rand -base64 32` makes one."
            );
        }

        return new SigningKeys(ReadOrMake(database.File + ".secret"), options.PreviousSecret);
    }

    private static string ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            using var writer = new StreamWriter(PrivateFile.Open(path, FileMode.CreateNew), Encoding.ASCII);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return File.ReadAllText(path).Trim();
    }

    private static byte[] Checked(string secret) =>
        secret.Length >= MinLength
            ? Encoding.UTF8.GetBytes(secret)
            : throw new InvalidOperationException(
                $"Examlet__Secret must have at least {MinLength} characters. `openssl rand -base64 32` makes one."
            );

    private static byte[] Derive(byte[] secret, string purpose, int length) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            secret,
            length,
            salt: "examlet"u8.ToArray(),
            info: Encoding.UTF8.GetBytes(purpose)
        );
}
