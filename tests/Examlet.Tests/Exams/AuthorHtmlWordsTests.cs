using Examlet.Questions;

namespace Examlet.Tests.Exams;

/// <summary>What an author wrote is read by the student, also when its markup cannot stay; and no markup takes
/// minutes.</summary>
public sealed class AuthorHtmlWordsTests
{
    [Theory]
    [InlineData("<section><p>Q</p></section>", "<div><p>Q</p></div>")]
    [InlineData("<section>A</section><section>B</section>", "<div>A</div><div>B</div>")]
    [InlineData(
        "<article dir=\"rtl\" id=x onclick=y><h2>A</h2><nav>B</nav></article>",
        "<div dir=\"rtl\"><h2>A</h2><div>B</div></div>"
    )]
    [InlineData("<center>A <font color=red>B</font></center>", "<div>A B</div>")]
    [InlineData("<p>A <o:p>B</o:p> <time>noon</time> <label>C</label></p>", "<p>A B noon C</p>")]
    [InlineData("<big>A</big><tt>B</tt><strike>C</strike>", "ABC")]
    [InlineData("<my-box><my-word>A</my-word></my-box>", "A")]
    [InlineData("<details open><summary>A</summary>B</details>", "<div><div>A</div>B</div>")]
    [InlineData("<form action=https://evil.example>A<input name=x><button>B</button></form>", "<div>AB</div>")]
    [InlineData("<font><section><font>A</font></section></font>", "<div>A</div>")]
    public void The_words_of_an_element_that_is_not_allowed_stay(string html, string safe) =>
        AuthorHtml.Sanitize(html).ShouldBe(safe);

    [Theory]
    [InlineData("a<script>b</script>c")]
    [InlineData("a<style>b</style>c")]
    [InlineData("a<svg><text>b</text><title>b</title></svg>c")]
    [InlineData("a<math><mi>b</mi></math>c")]
    [InlineData("a<template>b</template>c")]
    [InlineData("a<iframe>b</iframe>c")]
    [InlineData("a<object>b</object>c")]
    [InlineData("a<noscript>b</noscript>c")]
    [InlineData("a<video>b<audio>b</audio></video>c")]
    [InlineData("a<select><option>b</select>c")]
    [InlineData("a<textarea>b</textarea>c")]
    public void Code_fallbacks_and_controls_go_with_what_they_hold(string html) =>
        AuthorHtml.Sanitize(html).ShouldBe("ac");

    [Theory]
    [InlineData("#note-1")]
    [InlineData("")]
    [InlineData("/embeds/x")]
    [InlineData("page.html")]
    [InlineData("?a=1")]
    [InlineData("http:page.html")]
    [InlineData("\\\\example.com")]
    public void A_link_that_would_lead_into_this_page_is_text(string address) =>
        AuthorHtml.Sanitize($"<a href=\"{address}\">x</a>").ShouldBe("<a>x</a>");

    [Theory]
    [InlineData("/embed-api/events")]
    [InlineData("a.png")]
    [InlineData("")]
    public void A_picture_is_not_fetched_from_this_program(string address) =>
        AuthorHtml.Sanitize($"<img src=\"{address}\" alt=\"map\">").ShouldBe("<img alt=\"map\">");

    [Fact]
    public void An_address_without_its_scheme_gets_a_safe_one() =>
        AuthorHtml.Sanitize("<img src=\"//example.com/a.png\">").ShouldBe("<img src=\"https://example.com/a.png\">");

    [Theory]
    [InlineData("<dl>", "<dt>a<dd>b")]
    [InlineData("<table><tr>", "<th>a")]
    [InlineData("<table>", "<tbody><tr><td>a")]
    [InlineData("<p>", "a<wbr>")]
    [InlineData("<ruby>", "a<rt>b")]
    public void End_tags_that_may_be_left_out_are_no_deep_nesting(string start, string part) =>
        AuthorHtml
            .Sanitize(start + string.Concat(Enumerable.Repeat(part, 300)))
            .Count(c => c == 'a')
            .ShouldBeGreaterThanOrEqualTo(300);

    [Theory]
    [InlineData("x<br>")]
    [InlineData("<p>x</p>")]
    [InlineData("</p>")]
    [InlineData("<img src=x>")]
    [InlineData("<!-- x -->y")]
    public void A_text_with_too_much_side_by_side_has_a_fault(string part) =>
        AuthorHtml
            .ErrorIn(string.Concat(Enumerable.Repeat(part, 100_000)))
            .ShouldBe("must have at most 10000 elements and texts side by side.");

    [Fact]
    public void A_text_that_is_too_deep_has_a_fault() =>
        AuthorHtml
            .ErrorIn(string.Concat(Enumerable.Repeat("<div>", 600)))
            .ShouldBe("must not be nested more than 200 elements deep.");

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("<p>x</p>")]
    [InlineData("<script>")]
    public void An_ordinary_text_has_no_fault(string html) => AuthorHtml.ErrorIn(html).ShouldBeNull();

    [Fact]
    public void Many_threads_sanitise_difficult_texts_as_one_does()
    {
        var texts = Enumerable
            .Range(0, 400)
            .Select(i => $"<section><svg><p>{i}<template><b></section><a href='//e.example/{i}'><font>x<a>y<script>")
            .ToList();
        var alone = texts.ConvertAll(AuthorHtml.Sanitize);

        for (var round = 0; round < 5; round++)
        {
            texts.AsParallel().AsOrdered().Select(AuthorHtml.Sanitize).ToList().ShouldBe(alone);
        }
    }
}
