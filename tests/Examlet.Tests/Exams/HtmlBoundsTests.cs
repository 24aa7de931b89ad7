using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Exams;

/// <summary>What 256 KiB of HTML may cost, whatever its shape. Counted in bytes that are allocated, which a busy
/// machine does not change.</summary>
public sealed class HtmlBoundsTests
{
    private const int Size = Limits.AnswerBytes;
    private const long MaxAllocated = 128L << 20; // in all passes together, one after the other
    private const long MaxHeld = 50L << 20;

    private static readonly Dictionary<string, string> Shapes = new(StringComparer.Ordinal)
    {
        {
            "formatting that begins again in each paragraph",
            Filled("<p>" + Numbered("<b title={0}>", 190) + "</p>", "<p>x")
        },
        {
            "such with many attributes",
            Filled("<p>" + Numbered("<b title={0} lang=a dir=b alt=c href=d src=e rel=f>", 190) + "</p>", "<p>x")
        },
        {
            "three such with thousands of attributes",
            Filled("<p>" + Numbered("<b " + Numbered(" a{0}", 3000) + " title=x>", 3), "<p>x")
        },
        { "the adoption agency", Filled(Numbered("<b title={0}>", 190), "<p></b>x") },
        { "the adoption agency with links", Filled("", "<a><b><p></a>") },
        { "texts and elements out of a table", Filled(Numbered("<b title={0}>", 100) + "<table>", "<tr>x<p>") },
        { "tables in tables", Filled("", "<table><tr><td>") },
        { "markers", Filled(Numbered("<applet><b title={0}>", 90), "<p>x") },
        { "deep", Filled("", "<div>") },
        {
            "deep and side by side",
            Filled(
                "",
                string.Concat(Enumerable.Repeat("<div>", 190)) + "x" + string.Concat(Enumerable.Repeat("</div>", 190))
            )
        },
        {
            "blocks that are replaced, deep",
            Filled(string.Concat(Enumerable.Repeat("<section>", 190)), "<section></section>")
        },
        { "words without their tags, deep", Filled(Numbered("<font title={0}>", 190), "<font>x</font>") },
        {
            "attributes of one element",
            Filled("<p ", string.Concat(Enumerable.Range(0, 20_000).Select(i => $" a{i}")))
        },
        { "attributes of the body", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<body a{i}>")) },
        { "templates", Filled("", "<template>") },
        { "templates side by side", Filled("<template>", "<b></b>") },
        { "options", Filled("<select>", "<option>x") },
        { "svg and paragraphs", Filled("", "<svg><p>") },
        { "svg", Filled("<svg>", "<g/>") },
        { "math and text", Filled("", "<math><mtext><p>x") },
        { "entities", Filled("", "&") },
        { "named entities", Filled("", "&lt") },
        { "signs", Filled("", "<") },
        { "comments", Filled("", "<!---->x") },
        { "end tags", Filled(Numbered("<b title={0}>", 190), "</q>") },
        { "paragraphs that only end", Filled("", "</p>") },
        { "pictures", Filled("", "<img src=https://a.example/b alt=x>") },
        { "a picture in the text", Filled("<img src=\"data:image/png;base64,", "A") + "\">" },
    };

    public static TheoryData<string> Names() => [.. Shapes.Keys];

    [Theory, MemberData(nameof(Names))]
    public void No_shape_of_a_text_takes_more_than_its_share(string shape)
    {
        var html = Shapes[shape];
        var text = html[..Math.Min(html.Length, Size)];

        var allocated = Allocated(text, out var read);
        for (var again = 0; again < 3 && allocated >= MaxAllocated; again++)
        {
            // What the compiler has not optimised yet allocates what it does not from then on.
            allocated = Allocated(text, out read);
        }

        allocated.ShouldBeLessThan(MaxAllocated, shape);
        read.Html.Length.ShouldBeLessThan(8 * Size, shape);
    }

    /// <summary>A tree holds no more than was allocated while it was made.</summary>
    [Theory, MemberData(nameof(Names))]
    public void No_shape_of_a_text_holds_more_than_50_MiB_at_once(string shape)
    {
        var text = Shapes[shape][..Math.Min(Shapes[shape].Length, Size)];

        var allocated = ParseAllocates(text);
        for (var again = 0; again < 3 && allocated >= MaxHeld; again++)
        {
            allocated = ParseAllocates(text);
        }

        allocated.ShouldBeLessThan(MaxHeld, shape);
    }

    [Fact]
    public void Elements_that_the_rules_of_HTML_copy_are_counted() =>
        AuthorHtml
            .ErrorIn("<p>" + Numbered("<b title={0}>", 150) + "</p>" + string.Concat(Enumerable.Repeat("<p>x", 300)))
            .ShouldNotBeNull()
            .ShouldStartWith("must have at most 20000 elements");

    [Fact]
    public void A_text_that_cannot_be_shown_is_not_lost()
    {
        var html = "<p>" + Numbered("<b title={0}>", 150) + "</p>" + string.Concat(Enumerable.Repeat("<p>x", 300));

        var read = AuthorHtml.Read(html);

        read.Html.ShouldBeEmpty();
        read.Text.ShouldBe(html);
        read.ForStaff().ShouldStartWith("[Shown as it was stored, because HTML must have at most 20000 elements");
    }

    [Fact]
    public void An_essay_of_twenty_thousand_words_is_far_from_the_limits()
    {
        var html = string.Concat(
            Enumerable.Repeat(
                "<p>Some <strong>twenty</strong> words of an <em>ordinary</em> sentence that a student "
                    + "wrote in <u>an</u> essay, and a line<br>more.</p>",
                1500
            )
        );

        AuthorHtml.Sanitize(html).ShouldBe(html);
    }

    [Theory]
    [InlineData("<h2>A</h2><p>b <b>c</b></p><ul><li><p>d</p></li></ul>", "A\nb c\nd")]
    [InlineData("a &lt; b", "a < b")]
    [InlineData("plain", "plain")]
    public void An_answer_is_read_as_its_words(string html, string words) => AuthorHtml.Read(html).Text.ShouldBe(words);

    private static string Filled(string start, string part) =>
        start + string.Concat(Enumerable.Repeat(part, Math.Max(1, (Size - start.Length) / part.Length)));

    private static string Numbered(string part, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => part.Replace("{0}", $"{i}", StringComparison.Ordinal)));

    private static long ParseAllocates(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            BoundedHtml.Parse(text, AuthorHtml.Attributes).Dispose();
        }
        catch (TooLargeHtmlException)
        {
            // It stopped before there was more.
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long Allocated(string text, out ReadableHtml read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read = AuthorHtml.Read(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
