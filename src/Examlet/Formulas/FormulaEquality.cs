namespace Examlet.Formulas;

/// <summary>
/// Compares the values of two formulas at 20 fixed points. At least five points must have a value. Equations are equal
/// if both sides are, or if the difference of their sides is a fixed multiple of the other's (<c>2y = 4x</c> and <c>y =
/// 2x</c>).
/// </summary>
internal static class FormulaEquality
{
    /// <summary>The number of points at which values are compared.</summary>
    public const int Points = 20;

    private const int FewestPoints = 5;
    private const double Tolerance = 1e-9;

    /// <returns>Null if nobody can say: a part has no value, or too few points have one.</returns>
    public static bool? Of(Formula left, Formula right)
    {
        if (
            left.Head is Heads.List or Heads.Fence or Heads.Relation
            || right.Head is Heads.List or Heads.Fence or Heads.Relation
        )
        {
            return left.Head == right.Head ? OfParts(left, right) : false;
        }

        if (left.Equals(right))
        {
            return true;
        }

        if (
            left.IsLeaf
            && right.IsLeaf
            && FormulaValue.Of(left, Anywhere) is null
            && FormulaValue.Of(right, Anywhere) is null
        )
        {
            return false;
        }

        return Compare(point => FormulaValue.Of(left, Letters(point)), point => FormulaValue.Of(right, Letters(point)));
    }

    private static double Anywhere(string letter) => 1;

    private static bool? OfParts(Formula left, Formula right)
    {
        if (left.Parts.Count != right.Parts.Count)
        {
            return false;
        }

        var outcomes = left.Parts.Zip(right.Parts).Select(pair => Of(pair.First, pair.Second)).ToList();
        if (outcomes.TrueForAll(outcome => outcome == true))
        {
            return true;
        }

        if (left.Head == Heads.Relation && left.Parts.Count == 3)
        {
            return SameRelation(left, right);
        }

        return outcomes.Contains(false) ? false : null;
    }

    /// <summary>Compares two relations by the differences of their sides.</summary>
    private static bool? SameRelation(Formula left, Formula right)
    {
        var (sign, other) = (left.Parts[1].Head, right.Parts[1].Head);
        if (sign is not ("=" or "≠" or "<" or ">" or "≤" or "≥"))
        {
            return null;
        }

        double? factor = null;
        var compared = 0;
        for (var point = 0; point < Points; point++)
        {
            if (Difference(left, point) is not { } first || Difference(right, point) is not { } second)
            {
                return null;
            }

            if (!double.IsFinite(first) || !double.IsFinite(second))
            {
                continue;
            }

            if (second == 0 || first == 0 || !Near(factor ??= first / second, first / second))
            {
                return false;
            }

            compared++;
        }

        if (compared < FewestPoints)
        {
            return null;
        }

        return sign == (factor < 0 ? Turned(other) : other);
    }

    private static double? Difference(Formula relation, int point) =>
        FormulaValue.Of(relation.Parts[0], Letters(point)) - FormulaValue.Of(relation.Parts[2], Letters(point));

    private static string Turned(string sign) =>
        sign switch
        {
            "<" => ">",
            ">" => "<",
            "≤" => "≥",
            "≥" => "≤",
            _ => sign,
        };

    private static bool? Compare(Func<int, double?> left, Func<int, double?> right)
    {
        var compared = 0;
        for (var point = 0; point < Points; point++)
        {
            if (left(point) is not { } first || right(point) is not { } second)
            {
                return null;
            }

            if (double.IsNaN(first) && double.IsNaN(second))
            {
                continue;
            }

            if (double.IsNaN(first) || double.IsNaN(second) || !Near(first, second))
            {
                return false;
            }

            compared++;
        }

        return compared >= FewestPoints ? true : null;
    }

    private static bool Near(double first, double second) =>
        first.Equals(second)
        || Math.Abs(first - second) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(first), Math.Abs(second)));

    /// <summary>The values of letters at one of the points: spread between -3 and 3 without a pattern, each letter its
    /// own; half of the points are positive.</summary>
    private static Func<string, double> Letters(int point) =>
        letter =>
        {
            var seed = 0.0;
            foreach (var character in letter)
            {
                seed = (seed * 31) + character;
            }

            var spread = Math.Abs(Math.Sin((seed * 12.9898) + (point * 78.233)) * 43758.5453) % 1;
            var size = 0.1 + (2.9 * spread);
            return point % 2 == 0 ? size : (Math.Sin((seed * 3.7) + point) < 0 ? -size : size);
        };
}
