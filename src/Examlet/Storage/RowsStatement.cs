namespace Examlet.Storage;

/// <summary>A statement for many rows, in the two forms that were measured to be the faster one on each engine:
/// <paramref name="One"/> runs once a row, prepared (SQLite); <paramref name="All"/> runs once, with an array for each
/// parameter, which it takes apart with <c>unnest</c> (PostgreSQL). A <c>select</c> has the same columns in both; in
/// <paramref name="All"/> the ordinality of the row comes after them, as the last column. A statement that changes rows
/// may return the ordinality of those in <paramref name="All"/>.
/// </summary>
public sealed record RowsStatement(string One, string All, params RowsParameter[] Parameters);

/// <summary>A parameter of a <see cref="RowsStatement"/>: a text or a whole number, or null.</summary>
public readonly record struct RowsParameter(string Name, bool IsNumber)
{
    public static RowsParameter Text(string name) => new(name, IsNumber: false);

    public static RowsParameter Number(string name) => new(name, IsNumber: true);
}
