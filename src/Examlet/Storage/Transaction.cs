using System.Data.Common;
using Dapper;

namespace Examlet.Storage;

/// <summary>
/// A write transaction. <see cref="Database.WriteAsync{T}(Func{Transaction, Task{T}}, CancellationToken)"/> makes it
/// and commits it; whoever writes is handed it. A try that the database refused takes what it was told with it: the
/// next one has a transaction of its own. Not for two threads at once.
/// </summary>
public sealed class Transaction(
    Engine engine,
    DbConnection connection,
    DbTransaction transaction,
    Action<string>? changed,
    CancellationToken cancellation
) : Reader(engine, connection, transaction, cancellation)
{
    private readonly Engine _engine = engine;
    private readonly DbConnection _connection = connection;
    private readonly CancellationToken _cancellation = cancellation;
    private List<Action>? _afterCommit;

    /// <inheritdoc cref="Engine.ForUpdate"/>
    public string ForUpdate(string table) => _engine.ForUpdate(table);

    /// <inheritdoc cref="Engine.SkipLocked"/>
    public string SkipLocked(string table) => _engine.SkipLocked(table);

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        _connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>
    /// Runs a statement once per item, in one round trip where the engine can, with the values of <paramref
    /// name="bind"/> for <paramref name="names"/>.
    /// </summary>
    public Task ExecuteEachAsync<T>(string sql, string[] names, IReadOnlyList<T> items, Func<T, object?[]> bind) =>
        EachAsync(sql, names, items, bind, read: null);

    /// <summary>
    /// Runs a statement that changes rows for all items. <paramref name="hit"/> hears of each item for which it changed
    /// one, in any order; then <see cref="RowsStatement.All"/> must return the ordinality of those.
    /// </summary>
    public async Task ExecuteEachAsync<T>(
        RowsStatement statement,
        IReadOnlyList<T> items,
        Func<T, object?[]> bind,
        Action<T>? hit = null
    )
    {
        if (items.Count == 0)
        {
            return;
        }

        if (_engine.RowByRow(_connection, statement) is { } prepared)
        {
            foreach (var item in items)
            {
                if (prepared.Execute(bind(item)) > 0)
                {
                    hit?.Invoke(item);
                }
            }

            return;
        }

        await using var command = All(statement, items, bind);
        await using var reader = await command.ExecuteReaderAsync(_cancellation);
        while (await reader.ReadAsync(_cancellation))
        {
            hit?.Invoke(items[(int)reader.GetInt64(0) - 1]);
        }
    }

    /// <summary>
    /// Has <paramref name="action"/> run once, when the transaction is committed and before its caller goes on; never
    /// when it is rolled back. What it does must neither fail nor wait: what was written stays written.
    /// </summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    /// <summary>
    /// Says that what has this ID is another now: <see cref="Database.RowChanged"/> hears of it after the commit.
    /// </summary>
    public void Changed(string id)
    {
        if (changed is not null)
        {
            AfterCommit(() => changed(id));
        }
    }

    /// <summary>The transaction is committed.</summary>
    internal void Committed() => _afterCommit?.ForEach(action => action());
}
