using System.Data.Common;
using Dapper;

namespace Examlet.Storage;

/// <summary>
/// A write transaction. <see cref="Database.WriteAsync{T}(Func{Transaction, Task{T}}, CancellationToken)"/> makes it,
/// hands it on and commits it. A try that the database refused takes its actions and changes with it: the next try has
/// a transaction of its own. Not for two threads at once.
/// </summary>
public sealed class Transaction(
    Engine engine,
    DbConnection connection,
    DbTransaction transaction,
    Action<string>? changed,
    bool isRepeated,
    CancellationToken cancellation
) : Reader(engine, connection, transaction, cancellation)
{
    private readonly Engine _engine = engine;
    private readonly DbConnection _connection = connection;
    private readonly DbTransaction _transaction = transaction;
    private readonly CancellationToken _cancellation = cancellation;
    private List<Action>? _afterCommit;

    /// <summary>True when a try before this one lost against another transaction: whoever reads now locks
    /// first.</summary>
    public bool IsRepeated => isRepeated;

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

    /// <summary>Runs statements for all their items, one after the other, in one round trip where the engine
    /// can.</summary>
    /// <exception cref="OvertakenException">A row that must change was not there.</exception>
    public async Task RunAsync(params RowsRun[] runs)
    {
        var due = Array.FindAll(runs, run => run.Count > 0);
        if (due.Length > 0 && _engine.RowByRow(_connection, due[0].Statement) is null)
        {
            await RunAtOnceAsync(due);
            return;
        }

        foreach (var run in due)
        {
            RunRowByRow(_engine.RowByRow(_connection, run.Statement)!, run);
        }
    }

    /// <summary>
    /// Runs <paramref name="action"/> once, after the commit and before the caller goes on; never after a rollback. The
    /// action must neither fail nor wait: the write is committed already.
    /// </summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    /// <summary>
    /// Names a changed row by its ID: <see cref="Database.RowChanged"/> is called with it after the commit.
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

    private static void RunRowByRow(SqliteStatement statement, RowsRun run)
    {
        for (var item = 0; item < run.Count; item++)
        {
            try
            {
                if (statement.Step(run.Values(item)) && run.Reads)
                {
                    run.Read(item, statement);
                }

                if (run.MustChange && statement.Changes == 0)
                {
                    throw new OvertakenException();
                }
            }
            finally
            {
                statement.Reset();
            }
        }
    }

    private async Task RunAtOnceAsync(RowsRun[] runs)
    {
        await using var batch = _connection.CreateBatch();
        batch.Transaction = _transaction;
        foreach (var run in runs)
        {
            var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // the text is the program's own; what callers send are parameters
            command.CommandText = run.Statement.AllByPosition;
#pragma warning restore CA2100
            BindAll(command.Parameters, command.CreateParameter, run.Statement.Parameters, run.Count, run.Values);
            batch.BatchCommands.Add(command);
        }

        try
        {
            await ReadAsync(batch, runs);
        }
        catch (DbException) when (IsOvertaken())
        {
            // What comes after a row that did not change may fail for that alone.
        }

        if (IsOvertaken())
        {
            throw new OvertakenException();
        }

        bool IsOvertaken() =>
            runs.Where((run, i) => run.MustChange && batch.BatchCommands[i].RecordsAffected < run.Count).Any();
    }

    private async Task ReadAsync(DbBatch batch, RowsRun[] runs)
    {
        await using var reader = await batch.ExecuteReaderAsync(_cancellation);
        var row = new DbRow(reader);
        foreach (var run in runs)
        {
            // What changes rows has no result of its own, and shows its errors when the next one is asked for.
            while (run.Reads && await reader.ReadAsync(_cancellation))
            {
                run.Read((int)row.Number(reader.FieldCount - 1) - 1, row);
            }

            if (run.Reads)
            {
                await reader.NextResultAsync(_cancellation);
            }
        }

        while (await reader.NextResultAsync(_cancellation))
        {
            // An error of any statement shows when its result is reached.
        }
    }

    private sealed class DbRow(DbDataReader reader) : Row
    {
        public override bool IsNull(int column) => reader.IsDBNull(column);

        public override long Number(int column) => reader.GetInt64(column);

        public override string Text(int column) => reader.GetString(column);
    }
}
