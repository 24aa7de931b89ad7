using System.Text;

namespace Examlet.Formulas;

/// <content>Commands: fractions, roots, functions, letters with a style or a mark.</content>
internal sealed partial class FormulaReader
{
    private const int LongestFunction = 6;

    /// <summary>A command with its arguments. An unknown command stands for itself.</summary>
    private Formula Command(string name)
    {
        if (LatexNames.Functions.Contains(name))
        {
            return Applied(name);
        }

        if (LatexNames.Fractions.Contains(name))
        {
            return Quotient(Argument(), Argument());
        }

        if (LatexNames.Fonts.Contains(name))
        {
            return Styled();
        }

        if (LatexNames.Accents.Contains(name))
        {
            return new Formula(
                Heads.Accent,
                new Formula(LatexNames.SameAccent.GetValueOrDefault(name, name)),
                Argument()
            );
        }

        if (LatexNames.Missing.Contains(name))
        {
            return Fail();
        }

        switch (name)
        {
            case "sqrt":
                return Root();
            case "binom" or "dbinom" or "tbinom":
                return new Formula("binom", Argument(), Argument());
            case "abs":
                return new Formula(Heads.Absolute, Argument());
            case "mathbb" or "mathcal" or "mathfrak" or "mathscr":
                return Styled(name);
            default:
                IsPartlyUnknown = true;
                return new Formula($@"\{name}");
        }
    }

    private Formula Root()
    {
        if (!Take("["))
        {
            return new Formula(Heads.Root, Argument());
        }

        var degree = List();
        if (!Take("]"))
        {
            return Fail();
        }

        var radicand = Argument();
        return degree.Head == "2" ? new Formula(Heads.Root, radicand) : new Formula(Heads.Root, radicand, degree);
    }

    /// <summary>Letters in a style of their own: a function's name, or the same as without the style.</summary>
    private Formula Styled()
    {
        if (Next is not { Kind: TokenKind.Open })
        {
            return Argument();
        }

        var end = _at + 1;
        var word = new StringBuilder();
        while (end < _tokens.Count && _tokens[end].Kind == TokenKind.Letter)
        {
            word.Append(_tokens[end++].Text);
        }

        if (
            end < _tokens.Count
            && _tokens[end].Kind == TokenKind.Close
            && LatexNames.Functions.Contains(word.ToString())
        )
        {
            _at = end + 1;
            return Applied(word.ToString());
        }

        return Group();
    }

    /// <summary>Letters of another alphabet: <c>\mathbb{R}</c> is ℝ.</summary>
    private Formula Styled(string alphabet)
    {
        var letter = Argument();
        var isNumbers =
            alphabet == "mathbb" && LatexNames.Characters.TryGetValue(letter.Head, out var set) && letter.IsLeaf;
        return isNumbers ? new Formula(LatexNames.Characters[letter.Head]) : new Formula(alphabet, letter);
    }

    /// <summary>The name of a function that the next letters spell; null when they spell none.</summary>
    private string? PlainFunction()
    {
        var word = new StringBuilder();
        string? found = null;
        for (
            var at = _at;
            at < _tokens.Count && _tokens[at].Kind == TokenKind.Letter && at - _at < LongestFunction;
            at++
        )
        {
            word.Append(_tokens[at].Text);
            found = LatexNames.PlainFunctions.Contains(word.ToString()) ? word.ToString() : found;
        }

        _at += found?.Length ?? 0;
        return found;
    }

    /// <summary>
    /// A function with its index (a logarithm's base), its power and its argument: brackets, or else the factors up to
    /// the next operator or function. The power of a function's name is the power of its value, and -1 is the inverse.
    /// </summary>
    private Formula Applied(string name, Formula? basis = null)
    {
        name = LatexNames.SameFunction.GetValueOrDefault(name, name);
        var function = basis is null ? new Formula(name) : new Formula(Heads.Index, new Formula(name), basis);
        Formula? power = null;
        while (NextIs("^") || NextIs("_"))
        {
            if (Take("_"))
            {
                function = new Formula(Heads.Index, function, Argument());
            }
            else
            {
                _at++;
                power = Raised();
            }
        }

        if (
            power is { Head: Heads.Negate } negated
            && negated.Parts[0].Head == "1"
            && LatexNames.Trigonometric.Contains(name)
        )
        {
            (function, power) = (new Formula($"arc{name}"), null);
        }

        var applied =
            !StartsFactor() ? function
            : name == "exp" && function.IsLeaf ? new Formula(Heads.Power, new Formula("e"), FunctionOperand())
            : new Formula(Heads.Apply, function, FunctionOperand());
        return power is null ? applied : new Formula(Heads.Power, applied, power);
    }

    private Formula FunctionOperand()
    {
        if (Next is { Kind: TokenKind.Sign, Text: "(" or "[" or "|" })
        {
            return Nested(Atom);
        }

        if (StartsFunction())
        {
            return Factor();
        }

        return Factors(() => StartsFactor() && !StartsFunction());
    }

    private bool StartsFunction()
    {
        if (Next is not { } token)
        {
            return false;
        }

        if (token.Kind == TokenKind.Command)
        {
            return LatexNames.Functions.Contains(token.Text) || token.Text is "operatorname" or "operatorname*";
        }

        var at = _at;
        var starts = token.Kind == TokenKind.Letter && PlainFunction() is not null;
        _at = at;
        return starts;
    }
}
