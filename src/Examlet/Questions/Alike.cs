using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Examlet.Questions;

/// <summary>
/// Brings texts that look the same on the page into one form. Pure. It is for comparing options only, never for showing
/// or scoring.
/// </summary>
internal static partial class Alike
{
    private const char FirstBeyondAscii = '\u0080';
    private const string Above = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
    private const string Below = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢ";
    private const string OnTheLine = "0123456789+-=()ni";

    /// <summary>Characters of one look: Cyrillic and Greek letters that are drawn as Latin ones, ligatures, dots, units
    /// and Roman numerals that are one character.</summary>
    private static readonly FrozenDictionary<char, string> Same = (
        "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT ХX ҮY аa еe оo рp сc уy хx ѕs іi јj ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM "
        + "ΝN ΟO ΡP ΤT ΥY ΧX οo νv "
        + "µμ ﬀff ﬁfi ﬂfl ﬃffi ﬄffl ﬅst ﬆst ĲIJ ĳij ǇLJ ǈLj ǉlj ǊNJ ǋNj ǌnj ǱDZ ǲDz ǳdz ǄDŽ ǅDž ǆdž …... ‥.. "
        + "℃°C ℉°F №No ㎏kg ㎝cm ㎜mm ㎞km "
        + "ⅠI ⅡII ⅢIII ⅣIV ⅤV ⅥVI ⅦVII ⅧVIII ⅨIX ⅩX ⅪXI ⅫXII ⅬL ⅭC ⅮD ⅯM ⅰi ⅱii ⅲiii ⅳiv ⅴv ⅵvi ⅶvii ⅷviii "
        + "ⅸix ⅹx ⅺxi ⅻxii ⅼl ⅽc ⅾd ⅿm"
    )
        .Split(' ')
        .ToFrozenDictionary(pair => pair[0], pair => pair[1..]);

    /// <summary>Commands that draw the same as another command, and commands that draw nothing.</summary>
    private static readonly FrozenDictionary<string, string> SameCommands = (
        @"\left= \right= \mleft= \mright= \displaystyle= \textstyle= \limits= \dfrac=\frac \tfrac=\frac "
        + @"\le=\leq \ge=\geq \ne=\neq \to=\rightarrow \lbrace=\{ \rbrace=\} "
        + @"\lvert=| \rvert=| \vert=| \mid=| \lbrack=[ \rbrack=] \degree=°"
    )
        .Split(' ')
        .Select(pair => pair.Split('='))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The words, each character of a look that several have as one of them.</summary>
    public static string Words(string words)
    {
        var plain = new StringBuilder(words.Length);
        foreach (var character in words)
        {
            if (character >= FirstBeyondAscii && Same.TryGetValue(character, out var same))
            {
                plain.Append(same);
            }
            else
            {
                plain.Append(character);
            }
        }

        return plain.ToString();
    }

    /// <summary>The words in parts: what stands on the line, and digits above it (<c>&lt;sup&gt;</c>) and below it
    /// (<c>&lt;sub&gt;</c>) as digits.</summary>
    public static IEnumerable<(string Part, string Mark)> Raised(string words)
    {
        var from = 0;
        for (var at = 1; at <= words.Length; at++)
        {
            if (at == words.Length || MarkOf(words[at]) != MarkOf(words[from]))
            {
                var mark = MarkOf(words[from]);
                yield return (mark.Length == 0 ? words[from..at] : OnLine(words[from..at]), mark);
                from = at;
            }
        }
    }

    /// <summary>LaTeX without its invisible parts: spaces, braces around one sign, sizes.</summary>
    public static string Formula(string latex)
    {
        var shown = new List<string>();
        foreach (
            var token in LatexToken()
                .Matches(latex)
                .Select(match => match.Value)
                .Select(token => SameCommands.GetValueOrDefault(token, token))
                .Where(token => token.Length > 0)
        )
        {
            shown.Add(token);
            if (token == "}" && shown.Count > 2 && shown[^3] == "{" && shown[^2] is not ("{" or "}"))
            {
                shown.RemoveAt(shown.Count - 1);
                shown.RemoveAt(shown.Count - 2);
            }
        }

        return string.Join(' ', shown);
    }

    private static string MarkOf(char character) =>
        character < FirstBeyondAscii ? ""
        : Above.Contains(character, StringComparison.Ordinal) ? "<sup>"
        : Below.Contains(character, StringComparison.Ordinal) ? "<sub>"
        : "";

    private static string OnLine(string raised) =>
        string.Concat(
            raised.Select(character =>
                OnTheLine[
                    Math.Max(
                        Above.IndexOf(character, StringComparison.Ordinal),
                        Below.IndexOf(character, StringComparison.Ordinal)
                    )
                ]
            )
        );

    [GeneratedRegex(@"\\[A-Za-z]+|\\.|\S", RegexOptions.Singleline, 1000)]
    private static partial Regex LatexToken();
}
