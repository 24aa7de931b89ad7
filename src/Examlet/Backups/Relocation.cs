using System.Data.Common;
using Examlet.Receipts;
using Examlet.Storage;
using Npgsql;

namespace Examlet.Backups;

/// <summary>
/// Moves everything from a SQLite database to an empty PostgreSQL database, in one transaction there: either everything
/// arrives and is compared, or nothing does. Meanwhile nobody can write to either database. The source is locked, and a
/// node that starts on the target waits for its turn.
/// </summary>
/// <param name="from">The SQLite file; no server may have it open.</param>
/// <param name="to">The connection string of the target.</param>
/// <param name="settings">How SQLite is opened.</param>
/// <param name="keys">The keys of the source's receipts; null when the secret is not at hand.</param>
internal sealed class Relocation(string from, string to, SqliteSettings settings, IReadOnlyList<PublicKey>? keys)
{
    // The probe's row and the list of scripts are each database's own; the bytes of files lie beside the source.
    private static readonly string[] NotCarried = ["schemaversions", "heartbeat", "file_chunk"];
    private readonly List<(string Table, long Rows)> _carried = [];

    /// <summary>How many rows of each table were carried over.</summary>
    public IReadOnlyList<(string Table, long Rows)> Carried => _carried;

    public long Files { get; private set; }

    /// <summary>Moves everything. Returns the verification of the target.</summary>
    /// <exception cref="InvalidOperationException">
    /// The source is in use or damaged, the target is not empty, or the copy differs. Then nothing was changed.
    /// </exception>
    public async Task<Verification> RunAsync(CancellationToken cancellation)
    {
        if (!File.Exists(from))
        {
            throw new InvalidOperationException($"There is no database at {Path.GetFullPath(from)}.");
        }

        new SqliteShutdown(Path.GetFullPath(from)).RefuseLostWal();
        await SqliteBackup.RefuseInUseAsync(from, cancellation);
        await using var source = new Database(new SqliteEngine(from, settings));
        source.Migrate(check: true);
        await using var target = new Database(new PostgreSqlEngine(to));
        target.Migrate();
        await using (var writer = await source.Engine.BeginWriteAsync(cancellation))
        {
            await RefuseUnsoundAsync(source, cancellation);
            await using var reached = (NpgsqlConnection)await target.Engine.OpenReaderAsync(cancellation);
            await using var transaction = await reached.BeginTransactionAsync(cancellation);
            await CarryAllAsync(writer.Connection, reached, source.File!, cancellation);
            await transaction.CommitAsync(cancellation);
            await ExecuteAsync(reached, "analyze", cancellation);
        }

        var verification = new Verification(target, keys);
        await verification.RunAsync(cancellation);
        return verification;
    }

    private async Task RefuseUnsoundAsync(Database source, CancellationToken cancellation)
    {
        var verification = new Verification(source, keys);
        await verification.RunAsync(cancellation);
        if (verification.Findings.Count > 0)
        {
            throw new InvalidOperationException(
                $"{source.File} is not whole; nothing was changed. `verify` tells all of it, and a backup "
                    + $"may be better. First: {verification.Findings[0]}"
            );
        }
    }

    private async Task CarryAllAsync(
        DbConnection source,
        NpgsqlConnection target,
        string file,
        CancellationToken cancellation
    )
    {
        await ExecuteAsync(target, "lock table migration_turn in access exclusive mode", cancellation);
        var tables = new List<CarriedTable>();
        foreach (
            var name in (await TablesAsync(source, cancellation)).Where(name =>
                !NotCarried.Contains(name, StringComparer.OrdinalIgnoreCase)
            )
        )
        {
            tables.Add(await CarriedTable.OfAsync(source, target, name, cancellation));
        }

        foreach (var table in tables)
        {
            if (!await table.IsEmptyAsync(target, cancellation))
            {
                throw new InvalidOperationException(
                    $"The PostgreSQL database is not empty: there is something in {table.Name}. Name a "
                        + "database that was just made; nothing was changed."
                );
            }
        }

        foreach (var table in tables)
        {
            var sent = await table.CopyAsync(source, target, cancellation);
            var arrived = await table.DigestAsync(target, cancellation);
            if (arrived != sent)
            {
                throw new InvalidOperationException(
                    $"What arrived in {table.Name} is not what was sent ({arrived.Rows} rows of "
                        + $"{sent.Rows}); nothing was changed."
                );
            }

            _carried.Add((table.Name, sent.Rows));
        }

        Files = await CarriedFiles.CopyAsync(source, target, file + "-files", cancellation);
    }

    /// <summary>The tables of the source, each after those that it refers to.</summary>
    private static async Task<List<string>> TablesAsync(DbConnection source, CancellationToken cancellation)
    {
        var left = await CarriedTable.TextsAsync(
            source,
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
            cancellation
        );
        var ordered = new List<string>();
        while (left.Count > 0)
        {
            foreach (var table in left.ToList())
            {
                var needed = await CarriedTable.TextsAsync(
                    source,
                    $"select \"table\" from pragma_foreign_key_list('{table}')",
                    cancellation
                );
                if (needed.TrueForAll(other => other == table || ordered.Contains(other, StringComparer.Ordinal)))
                {
                    ordered.Add(table);
                    left.Remove(table);
                }
            }
        }

        return ordered;
    }

    private static async Task ExecuteAsync(NpgsqlConnection target, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Written in this class.
        await using var command = new NpgsqlCommand(sql, target) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
