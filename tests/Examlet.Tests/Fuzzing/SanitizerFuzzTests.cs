using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using Examlet.Questions;

namespace Examlet.Tests.Fuzzing;

/// <summary>Whatever an author writes: what is left runs nothing, is the same when it is sanitised again, and comes
/// soon.</summary>
public sealed class SanitizerFuzzTests
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    private static readonly Gen<string> Piece = Gen.OneOf(
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        "--!>",
        "<!",
        "<?",
        "<![CDATA[",
        "]]>",
        "=",
        "\"",
        "'",
        "`",
        "&",
        "&lt;",
        "&#60;",
        "&#x3c",
        "&Tab;",
        "&colon;",
        "\0",
        "\t",
        "\n",
        "\r",
        "\f",
        " ",
        "/",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "😀",
        "script",
        "img",
        "svg",
        "math",
        "mtext",
        "mglyph",
        "malignmark",
        "annotation-xml",
        "foreignObject",
        "desc",
        "title",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "button",
        "select",
        "option",
        "textarea",
        "xmp",
        "plaintext",
        "listing",
        "table",
        "tr",
        "td",
        "caption",
        "colgroup",
        "a",
        "b",
        "i",
        "p",
        "div",
        "span",
        "ul",
        "li",
        "inline-math",
        "base",
        "link",
        "meta",
        "body",
        "html",
        "head",
        "frameset",
        "details",
        "video",
        "animate",
        "set",
        "use",
        " onerror=alert(1)",
        " onload=alert(1)",
        " onclick=x",
        " href=",
        " src=",
        " srcdoc=",
        " xlink:href=",
        " style=",
        " action=",
        " formaction=",
        " id=",
        " name=",
        " class=",
        " is=",
        " encoding=text/html",
        " shadowrootmode=open",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "data:image/png;base64,AA==",
        "https://example.com/?a=1&b=2",
        "//evil.example",
        "#x",
        "\\u003cscript\\u003e",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><p><style>",
        "</style>",
        "</svg>",
        "<math><mtext><table><mglyph><style>",
        "</p>",
        "</table>",
        "<template>",
        "</template>",
        "<noscript>",
        "</noscript>",
        "text"
    );

    private static readonly Gen<string> Soup = Gen.OneOf(
            Piece,
            Piece.Select(name => "<" + name),
            Piece.Select(name => $"<{name}>"),
            Piece.Select(name => $"</{name}>")
        )
        .Array[0, 18]
        .Select(string.Concat);

    private static readonly string[] Dangerous =
    [
        "script",
        "style",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "base",
        "link",
        "meta",
        "form",
        "input",
        "button",
        "textarea",
        "select",
        "svg",
        "math",
        "template",
        "noscript",
        "noembed",
        "xmp",
        "plaintext",
        "title",
        "portal",
        "video",
        "audio",
    ];

    public static IEnumerable<TheoryDataRow<string>> Corpus => Fuzz.Files("html");

    [Theory, MemberData(nameof(Corpus))]
    public void A_text_of_the_corpus_is_made_safe(string file) => ShouldBeSafe(Fuzz.Read("html", file));

    [Fact]
    public void A_soup_of_HTML_is_made_safe() => Soup.Sample(ShouldBeSafe, iter: 1200 * Fuzz.Runs);

    [Fact]
    public void A_spoilt_text_of_the_corpus_is_made_safe()
    {
        var texts = Corpus.Select(row => Fuzz.Read("html", row.Data)).Where(text => text.Length < 1000).ToArray();

        Gen.Select(Gen.OneOf(texts), Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 12], Piece).Array[1, 4])
            .Sample(
                (text, changes) =>
                {
                    foreach (var (at, length, piece) in changes)
                    {
                        var start = at % (text.Length + 1);
                        text = text[..start] + piece + text[Math.Min(text.Length, start + length)..];
                    }

                    ShouldBeSafe(text);
                },
                iter: 600 * Fuzz.Runs
            );
    }

    private static void ShouldBeSafe(string html)
    {
        var began = Stopwatch.GetTimestamp();
        var once = AuthorHtml.Sanitize(html);

        AuthorHtml.Sanitize(once).ShouldBe(once, $"sanitised twice: {html}");
        Harm(once).ShouldBeEmpty($"of {html} was left {once}");
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(MaxTime);
    }

    /// <summary>What could run or load a page, as a browser would read it: in the body of a page, and where scripts are
    /// off.</summary>
    private static List<string> Harm(string html)
    {
        var harm = new List<string>();
        foreach (var isScripting in (bool[])[true, false])
        {
            var body = new HtmlParser(new HtmlParserOptions { IsScripting = isScripting })
                .ParseDocument($"<!doctype html><body>{html}")
                .Body!;
            harm.AddRange(
                body.Descendants<IElement>()
                    .Where(element =>
                        Dangerous.Contains(element.LocalName, StringComparer.OrdinalIgnoreCase)
                        || element.NamespaceUri != "http://www.w3.org/1999/xhtml"
                    )
                    .Select(element => $"<{element.LocalName}>")
            );
            foreach (
                var (element, attribute) in body.Descendants<IElement>()
                    .SelectMany(element => element.Attributes, (element, attribute) => (element, attribute))
            )
            {
                var isAddress = attribute.Name is "href" or "src";
                if (
                    attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                    || attribute.Name
                        is "style"
                            or "srcdoc"
                            or "action"
                            or "formaction"
                            or "id"
                            or "name"
                            or "class"
                            or "is"
                    || attribute.Name.Contains(':', StringComparison.Ordinal)
                    || (isAddress && !IsWhole(element, attribute.Value))
                )
                {
                    harm.Add($"{element.LocalName} {attribute.Name}={attribute.Value}");
                }
            }
        }

        return harm;
    }

    private static bool IsWhole(IElement element, string address) =>
        address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || (
            element.LocalName == "a"
                ? address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
                : element.LocalName == "img" && address.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)
        );
}
