using System.Globalization;

namespace Examlet.Formulas;

/// <summary>The value of a formula for given values of its letters.</summary>
internal static class FormulaValue
{
    private const int LargestFactorial = 170;

    /// <param name="formula">No list and no relation.</param>
    /// <param name="letters">The value of each letter; π, e and ∞ are known.</param>
    /// <returns>
    /// The value; not a number if there is none (the root of -1). Null if a part has no value, such as a set.
    /// </returns>
    public static double? Of(Formula formula, Func<string, double> letters)
    {
        if (formula.IsLeaf)
        {
            return Leaf(formula.Head, letters);
        }

        return formula.Head switch
        {
            Heads.Index => letters(formula.ToString()),
            Heads.Apply => Applied(formula.Parts[0], Of(formula.Parts[1], letters), letters),
            _ => Operation(formula, [.. formula.Parts.Select(part => Of(part, letters))]),
        };
    }

    private static double? Leaf(string head, Func<string, double> letters) =>
        head switch
        {
            "π" => Math.PI,
            "e" => Math.E,
            "∞" => double.PositiveInfinity,
            _ when char.IsAsciiDigit(head[0]) => double.Parse(head, CultureInfo.InvariantCulture),
            _ when head.Length <= 2 && char.IsLetter(head, 0) => letters(head),
            _ => null,
        };

    private static double? Operation(Formula formula, double?[] values)
    {
        if (values.Any(value => value is null))
        {
            return null;
        }

        var first = values[0]!.Value;
        if (values.Length == 1)
        {
            return formula.Head switch
            {
                Heads.Negate => -first,
                Heads.Root => Math.Sqrt(first),
                Heads.Absolute => Math.Abs(first),
                Heads.Factorial => Factorial(first),
                Heads.Degrees => first * Math.PI / 180,
                Heads.Percent => first / 100,
                _ => null,
            };
        }

        var second = values[1]!.Value;
        return formula.Head switch
        {
            Heads.Add => first + second,
            Heads.Subtract => first - second,
            Heads.Multiply when IsMixedNumber(formula) => null,
            Heads.Multiply => first * second,
            Heads.Divide => first / second,
            Heads.Power => Math.Pow(first, second),
            Heads.Root => RootOf(first, second),
            "binom" => Factorial(first) / (Factorial(second) * Factorial(first - second)),
            _ => null,
        };
    }

    /// <summary>A number beside a fraction of numbers: one and a half for some, half of one for others. A person
    /// decides.</summary>
    private static bool IsMixedNumber(Formula product) =>
        product.Parts[0].IsNumber
        && product.Parts[1] is { Head: Heads.Divide } fraction
        && fraction.Parts.All(part => part.IsNumber);

    private static double Factorial(double number)
    {
        if (number < 0 || number > LargestFactorial || !double.IsInteger(number))
        {
            return double.NaN;
        }

        var product = 1.0;
        for (var factor = 2; factor <= number; factor++)
        {
            product *= factor;
        }

        return product;
    }

    /// <summary>An odd root of a negative number is negative.</summary>
    private static double RootOf(double radicand, double degree) =>
        radicand < 0 && double.IsInteger(degree) && Math.Abs(degree % 2) == 1
            ? -Math.Pow(-radicand, 1 / degree)
            : Math.Pow(radicand, 1 / degree);

    private static double? Applied(Formula function, double? operand, Func<string, double> letters)
    {
        if (operand is not { } x)
        {
            return null;
        }

        if (function.Head == Heads.Index)
        {
            return function.Parts[0].Head == "log" && Of(function.Parts[1], letters) is { } @base
                ? Math.Log(x) / Math.Log(@base)
                : null;
        }

        return function.Head switch
        {
            "sin" => Math.Sin(x),
            "cos" => Math.Cos(x),
            "tan" => Math.Tan(x),
            "cot" => 1 / Math.Tan(x),
            "sec" => 1 / Math.Cos(x),
            "csc" => 1 / Math.Sin(x),
            "arcsin" => Math.Asin(x),
            "arccos" => Math.Acos(x),
            "arctan" => Math.Atan(x),
            "sinh" => Math.Sinh(x),
            "cosh" => Math.Cosh(x),
            "tanh" => Math.Tanh(x),
            "arsinh" => Math.Asinh(x),
            "arcosh" => Math.Acosh(x),
            "artanh" => Math.Atanh(x),
            "ln" => Math.Log(x),
            "log" or "lg" => Math.Log10(x),
            "exp" => Math.Exp(x),
            "sgn" => Math.Sign(x),
            _ => null,
        };
    }
}
