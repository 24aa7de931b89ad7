namespace Examlet.Formulas;

/// <summary>
/// Reads LaTeX into a tree, by descent from lists to a factor with its powers. docs/formulas.md has the grammar. Pure.
/// Its time is linear in the number of tokens.
/// </summary>
internal sealed partial class FormulaReader
{
    /// <summary>A longer text is not read.</summary>
    public const int MaxTokens = 4000;

    private const int MaxDepth = 100;

    private static readonly string[][] Relations =
    [
        ["⇒", "⇐", "⇔"],
        ["∨"],
        ["∧"],
        [
            "=",
            "≠",
            "<",
            ">",
            "≤",
            "≥",
            "≈",
            "≡",
            "∼",
            "≃",
            "≅",
            "∝",
            "∈",
            "∉",
            "∋",
            "⊂",
            "⊆",
            "⊃",
            "⊇",
            "∥",
            "⊥",
            "→",
            "↦",
        ],
    ];

    /// <summary>True for a sign that stands between the sides of a relation.</summary>
    public static bool IsRelation(string sign) => Relations.Any(level => level.Contains(sign));

    private readonly IReadOnlyList<Token> _tokens;
    private readonly Reading _reading;
    private int _at;
    private int _depth;
    private bool _failed;

    private FormulaReader(IReadOnlyList<Token> tokens, Reading reading) => (_tokens, _reading) = (tokens, reading);

    /// <summary>
    /// True once a part of unknown meaning was read. The form of the tree is right, but a different tree may still be
    /// equal to it.
    /// </summary>
    private bool IsPartlyUnknown { get; set; }

    /// <summary>
    /// The tree; null if the tokens are no formula. <c>IsWhole</c> is false if it has parts of unknown meaning.
    /// </summary>
    public static (Formula? Tree, bool IsWhole) Read(IReadOnlyList<Token> tokens, Reading reading)
    {
        if (tokens.Count is 0 or > MaxTokens)
        {
            return (null, false);
        }

        var reader = new FormulaReader(tokens, reading);
        var tree = reader.List();
        return reader._failed || reader._at < tokens.Count ? (null, false) : (tree, !reader.IsPartlyUnknown);
    }

    private Token? Next => !_failed && _at < _tokens.Count ? _tokens[_at] : null;

    private bool NextIs(string sign) => Next is { } token && token.Is(sign);

    private bool Take(string sign)
    {
        if (!NextIs(sign))
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Ends the reading: nothing comes after.</summary>
    private Formula Fail()
    {
        _failed = true;
        return new Formula(Heads.Empty);
    }

    /// <summary>The things between commas or semicolons; a single thing stands for itself.</summary>
    private Formula List()
    {
        if (++_depth > MaxDepth)
        {
            return Fail();
        }

        List<Formula> entries = [Related(0)];
        while (Take(",") || Take(";"))
        {
            entries.Add(Related(0));
        }

        _depth--;
        return entries.Count == 1 ? entries[0] : new Formula(Heads.List, entries);
    }

    /// <summary>A chain of relations of one level, such as <c>0 &lt; x ≤ 1</c>.</summary>
    private Formula Related(int level)
    {
        if (level == Relations.Length)
        {
            return Sum();
        }

        List<Formula> chain = [Related(level + 1)];
        while (Next is { Kind: TokenKind.Sign } sign && Relations[level].Contains(sign.Text))
        {
            _at++;
            chain.Add(new Formula(sign.Text));
            chain.Add(Related(level + 1));
        }

        return chain.Count == 1 ? chain[0] : new Formula(Heads.Relation, chain);
    }

    private Formula Sum()
    {
        var sum = Signed();
        while (Next is { Kind: TokenKind.Sign, Text: "+" or "-" or "±" or "∓" or "∪" or "∩" or "∖" } sign)
        {
            _at++;
            sum = new Formula(sign.Text, sum, Signed());
        }

        return sum;
    }

    /// <summary>A product with its sign; a plus changes nothing.</summary>
    private Formula Signed()
    {
        if (Take("-"))
        {
            return Nested(() => new Formula(Heads.Negate, Signed()));
        }

        if (Next is { Kind: TokenKind.Sign, Text: "±" or "∓" } sign)
        {
            _at++;
            return Nested(() => new Formula(sign.Text, Signed()));
        }

        return Take("+") ? Nested(Signed) : Product();
    }

    /// <summary>Factors with a sign between them or none: the same product. A slash divides the factors beside it, or
    /// all before it.</summary>
    private Formula Product()
    {
        var product = Times(null);
        while (true)
        {
            if (Take("*"))
            {
                product = NextIs("-") ? Product(product, Operand(() => Times(null))) : Times(product);
            }
            else if (Take("÷") || Take(":") || (!_reading.SlashTakesProducts && Take("/")))
            {
                product = Quotient(product, Operand(_reading.SlashTakesProducts ? () => Times(null) : Factor));
            }
            else if (StartsFactor())
            {
                product = Product(product, Factor());
            }
            else
            {
                return product;
            }
        }
    }

    /// <summary>An operand after an operator; it may have a sign: <c>2 · -3</c>.</summary>
    private Formula Operand(Func<Formula> operand) => Take("-") ? new Formula(Heads.Negate, operand()) : operand();

    /// <summary>
    /// Continues <paramref name="left"/> with the factors beside each other and, if a slash takes them, with their
    /// divisor.
    /// </summary>
    private Formula Times(Formula? left)
    {
        List<Formula> factors = [Factor()];
        while (_reading.SlashTakesProducts && StartsFactor())
        {
            factors.Add(Factor());
        }

        if (!_reading.SlashTakesProducts || !NextIs("/"))
        {
            return Multiplied(left, factors);
        }

        var quotient = Multiplied(null, factors);
        while (Take("/"))
        {
            quotient = Quotient(quotient, Operand(() => Factors(StartsFactor)));
        }

        return Multiplied(left, [quotient]);
    }

    /// <summary>One factor, and those after it while <paramref name="more"/> says so.</summary>
    private Formula Factors(Func<bool> more)
    {
        List<Formula> factors = [Factor()];
        while (more())
        {
            factors.Add(Factor());
        }

        return Multiplied(null, factors);
    }

    private static Formula Multiplied(Formula? left, List<Formula> factors) =>
        factors.Aggregate(left, (product, factor) => product is null ? factor : Product(product, factor))!;

    /// <summary>
    /// A product as it is written. Brackets around its factors are not part of it. A minus before the first factor is a
    /// minus before the product.
    /// </summary>
    private static Formula Product(Formula left, Formula right) =>
        (left.Head, right.Head) switch
        {
            (Heads.Negate, _) when left.Parts.Count == 1 => new Formula(Heads.Negate, Product(left.Parts[0], right)),
            (_, Heads.Multiply) => Product(Product(left, right.Parts[0]), right.Parts[1]),
            _ => new Formula(Heads.Multiply, left, right),
        };

    /// <summary>
    /// A fraction. A minus in its upper or lower part is a minus before it. A number before letters over letters is a
    /// factor before it: 5m/s is five times m/s.
    /// </summary>
    private static Formula Quotient(Formula upper, Formula lower) =>
        (upper.Head, lower.Head) switch
        {
            (Heads.Negate, _) => new Formula(Heads.Negate, Quotient(upper.Parts[0], lower)),
            (_, Heads.Negate) => new Formula(Heads.Negate, Quotient(upper, lower.Parts[0])),
            (Heads.Multiply, _) when First(upper).IsNumber && !First(lower).IsNumber => Product(
                First(upper),
                Quotient(WithoutFirst(upper), lower)
            ),
            _ => new Formula(Heads.Divide, upper, lower),
        };

    private static Formula First(Formula product)
    {
        while (product.Head == Heads.Multiply)
        {
            product = product.Parts[0];
        }

        return product;
    }

    private static Formula WithoutFirst(Formula product) =>
        product.Parts[0].Head == Heads.Multiply
            ? new Formula(Heads.Multiply, WithoutFirst(product.Parts[0]), product.Parts[1])
            : product.Parts[1];

    private bool StartsFactor() =>
        Next is { } token
        && token.Kind switch
        {
            TokenKind.Digit or TokenKind.Letter or TokenKind.Open => true,
            TokenKind.Command => token.Text is not ("over" or "choose" or "end" or "\\"),
            TokenKind.Sign => token.Text is "(" or "[" or "⦃" or "⌊" or "⌈" or "⟨" or "¬" or "…"
                || (token.Text == "|" && !_insideBars)
                || (token.Text == "." && _at + 1 < _tokens.Count && _tokens[_at + 1].Kind == TokenKind.Digit),
            _ => false,
        };

    private Formula Nested(Func<Formula> inner)
    {
        if (++_depth > MaxDepth)
        {
            return Fail();
        }

        var read = inner();
        _depth--;
        return read;
    }
}
