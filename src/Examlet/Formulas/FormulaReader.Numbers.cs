using System.Text;

namespace Examlet.Formulas;

/// <content>Numbers: digits, decimal marks and groups of thousands.</content>
internal sealed partial class FormulaReader
{
    /// <summary>Digits with at most one decimal mark, as a number without needless zeros.</summary>
    private Formula Number()
    {
        var whole = new StringBuilder();
        Digits(whole);
        if (_reading.Comma == CommaIs.Thousands && whole.Length is > 0 and <= 3)
        {
            while (MarkOf(",") is > 0 and var mark && AreDigits(_at + mark, 3) && !IsDigit(_at + mark + 3))
            {
                _at += mark;
                Digits(whole);
            }
        }

        if (whole.Length is > 0 and <= 3 && IsGroup(_at) && IsGroup(_at + 4))
        {
            while (IsGroup(_at))
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

    /// <summary>How many tokens the decimal mark that comes next has: a point or a comma, by itself or in braces; 0 for
    /// none.</summary>
    private int DecimalMark()
    {
        var mark = Math.Max(
            MarkOf("."),
            MarkOf(",") is var comma && (comma > 1 || _reading.Comma == CommaIs.Decimal) ? comma : 0
        );
        return mark > 0 && IsDigit(_at + mark) ? mark : 0;
    }

    /// <summary>How many tokens this mark has, by itself or in braces (<c>{,}</c>), where it comes next; 0 where it
    /// does not.</summary>
    private int MarkOf(string mark)
    {
        if (NextIs(mark))
        {
            return 1;
        }

        return
            Next is { Kind: TokenKind.Open }
            && _at + 2 < _tokens.Count
            && _tokens[_at + 1].Is(mark)
            && _tokens[_at + 2].Kind == TokenKind.Close
            ? 3
            : 0;
    }

    /// <summary>True for a point and three digits: two such groups can only be thousands (<c>1.000.000</c>).</summary>
    private bool IsGroup(int at) =>
        at < _tokens.Count && _tokens[at].Is(".") && AreDigits(at + 1, 3) && !IsDigit(at + 4);

    private bool IsDigit(int at) => !_failed && at < _tokens.Count && _tokens[at].Kind == TokenKind.Digit;

    private bool AreDigits(int at, int count) => Enumerable.Range(at, count).All(IsDigit);
}
