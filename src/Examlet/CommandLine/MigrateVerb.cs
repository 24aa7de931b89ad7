using System.CommandLine;
using Examlet.Access;
using Examlet.Backups;
using Examlet.Receipts;
using Examlet.Settings;
using Examlet.Storage;

namespace Examlet.CommandLine;

/// <summary><c>migrate</c>: from SQLite to PostgreSQL.</summary>
internal static class MigrateVerb
{
    public static Command Command()
    {
        var from = new Option<string>("--from")
        {
            Description = "The SQLite file. The server must be stopped.",
            Required = true,
        };
        var to = new Option<string?>("--to")
        {
            Description =
                "The connection string of an empty PostgreSQL database; without it the one that "
                + "Examlet__Database names.",
        };
        var migrate = new Command(
            "migrate",
            "Carry everything from SQLite to an empty PostgreSQL database, all or nothing, and verify it."
        )
        {
            from,
            to,
        };
        migrate.SetAction(
            (result, cancellation) =>
                Store.SafelyAsync(options =>
                    RunAsync(options, result.GetValue(from)!, result.GetValue(to) ?? options.Database, cancellation)
                )
        );
        return migrate;
    }

    private static async Task<int> RunAsync(
        ExamletOptions options,
        string from,
        string to,
        CancellationToken cancellation
    )
    {
        if (!Database.IsPostgreSql(to))
        {
            throw new InvalidOperationException(
                "--to must be a PostgreSQL connection string: `--to "
                    + "\"Host=db;Database=examlet;Username=examlet;Password=…\"`."
            );
        }

        var secret = Path.GetFullPath(from) + ".secret";
        var keys = await KeysAsync(options, from, secret);
        var relocation = new Relocation(from, to, SqliteSettings.Of(options), keys);
        var verification = await relocation.RunAsync(cancellation);
        var carried = relocation.Carried.Where(table => table.Rows > 0).Select(table => $"{table.Table} {table.Rows}");
        Console.WriteLine(
            $"Carried over and compared: {string.Join(", ", carried)} rows; {relocation.Files} uploaded files."
        );
        foreach (var finding in verification.Findings)
        {
            Console.WriteLine($"WRONG: {finding}");
        }

        Console.WriteLine(
            $"Verified: {verification.Sessions} exam sessions, {verification.Answers} versions of answers, "
                + $"{verification.Receipts} receipts, {verification.Files} uploaded files; "
                + $"{verification.Findings.Count} wrong."
        );
        Console.WriteLine(
            string.IsNullOrEmpty(options.Secret) && File.Exists(secret)
                ? $"Now set Examlet__Secret on every node to what is in {secret}, and Examlet__Database to "
                    + "the target. With another secret no embed URL that was handed out works."
                : "Now set Examlet__Database to the target, with the Examlet__Secret that was used so far."
        );
        Console.WriteLine($"{Path.GetFullPath(from)} holds what it did; start nothing on it any more.");
        return verification.Findings.Count == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<PublicKey>?> KeysAsync(ExamletOptions options, string from, string secret)
    {
        if (string.IsNullOrEmpty(options.Secret) && !File.Exists(secret))
        {
            return null;
        }

        await using var source = new Database(new SqliteEngine(from, SqliteSettings.Of(options)));
        return new ReceiptKeys(SigningKeys.Load(options, source)).Public;
    }
}
