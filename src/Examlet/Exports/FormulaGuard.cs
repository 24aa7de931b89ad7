using System.Globalization;
using System.Text;

namespace Examlet.Exports;

/// <summary>
/// Keeps a text in a CSV file from becoming a formula. A spreadsheet ends a field at the file's comma or, by its
/// locale, at a semicolon or a tab inside the text. Text that would begin such a field as a formula gets an apostrophe
/// in front (OWASP, "CSV Injection"). Pure.
/// </summary>
public static class FormulaGuard
{
    private const char Mark = '\'';

    /// <summary>The text with its apostrophes; the same text if it needs none.</summary>
    public static string Guarded(string text)
    {
        StringBuilder? guarded = null;
        var written = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (
                at == 0
                    ? text[0] is '\n' or '\r' || BeginsFormula(text)
                    : IsEnd(text[at - 1]) && BeginsFormula(text.AsSpan(at))
            )
            {
                guarded ??= new StringBuilder(text.Length + 8);
                guarded.Append(text, written, at - written).Append(Mark);
                written = at;
            }
        }

        return guarded is null ? text : guarded.Append(text, written, text.Length - written).ToString();
    }

    /// <summary>
    /// True for a character that ends a field or a record in some locale. The file's own comma does not: every text
    /// stands in quotes.
    /// </summary>
    private static bool IsEnd(char c) => c is ';' or '\t' or '\n' or '\r';

    /// <summary>
    /// True if the first character that counts begins a formula. Blanks, quotes and unseen characters do not count.
    /// </summary>
    private static bool BeginsFormula(ReadOnlySpan<char> field)
    {
        foreach (var c in field)
        {
            if (c == '\r' && field.StartsWith("\r\n", StringComparison.Ordinal))
            {
                return false; // The end of a line.
            }

            if (c is '\t' or '\r' || IsSign(c))
            {
                return true;
            }

            if (c is not '"' and not ' ' && (c is '\n' or ';' || !IsSkipped(c)))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsSkipped(char c) =>
        char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    /// <summary>A sign in any of its forms: some spreadsheets take the wide and small ones for the sign
    /// itself.</summary>
    private static bool IsSign(char c) =>
        c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '﹦' or '﹢' or '﹣' or '﹫';
}
