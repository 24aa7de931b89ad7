namespace Examlet.Formulas;

/// <summary>The meaning of a comma between digits.</summary>
internal enum CommaIs
{
    /// <summary>The decimal mark: <c>3,14</c>.</summary>
    Decimal,

    /// <summary>The mark between two things: <c>(3,14)</c> as a point. <c>{,}</c> stays a decimal mark.</summary>
    Separator,

    /// <summary>A group of three digits ends: <c>1,000</c>.</summary>
    Thousands,
}

/// <summary>One way to read ambiguous LaTeX.</summary>
/// <param name="Comma">The meaning of a comma between digits.</param>
/// <param name="SlashTakesProducts">
/// True: a slash takes the products beside it, as the editor does (<c>2x/3y</c> is 2x over 3y). False: it takes one
/// factor after it, as a calculator does.
/// </param>
/// <param name="DigitsStayTogether">
/// True: <c>x^10</c> has the exponent 10, as people mean it. False: 1, as LaTeX reads it.
/// </param>
internal readonly record struct Reading(CommaIs Comma, bool SlashTakesProducts, bool DigitsStayTogether)
{
    /// <summary>The ways in which these tokens can be read; one way if nothing is ambiguous.</summary>
    public static IEnumerable<Reading> Of(IReadOnlyList<Token> tokens)
    {
        CommaIs[] commas = tokens.Any(token => token.Is(","))
            ? [CommaIs.Decimal, CommaIs.Separator, CommaIs.Thousands]
            : [CommaIs.Decimal];
        bool[] slashes = tokens.Any(token => token.Is("/")) ? [true, false] : [true];
        bool[] digits = HasLooseDigits(tokens) ? [true, false] : [false];
        return from comma in commas from slash in slashes from digit in digits select new Reading(comma, slash, digit);
    }

    /// <summary>True when an exponent, an index or a root without braces is followed by a sign or more than one
    /// digit.</summary>
    private static bool HasLooseDigits(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            var opens = tokens[i].Is("^") || tokens[i].Is("_") || tokens[i] == new Token(TokenKind.Command, "sqrt");
            if (
                opens
                && (
                    tokens[i + 1].Is("-")
                    || (
                        i + 2 < tokens.Count
                        && tokens[i + 1].Kind == TokenKind.Digit
                        && tokens[i + 2].Kind == TokenKind.Digit
                    )
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}
