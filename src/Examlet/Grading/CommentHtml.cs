using Examlet.Questions;
using Ganss.Xss;

namespace Examlet.Grading;

/// <summary>
/// Makes a grader's comment safe to show: what an essay may hold, without links, pictures and styles. The words of
/// what is taken out stay.
/// </summary>
internal static class CommentHtml
{
    private static readonly HashSet<string> Tags = new(
        [
            "b",
            "blockquote",
            "br",
            "code",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "i",
            "inline-math",
            "li",
            "ol",
            "p",
            "pre",
            "s",
            "strong",
            "sub",
            "sup",
            "u",
            "ul",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HtmlSanitizer Sanitizer = new(
        new HtmlSanitizerOptions
        {
            AllowedTags = Tags,
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase),
        }
    )
    {
        KeepChildNodes = true,
    };

    /// <summary>The safe form and its words; a fault for HTML that is too large.</summary>
    public static ReadableHtml Read(string html)
    {
        var safe = AuthorHtml.Read(html);
        return safe.Fault is not null || !safe.Html.Contains('<', StringComparison.Ordinal)
            ? safe
            : AuthorHtml.Read(Sanitizer.Sanitize(safe.Html));
    }
}
