namespace Examlet.Tests.Formulas;

/// <summary>A formula of the grammar of docs/formulas.md, to be written as an author writes it (<see cref="Spelled"/>)
/// and typed as a student does (<see cref="Keys"/>).
/// </summary>
public abstract record WrittenFormula
{
    private const string Letters = "abcknrtxyz";
    private static readonly string[] Greek = ["alpha", "beta", "theta", "pi", "lambda", "omega"];
    private static readonly string[] Functions = ["sin", "cos", "tan", "ln", "log"];

    /// <summary>How tightly it binds: 0 a relation, 1 a sum, 2 a product, 3 what stands by itself.</summary>
    protected abstract int Binding { get; }

    /// <summary>LaTeX, in one of the spellings that authors use; <paramref name="choose"/> takes one of so
    /// many.</summary>
    public abstract string Spelled(Func<int, int> choose);

    /// <summary>The keys that a student presses in the editor: characters, and names of keys in angle
    /// brackets.</summary>
    public abstract string Keys();

    /// <summary>The same formula with one number or letter changed.</summary>
    public abstract WrittenFormula Changed();

    /// <summary>Draws a formula of at most this depth.</summary>
    public static WrittenFormula Draw(Func<int, int> choose, int depth) =>
        depth == 0 || choose(5) == 0
            ? DrawLeaf(choose)
            : choose(9) switch
            {
                0 => new Sum(Draw(choose, depth - 1), choose(2) == 0 ? "+" : "-", Draw(choose, depth - 1)),
                1 => new Sum(Draw(choose, depth - 1), "+", Draw(choose, depth - 1)),
                2 or 3 => new Product(Draw(choose, depth - 1), Draw(choose, depth - 1)),
                4 or 5 => new Fraction(Draw(choose, depth - 1), Draw(choose, depth - 1)),
                6 => new Power(
                    DrawLeaf(choose),
                    choose(2) == 0 ? new Number($"{2 + choose(28)}") : Draw(choose, depth - 1)
                ),
                7 => new Root(Draw(choose, depth - 1)),
                _ => new Applied(Functions[choose(Functions.Length)], Draw(choose, depth - 1)),
            };

    /// <summary>Draws a formula, or an equation or inequality of two.</summary>
    public static WrittenFormula DrawWhole(Func<int, int> choose, int depth) =>
        choose(4) == 0
            ? new Related(Draw(choose, depth), choose(Related.Signs.Length), Draw(choose, depth))
            : Draw(choose, depth);

    private static WrittenFormula DrawLeaf(Func<int, int> choose) =>
        choose(5) switch
        {
            0 or 1 => new Number(choose(3) == 0 ? $"{choose(20)}.{10 + choose(89)}" : $"{1 + choose(199)}"),
            2 or 3 => new Letter($"{Letters[choose(Letters.Length)]}"),
            _ => new GreekLetter(Greek[choose(Greek.Length)]),
        };

    /// <summary>Choices that follow from a seed alone.</summary>
    public static Func<int, int> Choices(int seed)
    {
        var state = (ulong)(uint)seed;
        return count =>
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            return (int)((state >> 33) % (ulong)count);
        };
    }

    private static string Group(WrittenFormula inner, int least, Func<int, int> choose) =>
        inner.Binding >= least ? inner.Spelled(choose) : Bracketed(inner, choose);

    private static string Bracketed(WrittenFormula inner, Func<int, int> choose) =>
        choose(3) switch
        {
            0 => $"({inner.Spelled(choose)})",
            1 => $@"\left({inner.Spelled(choose)}\right)",
            _ => $@"\left( {inner.Spelled(choose)} \right)",
        };

    private static string GroupKeys(WrittenFormula inner, int least) =>
        inner.Binding >= least ? inner.Keys() : $"({inner.Keys()})";

    private static string Space(Func<int, int> choose) => choose(3) == 0 ? " " : string.Empty;

    private sealed record Number(string Digits) : WrittenFormula
    {
        protected override int Binding => 3;

        public override string Spelled(Func<int, int> choose) =>
            choose(3) switch
            {
                0 => Digits.Replace(".", "{,}", StringComparison.Ordinal),
                1 => Digits.Replace('.', ','),
                _ => Digits,
            };

        public override string Keys() => Digits;

        public override WrittenFormula Changed() => new Number($"7{Digits}");
    }

    private sealed record Letter(string Name) : WrittenFormula
    {
        protected override int Binding => 3;

        public override string Spelled(Func<int, int> choose) => choose(6) == 0 ? $"{{{Name}}}" : Name;

        public override string Keys() => Name;

        public override WrittenFormula Changed() => new Letter("w");
    }

    private sealed record GreekLetter(string Name) : WrittenFormula
    {
        protected override int Binding => 3;

        public override string Spelled(Func<int, int> choose) => $@"\{Name} ";

        public override string Keys() => Name;

        public override WrittenFormula Changed() => new GreekLetter("mu");
    }

    private sealed record Sum(WrittenFormula Left, string Sign, WrittenFormula Right) : WrittenFormula
    {
        protected override int Binding => 1;

        public override string Spelled(Func<int, int> choose) =>
            $"{Left.Spelled(choose)}{Space(choose)}{Sign}{Space(choose)}{Group(Right, 2, choose)}";

        public override string Keys() => $"{Left.Keys()}{Sign}{GroupKeys(Right, 2)}";

        public override WrittenFormula Changed() => this with { Right = Right.Changed() };
    }

    private sealed record Product(WrittenFormula Left, WrittenFormula Right) : WrittenFormula
    {
        protected override int Binding => 2;

        /// <summary>A number needs a sign before it, a function's brackets one after them.</summary>
        private bool NeedsSign => Right is Number or Power || StartsWithNumber(Right);

        public override string Spelled(Func<int, int> choose)
        {
            var sign = (NeedsSign ? choose(3) : choose(5)) switch
            {
                0 => @"\cdot ",
                1 => @"\times ",
                2 => "*",
                3 => " ",
                _ => string.Empty,
            };
            return $"{Group(Left, 2, choose)}{sign}{Group(Right, 3, choose)}";
        }

        public override string Keys() => $"{GroupKeys(Left, 2)}*{GroupKeys(Right, 3)}";

        public override WrittenFormula Changed() => this with { Left = Left.Changed() };

        private static bool StartsWithNumber(WrittenFormula formula) => formula is Number or Power { Base: Number };
    }

    private sealed record Fraction(WrittenFormula Upper, WrittenFormula Lower) : WrittenFormula
    {
        protected override int Binding => 3;

        public override string Spelled(Func<int, int> choose) =>
            choose(4) switch
            {
                0 => $@"\dfrac{{{Upper.Spelled(choose)}}}{{{Lower.Spelled(choose)}}}",
                1 when IsDigit(Upper) && IsDigit(Lower) => $@"\frac{Upper.Spelled(_ => 2)}{Lower.Spelled(_ => 2)}",
                _ => $@"\frac{{{Upper.Spelled(choose)}}}{{{Lower.Spelled(choose)}}}",
            };

        public override string Keys() => $"({Upper.Keys()})/{Lower.Keys()}<Right>";

        public override WrittenFormula Changed() => this with { Lower = Lower.Changed() };

        private static bool IsDigit(WrittenFormula formula) => formula is Number { Digits.Length: 1 };
    }

    private sealed record Power(WrittenFormula Base, WrittenFormula Exponent) : WrittenFormula
    {
        protected override int Binding => 3;

        public override string Spelled(Func<int, int> choose) =>
            Exponent is Letter or Number { Digits.Length: 1 } && choose(2) == 0
                ? $"{Base.Spelled(_ => 2)}^{Exponent.Spelled(_ => 2)}"
                : $"{Base.Spelled(choose)}^{{{Exponent.Spelled(choose)}}}";

        public override string Keys() =>
            Exponent is Number { Digits: var digits } && digits.All(char.IsAsciiDigit) ? $"{Base.Keys()}^{digits}"
            : Exponent is Letter or GreekLetter ? $"{Base.Keys()}^{Exponent.Keys()}<Right>"
            : $"{Base.Keys()}^({Exponent.Keys()})<Right>";

        public override WrittenFormula Changed() => this with { Exponent = Exponent.Changed() };
    }

    private sealed record Root(WrittenFormula Radicand) : WrittenFormula
    {
        protected override int Binding => 3;

        public override string Spelled(Func<int, int> choose) =>
            Radicand is Number { Digits.Length: 1 } && choose(2) == 0
                ? $@"\sqrt{Radicand.Spelled(_ => 2)}"
                : $@"\sqrt{{{Radicand.Spelled(choose)}}}";

        public override string Keys() => $"sqrt{Radicand.Keys()}<Right>";

        public override WrittenFormula Changed() => this with { Radicand = Radicand.Changed() };
    }

    private sealed record Applied(string Function, WrittenFormula Operand) : WrittenFormula
    {
        protected override int Binding => 3;

        public override string Spelled(Func<int, int> choose) =>
            choose(4) == 0
                ? $@"\operatorname{{{Function}}}{Bracketed(Operand, choose)}"
                : $@"\{Function}{Bracketed(Operand, choose)}";

        public override string Keys() => $"{Function}({Operand.Keys()})";

        public override WrittenFormula Changed() => this with { Operand = Operand.Changed() };
    }

    private sealed record Related(WrittenFormula Left, int Sign, WrittenFormula Right) : WrittenFormula
    {
        /// <summary>The spellings of each sign, the typed one first.</summary>
        public static readonly string[][] Signs =
        [
            ["="],
            ["<"],
            ["<=", @"\le ", @"\leq ", "≤"],
            [">=", @"\ge ", @"\geq ", "≥"],
            ["!=", @"\ne ", @"\neq ", "≠"],
        ];

        protected override int Binding => 0;

        public override string Spelled(Func<int, int> choose)
        {
            var spellings = Signs[Sign];
            var sign = spellings.Length == 1 ? spellings[0] : spellings[1 + choose(spellings.Length - 1)];
            return $"{Left.Spelled(choose)}{Space(choose)}{sign}{Space(choose)}{Right.Spelled(choose)}";
        }

        public override string Keys() => $"{Left.Keys()}{Signs[Sign][0]}{Right.Keys()}";

        public override WrittenFormula Changed() => this with { Left = Left.Changed() };
    }
}
