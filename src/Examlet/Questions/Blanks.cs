using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Examlet.Questions;

/// <summary>
/// Counts the blanks of a text: three or more underscores in a row, in the words that a student reads. Blanks in an
/// address, another attribute, a comment or removed HTML do not count. The player counts by the same rule
/// (<c>fill-in-blank/blanks.ts</c>); <c>fill-in-blank/blanks.json</c> has the cases for both.
/// </summary>
internal static partial class Blanks
{
    /// <summary>How many blanks a student gets.</summary>
    public static int CountIn(string html)
    {
        var count = 0;
        AuthorHtml.Read(
            html,
            body =>
            {
                // A run of underscores that a tag parts is two runs, for the player too, which replaces them text by
                // text.
                foreach (var words in body.Descendants().OfType<IText>())
                {
                    count += Blank().Count(words.Data);
                }
            }
        );
        return count;
    }

    [GeneratedRegex("_{3,}", RegexOptions.None, 1000)]
    private static partial Regex Blank();
}
