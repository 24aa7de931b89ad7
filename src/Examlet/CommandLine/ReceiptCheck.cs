using System.Text.Json;
using Examlet.Receipts;

namespace Examlet.CommandLine;

/// <summary>
/// <c>verify --receipt</c>: says without a database whether a receipt is genuine and its answers are those that were
/// handed in.
/// </summary>
internal static class ReceiptCheck
{
    /// <summary>The exit code if nothing is wrong but the key of a receipt is unknown.</summary>
    public const int UnknownKey = 2;

    /// <summary>The advice about receipts with an unknown key.</summary>
    public const string Advice =
        "A receipt of an earlier secret is checked with it: set Examlet__PreviousSecret, or give --keys "
        + "with what GET /receipts/keys answered before the change. One of another installation is checked "
        + "with that one's keys.";

    /// <summary>
    /// Returns the exit code: 0 if everything is as it was handed in, <see cref="UnknownKey"/> if nobody can say.
    /// </summary>
    /// <param name="file">The receipt as the student downloaded it.</param>
    /// <param name="keys">The public keys to check it with.</param>
    public static async Task<int> RunAsync(string file, IReadOnlyList<PublicKey> keys)
    {
        if (await ReadAsync(file, ReceiptFile.Read) is not { } receipt)
        {
            await Console.Error.WriteLineAsync(
                $"{file} is not a receipt: give the file that the student downloaded on the last page of the exam."
            );
            return 1;
        }

        if (receipt.Check(keys) is not var (payload, wrong))
        {
            var isUnknown = receipt.IsOfUnknownKey(keys);
            Console.WriteLine(
                isUnknown
                    ? $"NOT VOUCHED FOR: it is signed with a key that is not known here. {Advice}"
                    : "WRONG: the signature does not fit. The receipt was changed."
            );
            return isUnknown ? UnknownKey : 1;
        }

        foreach (var question in wrong)
        {
            Console.WriteLine($"WRONG: the answer to {question} in the file is not what was handed in.");
        }

        Console.WriteLine(
            $"{payload.Code}: \"{payload.ExamName}\", completed "
                + $"{payload.CompletedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}, {payload.Answers.Count} "
                + $"answers; {wrong.Count} wrong."
        );
        return wrong.Count == 0 ? 0 : 1;
    }

    /// <summary>The keys in a file with the answer of <c>GET /receipts/keys</c>.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static async Task<IReadOnlyList<PublicKey>> KeysAsync(string file) =>
        (await ReadAsync(file, PublicKeys.Read))?.Keys
        ?? throw new InvalidOperationException($"{file} has no keys: give what GET /receipts/keys answered.");

    private static async Task<T?> ReadAsync<T>(string file, Func<string, T> read)
        where T : class
    {
        try
        {
            return read(await File.ReadAllTextAsync(file));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
