using Examlet.Questions;

namespace Examlet.Tests.Questions;

/// <summary>Which options a student can tell apart.</summary>
public sealed class EntryLookTests
{
    [Theory]
    [InlineData("5", "5 ")]
    [InlineData("5", "<p>5</p>")]
    [InlineData("5", "\u200b5")]
    [InlineData("5", "&#53;")]
    [InlineData("5", "<span>5</span><br>")]
    [InlineData("5", "<div> <p>5</p>\n</div>")]
    [InlineData("5", "<b></b>5")]
    [InlineData("5", "5<!-- five -->")]
    [InlineData("5", "<script>1</script>5")]
    [InlineData("5", "\uff15")]
    [InlineData("Paris", "Par\u00adis")]
    [InlineData("New York", "New&nbsp;York")]
    [InlineData("New York", "New  York")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("don't", "don\u2019t")]
    [InlineData("-5", "\u22125")]
    [InlineData("<b>1</b>", "<strong>1</strong>")]
    [InlineData("<b>one</b> two", "<b>one </b>two")]
    [InlineData("<b>on</b><b>e</b>", "<b>one</b>")]
    [InlineData("<i><b>1</b></i>", "<em><strong>1</strong></em>")]
    [InlineData("<img src='https://a.example/1.png'>", "<img alt='one' src='HTTPS://A.example:443/1.png#x'>")]
    [InlineData("<inline-math>x</inline-math>", "<inline-math> x </inline-math>")]
    [InlineData("<inline-math>\\frac{1}{2}</inline-math>", "<inline-math>\\dfrac12</inline-math>")]
    [InlineData("<inline-math>x^2</inline-math>", "<inline-math>x^{2}</inline-math>")]
    [InlineData("<inline-math>(a \\cdot b)</inline-math>", "<inline-math>\\left(a\\cdot b\\right)</inline-math>")]
    [InlineData("<inline-math>x \\le {\\pi}</inline-math>", "<inline-math>x\\leq\\pi</inline-math>")]
    [InlineData("x\u00b2", "x<sup>2</sup>")]
    [InlineData("H\u2082O", "H<sub>2</sub>O")]
    [InlineData("fine", "\ufb01ne")]
    [InlineData("and so on...", "and so on\u2026")]
    [InlineData("20 \u00b0C", "20 \u2103")]
    [InlineData("\u00b5m", "\u03bcm")]
    [InlineData("IV", "\u2163")]
    [InlineData("A", "\u0410")]
    [InlineData("Xo", "\u03a7\u03bf")]
    [InlineData("a map", "<img src='http://a.example/1.png' alt='a map'>")]
    public void These_look_the_same(string one, string other) =>
        EntryLook.Of(other, isHtml: true).ShouldBe(EntryLook.Of(one, isHtml: true));

    [Theory]
    [InlineData("b", "B")]
    [InlineData("5", "5.0")]
    [InlineData("1", "<b>1</b>")]
    [InlineData("H2O", "H<sub>2</sub>O")]
    [InlineData("102", "10<sup>2</sup>")]
    [InlineData("102", "10\u00b2")]
    [InlineData("5", "\u0665")]
    [InlineData("<u>re</u>cord", "re<u>cord</u>")]
    [InlineData("one two", "onetwo")]
    [InlineData("x", "<inline-math>x</inline-math>")]
    [InlineData("<img src='https://a.example/1.png'>", "<img src='https://a.example/2.png'>")]
    [InlineData("<img src='https://a.example/1.png'>", "")]
    [InlineData("&lt;b&gt;", "<b></b>")]
    [InlineData("<inline-math>x^2</inline-math>", "<inline-math>x_2</inline-math>")]
    [InlineData("<inline-math>2\\cdot3</inline-math>", "<inline-math>2\\times3</inline-math>")]
    [InlineData("<inline-math>x^12</inline-math>", "<inline-math>x^{12}</inline-math>")]
    [InlineData("x2", "x\u00b2")]
    [InlineData("\u2460", "1")]
    [InlineData("<img src='http://a.example/1.png' alt='one'>", "<img src='http://a.example/1.png' alt='two'>")]
    public void These_look_different(string one, string other) =>
        EntryLook.Of(other, isHtml: true).ShouldNotBe(EntryLook.Of(one, isHtml: true));

    [Fact]
    public void Addresses_of_one_picture_look_the_same() =>
        EntryLook
            .Of(" https://A.example/1.png", isHtml: false)
            .ShouldBe(EntryLook.Of("https://a.example/1.png#part", isHtml: false));
}
