using System.CommandLine;
using Examlet.Access;
using Examlet.Backups;
using Examlet.Receipts;
using Examlet.Settings;
using Examlet.Storage;

namespace Examlet.CommandLine;

/// <summary><c>backup</c>, <c>restore</c> and <c>verify</c>.</summary>
internal static class BackupVerbs
{
    public static Command Backup()
    {
        var folder = new Argument<string>("folder") { Description = "The folder to make; it must not exist." };
        var backup = new Command(
            "backup",
            "Copy the database with the uploaded files into a folder, also while it is served."
        )
        {
            folder,
        };
        backup.SetAction(
            (result, cancellation) =>
                Store.SafelyAsync(options => BackupAsync(options, result.GetValue(folder)!, cancellation))
        );
        return backup;
    }

    public static Command Restore()
    {
        var folder = new Argument<string>("folder") { Description = "The folder of the backup." };
        var replace = new Option<bool>("--replace") { Description = "Move the database that is there aside." };
        var restore = new Command("restore", "Put a backup where the settings say; the server must be stopped.")
        {
            folder,
            replace,
        };
        restore.SetAction(
            (result, cancellation) =>
                Store.SafelyAsync(options =>
                    RestoreAsync(options, result.GetValue(folder)!, result.GetValue(replace), cancellation)
                )
        );
        return restore;
    }

    public static Command Verify()
    {
        var folder = new Argument<string?>("folder")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The folder of a backup; without it the database is verified.",
        };
        var receipt = new Option<string?>("--receipt")
        {
            Description =
                "A receipt that a student downloaded: is it genuine, and are its answers what was handed "
                + "in. Needs no database.",
        };
        var keys = new Option<string?>("--keys")
        {
            Description =
                "A file with what GET /receipts/keys answered: the keys to check receipts with, for "
                + "--receipt instead of the secret of this installation, else besides it.",
        };
        var verify = new Command(
            "verify",
            "Read everything and tell what is not as it was stored; exit code 1 when something is wrong, 2 "
                + "when receipts are signed with a key that is not known."
        )
        {
            folder,
            receipt,
            keys,
        };
        verify.SetAction(
            (result, cancellation) =>
                Store.SafelyAsync(options =>
                    (result.GetValue(receipt), result.GetValue(folder)) switch
                    {
                        ({ } file, _) => VerifyReceiptAsync(options, file, result.GetValue(keys)),
                        (null, { } backup) => VerifyBackupAsync(options, backup, result.GetValue(keys), cancellation),
                        _ => VerifyDatabaseAsync(options, result.GetValue(keys), cancellation),
                    }
                )
        );
        return verify;
    }

    private static async Task<int> VerifyReceiptAsync(ExamletOptions options, string file, string? keysFile)
    {
        var keys = keysFile is null ? await KeysAsync(options, file: null) : await ReceiptCheck.KeysAsync(keysFile);
        return keys is null
            ? throw new InvalidOperationException(
                "There is no key to check the receipt with: set Examlet__Secret, or give --keys with the "
                    + "answer of GET /receipts/keys."
            )
            : await ReceiptCheck.RunAsync(file, keys);
    }

    private static async Task<int> BackupAsync(ExamletOptions options, string folder, CancellationToken cancellation)
    {
        await using var database = Database.Open(options);
        if (database.File is { } file && !File.Exists(file))
        {
            throw new InvalidOperationException($"There is no database at {file}.");
        }

        var manifest = await BackupFolder.MakeAsync(
            folder,
            TimeProvider.System,
            partial =>
                database.File is null
                    ? PostgreSqlBackup.FillAsync(options.Database, partial, cancellation)
                    : SqliteBackup.FillAsync(database, partial, cancellation),
            cancellation
        );
        Console.WriteLine(
            $"Backed up into {Path.GetFullPath(folder)}: {manifest.Database} with {manifest.Bytes} bytes, "
                + $"{manifest.Files} uploaded files with {manifest.FileBytes} bytes."
        );
        Console.WriteLine(
            $"Everything acknowledged before {manifest.StartedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} "
                + $"is in it. Verify it: examlet verify {folder}"
        );
        Console.WriteLine(
            $"The secret is NOT in it. It is in {WhereSecretIs(options, database)}. Keep a copy of it apart "
                + "from the backups: without it embed URLs handed out before stop working."
        );
        return 0;
    }

    private static async Task<int> RestoreAsync(
        ExamletOptions options,
        string folder,
        bool replace,
        CancellationToken cancellation
    )
    {
        if (
            await VerifyBackupAsync(options, folder, keysFile: null, cancellation) is not (0 or ReceiptCheck.UnknownKey)
        )
        {
            await Console.Error.WriteLineAsync("The backup is not whole. Nothing was changed.");
            return 1;
        }

        await using var database = Database.Open(options);
        var isSqlite = (await BackupFolder.ReadAsync(folder, cancellation)).Database == BackupFolder.SqliteFile;
        if (isSqlite != database.File is not null)
        {
            throw new InvalidOperationException(
                $"The backup is of {(isSqlite ? "SQLite" : "PostgreSQL")}, and Examlet__Database names "
                    + $"{database.Description}. Set it to the same kind."
            );
        }

        var aside = isSqlite
            ? await SqliteBackup.RestoreAsync(folder, database.File!, replace, TimeProvider.System, cancellation)
            : await PostgreSqlBackup.RestoreAsync(options.Database, folder, replace, TimeProvider.System, cancellation);
        Console.WriteLine($"Restored {database.Description}.");
        if (aside is not null)
        {
            Console.WriteLine(
                $"What was there before is kept as {(isSqlite ? aside : $"the schema {aside}")}. Delete it "
                    + "when you are sure that nothing in it is needed."
            );
        }

        Console.WriteLine(
            $"The secret was not in the backup. It must be in {WhereSecretIs(options, database)} before you "
                + "start the server."
        );
        return 0;
    }

    private static async Task<int> VerifyBackupAsync(
        ExamletOptions options,
        string folder,
        string? keysFile,
        CancellationToken cancellation
    )
    {
        var manifest = await BackupFolder.ReadAsync(folder, cancellation);
        if (manifest.Database == BackupFolder.PostgreSqlFile)
        {
            await PostgreSqlBackup.CheckAsync(options.Database, folder, cancellation);
            Console.WriteLine(
                $"{manifest.Database} has not changed since the backup wrote it, and pg_restore can read "
                    + "its table of contents."
            );
            Console.WriteLine(
                "NOT VERIFIED: the answers and receipts inside. Restore it into an empty database and run "
                    + "`examlet verify` there, without a folder."
            );
            return 0;
        }

        var file = Path.Combine(folder, BackupFolder.SqliteFile);
        await using var copy = new Database(new SqliteEngine(file, SqliteSettings.Of(options)));
        return await VerifyAsync(await KeysAsync(options, keysFile), copy, cancellation);
    }

    private static async Task<int> VerifyDatabaseAsync(
        ExamletOptions options,
        string? keysFile,
        CancellationToken cancellation
    )
    {
        await using var database = Database.Open(options);
        if (database.File is { } file)
        {
            new SqliteShutdown(file).RefuseLostWal();
            if (!File.Exists(file))
            {
                throw new InvalidOperationException($"There is no database at {file}.");
            }
        }

        return await VerifyAsync(await KeysAsync(options, keysFile), database, cancellation);
    }

    private static async Task<int> VerifyAsync(
        IReadOnlyList<PublicKey>? keys,
        Database database,
        CancellationToken cancellation
    )
    {
        if (keys is null)
        {
            Console.WriteLine(
                "The secret is not here, so that the signatures of receipts are not verified: set Examlet__Secret."
            );
        }

        var verification = new Verification(database, keys);
        await verification.RunAsync(cancellation);
        foreach (var finding in verification.Findings)
        {
            Console.WriteLine($"WRONG: {finding}");
        }

        foreach (var receipt in verification.Unvouched)
        {
            Console.WriteLine($"NOT VOUCHED FOR: {receipt}");
        }

        if (verification.Unvouched.Count > 0)
        {
            Console.WriteLine(ReceiptCheck.Advice);
        }

        Console.WriteLine(
            $"{verification.Sessions} exam sessions, {verification.Answers} versions of answers, "
                + $"{verification.Receipts} receipts, {verification.Files} uploaded files; "
                + $"{verification.Findings.Count} wrong."
        );
        return (verification.Findings.Count, verification.Unvouched.Count) switch
        {
            (0, 0) => 0,
            (0, _) => ReceiptCheck.UnknownKey,
            _ => 1,
        };
    }

    private static string WhereSecretIs(ExamletOptions options, Database database) =>
        string.IsNullOrEmpty(options.Secret) && database.File is { } file
            ? $"the file {file}.secret"
            : "the setting Examlet__Secret";

    /// <summary>
    /// The keys of the configured server and those in <paramref name="file"/>; null if there are none. A missing secret
    /// is not made here.
    /// </summary>
    private static async Task<IReadOnlyList<PublicKey>?> KeysAsync(ExamletOptions options, string? file)
    {
        await using var database = Database.Open(options);
        var own =
            string.IsNullOrEmpty(options.Secret) && !File.Exists(database.File + ".secret")
                ? null
                : new ReceiptKeys(SigningKeys.Load(options, database)).Public;
        return file is null ? own : [.. own ?? [], .. await ReceiptCheck.KeysAsync(file)];
    }
}
