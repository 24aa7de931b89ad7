using System.Collections.Frozen;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace Examlet.Questions;

/// <summary>
/// Makes an author's HTML safe to show. An allow-list has text formatting, lists, tables, links and pictures. It has no
/// style, class or id, so that an author's text cannot dress up as the page, and nothing that can run. The words of a
/// forbidden element stay. Sanitising twice gives the same as once.
/// </summary>
public static class AuthorHtml
{
    /// <summary>
    /// The version of these rules. Raise it when the same text gives another result: with the lists below, the limits,
    /// the library. Results of earlier rules are made again.
    /// </summary>
    public const int Rules = 2;

    private const int MaxPasses = 10;

    private static readonly string[] Tags =
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "inline-math",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PlainTags = Tags.Where(tag =>
            tag != "img"
        )
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The attributes that stay, if their element and value allow it.</summary>
    internal static readonly FrozenSet<string> Attributes = new[]
    {
        "href",
        "src",
        "alt",
        "title",
        "colspan",
        "rowspan",
        "scope",
        "span",
        "start",
        "reversed",
        "value",
        "type",
        "width",
        "height",
        "lang",
        "dir",
        "rel",
        "target",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] PictureTypes = ["png", "jpeg", "gif", "webp", "svg+xml"];

    /// <summary>
    /// Elements that are removed with their content: code, a fallback for something that is not shown, or a control
    /// that would answer nothing. Of any other forbidden element only the tag goes.
    /// </summary>
    private static readonly HashSet<string> DroppedWhole = new(StringComparer.OrdinalIgnoreCase)
    {
        "applet",
        "audio",
        "canvas",
        "embed",
        "frame",
        "frameset",
        "head",
        "iframe",
        "math",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "plaintext",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
        "xmp",
    };

    /// <summary>Elements that become a <c>div</c>, so that their content still stands on lines of its own.</summary>
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address",
        "article",
        "aside",
        "center",
        "details",
        "dialog",
        "fieldset",
        "footer",
        "form",
        "header",
        "hgroup",
        "legend",
        "main",
        "nav",
        "search",
        "section",
        "summary",
    };

    private static readonly HashSet<string> BeginsLine = new(StringComparer.OrdinalIgnoreCase)
    {
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tr",
        "ul",
    };

    private static readonly HtmlSanitizer Sanitizer = Configure();

    /// <summary>
    /// The safe form of <paramref name="html"/>. Empty if <see cref="ErrorIn"/> finds an error: such a text is refused
    /// before it is stored. Safe for many threads at once.
    /// </summary>
    public static string Sanitize(string html) => Read(html, withText: false).Html;

    /// <summary>
    /// Why <paramref name="html"/> cannot be shown, as the end of a sentence about it; null if it can.
    /// </summary>
    public static string? ErrorIn(string html) =>
        html.Contains('<', StringComparison.Ordinal) ? Read(html, withText: false).Fault : null;

    /// <summary>An answer in HTML as people read it.</summary>
    public static ReadableHtml Read(string html) => Read(html, withText: true);

    /// <summary>The words of <paramref name="html"/>; empty for HTML that cannot be shown.</summary>
    public static string TextOf(string html) => Read(html) is { Fault: null } read ? read.Text : "";

    /// <summary>
    /// True for words and allowed elements without attributes: each <c>&lt;</c> begins such a tag. A student's page
    /// shows such HTML as it is. Only for other HTML it fetches the second sanitiser (<c>plainHtml</c> in the player).
    /// </summary>
    public static bool IsPlain(string? html)
    {
        var rest = html.AsSpan();
        for (var at = rest.IndexOf('<'); at >= 0; at = rest.IndexOf('<'))
        {
            rest = rest[(at + 1)..];
            var end = rest.IndexOf('>');
            if (end < 0 || !PlainTags.Contains(rest[0] == '/' ? rest[1..end] : rest[..end]))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadableHtml Read(string html, bool withText)
    {
        if (!IsMarkup(html))
        {
            return new ReadableHtml(html, html, null);
        }

        try
        {
            var safe = UntilItStays(html);
            return new ReadableHtml(safe, withText ? WordsOf(safe) : "", null);
        }
        catch (TooLargeHtmlException fault)
        {
            return new ReadableHtml("", html, fault.Message);
        }
    }

    private static string WordsOf(string html)
    {
        if (!IsMarkup(html))
        {
            return html;
        }

        using var document = Parse(html);
        var text = new StringBuilder();
        foreach (var node in document.Body!.Descendants())
        {
            if (node is IText words)
            {
                text.Append(words.Data);
            }
            else if (
                node is IElement element
                && BeginsLine.Contains(element.LocalName)
                && text.Length > 0
                && text[^1] != '\n'
            )
            {
                text.Append('\n');
            }
        }

        return text.ToString().Trim();
    }

    /// <summary>
    /// Passes the tree of the safe form of <paramref name="html"/> to <paramref name="read"/>: exactly the HTML that a
    /// student gets.
    /// </summary>
    internal static void Read(string html, Action<IElement> read) => ReadRaw(Sanitize(html), read);

    /// <summary>
    /// Passes the tree of <paramref name="html"/> as its author wrote it to <paramref name="read"/>, which asks
    /// <see cref="Keeps"/>. Does nothing if the text is too large.
    /// </summary>
    internal static void ReadRaw(string html, Action<IElement> read)
    {
        try
        {
            using var document = Parse(html);
            read(document.Body!);
        }
        catch (TooLargeHtmlException)
        {
            // It is refused as it is: what it looks like does not matter.
        }
    }

    /// <summary>False for an element that is removed with its content.</summary>
    internal static bool Keeps(IElement element) =>
        element.NamespaceUri == NamespaceNames.HtmlUri && !DroppedWhole.Contains(element.LocalName);

    /// <summary>
    /// True for a picture at an <c>http:</c> address. The page's policy loads pictures over https only, so students
    /// read its alternative text.
    /// </summary>
    internal static bool IsPictureOverHttp(IElement element) =>
        element.LocalName == "img" && Starts(element.GetAttribute("src")?.Trim() ?? "", "http:");

    /// <summary>True if the HTML that a student gets has a picture at an <c>http:</c> address.</summary>
    public static bool HasPictureOverHttp(string html)
    {
        var has = false;
        if (html.Contains("<im", StringComparison.OrdinalIgnoreCase))
        {
            ReadRaw(html, body => has = body.QuerySelectorAll("img").Any(IsPictureOverHttp));
        }

        return has;
    }

    /// <summary>
    /// Sanitises until the result stays the same. Misnested tags, such as a link in a link, come out as HTML that a
    /// browser reads as another tree; a pass or two settle it.
    /// </summary>
    private static string UntilItStays(string html)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var before = html;
            using var document = Parse(before);
            html = Sanitizer.SanitizeDom(document, document.Body).Body!.ChildNodes.ToHtml(Sanitizer.OutputFormatter);
            if (html == before)
            {
                break;
            }
        }

        return html;
    }

    private static IHtmlDocument Parse(string html) => BoundedHtml.Parse(html, Attributes);

    private static bool IsMarkup(string html) =>
        html.Contains('<', StringComparison.Ordinal) || html.Contains('&', StringComparison.Ordinal);

    private static HtmlSanitizer Configure()
    {
        var sanitizer = new HtmlSanitizer(
            new HtmlSanitizerOptions
            {
                AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
                AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
                AllowedSchemes = new HashSet<string>(
                    ["http", "https", "mailto", "data"],
                    StringComparer.OrdinalIgnoreCase
                ),
                UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
            }
        );
        sanitizer.KeepChildNodes = true;
        sanitizer.RemovingTag += (_, removal) => removal.Cancel = IsReplaced(removal.Tag);
        sanitizer.FilterUrl += (_, url) => url.SanitizedUrl = Allowed(url.Tag, url.SanitizedUrl);
        sanitizer.PostProcessNode += (_, node) => Finish(node);
        return sanitizer;
    }

    /// <summary>
    /// Prepares a forbidden element for its removal, which keeps its content. True if a <c>div</c> took its place
    /// instead.
    /// </summary>
    private static bool IsReplaced(IElement tag)
    {
        if (tag.NamespaceUri != NamespaceNames.HtmlUri || DroppedWhole.Contains(tag.LocalName))
        {
            tag.TextContent = "";
            return false;
        }

        if (!Blocks.Contains(tag.LocalName) || tag.Owner is not { } document || tag.Parent is null)
        {
            return false;
        }

        var block = document.CreateElement("div");
        foreach (var attribute in tag.Attributes.Where(attribute => Attributes.Contains(attribute.Name)))
        {
            // the parser takes names that this refuses; the values are cleaned later, like those of any element
            block.SetAttribute(attribute.Name, attribute.Value);
        }

        block.Append([.. tag.ChildNodes]);
        tag.Replace(block);
        return true;
    }

    /// <summary>
    /// The address if it may stay, otherwise null. A relative address may not: it would lead into this program's own
    /// page and its secret.
    /// </summary>
    private static string? Allowed(IElement tag, string? url)
    {
        if (url is null)
        {
            return null;
        }

        if (url.StartsWith("//", StringComparison.Ordinal))
        {
            return "https:" + url;
        }

        var isPicture = tag.LocalName == "img";
        var stays =
            Starts(url, "https://")
            || Starts(url, "http://")
            || (
                isPicture
                    ? Array.Exists(
                        PictureTypes,
                        type => Starts(url, $"data:image/{type};") || Starts(url, $"data:image/{type},")
                    )
                    : Starts(url, "mailto:")
            );
        return stays ? url : null;
    }

    private static bool Starts(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static void Finish(PostProcessNodeEventArgs done)
    {
        if (done.Node is not IElement element)
        {
            return;
        }

        if (IsPictureOverHttp(element))
        {
            done.ReplacementNodes.Add(done.Document.CreateTextNode(element.GetAttribute("alt") ?? ""));
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
}

/// <summary>
/// An answer in HTML: safe to show, and its words, with paragraphs, headings, list entries and table rows on lines of
/// their own.
/// </summary>
/// <param name="Html">Empty if it cannot be shown.</param>
/// <param name="Text">The words; the text with its tags if it cannot be shown.</param>
/// <param name="Fault">Why it cannot be shown, as the end of a sentence about it; null if it can.</param>
public sealed record ReadableHtml(string Html, string Text, string? Fault)
{
    /// <summary>The words for a teacher. If it cannot be shown: the text as it was written, and the reason.</summary>
    public string ForStaff() => Fault is null ? Text : $"[Shown as it was stored, because HTML {Fault}]\n{Text}";
}
