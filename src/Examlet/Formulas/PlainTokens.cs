namespace Examlet.Formulas;

/// <summary>
/// Tokens whose meaning follows from their surroundings: words in a type of their own become their letters, and a comma
/// between the numbers of a point, an interval or a set becomes a separator. Pure.
/// </summary>
internal static class PlainTokens
{
    private const int MaxNested = 4;
    private static readonly string[] Opens = ["(", "[", "]", "⦃", "⟨"];
    private static readonly string[] Closes = [")", "]", "[", "⦄", "⟩"];

    /// <param name="tokens">The tokens of a formula as it was written.</param>
    /// <returns>The tokens of the same formula.</returns>
    public static List<Token> Of(List<Token> tokens)
    {
        var plain = WithWords(tokens);
        for (var nested = 1; nested < MaxNested && plain.Count < tokens.Count; nested++)
        {
            (tokens, plain) = (plain, WithWords(plain));
        }

        return WithCommas(plain);
    }

    /// <summary>
    /// <c>\mathrm{cm}^2</c> as <c>cm^2</c>: the braces hold the type of the letters, not a group. Names of functions
    /// stay, and so do the arguments of a power or a command. In an index no word is a function: <c>x_\mathrm{max}</c>,
    /// <c>x_{\max}</c> and <c>x_{max}</c> are one.
    /// </summary>
    private static List<Token> WithWords(List<Token> tokens)
    {
        var plain = new List<Token>(tokens.Count);
        for (var at = 0; at < tokens.Count; at++)
        {
            var isIndex =
                (at > 0 && tokens[at - 1].Is("_"))
                || (at > 1 && tokens[at - 1].Kind == TokenKind.Open && tokens[at - 2].Is("_"));
            if (WordEnd(tokens, at, isIndex) is { } end)
            {
                var takesBraces = at > 0 && tokens[at - 1].Is("_");
                plain.AddRange(takesBraces ? tokens[(at + 1)..(end + 1)] : tokens[(at + 2)..end]);
                at = end;
            }
            else if (isIndex && tokens[at].Kind == TokenKind.Command && LatexNames.Functions.Contains(tokens[at].Text))
            {
                plain.Add(new Token(TokenKind.Open, "{"));
                plain.AddRange(tokens[at].Text.Select(letter => new Token(TokenKind.Letter, letter.ToString())));
                plain.Add(new Token(TokenKind.Close, "}"));
            }
            else
            {
                plain.Add(tokens[at]);
            }
        }

        return plain;
    }

    /// <summary>The position of the closing brace of the word that begins here; null if none begins.</summary>
    private static int? WordEnd(List<Token> tokens, int at, bool isIndex)
    {
        var isTaken = at > 0 && (tokens[at - 1].Kind == TokenKind.Command || tokens[at - 1].Is("^"));
        if (
            isTaken
            || tokens[at].Kind != TokenKind.Command
            || !LatexNames.Fonts.Contains(tokens[at].Text)
            || at + 1 >= tokens.Count
            || tokens[at + 1].Kind != TokenKind.Open
        )
        {
            return null;
        }

        var depth = 1;
        var end = at + 2;
        while (end < tokens.Count && (depth += Depth(tokens[end])) > 0)
        {
            var isUnit =
                tokens[end].Kind is TokenKind.Letter or TokenKind.Digit or TokenKind.Open or TokenKind.Close
                || tokens[end] is { Kind: TokenKind.Sign, Text: "^" or "_" or "*" or "°" or "∘" }
                || (depth > 1 && tokens[end].Is("-"));
            if (!isUnit)
            {
                return null;
            }

            end++;
        }

        return
            end < tokens.Count
            && (
                isIndex
                || !LatexNames.Functions.Contains(string.Concat(tokens[(at + 2)..end].Select(token => token.Text)))
            )
            ? end
            : null;
    }

    private static int Depth(Token token) =>
        token.Kind switch
        {
            TokenKind.Open => 1,
            TokenKind.Close => -1,
            _ => 0,
        };

    /// <summary>
    /// Separates <c>(1,2)</c> and <c>[0,1]</c> that stand by themselves: nobody puts one number into brackets there.
    /// Behind a letter or before a power they may hold a number with a decimal comma, and stay as they are.
    /// </summary>
    private static List<Token> WithCommas(List<Token> tokens)
    {
        for (var open = 0; open < tokens.Count; open++)
        {
            if (
                tokens[open].Kind != TokenKind.Sign
                || Array.IndexOf(Opens, tokens[open].Text) < 0
                || (open > 0 && !Parts(tokens[open - 1]))
            )
            {
                continue;
            }

            var close = open + 1;
            while (
                close < tokens.Count
                && (
                    tokens[close].Kind == TokenKind.Digit
                    || tokens[close] is { Kind: TokenKind.Sign, Text: "," or "." or "-" }
                )
            )
            {
                close++;
            }

            if (
                close < tokens.Count
                && tokens[close].Kind == TokenKind.Sign
                && Array.IndexOf(Closes, tokens[close].Text) >= 0
                && (close + 1 == tokens.Count || Parts(tokens[close + 1]))
            )
            {
                for (var at = open + 1; at < close; at++)
                {
                    tokens[at] = tokens[at].Is(",") ? new Token(TokenKind.Sign, ";") : tokens[at];
                }
            }
        }

        return tokens;
    }

    /// <summary>True for a token between things that stand by themselves.</summary>
    private static bool Parts(Token token) =>
        token.Kind == TokenKind.Sign
        && (token.Text is "," or ";" or "∪" or "∩" or "∖" || FormulaReader.IsRelation(token.Text));
}
