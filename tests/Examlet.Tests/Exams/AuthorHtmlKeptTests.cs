using CsCheck;
using Examlet.Questions;

namespace Examlet.Tests.Exams;

/// <summary>What an author may write stays as it was written.</summary>
public sealed class AuthorHtmlKeptTests
{
    private static readonly Gen<string> Soup = Gen.OneOf(
            "<b>",
            "</b>",
            "<i>",
            "</p>",
            "<p>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<ul>",
            "<li>",
            "</ul>",
            "<a href='https://example.com/?a=1&b=2'>",
            "<a href=javascript:x>",
            "</a>",
            "<svg>",
            "</svg>",
            "<math>",
            "<mtext>",
            "</math>",
            "<style>",
            "</style>",
            "<template>",
            "</template>",
            "<noscript>",
            "</noscript>",
            "<form>",
            "</form>",
            "<select>",
            "<option>",
            "<!--",
            "-->",
            "<inline-math>",
            "</inline-math>",
            "x^2 < 3",
            "&lt;b&gt;",
            "&amp;",
            "&",
            "<",
            ">",
            "\"",
            "'",
            " ",
            "\n",
            "text",
            "é",
            "𝒳",
            "<img src='data:image/png;base64,AA=='>",
            "<img src='http://a.example/1' alt='<b>&amp;'>",
            "<img src=x onerror=y>",
            "<pre>",
            "</pre>",
            "<h1>",
            "</h1>",
            "<q>",
            "<blockquote>",
            "<caption>",
            "<col>",
            "<br>",
            "<hr>",
            "<ruby>",
            "<rt>",
            "<dd>",
            "<script>",
            "</script>",
            "<title>",
            "<xmp>",
            "<textarea>",
            "<p title='<b>'>",
            "<frameset>",
            "<nobr>",
            "&nbsp;"
        )
        .Array[0, 14]
        .Select(string.Concat);

    [Fact]
    public void Sanitising_twice_gives_the_same_as_once() =>
        Soup.Sample(
            html =>
            {
                var once = AuthorHtml.Sanitize(html);
                return AuthorHtml.Sanitize(once) == once;
            },
            iter: 3000
        );

    [Theory]
    [InlineData("")]
    [InlineData("plain text, “quoted” & done")]
    [InlineData("<p>A <b>bold</b>, <em>stressed</em> and <code>coded</code> word.</p>")]
    [InlineData("<ul><li>one</li><li>two</li></ul>")]
    [InlineData("<ol start=\"3\" type=\"a\"><li value=\"4\">one</li></ol>")]
    [InlineData(
        "<table><caption>T</caption><thead><tr><th scope=\"col\" "
            + "colspan=\"2\">h</th></tr></thead><tbody><tr><td rowspan=\"2\">c</td></tr></tbody></table>"
    )]
    [InlineData("<h2>Title</h2><blockquote>said</blockquote><pre>a\n  b</pre><hr>")]
    [InlineData("H<sub>2</sub>O, x<sup>2</sup>, line<br>break")]
    [InlineData("<ruby>漢<rp>(</rp><rt>kan</rt></ruby>")]
    [InlineData("<p dir=\"rtl\" lang=\"ar\">مرحبا</p>")]
    [InlineData(
        "<figure><img src=\"https://example.com/a.png\" alt=\"A map\" width=\"200\" "
            + "height=\"100\"><figcaption>Map</figcaption></figure>"
    )]
    [InlineData("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"dot\">")]
    [InlineData("<img src=\"data:image/jpeg;base64,AA==\">")]
    [InlineData("<img src=\"data:image/gif;base64,AA==\">")]
    [InlineData("<img src=\"data:image/webp;base64,AA==\">")]
    [InlineData("<img src=\"data:image/svg+xml;base64,AA==\">")]
    [InlineData("<inline-math>\\frac{1}{2}</inline-math>")]
    [InlineData("<inline-math>a &lt; b &amp; c &gt; d</inline-math>")]
    [InlineData("1 &lt; 2 &amp; 3 &gt; 2")]
    public void This_stays_as_it_is(string html) =>
        AuthorHtml.Sanitize(html).Replace("&amp; done", "& done", StringComparison.Ordinal).ShouldBe(html);

    [Theory]
    [InlineData("a < b & c", "a &lt; b &amp; c")]
    [InlineData("a<b", "a")]
    [InlineData("R&D", "R&amp;D")]
    [InlineData("1 <2> 3", "1 &lt;2&gt; 3")]
    public void A_plain_text_with_markup_signs_reads_as_a_browser_reads_it(string text, string html) =>
        AuthorHtml.Sanitize(text).ShouldBe(html);

    [Theory]
    [InlineData("<a href=\"https://example.com/\">x</a>")]
    [InlineData("<a href=\"http://example.com/?a=1&amp;b=2\">x</a>")]
    [InlineData("<a href=\"mailto:a@example.com\">x</a>")]
    public void A_link_is_kept_and_opens_a_page_of_its_own(string html) =>
        AuthorHtml
            .Sanitize(html)
            .ShouldBe(
                html.Replace("\">", "\" rel=\"noopener noreferrer\" target=\"_blank\">", StringComparison.Ordinal)
            );

    [Theory]
    [InlineData(
        "<p>The <img src=\"http://a.example/1.png\" alt=\"big &amp; old\"> town</p>",
        "<p>The big &amp; old town</p>"
    )]
    [InlineData("<img src='HTTP://a.example/1.png'>x", "x")]
    [InlineData("<img src='//a.example/1.png' alt='map'>", "<img src=\"https://a.example/1.png\" alt=\"map\">")]
    public void In_place_of_a_picture_that_no_page_loads_stands_its_alternative_text(string html, string safe) =>
        AuthorHtml.Sanitize(html).ShouldBe(safe);

    [Fact]
    public void Mathematics_keeps_its_text_only() =>
        AuthorHtml
            .Sanitize("<inline-math>x<b>y</b> &lt; <i>z</i></inline-math>")
            .ShouldBe("<inline-math>xy &lt; z</inline-math>");

    [Fact]
    public void A_long_flat_text_is_kept()
    {
        var html = string.Concat(Enumerable.Repeat("<p>line<br>with <b>bold</b></p>", 5000));

        AuthorHtml.Sanitize(html).ShouldBe(html);
    }

    [Fact]
    public void A_list_without_end_tags_is_not_taken_for_deep_nesting() =>
        AuthorHtml
            .Sanitize($"<ul>{string.Concat(Enumerable.Repeat("<li>x", 500))}</ul>")
            .ShouldBe($"<ul>{string.Concat(Enumerable.Repeat("<li>x</li>", 500))}</ul>");

    [Fact]
    public void Many_threads_get_the_same_as_one()
    {
        var html = Enumerable.Range(0, 200).Select(i => $"<p>{i}<a href='https://example.com/{i}'>x</a></p>").ToList();
        var alone = html.ConvertAll(AuthorHtml.Sanitize);

        html.AsParallel().AsOrdered().Select(AuthorHtml.Sanitize).ShouldBe(alone);
    }
}
