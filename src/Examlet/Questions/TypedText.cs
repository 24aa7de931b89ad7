using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Examlet.Questions;

/// <summary>
/// The form in which a typed answer and its key are compared: two texts that a person would call the same are the same
/// text in it. The stored answer is what the student typed. Bringing a text into the form twice gives the same as once.
/// Pure.
/// </summary>
public static class TypedText
{
    /// <summary>
    /// Unseen characters: soft hyphens, characters of no width, fillers, marks of direction, joiners, variation
    /// selectors (Unicode's default-ignorable code points) and marks of annotations. The tags that tell flags apart are
    /// not among them.
    /// </summary>
    private static readonly FrozenSet<char> Unseen = new[]
    {
        "\u00ad\u00ad",
        "\u034f\u034f",
        "\u061c\u061c",
        "\u115f\u1160",
        "\u17b4\u17b5",
        "\u180b\u180f",
        "\u200b\u200f",
        "\u202a\u202e",
        "\u2060\u206f",
        "\u3164\u3164",
        "\ufe00\ufe0f",
        "\ufeff\ufeff",
        "\uffa0\uffa0",
        "\ufff0\ufffb",
    }
        .SelectMany(range => Enumerable.Range(range[0], range[1] - range[0] + 1))
        .Select(code => (char)code)
        .ToFrozenSet();

    private const char BrailleBlank = '\u2800';

    private static readonly FrozenSet<char> Apostrophes = (
        "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02ca\u02cb\u0374\u055a\u05f3\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a"
        + "\u275b\u275c\ua78b\ua78c\uff07\uff40"
    ).ToFrozenSet();

    private static readonly FrozenSet<char> Quotes = (
        "\u00ab\u00bb\u02ba\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e"
        + "\u2e42\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02\uff62\uff63"
    ).ToFrozenSet();

    private const char NoCharacter = (char)0xfffe;
    private const int FirstWide = 0xff01;
    private const int LastWide = 0xffee;

    private static readonly FrozenSet<char> Dashes =
        "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d".ToFrozenSet();

    /// <summary>Signs that join two consonants into one character: Unicode's <c>InCB=Linker</c>.</summary>
    private static readonly SearchValues<char> Viramas = SearchValues.Create(
        "\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\u1bab\ua9c0\uaaf6"
    );

    private const char NonJoiner = '\u200c';

    /// <summary>
    /// <paramref name="text"/> without unseen characters, each run of white space one blank and none at the ends, in
    /// NFKC, quotes, apostrophes and dashes in their plain shape, decimal digits of every script as 0 to 9.
    /// </summary>
    /// <param name="text">Unicode without half pairs.</param>
    /// <param name="foldsCase">Capitals do not matter: full case folding, with ı, İ and i one letter.</param>
    public static string Normalize(string text, bool foldsCase = false)
    {
        if (text.All(c => c is > ' ' and <= '~' and not '`' && !(foldsCase && char.IsAsciiLetterUpper(c))))
        {
            return text;
        }

        // Quotes first: NFKC takes some of them for an accent over a blank. NFKC brings forth white space and other
        // characters of those that are replaced.
        var composed = Composed(Plain(Composed(text, NormalizationForm.FormC)), NormalizationForm.FormKC);
        var plain = Composed(Plain(composed), NormalizationForm.FormKC);
        return foldsCase ? Folded(plain) : plain;
    }

    /// <summary>Only Unicode's NFC, and line ends: for questions about spelling and typography.</summary>
    public static string Exact(string text) =>
        Composed(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), NormalizationForm.FormC);

    /// <summary>
    /// The number of characters that a person sees in <paramref name="text"/>: Unicode's extended grapheme clusters.
    /// .NET separates the consonants that a virama joins (rule GB9c); here they are one.
    /// </summary>
    public static int LengthOf(string text)
    {
        var (count, isJoined) = (0, false);
        for (var at = 0; at < text.Length; )
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            var isLetter = CharUnicodeInfo.GetUnicodeCategory(text, at) == UnicodeCategory.OtherLetter;
            count += isJoined && isLetter ? 0 : 1;
            var element = text.AsSpan(at, length);
            isJoined = isLetter && element.ContainsAny(Viramas) && !element.Contains(NonJoiner);
            at += length;
        }

        return count;
    }

    /// <summary>
    /// One form for the white space, the unseen characters, the quotes and the dashes of <paramref name="text"/>, and
    /// for wide characters. Characters that look different stay different, digits and exponents too.
    /// </summary>
    internal static string Seen(string text) =>
        Composed(Plain(Composed(text, NormalizationForm.FormC), digits: false), NormalizationForm.FormC);

    /// <summary>The text in that form. U+FFFE, which is no character and which .NET refuses to normalise, stays where
    /// it is.</summary>
    private static string Composed(string text, NormalizationForm form) =>
        string.Join(NoCharacter, text.Split(NoCharacter).Select(part => part.Normalize(form)));

    private static string Plain(string text, bool digits = true)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (
                rune.IsBmp
                    ? Unseen.Contains((char)rune.Value)
                    : rune.Value is >= 0x1bca0 and <= 0x1bca3 or >= 0x1d173 and <= 0x1d17a or 0xe0001
            )
            {
                continue;
            }

            if (Rune.IsWhiteSpace(rune) || rune.Value == BrailleBlank)
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }
            }
            else if (digits && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            }
            else if (!digits && rune.Value is >= FirstWide and <= LastWide)
            {
                plain.Append(rune.ToString().Normalize(NormalizationForm.FormKC));
            }
            else
            {
                plain.Append(rune.IsBmp ? PlainSign((char)rune.Value) : rune.ToString());
            }
        }

        return plain.Length > 0 && plain[^1] == ' ' ? plain.ToString(0, plain.Length - 1) : plain.ToString();
    }

    private static string PlainSign(char sign) =>
        sign < '`' ? char.ToString(sign)
        : Apostrophes.Contains(sign) ? "'"
        : Quotes.Contains(sign) ? "\""
        : Dashes.Contains(sign) ? "-"
        : char.ToString(sign);

    /// <summary>
    /// Unicode's canonical caseless match (D145): decomposed, with the small letter of its capital for each character,
    /// which is the same for all forms of a letter; characters that become two are listed. The dot that İ leaves over
    /// the i is removed.
    /// </summary>
    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Composed(text, NormalizationForm.FormD).EnumerateRunes())
        {
            if (rune.Value is 'ß' or 'ẞ')
            {
                folded.Append("ss");
            }
            else if (rune.Value == 'ı')
            {
                folded.Append('i');
            }
            else if (rune.Value != '\u0307' || folded.Length == 0 || folded[^1] != 'i')
            {
                folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)));
            }
        }

        return Composed(folded.ToString(), NormalizationForm.FormKC);
    }
}
