namespace Examlet.Formulas;

/// <summary>
/// A formula as a tree: its head (a number, a letter, a sign, a function) and its parts. Brackets that only group are
/// not in it. Two formulas have the same form if their trees are equal.
/// </summary>
/// <param name="Head">A number in decimal with a point, a letter or symbol, or the name of an operation.</param>
/// <param name="Parts">The operands, in the order they are written; empty for a number, a letter and a symbol.</param>
internal sealed record Formula(string Head, params IReadOnlyList<Formula> Parts)
{
    public bool IsLeaf => Parts.Count == 0;

    public bool IsNumber => IsLeaf && char.IsAsciiDigit(Head[0]);

    /// <summary>The tree as text, the same for equal trees: <c>(+ x 1)</c>.</summary>
    public override string ToString() => IsLeaf ? Head : $"({Head} {string.Join(' ', Parts)})";

    public bool Equals(Formula? other) =>
        other is not null
        && Head == other.Head
        && Parts.Count == other.Parts.Count
        && Parts.Zip(other.Parts).All(pair => pair.First.Equals(pair.Second));

    public override int GetHashCode() =>
        HashCode.Combine(Head, Parts.Count, Parts.Count > 0 ? Parts[0].GetHashCode() : 0);
}

/// <summary>The heads of the tree that stand for an operation.</summary>
internal static class Heads
{
    public const string Add = "+";
    public const string Subtract = "-";
    public const string PlusMinus = "±";
    public const string Negate = "neg";
    public const string Multiply = "*";
    public const string Divide = "/";
    public const string Power = "^";
    public const string Index = "_";
    public const string Root = "root";
    public const string Apply = "apply";
    public const string Absolute = "abs";
    public const string Factorial = "!";
    public const string Prime = "'";
    public const string Degrees = "°";
    public const string Percent = "%";
    public const string List = "list";
    public const string Relation = "relation";
    public const string Fence = "fence";
    public const string Accent = "accent";
    public const string Empty = "empty";
}
