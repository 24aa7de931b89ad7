using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace Examlet.Storage;

/// <summary>Reads on one connection. A <see cref="Transaction"/> writes too. Not for two threads at once.</summary>
public class Reader(Engine engine, DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
{
    /// <summary>The bytes of uploaded files.</summary>
    public FileBytes Files => engine.Files;

    /// <inheritdoc cref="Engine.Present"/>
    public string Present => engine.Present;

    /// <inheritdoc cref="Engine.In"/>
    public string In(string column, string parameter) => engine.In(column, parameter);

    /// <summary>The parameter value for <see cref="In"/>.</summary>
    public static string List(IEnumerable<string> values) => JsonSerializer.Serialize(values);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>Runs a query and streams its rows: for more rows than memory should hold.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(string sql, object? parameters = null) =>
        connection.QueryUnbufferedAsync<T>(sql, parameters, transaction);

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>
    /// Runs a query once per item, in one round trip where the engine can. <paramref name="bind"/> gives the parameter
    /// values in the order of <paramref name="names"/>; <paramref name="read"/> sees the first row of each result
    /// (null: no row).
    /// </summary>
    public Task QueryEachAsync<T>(
        string sql,
        string[] names,
        IReadOnlyList<T> items,
        Func<T, object?[]> bind,
        Action<T, DbDataReader?> read
    ) => EachAsync(sql, names, items, bind, read);

    /// <summary>
    /// Runs a query for all items. <paramref name="read"/> sees the first row of each item that has one, in any order.
    /// </summary>
    public async Task QueryEachAsync<T>(
        RowsStatement statement,
        IReadOnlyList<T> items,
        Func<T, object?[]> bind,
        Action<T, DbDataReader> read
    )
    {
        if (items.Count == 0)
        {
            return;
        }

        if (!connection.CanCreateBatch)
        {
            var names = Array.ConvertAll(statement.Parameters, parameter => parameter.Name);
            await OneByOneAsync<T>(
                statement.One,
                names,
                items,
                bind,
                (item, row) =>
                {
                    if (row is not null)
                    {
                        read(item, row);
                    }
                }
            );
            return;
        }

        await using var command = All(statement, items, bind);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            read(items[(int)reader.GetInt64(reader.FieldCount - 1) - 1], reader);
        }
    }

    /// <summary>
    /// Runs a statement once per item, as prepared as can be; <paramref name="read"/> sees the first row of each.
    /// </summary>
    private protected Task EachAsync<T>(
        string sql,
        string[] names,
        IReadOnlyList<T> items,
        Func<T, object?[]> bind,
        Action<T, DbDataReader?>? read
    )
    {
        if (items.Count == 0)
        {
            return Task.CompletedTask;
        }

        return connection.CanCreateBatch
            ? BatchAsync(sql, names, items, bind, read)
            : OneByOneAsync(sql, names, items, bind, read);
    }

    /// <summary>One command that runs a statement for all items.</summary>
    private protected DbCommand All<T>(RowsStatement statement, IReadOnlyList<T> items, Func<T, object?[]> bind)
    {
        var command = Once(statement.AllByPosition);
        command.Transaction = transaction;
        BindAll(
            command.Parameters,
            command.CreateParameter,
            statement.Parameters,
            items.Count,
            item => bind(items[item])
        );
        return command;
    }

    private async Task OneByOneAsync<T>(
        string sql,
        string[] names,
        IReadOnlyList<T> items,
        Func<T, object?[]> bind,
        Action<T, DbDataReader?>? read
    )
    {
        await using var once = transaction is null ? Once(sql) : null;
        var command = once ?? engine.Prepared(connection, sql);
        command.Transaction = transaction;
        foreach (var item in items)
        {
            Bind(command.Parameters, command.CreateParameter, names, bind(item));
            if (read is null)
            {
                await command.ExecuteNonQueryAsync(cancellation);
                continue;
            }

            await using var reader = await command.ExecuteReaderAsync(cancellation);
            read(item, await reader.ReadAsync(cancellation) ? reader : null);
        }
    }

    /// <summary>Binds an array of the values of all items to each parameter.</summary>
    private protected static void BindAll(
        DbParameterCollection parameters,
        Func<DbParameter> create,
        RowsParameter[] named,
        int items,
        Func<int, object?[]> valuesOf
    )
    {
        var arrays = Array.ConvertAll(
            named,
            parameter => parameter.IsNumber ? (Array)new long?[items] : new string?[items]
        );
        for (var item = 0; item < items; item++)
        {
            var values = valuesOf(item);
            for (var i = 0; i < arrays.Length; i++)
            {
                if (arrays[i] is string?[] texts)
                {
                    texts[item] = (string?)values[i];
                }
                else
                {
                    ((long?[])arrays[i])[item] = (long?)values[i];
                }
            }
        }

        for (var i = 0; i < arrays.Length; i++)
        {
            var parameter = create();
            parameter.Value = arrays[i];
            parameters.Add(parameter);
        }
    }

    private DbCommand Once(string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the text is the program's own; what callers send are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private async Task BatchAsync<T>(
        string sql,
        string[] names,
        IReadOnlyList<T> items,
        Func<T, object?[]> bind,
        Action<T, DbDataReader?>? read
    )
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var item in items)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            Bind(command.Parameters, command.CreateParameter, names, bind(item));
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (read is null)
        {
            while (await reader.NextResultAsync(cancellation))
            {
                // An error of any statement shows when its result is reached.
            }

            return;
        }

        foreach (var item in items)
        {
            read(item, await reader.ReadAsync(cancellation) ? reader : null);
            await reader.NextResultAsync(cancellation);
        }
    }

    private static void Bind(
        DbParameterCollection parameters,
        Func<DbParameter> create,
        string[] names,
        object?[] values
    )
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (parameters.Count <= i)
            {
                var parameter = create();
                parameter.ParameterName = names[i];
                parameters.Add(parameter);
            }

            parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private protected CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellation);
}
