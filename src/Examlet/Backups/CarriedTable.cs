using System.Data.Common;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Examlet.Backups;

/// <summary>
/// The number of rows of a table, and a digest of them that does not depend on their order: the sum of each row's
/// SHA-256.
/// </summary>
internal readonly record struct TableDigest(long Rows, ulong A, ulong B, ulong C, ulong D)
{
    public TableDigest With(ReadOnlySpan<byte> row)
    {
        var parts = MemoryMarshal.Cast<byte, ulong>(row);
        return unchecked(new TableDigest(Rows + 1, A + parts[0], B + parts[1], C + parts[2], D + parts[3]));
    }
}

/// <summary>
/// One table on its way from SQLite to PostgreSQL. A column of SQLite holds values of any type, so the types are the
/// target's.
/// </summary>
internal sealed class CarriedTable
{
    private readonly IReadOnlyList<(string Name, NpgsqlDbType Type)> _columns;
    private readonly string _list;

    private CarriedTable(string name, IReadOnlyList<(string Name, NpgsqlDbType Type)> columns)
    {
        Name = name;
        _columns = columns;
        _list = string.Join(", ", columns.Select(column => column.Name));
    }

    public string Name { get; }

    /// <exception cref="InvalidOperationException">The two tables have different columns.</exception>
    public static async Task<CarriedTable> OfAsync(
        DbConnection source,
        NpgsqlConnection target,
        string name,
        CancellationToken cancellation
    )
    {
        var here = await TextsAsync(
            source,
            $"select name from pragma_table_info('{name}') order by name",
            cancellation
        );
        var there = await TextsAsync(
            target,
            "select column_name || ' ' || data_type from information_schema.columns where table_schema = "
                + $"current_schema() and table_name = '{name}'",
            cancellation
        );
        var columns = there
            .Select(column => column.Split(' ', 2))
            .Select(parts => (parts[0], TypeOf(parts[1])))
            .OrderBy(column => column.Item1, StringComparer.Ordinal)
            .ToList();
        if (
            !here.Order(StringComparer.Ordinal)
                .SequenceEqual(columns.Select(column => column.Item1), StringComparer.Ordinal)
        )
        {
            throw new InvalidOperationException(
                $"The table {name} has other columns in PostgreSQL than in SQLite: "
                    + $"{string.Join(", ", there)} and {string.Join(", ", here)}."
            );
        }

        return new CarriedTable(name, columns);
    }

    public async Task<bool> IsEmptyAsync(NpgsqlConnection target, CancellationToken cancellation) =>
        (await TextsAsync(target, $"select 'x' from {Name} limit 1", cancellation)).Count == 0;

    /// <summary>Copies all rows. Returns the digest of the rows sent.</summary>
    public async Task<TableDigest> CopyAsync(
        DbConnection source,
        NpgsqlConnection target,
        CancellationToken cancellation
    )
    {
        await using var import = await target.BeginBinaryImportAsync(
            $"copy {Name} ({_list}) from stdin (format binary)",
            cancellation
        );
        import.Timeout = TimeSpan.Zero;
        var digest = await ReadAsync(
            source,
            async row =>
            {
                await import.StartRowAsync(cancellation);
                for (var i = 0; i < row.Length; i++)
                {
                    await (
                        row[i] is { } value
                            ? import.WriteAsync(value, _columns[i].Type, cancellation)
                            : import.WriteNullAsync(cancellation)
                    );
                }
            },
            cancellation
        );
        await import.CompleteAsync(cancellation);
        return digest;
    }

    /// <summary>What is there.</summary>
    public Task<TableDigest> DigestAsync(DbConnection connection, CancellationToken cancellation) =>
        ReadAsync(connection, _ => Task.CompletedTask, cancellation);

    /// <summary>The first column of every row.</summary>
    public static async Task<List<string>> TextsAsync(
        DbConnection connection,
        string sql,
        CancellationToken cancellation
    )
    {
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    public static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Made of the names of tables and columns.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private async Task<TableDigest> ReadAsync(
        DbConnection connection,
        Func<object?[], Task> see,
        CancellationToken cancellation
    )
    {
        await using var command = Command(connection, $"select {_list} from {Name}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var digest = default(TableDigest);
        var row = new object?[_columns.Count];
        while (await reader.ReadAsync(cancellation))
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : Read(reader, i, _columns[i].Type);
            }

            digest = digest.With(Digest(row));
            await see(row);
        }

        return digest;
    }

    private static object Read(DbDataReader reader, int column, NpgsqlDbType type) =>
        type switch
        {
            NpgsqlDbType.Bigint => reader.GetInt64(column),
            NpgsqlDbType.Double => reader.GetDouble(column),
            NpgsqlDbType.Bytea => reader.GetFieldValue<byte[]>(column),
            _ => reader.GetString(column),
        };

    private static byte[] Digest(object?[] row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var value in row)
        {
            byte[] bytes = value switch
            {
                null => [],
                long number => BitConverter.GetBytes(number),
                double number => BitConverter.GetBytes(number),
                byte[] given => given,
                var text => Encoding.UTF8.GetBytes((string)text),
            };
            hash.AppendData(BitConverter.GetBytes(value is null ? -1L : bytes.Length));
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    private static NpgsqlDbType TypeOf(string type) =>
        type switch
        {
            "text" => NpgsqlDbType.Text,
            "bigint" => NpgsqlDbType.Bigint,
            "double precision" => NpgsqlDbType.Double,
            "bytea" => NpgsqlDbType.Bytea,
            _ => throw new InvalidOperationException($"A column of the type {type} cannot be carried over."),
        };
}
