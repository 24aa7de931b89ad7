namespace Examlet.Storage;

/// <summary>
/// A statement for many rows, in the measured fastest form for each engine. <paramref name="One"/> runs once a row,
/// prepared (SQLite). <paramref name="All"/> runs once, with an array for each parameter, which it takes apart with
/// <c>unnest</c> (PostgreSQL). A <c>select</c> has the same columns in both; <paramref name="All"/> adds the ordinality
/// of the row as the last column. A statement that changes rows may return their ordinality in <paramref name="All"/>.
/// </summary>
public sealed record RowsStatement(string One, string All, params RowsParameter[] Parameters)
{
    private string? _byPosition;

    /// <summary><see cref="All"/> with its parameters by their place, which the driver need not look for.</summary>
    internal string AllByPosition =>
        _byPosition ??= Parameters
            .Select((parameter, i) => (Name: $"@{parameter.Name}", Place: $"${i + 1}"))
            .OrderByDescending(parameter => parameter.Name.Length) // One name may begin as another.
            .Aggregate(All, (sql, parameter) => sql.Replace(parameter.Name, parameter.Place, StringComparison.Ordinal));

    /// <summary>
    /// This statement for those items, to be run by <see cref="Transaction.RunAsync"/>. <paramref name="bind"/> gives
    /// the values of an item in the order of the parameters; <paramref name="read"/> sees the first row of each item
    /// that has one, in any order.
    /// </summary>
    public RowsRun For<T>(IReadOnlyList<T> items, Func<T, object?[]> bind, Action<T, Row>? read = null) =>
        new Run<T>(this, items, bind, read, mustChange: false);

    /// <summary>This statement for those items, of which it must change a row each.</summary>
    public RowsRun ForEvery<T>(IReadOnlyList<T> items, Func<T, object?[]> bind) =>
        new Run<T>(this, items, bind, read: null, mustChange: true);

    private sealed class Run<T>(
        RowsStatement statement,
        IReadOnlyList<T> items,
        Func<T, object?[]> bind,
        Action<T, Row>? read,
        bool mustChange
    ) : RowsRun(statement)
    {
        public override int Count => items.Count;

        public override bool Reads => read is not null;

        public override bool MustChange => mustChange;

        public override object?[] Values(int item) => bind(items[item]);

        public override void Read(int item, Row row) => read!(items[item], row);
    }
}

/// <summary>A parameter of a <see cref="RowsStatement"/>: a text or a whole number, or null.</summary>
public readonly record struct RowsParameter(string Name, bool IsNumber)
{
    public static RowsParameter Text(string name) => new(name, IsNumber: false);

    public static RowsParameter Number(string name) => new(name, IsNumber: true);
}

/// <summary>A statement with the items that it runs for (<see cref="RowsStatement.For"/>).</summary>
public abstract class RowsRun(RowsStatement statement)
{
    public RowsStatement Statement => statement;

    public abstract int Count { get; }

    /// <summary>True for a <c>select</c>.</summary>
    public abstract bool Reads { get; }

    /// <summary>True when each item must change a row, or the transaction was overtaken.</summary>
    public abstract bool MustChange { get; }

    public abstract object?[] Values(int item);

    public abstract void Read(int item, Row row);
}

/// <summary>Another transaction has changed a row since this one read it. It is tried again.</summary>
public sealed class OvertakenException() : Exception("A row is not the one any more that was read.");

/// <summary>A row while it is read: texts and whole numbers, or null, by the place of their column.</summary>
public abstract class Row
{
    public abstract bool IsNull(int column);

    public abstract long Number(int column);

    public abstract string Text(int column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);
}
