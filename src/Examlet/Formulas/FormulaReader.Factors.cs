namespace Examlet.Formulas;

/// <content>The innermost level: numbers, letters, brackets, functions, and the powers and marks behind them.</content>
internal sealed partial class FormulaReader
{
    /// <summary>True between two bars, where the next bar closes.</summary>
    private bool _insideBars;

    private Formula Factor() => Nested(() => WithMarks(Atom()));

    private Formula Atom()
    {
        if (Next is not { } token)
        {
            return Fail();
        }

        if (LogarithmOf() is { } logarithm)
        {
            return logarithm;
        }

        switch (token.Kind)
        {
            case TokenKind.Digit:
                return Number();
            case TokenKind.Letter:
                return PlainFunction() is { } function ? Applied(function) : Letter(token);
            case TokenKind.Open:
                return Group();
            case TokenKind.Command:
                _at++;
                return Command(token.Text);
            default:
                return Sign(token);
        }
    }

    /// <summary>The logarithm with its base before it, as it is written in Dutch: <c>{}^2\log 8</c> is <c>\log_2 8</c>.
    /// Null for anything else.</summary>
    private Formula? LogarithmOf()
    {
        var at = _at;
        if (Next is { Kind: TokenKind.Open } && _at + 1 < _tokens.Count && _tokens[_at + 1].Kind == TokenKind.Close)
        {
            at += 2;
        }

        if (at >= _tokens.Count || !_tokens[at].Is("^") || AfterArgument(at + 1) is not { } name || !IsLogarithm(name))
        {
            return null;
        }

        _at = at + 1;
        var basis = Argument();
        _at = name + (_tokens[name].Kind == TokenKind.Command ? 1 : 3);
        return Applied("log", basis);
    }

    /// <summary>
    /// The position behind a group or one sign; null if there is none. This looks ahead without reading, so that no
    /// text is read twice.
    /// </summary>
    private int? AfterArgument(int at)
    {
        var depth = 0;
        for (; at < _tokens.Count; at++)
        {
            depth += _tokens[at].Kind switch
            {
                TokenKind.Open => 1,
                TokenKind.Close => -1,
                _ => 0,
            };
            if (depth <= 0)
            {
                return at + 1 < _tokens.Count ? at + 1 : null;
            }
        }

        return null;
    }

    private bool IsLogarithm(int at) =>
        _tokens[at] == new Token(TokenKind.Command, "log")
        || (
            at + 2 < _tokens.Count
            && _tokens[at].Text == "l"
            && _tokens[at + 1].Text == "o"
            && _tokens[at + 2].Text == "g"
        );

    private Formula Letter(Token token)
    {
        _at++;
        IsPartlyUnknown |=
            !char.IsLetter(token.Text, 0) && !LatexNames.Symbols.Contains(token.Text, StringComparison.Ordinal);
        return new Formula(token.Text);
    }

    private Formula Sign(Token token)
    {
        if (token.Text == "." && _at + 1 < _tokens.Count && _tokens[_at + 1].Kind == TokenKind.Digit)
        {
            return Number();
        }

        _at++;
        return token.Text switch
        {
            "(" => Fenced("(", ")", "]"),
            "[" => Fenced("[", "]", ")"),
            "]" => Fenced("]", "[", "]"),
            "⦃" => Fenced("⦃", "⦄"),
            "⟨" => Fenced("⟨", "⟩"),
            "⌊" => Fenced("⌊", "⌋"),
            "⌈" => Fenced("⌈", "⌉"),
            "|" => Bars(),
            "¬" => new Formula("¬", Factor()),
            "…" => new Formula("…"),
            _ => Fail(),
        };
    }

    /// <summary>The content of braces, as one thing.</summary>
    private Formula Group()
    {
        _at++;
        if (Next is { Kind: TokenKind.Close })
        {
            _at++;
            return new Formula(Heads.Empty);
        }

        var (bars, _) = (_insideBars, _insideBars = false);
        var inner = OverOrList();
        _insideBars = bars;
        return TakeClose() ? inner : Fail();
    }

    /// <summary>TeX's older fraction, <c>{a \over b}</c>, and its binomial, <c>{n \choose k}</c>.</summary>
    private Formula OverOrList()
    {
        var upper = List();
        if (Next is not { Kind: TokenKind.Command, Text: "over" or "choose" } command)
        {
            return upper;
        }

        _at++;
        return command.Text == "over" ? Quotient(upper, List()) : new Formula("binom", upper, List());
    }

    private bool TakeClose()
    {
        if (Next is not { Kind: TokenKind.Close })
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Brackets that hold one thing only group it; around several things, and braces of a set, they are part
    /// of the formula.</summary>
    private Formula Fenced(string open, params string[] closes)
    {
        var (bars, _) = (_insideBars, _insideBars = false);
        var inner = closes.Any(NextIs) ? new Formula(Heads.Empty) : List();
        _insideBars = bars;
        if (Next is not { Kind: TokenKind.Sign } close || !closes.Contains(close.Text))
        {
            return Fail();
        }

        _at++;
        if (open == "⦃" && inner.Head == Heads.List)
        {
            // a set has no order
            inner = new Formula(Heads.List, [.. inner.Parts.OrderBy(part => part.ToString(), StringComparer.Ordinal)]);
        }

        var onlyGroups = open is "(" or "[" && inner.Head is not (Heads.List or Heads.Empty) && close.Text == closes[0];
        return onlyGroups ? inner : new Formula(Heads.Fence, new Formula(open), inner, new Formula(close.Text));
    }

    private Formula Bars()
    {
        var (bars, _) = (_insideBars, _insideBars = true);
        var inner = List();
        _insideBars = bars;
        return Take("|") ? new Formula(Heads.Absolute, inner) : Fail();
    }

    /// <summary>Powers, indices and marks behind a factor. An index comes before a power, however they are
    /// written.</summary>
    private Formula WithMarks(Formula factor)
    {
        Formula? power = null;
        while (true)
        {
            if (Take("^"))
            {
                var raised = Raised();
                if (raised.Head is Heads.Degrees or Heads.Prime)
                {
                    factor = new Formula(raised.Head, factor);
                    while (raised.Head == Heads.Prime && raised.Parts.Count == 1)
                    {
                        (raised, factor) = (raised.Parts[0], new Formula(Heads.Prime, factor));
                    }
                }
                else if (power is null)
                {
                    power = raised;
                }
                else
                {
                    return Fail();
                }
            }
            else if (Take("_"))
            {
                factor = new Formula(Heads.Index, factor, Argument());
            }
            else if (Next is { Kind: TokenKind.Sign, Text: "!" or "'" or "′" or "°" or "%" } mark)
            {
                _at++;
                factor = new Formula(
                    mark.Text == "′" ? Heads.Prime : mark.Text,
                    power is null ? factor : new Formula(Heads.Power, factor, power)
                );
                power = null;
            }
            else
            {
                return power is null ? factor : new Formula(Heads.Power, factor, power);
            }
        }
    }

    /// <summary>The raised part: a power, or the sign of degrees or of a derivative.</summary>
    private Formula Raised()
    {
        if (Primes() is { } primes)
        {
            return primes;
        }

        var isGroup = Next is { Kind: TokenKind.Open };
        var at = isGroup ? _at + 1 : _at;
        if (
            at < _tokens.Count
            && _tokens[at] is { Kind: TokenKind.Sign, Text: "∘" or "°" or "′" or "'" or "*" or "+" or "-" } sign
            && (!isGroup || (at + 1 < _tokens.Count && _tokens[at + 1].Kind == TokenKind.Close))
            && (isGroup || sign.Text != "-")
        )
        {
            _at = isGroup ? at + 2 : at + 1;
            return sign.Text switch
            {
                "∘" or "°" => new Formula(Heads.Degrees),
                "′" or "'" => new Formula(Heads.Prime),
                _ => new Formula($"sup{sign.Text}"),
            };
        }

        return Argument();
    }

    /// <summary>Two or more signs of a derivative in braces, one in the other; null for anything else.</summary>
    private Formula? Primes()
    {
        var end = _at + 1;
        while (
            Next is { Kind: TokenKind.Open } && end < _tokens.Count && (_tokens[end].Is("′") || _tokens[end].Is("'"))
        )
        {
            end++;
        }

        var count = end - _at - 1;
        if (count < 2 || end >= _tokens.Count || _tokens[end].Kind != TokenKind.Close)
        {
            return null;
        }

        _at = end + 1;
        return Enumerable
            .Range(1, count - 1)
            .Aggregate(new Formula(Heads.Prime), (inner, _) => new Formula(Heads.Prime, inner));
    }

    /// <summary>
    /// The argument of a command, a power or an index: a group, a command with its arguments, one letter or one digit
    /// (or all digits, in that reading).
    /// </summary>
    private Formula Argument()
    {
        if (Next is not { } token)
        {
            return Fail();
        }

        if (token.Kind == TokenKind.Digit && !_reading.DigitsStayTogether)
        {
            _at++;
            return new Formula(token.Text);
        }

        if (token.Is("-") && _reading.DigitsStayTogether)
        {
            _at++;
            return new Formula(Heads.Negate, Nested(Argument));
        }

        if (token.Kind == TokenKind.Letter)
        {
            return Letter(token);
        }

        return token.Kind == TokenKind.Sign && token.Text is not ("(" or "." or "|") ? Fail() : Nested(Atom);
    }
}
