namespace Examlet.FileKinds;

/// <summary>
/// Separates pages and drawings, which run script in a browser, from text that mentions them. The ending decides,
/// because a computer chooses by it what opens a file. Source code that holds tags is text. Pure.
/// </summary>
internal static class TextMarkup
{
    private const int Start = 2048;

    private static readonly string[] HtmlTags =
    [
        "<!doctype html",
        "<html",
        "<head",
        "<script",
        "<body",
        "<iframe",
        "<img",
        "<object",
        "<embed",
        "<meta",
        "<link",
        "<form",
        "<a ",
        "<div",
    ];

    /// <summary>Endings of XML, which browsers open and show as a page or a drawing.</summary>
    private static readonly string[] XmlEndings = ["xml", "xsl", "xslt", "rdf", "rss", "atom"];

    private static readonly string[] PagesInXml =
    [
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1999/XSL/Transform",
        "<?xml-stylesheet",
    ];

    /// <summary>The kind of text with that ending.</summary>
    public static FileKind KindOf(string ending, string text)
    {
        if (FileKind.Svg.Extensions.Contains(ending, StringComparer.Ordinal))
        {
            return FileKind.Svg;
        }

        if (FileKind.Html.Extensions.Contains(ending, StringComparer.Ordinal))
        {
            return FileKind.Html;
        }

        if (XmlEndings.Contains(ending, StringComparer.Ordinal))
        {
            return text.Contains("http://www.w3.org/2000/svg", StringComparison.Ordinal) ? FileKind.Svg
                : Array.Exists(PagesInXml, mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase))
                    ? FileKind.Html
                : FileKind.Text;
        }

        return FileKind.Text.Extensions.Contains(ending, StringComparer.Ordinal) || FileEnding.IsProgram(ending)
            ? FileKind.Text
            : OfUnknownEnding(text);
    }

    /// <summary>
    /// The kind of text whose ending says nothing. A computer may look at its content, as it does for a name without an
    /// ending.
    /// </summary>
    private static FileKind OfUnknownEnding(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.Length == 0 || start[0] != '<')
        {
            return FileKind.Text;
        }

        start = start[..Math.Min(start.Length, Start)];
        return start.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? FileKind.Svg
            : ContainsTag(start) ? FileKind.Html
            : FileKind.Text;
    }

    private static bool ContainsTag(ReadOnlySpan<char> start)
    {
        foreach (var tag in HtmlTags)
        {
            if (start.Contains(tag, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
