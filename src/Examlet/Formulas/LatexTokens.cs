using System.Globalization;
using System.Text;

namespace Examlet.Formulas;

/// <summary>The kind of a token of LaTeX.</summary>
internal enum TokenKind
{
    /// <summary>One decimal digit, 0 to 9.</summary>
    Digit,

    /// <summary>A letter or a symbol that stands for a value.</summary>
    Letter,

    /// <summary>A command, without its backslash, that <see cref="LatexNames"/> does not turn into a
    /// character.</summary>
    Command,

    /// <summary>Anything else: an operator, a bracket, a comma, <c>^</c>, <c>_</c>.</summary>
    Sign,

    /// <summary>An opening brace of LaTeX.</summary>
    Open,

    /// <summary>A closing brace of LaTeX.</summary>
    Close,
}

/// <summary>One token.</summary>
internal readonly record struct Token(TokenKind Kind, string Text)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;
}

/// <summary>Splits LaTeX into tokens. Characters that look alike or are written in another script become one; spaces
/// mean nothing and are left out.
/// </summary>
internal static class LatexTokens
{
    private const string SignCharacters = "+-*/÷:=<>≤≥≠≈≡∼≃≅∝∈∉∋⊂⊆⊃⊇∥⊥∪∩∖→↦⇒⇐⇔∧∨¬±∓()[]|‖⌊⌋⌈⌉⟨⟩⦃⦄,;^_'!°%′∘.…&";

    /// <param name="latex">LaTeX of any length.</param>
    /// <returns>The tokens, also of a text without meaning.</returns>
    public static List<Token> Of(string latex)
    {
        var text = Spelled(latex);
        var tokens = new List<Token>(text.Length);
        for (var at = 0; at < text.Length; )
        {
            at = text[at] == '\\' ? Command(text, at + 1, tokens) : Character(text, at, tokens);
        }

        return PlainTokens.Of(tokens);
    }

    /// <summary>The text with one character for those that look alike, and powers written as such.</summary>
    private static string Spelled(string latex)
    {
        var text = new StringBuilder(latex.Length);
        var raised = new StringBuilder();
        var mark = '\0';
        foreach (var character in latex)
        {
            var (digit, to) = Raised(character);
            if (mark != '\0' && to != mark)
            {
                text.Append(mark).Append('{').Append(raised).Append('}');
                raised.Clear();
            }

            mark = to;
            if (to != '\0')
            {
                raised.Append(digit);
            }
            else if (LatexNames.Spellings.TryGetValue(character, out var spelling))
            {
                text.Append(spelling);
            }
            else
            {
                text.Append(character);
            }
        }

        if (mark != '\0')
        {
            text.Append(mark).Append('{').Append(raised).Append('}');
        }

        return IsWellFormed(text) ? text.ToString().Normalize(NormalizationForm.FormKC) : text.ToString();
    }

    private static bool IsWellFormed(StringBuilder text)
    {
        foreach (var rune in text.ToString().EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || rune.Value == 0xFFFE)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The character on the line for one above it (<c>^</c>) or below it (<c>_</c>).</summary>
    private static (char Plain, char Mark) Raised(char character)
    {
        const string above = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ";
        const string below = "₀₁₂₃₄₅₆₇₈₉₊₋ₙ";
        const string plain = "0123456789+-n";
        var up = above.IndexOf(character, StringComparison.Ordinal);
        var down = below.IndexOf(character, StringComparison.Ordinal);
        return up >= 0 ? (plain[up], '^')
            : down >= 0 ? (plain[down], '_')
            : ('\0', '\0');
    }

    private static int Command(string text, int at, List<Token> tokens)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        if (end == at && end < text.Length)
        {
            end++;
        }

        var name = text[at..end];
        if (end < text.Length && text[end] == '*' && name == "operatorname")
        {
            end++;
        }

        if (LatexNames.Characters.TryGetValue(name, out var character))
        {
            tokens.Add(TokenOf(character));
        }
        else if (!string.IsNullOrWhiteSpace(name) && !LatexNames.Ignored.Contains(name))
        {
            tokens.Add(new Token(TokenKind.Command, name));
        }

        return end;
    }

    private static int Character(string text, int at, List<Token> tokens)
    {
        var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        var character = text.Substring(at, length);
        var isNothing =
            char.IsWhiteSpace(text[at])
            || character is "~" or "$"
            || CharUnicodeInfo.GetUnicodeCategory(text, at) == UnicodeCategory.Format;
        if (character == "=" && tokens.Count > 0 && at > 0 && text[at - 1] is '<' or '>')
        {
            tokens[^1] = new Token(TokenKind.Sign, text[at - 1] == '<' ? "≤" : "≥");
        }
        else if (!isNothing)
        {
            tokens.Add(TokenOf(character));
        }

        return at + length;
    }

    private static Token TokenOf(string character) =>
        character switch
        {
            "{" => new Token(TokenKind.Open, character),
            "}" => new Token(TokenKind.Close, character),
            _ when CharUnicodeInfo.GetDecimalDigitValue(character, 0) is var digit and >= 0 => new Token(
                TokenKind.Digit,
                digit.ToString(CultureInfo.InvariantCulture)
            ),
            _ when SignCharacters.Contains(character, StringComparison.Ordinal) => new Token(TokenKind.Sign, character),
            _ => new Token(TokenKind.Letter, character),
        };
}
