using Examlet.Formulas;

namespace Examlet.Tests.Formulas;

/// <summary>What counts as the same formula, and what does not.</summary>
public sealed class FormulaAnswerTests
{
    [Theory]
    [InlineData(@"\frac{1}{2}", @"\frac12")]
    [InlineData(@"\frac{1}{2}", @"\dfrac{1}{2}")]
    [InlineData(@"\frac{1}{2}", "1/2")]
    [InlineData(@"\frac{1}{2}", "½")]
    [InlineData(@"\frac{1}{2}", @"{1 \over 2}")]
    [InlineData(@"\frac{x+1}{2}", @"\frac{\left(x+1\right)}{2}")]
    [InlineData(@"\frac{2x}{3}", "2x/3")]
    [InlineData(@"2\cdot\frac{x}{3}", @"2\cdot x/3")]
    [InlineData(@"\frac{1}{2x}", "1/2x")]
    [InlineData(@"\frac{1}{2}x", "1/2x")]
    [InlineData(@"\sqrt{2}", @"\sqrt2")]
    [InlineData(@"\sqrt{2}", "√2")]
    [InlineData(@"\sqrt{12}", @"\sqrt12")]
    [InlineData(@"\sqrt[3]{x}", @"\sqrt[3]x")]
    [InlineData(@"\sqrt{x}", @"\sqrt[2]{x}")]
    [InlineData("e^x", "e^{x}")]
    [InlineData("e^x", @"\exponentialE^{x}")]
    [InlineData("x^{10}", "x^10")]
    [InlineData("x^{-1}", "x^-1")]
    [InlineData("x^2", "x²")]
    [InlineData("x^{12}", "x¹²")]
    [InlineData("a_1^2", "a^2_1")]
    [InlineData("a_1", "a₁")]
    [InlineData("(x+1)^2", @"\left(x+1\right)^2")]
    [InlineData("(x+1)^2", @"\lbrack x+1\rbrack^{2}")]
    [InlineData(@"2\cdot 3", @"2\cdot3")]
    [InlineData(@"2\cdot 3", @"2\times3")]
    [InlineData("2x", @"2\cdot x")]
    [InlineData("2x", "2*x")]
    [InlineData("2(x+1)", @"2\left(x+1\right)")]
    [InlineData("ab", @"a\,b")]
    [InlineData(@"90^\circ", @"90\degree")]
    [InlineData(@"90^\circ", "90°")]
    [InlineData(@"90^\circ", @"90^{\circ}")]
    [InlineData(@"\sin x", @"\sin(x)")]
    [InlineData(@"\sin x", @"\sin\left(x\right)")]
    [InlineData(@"\sin x", @"\operatorname{sin}x")]
    [InlineData(@"\sin x", "sin x")]
    [InlineData(@"\sin 2x", @"\sin(2x)")]
    [InlineData(@"\sin^2 x", @"(\sin x)^2")]
    [InlineData(@"\sin^{-1}x", @"\arcsin x")]
    [InlineData(@"\sin x\cos x", @"\sin(x)\cdot\cos(x)")]
    [InlineData(@"\log_2 8", @"\log_{2}(8)")]
    [InlineData(@"\ln|x|", @"\ln\left|x\right|")]
    [InlineData("|x-1|", @"\lvert x-1\rvert")]
    [InlineData("3,14", "3.14")]
    [InlineData("3{,}14", "3.14")]
    [InlineData("0.5", ".5")]
    [InlineData("1.50", "1.5")]
    [InlineData("1000", "1 000")]
    [InlineData("1000", @"1\,000")]
    [InlineData("1000", "1,000")]
    [InlineData("(3, 4)", @"\left(3,4\right)")]
    [InlineData("(3, 4)", "(3;4)")]
    [InlineData(@"x \leq 3", "x≤3")]
    [InlineData(@"x \leq 3", @"x\le3")]
    [InlineData(@"x \neq 0", @"x\ne0")]
    [InlineData(@"\pi r^2", "πr^{2}")]
    [InlineData(@"\varphi", @"\phi")]
    [InlineData("-x", "−x")]
    [InlineData("-x", "\u2010x")]
    [InlineData("-x", "\u2011x")]
    [InlineData("-x", "\u2012x")]
    [InlineData("-x", "\u2013x")]
    [InlineData("-x", "\u2014x")]
    [InlineData("-x", "\u2015x")]
    [InlineData("-x", "\ufe58x")]
    [InlineData("-x", "\ufe63x")]
    [InlineData("-x", "\uff0dx")]
    [InlineData("٤٢", "42")]
    [InlineData("x", "𝑥")]
    [InlineData("x", @"\mathrm{x}")]
    [InlineData("f'(x)", @"f^{\prime}(x)")]
    [InlineData("5!", "5 !")]
    [InlineData(@"50\%", "50%")]
    [InlineData(@"\{1, 2\}", @"\left\{1,2\right\}")]
    [InlineData("[0, 1)", @"\left[0,1\right)")]
    [InlineData(@"x\in\mathbb{R}", @"x\in\R")]
    [InlineData(@"\vec{a}", @"\vec a")]
    [InlineData("x=1", @"x = 1")]
    [InlineData(@"\int_0^1 x^2\,dx", @"\int_{0}^{1}x^{2}dx")]
    [InlineData(@"-\frac{1}{2}", @"\frac{-1}{2}")]
    [InlineData(@"-\frac{1}{2}", @"\frac{1}{-2}")]
    [InlineData("-2x", "(-2)x")]
    [InlineData("2xy", "2(xy)")]
    [InlineData("e^{2x}", @"\exp(2x)")]
    [InlineData(@"\log_2 8", @"{}^{2}\log 8")]
    [InlineData(@"\log_2(8)", @"^2\log(8)")]
    [InlineData(@"\log_2 8", "²log(8)")]
    [InlineData(@"\tan x", @"\tg x")]
    [InlineData("1000", "1{,}000")]
    [InlineData("1000000", "1.000.000")]
    [InlineData("1000000.5", "1.000.000,5")]
    [InlineData("1.5", "1{.}5")]
    [InlineData(@"x \le 3", "x<=3")]
    [InlineData(@"\{1,2\}", @"\{2,1\}")]
    [InlineData(@"\vec{AB}", @"\overrightarrow{AB}")]
    [InlineData(@"\overline{z}", @"\bar z")]
    [InlineData(@"\binom{n}{k}", @"{n \choose k}")]
    [InlineData(@"5\text{ cm}", "5cm")]
    [InlineData(@"12\,\mathrm{cm^2}", @"12\text{cm}^2")]
    [InlineData(@"9.8\,\mathrm{m\,s^{-2}}", @"9.8\mathrm{m}\cdot\mathrm{s}^{-2}")]
    [InlineData(@"x_{max}", @"x_\mathrm{max}")]
    [InlineData("x_{max}", @"x_{\mathrm{max}}")]
    [InlineData("x_{max}", @"x_{\max}")]
    [InlineData(@"12\,\text{cm}^2", @"12\operatorname{\mathrm{cm}}^2")]
    [InlineData(@"5\,\text{m/s}", @"\frac{5m}{s}")]
    [InlineData(@"5\,\mathrm{m/s}", @"5\frac{m}{s}")]
    [InlineData("f''(x)", @"f^{\prime\prime}(x)")]
    [InlineData(@"\(x^2\)", "x^2")]
    [InlineData(@"\[x^2\]", "x^2")]
    [InlineData(@"\boxed{x+1}", "x+1")]
    [InlineData(@"\R", "ℝ")]
    [InlineData(@"\sqrt[4]{x}", "∜x")]
    public void Another_spelling_of_the_same_form_is_right(string key, string answer)
    {
        FormulaAnswer.IsRight(answer, [key], Equivalence.SameForm).ShouldBe(true);
        FormulaAnswer.IsRight(key, [answer], Equivalence.SameForm).ShouldBe(true);
    }

    [Theory]
    [InlineData("x^2", "x^3")]
    [InlineData(@"\frac{1}{2}", @"\frac{2}{1}")]
    [InlineData(@"\frac{1}{2}", @"\frac{2}{4}")]
    [InlineData(@"\frac{1}{2}", "0.5")]
    [InlineData("x+1", "1+x")]
    [InlineData("2(x+1)", "2x+2")]
    [InlineData("2(x+1)", "2x+1")]
    [InlineData("(x+1)^2", "x+1^2")]
    [InlineData("x^{2+1}", "x^2+1")]
    [InlineData("x^{10}", "x^1")]
    [InlineData("-x^2", "(-x)^2")]
    [InlineData("x-1", "x+1")]
    [InlineData("3.14", "314")]
    [InlineData("3.1", "3.14")]
    [InlineData("(3, 4)", "(4, 3)")]
    [InlineData("[0, 1)", "[0, 1]")]
    [InlineData("x<3", @"x\le 3")]
    [InlineData("x=1", "1")]
    [InlineData(@"\sqrt{x+1}", @"\sqrt{x}+1")]
    [InlineData(@"\sqrt[3]{x}", @"\sqrt{x}")]
    [InlineData(@"\sin x", @"\cos x")]
    [InlineData(@"\sin 2x", @"2\sin x")]
    [InlineData(@"\log_2 8", @"\log 8")]
    [InlineData("a_1", "a_2")]
    [InlineData("x", "X")]
    [InlineData("90", "90°")]
    [InlineData("[0,1]", "(0,1)")]
    [InlineData("(1,2)", "1.2")]
    [InlineData(@"\{0,5\}", @"\{0.5\}")]
    [InlineData("[0,1]", "[0.1]")]
    [InlineData("5cm", "5m")]
    [InlineData(@"\text{cm}^2", "(cm)^3")]
    [InlineData(@"\log_2 8", @"{}^3\log 8")]
    [InlineData("(1,2)", "(2,1)")]
    [InlineData("f''(x)", "f'(x)")]
    public void Another_form_is_wrong(string key, string answer) =>
        FormulaAnswer.IsRight(answer, [key], Equivalence.SameForm).ShouldBe(false);

    [Theory]
    [InlineData("f(0,5)", "f(0.5)")]
    [InlineData(@"\sin(0,5)", @"\sin 0.5")]
    [InlineData("(0,5)^2", "0.5^2")]
    [InlineData("2(0,5)", "2(0.5)")]
    public void A_comma_in_the_brackets_of_an_operand_may_be_a_decimal_mark(string key, string answer) =>
        FormulaAnswer.IsRight(answer, [key], Equivalence.SameForm).ShouldBe(true);

    [Fact]
    public void Powers_of_nothing_in_each_other_are_given_up_at_once()
    {
        var nested = string.Concat(Enumerable.Repeat("{}^{", 90)) + "2" + new string('}', 90);

        FormulaAnswer.IsRight(nested, ["x"], Equivalence.SameForm).ShouldBeNull();
    }

    [Theory]
    [InlineData("x+1", "1+x")]
    [InlineData("2(x+1)", "2x+2")]
    [InlineData(@"\frac{1}{2}", "0,5")]
    [InlineData(@"\frac{2}{4}", @"\frac12")]
    [InlineData("(x-1)(x+1)", "x^2-1")]
    [InlineData(@"\sin^2 x+\cos^2 x", "1")]
    [InlineData(@"\sqrt{8}", @"2\sqrt2")]
    [InlineData(@"\frac{1}{\sqrt{2}}", @"\frac{\sqrt2}{2}")]
    [InlineData(@"\ln(x^2)", @"2\ln|x|")]
    [InlineData("e^{2x}", "(e^x)^2")]
    [InlineData("y=2x+1", "2x+1=y")]
    [InlineData("y=2x+1", "2y=4x+2")]
    [InlineData("-x<3", "x>-3")]
    [InlineData(@"180^\circ", @"\pi")]
    [InlineData("50%", "0.5")]
    [InlineData("5!", "120")]
    [InlineData(@"\log_2 8", "3")]
    [InlineData(@"\binom{4}{2}", "6")]
    [InlineData("(1+1, x+x)", "(2, 2x)")]
    public void The_same_value_is_right_where_values_are_compared(string key, string answer)
    {
        FormulaAnswer.IsRight(answer, [key], Equivalence.EqualValue).ShouldBe(true);
        FormulaAnswer.IsRight(key, [answer], Equivalence.EqualValue).ShouldBe(true);
    }

    [Theory]
    [InlineData("x+1", "x+2")]
    [InlineData("x^2-1", "(x-1)^2")]
    [InlineData(@"\sqrt{x^2}", "x")]
    [InlineData("x<3", "x>3")]
    [InlineData("y=2x", "y=3x")]
    [InlineData("1.0000001", "1")]
    [InlineData("(1, 2)", "(2, 1)")]
    [InlineData(@"\sin x", "x")]
    public void Another_value_is_wrong_where_values_are_compared(string key, string answer) =>
        FormulaAnswer.IsRight(answer, [key], Equivalence.EqualValue).ShouldBe(false);

    [Theory]
    [InlineData(@"\frac{1}{")]
    [InlineData(@"\frac{1}{\placeholder{}}")]
    [InlineData("(x+1")]
    [InlineData("x+")]
    [InlineData(@"\unknown{x}")]
    [InlineData(@"\sum_{i=1}^{n}i")]
    [InlineData("😀")]
    [InlineData("x..2")]
    public void What_cannot_be_read_waits_for_a_person(string answer) =>
        FormulaAnswer.IsRight(answer, ["x^2"], Equivalence.SameForm).ShouldBeNull();

    [Fact]
    public void What_cannot_be_read_is_right_when_it_is_the_key_to_the_letter() =>
        FormulaAnswer.IsRight(@"\sum_{i=1}^{n} i", [@"\sum_{i=1}^{n}i"], Equivalence.SameForm).ShouldBe(true);

    [Fact]
    public void Beside_a_key_that_cannot_be_read_nothing_is_wrong() =>
        FormulaAnswer.IsRight("x", [@"\frac{1"], Equivalence.SameForm).ShouldBeNull();

    [Fact]
    public void Whether_a_number_beside_a_fraction_is_their_sum_or_their_product_is_for_a_person() =>
        FormulaAnswer.IsRight("1.5", [@"1\frac{1}{2}"], Equivalence.EqualValue).ShouldBeNull();

    [Fact]
    public void Each_of_several_keys_is_right() =>
        FormulaAnswer.IsRight("x=3", ["3", "x = 3"], Equivalence.SameForm).ShouldBe(true);

    [Theory]
    [InlineData("(", 5000)]
    [InlineData("{", 20_000)]
    [InlineData("-", 20_000)]
    [InlineData("x^", 9_000)]
    [InlineData(@"\sqrt", 3_000)]
    [InlineData("1,", 10_000)]
    [InlineData("x", 1_000_000)]
    public void However_long_or_deep_an_answer_is_it_waits_for_a_person(string piece, int times) =>
        FormulaAnswer
            .IsRight(string.Concat(Enumerable.Repeat(piece, times)), ["x"], Equivalence.EqualValue)
            .ShouldBeNull();
}
