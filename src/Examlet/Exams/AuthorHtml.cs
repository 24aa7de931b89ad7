using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Text;
using Ganss.Xss;

namespace Examlet.Exams;

/// <summary>
/// Makes HTML of an author safe to show: an allow-list of text formatting, lists, tables, links and pictures. No style, class or id, so that nothing
/// of the author's can dress up as the page, and nothing that can run. Sanitising twice gives the same as once.
/// </summary>
public static class AuthorHtml
{
    private const int MaxDepth = 200;
    private const int MaxPasses = 10;

    private static readonly string[] Tags =
    [
        "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption",
        "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "inline-math", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s",
        "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    ];

    private static readonly string[] Attributes =
        ["href", "src", "alt", "title", "colspan", "rowspan", "scope", "span", "start", "reversed", "value", "type", "width", "height", "lang", "dir", "rel", "target"];

    private static readonly string[] PictureTypes = ["png", "jpeg", "gif", "webp", "svg+xml"];
    private static readonly HtmlSanitizer Sanitizer = Configure();

    /// <summary>The safe form of <paramref name="html"/>. Empty for a text nested more than 200 elements deep, which no author writes.</summary>
    public static string Sanitize(string html)
    {
        if (!html.Contains('<', StringComparison.Ordinal) && !html.Contains('&', StringComparison.Ordinal))
        {
            return html;
        }

        if (IsTooDeep(html))
        {
            return "";
        }

        try
        {
            return UntilItStays(html);
        }
        catch (TooDeepException)
        {
            return "";
        }
    }

    /// <summary>Misnested tags, such as a link in a link, come out as HTML that a browser would read as another tree; a pass or two settle it.</summary>
    private static string UntilItStays(string html)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var before = html;
            lock (Sanitizer)
            {
                html = Sanitizer.Sanitize(before);
            }

            if (html == before)
            {
                break;
            }
        }

        return html;
    }

    private static HtmlSanitizer Configure()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "data"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
        });
        sanitizer.KeepChildNodes = false;
        sanitizer.HtmlParserFactory = () => new HtmlParser(new HtmlParserOptions { OnCreated = new DepthLimit().Enter });
        sanitizer.FilterUrl += (_, url) => url.SanitizedUrl = IsAllowed(url.Tag, url.SanitizedUrl) ? url.SanitizedUrl : null;
        sanitizer.PostProcessNode += (_, node) => Finish(node.Node);
        return sanitizer;
    }

    private static bool IsAllowed(IElement tag, string? url)
    {
        if (url is null || !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return url is not null && (tag.LocalName != "img" || !url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase));
        }

        return tag.LocalName == "img" && Array.Exists(PictureTypes, type => url.StartsWith($"data:image/{type};", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith($"data:image/{type},", StringComparison.OrdinalIgnoreCase));
    }

    private static void Finish(INode node)
    {
        if (node is not IElement element)
        {
            return;
        }

        if (element.LocalName == "inline-math")
        {
            element.TextContent = element.TextContent;
        }

        if (element.LocalName == "a" && element.HasAttribute("href"))
        {
            element.SetAttribute("rel", "noopener noreferrer");
            element.SetAttribute("target", "_blank");
        }
    }

    /// <summary>Counts start tags that are not closed, without a parser: a quick look that a text made for it gets past; <see cref="DepthLimit"/> does not.</summary>
    private static bool IsTooDeep(string html)
    {
        var (depth, deepest) = (0, 0);
        for (var i = html.IndexOf('<', StringComparison.Ordinal); i >= 0 && i + 1 < html.Length; i = html.IndexOf('<', i + 1))
        {
            if (html[i + 1] == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (char.IsAsciiLetter(html[i + 1]) && !IsVoid(html.AsSpan(i + 1)))
            {
                deepest = Math.Max(deepest, ++depth);
            }
        }

        return deepest > MaxDepth;
    }

    private static bool IsVoid(ReadOnlySpan<char> tag) =>
        Starts(tag, "br") || Starts(tag, "img") || Starts(tag, "hr") || Starts(tag, "col") || Starts(tag, "p") || Starts(tag, "li") || Starts(tag, "td") || Starts(tag, "tr");

    private static bool Starts(ReadOnlySpan<char> tag, string name) =>
        tag.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (tag.Length == name.Length || !char.IsAsciiLetterOrDigit(tag[name.Length]));

    /// <summary>Stops the parser at too deep a tree: the parser's time grows with the square of the depth, and one text must not take minutes.</summary>
    private sealed class DepthLimit
    {
        private int _templates;
        private IElement? _previous;

        public void Enter(IElement element, TextPosition position)
        {
            // What is in a template has no parent outside it, so that templates are counted by themselves.
            var depth = element.LocalName == "template" ? ++_templates : _templates;
            for (INode? node = _previous; node is not null && depth <= MaxDepth; node = node.Parent)
            {
                depth++;
            }

            _previous = element; // it gets its place in the tree after this call
            if (depth > MaxDepth)
            {
                throw new TooDeepException();
            }
        }
    }

    private sealed class TooDeepException : Exception;
}
