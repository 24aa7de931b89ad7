using System.Text;

namespace Examlet.Formulas;

/// <content>What binds most: numbers, letters, brackets, functions, and the powers and marks behind them.</content>
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

    private Formula Letter(Token token)
    {
        _at++;
        IsPartlyUnknown |= !char.IsLetter(token.Text, 0) && !LatexNames.Symbols.Contains(token.Text, StringComparison.Ordinal);
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

    /// <summary>Digits with at most one decimal mark, as a number without needless zeros.</summary>
    private Formula Number()
    {
        var whole = new StringBuilder();
        Digits(whole);
        if (_reading.Comma == CommaIs.Thousands && whole.Length is > 0 and <= 3)
        {
            while (NextIs(",") && AreDigits(_at + 1, 3) && !IsDigit(_at + 4))
            {
                _at++;
                Digits(whole);
            }
        }

        var places = new StringBuilder();
        if (DecimalMark() is > 0 and var length)
        {
            _at += length;
            Digits(places);
        }

        var text = whole.ToString().TrimStart('0');
        var decimals = places.ToString().TrimEnd('0');
        return new Formula((text.Length == 0 ? "0" : text) + (decimals.Length == 0 ? string.Empty : $".{decimals}"));
    }

    private void Digits(StringBuilder digits)
    {
        while (IsDigit(_at))
        {
            digits.Append(_tokens[_at++].Text);
        }
    }

    /// <summary>How many tokens the decimal mark that comes next has: a point, a comma, or a comma in braces; 0 for none.</summary>
    private int DecimalMark()
    {
        if (IsDigit(_at + 1) && (NextIs(".") || (NextIs(",") && _reading.Comma == CommaIs.Decimal)))
        {
            return 1;
        }

        return Next is { Kind: TokenKind.Open } && _at + 3 < _tokens.Count && _tokens[_at + 1].Is(",") && _tokens[_at + 2].Kind == TokenKind.Close && IsDigit(_at + 3) ? 3 : 0;
    }

    private bool IsDigit(int at) => !_failed && at < _tokens.Count && _tokens[at].Kind == TokenKind.Digit;

    private bool AreDigits(int at, int count) => Enumerable.Range(at, count).All(IsDigit);

    /// <summary>What braces hold, as one thing.</summary>
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

    /// <summary>TeX's older fraction: <c>{a \over b}</c>.</summary>
    private Formula OverOrList()
    {
        var upper = List();
        if (Next != new Token(TokenKind.Command, "over"))
        {
            return upper;
        }

        _at++;
        return new Formula(Heads.Divide, upper, List());
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

    /// <summary>Brackets that hold one thing only group it; around several things, and braces of a set, they are part of the formula.</summary>
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

    /// <summary>Powers, indices and marks behind a factor. An index comes before a power, however they are written.</summary>
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
                factor = new Formula(mark.Text == "′" ? Heads.Prime : mark.Text, power is null ? factor : new Formula(Heads.Power, factor, power));
                power = null;
            }
            else
            {
                return power is null ? factor : new Formula(Heads.Power, factor, power);
            }
        }
    }

    /// <summary>What stands above: a power, or the sign of degrees or of a derivative.</summary>
    private Formula Raised()
    {
        var isGroup = Next is { Kind: TokenKind.Open };
        var at = isGroup ? _at + 1 : _at;
        if (at < _tokens.Count && _tokens[at] is { Kind: TokenKind.Sign, Text: "∘" or "°" or "′" or "'" or "*" or "+" or "-" } sign
            && (!isGroup || (at + 1 < _tokens.Count && _tokens[at + 1].Kind == TokenKind.Close)) && (isGroup || sign.Text != "-"))
        {
            _at = isGroup ? at + 2 : at + 1;
            return sign.Text switch { "∘" or "°" => new Formula(Heads.Degrees), "′" or "'" => new Formula(Heads.Prime), _ => new Formula($"sup{sign.Text}") };
        }

        return Argument();
    }

    /// <summary>What a command, a power or an index takes: a group, a command with what it takes, one letter or one digit (or, read so, all digits).</summary>
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
