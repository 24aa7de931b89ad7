using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Examlet.Storage;

/// <summary>
/// A prepared statement that returns no rows, driven through SQLite's own interface. It spares each execution ADO.NET's
/// overhead: a reader, and a look-up of every parameter by its name. For the writer's connection inside its
/// transaction, where nothing can be busy.
/// </summary>
internal sealed class SqliteStatement : Row, IDisposable
{
    private const int SmallText = 1024;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _indexes;

    /// <summary>Prepares <paramref name="sql"/>, whose parameters are <paramref name="names"/>, each with an <c>@</c>
    /// before it.</summary>
    /// <exception cref="SqliteException">It cannot be prepared.</exception>
    public SqliteStatement(SqliteConnection connection, string sql, string[] names)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _indexes = Array.ConvertAll(names, name => raw.sqlite3_bind_parameter_index(_statement, "@" + name));
    }

    /// <summary>How many rows the last run changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    /// <summary>Runs it with values in the order of the names: texts, whole numbers or null. True when there is a row:
    /// this is the first one, until <see cref="Reset"/>.</summary>
    /// <exception cref="SqliteException">It failed; the transaction is as it was before.</exception>
    public bool Step(object?[] values)
    {
        for (var i = 0; i < _indexes.Length; i++)
        {
            SqliteException.ThrowExceptionForRC(Bind(_indexes[i], values[i]), _database);
        }

        return raw.sqlite3_step(_statement) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            var code => throw new SqliteException(
                raw.sqlite3_errmsg(_database).utf8_to_string(),
                code,
                raw.sqlite3_extended_errcode(_database)
            ),
        };
    }

    /// <summary>Lets go of the row.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement); // Says again what the step said.

    public override bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public override long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public override string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Dispose() => _statement.Dispose();

    private int Bind(int index, object? value) =>
        value switch
        {
            null => raw.sqlite3_bind_null(_statement, index),
            long number => raw.sqlite3_bind_int64(_statement, index, number),
            string text => BindText(index, text),
            _ => throw new NotSupportedException($"A {value.GetType()} is not bound here."),
        };

    private int BindText(int index, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > SmallText ? ArrayPool<byte>.Shared.Rent(most) : null;
        try
        {
            var bytes = rented ?? stackalloc byte[SmallText];
            return raw.sqlite3_bind_text(_statement, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }
}
