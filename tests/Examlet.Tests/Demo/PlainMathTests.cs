using Examlet.Demo;

namespace Examlet.Tests.Demo;

/// <summary>What the demo's teacher reads is no LaTeX.</summary>
public sealed class PlainMathTests
{
    [Theory]
    [InlineData(@"y = -\frac{1}{2}x + 3", "y = -(1/2)x + 3")]
    [InlineData(@"\frac12", "1/2")]
    [InlineData(@"\frac{x+1}{2}", "(x+1)/2")]
    [InlineData(@"\pi r^2", "π r²")]
    [InlineData(@"\sqrt{2}+\sqrt[3]{x+1}", "√2+³√(x+1)")]
    [InlineData(@"\left(x-2\right)\left(x-3\right)=0", "(x-2)(x-3)=0")]
    [InlineData(@"a_{12}\cdot e^{2x}", "a_12· e^(2x)")]
    [InlineData(@"90^\circ, \sin x, 50\%", "90°, sin x, 50%")]
    [InlineData("2 | 17 ^ {as written}", "2 | 17 ^ {as written}")]
    public void A_formula_is_read_in_a_line(string text, string plain) => PlainMath.Of(text).ShouldBe(plain);

    [Theory]
    [InlineData(@"\")]
    [InlineData(@"\frac")]
    [InlineData(@"\frac{")]
    [InlineData(@"\sqrt[")]
    [InlineData(@"^\{")]
    [InlineData(@"\left")]
    public void Whatever_it_gets_it_ends_without_a_command(string text) => PlainMath.Of(text).ShouldNotContain('\\');

    [Theory]
    [InlineData(@"\frac")]
    [InlineData(@"\sqrt{")]
    [InlineData(@"{\pi")]
    public void What_is_nested_without_end_ends(string piece) =>
        PlainMath.Of(string.Concat(Enumerable.Repeat(piece, 20_000))).ShouldNotContain('\\');
}
