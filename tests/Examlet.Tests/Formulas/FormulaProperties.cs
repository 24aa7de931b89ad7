using CsCheck;
using Examlet.Formulas;

namespace Examlet.Tests.Formulas;

/// <summary>For every formula of the written grammar (docs/formulas.md).</summary>
public sealed class FormulaProperties
{
    private const int Depth = 4;

    [Fact]
    public void Two_spellings_of_a_formula_are_equal() =>
        Gen
            .Int.Select(Gen.Int, Gen.Int)
            .Sample(
                (seed, first, second) =>
                {
                    var formula = Draw(seed);
                    var (answer, key) = (Spell(formula, first), Spell(formula, second));
                    Judge(answer, key, Equivalence.SameForm).ShouldBe(true, $"{answer}\n{key}");
                }
            );

    [Fact]
    public void A_formula_with_one_number_or_letter_changed_is_wrong() =>
        Gen
            .Int.Select(Gen.Int, Gen.Int)
            .Sample(
                (seed, first, second) =>
                {
                    var formula = Draw(seed);
                    return Judge(Spell(formula.Changed(), first), Spell(formula, second), Equivalence.SameForm)
                        == false;
                }
            );

    [Fact]
    public void What_has_the_same_form_has_the_same_value() =>
        Gen
            .Int.Select(Gen.Int, Gen.Int)
            .Sample(
                (seed, first, second) =>
                {
                    var formula = Draw(seed);
                    return Judge(Spell(formula, first), Spell(formula, second), Equivalence.EqualValue) == true;
                }
            );

    [Fact]
    public void Any_text_is_judged_without_a_fault() =>
        Gen.String[Gen.Char[@"\{}()[]^_+-*/.,:;|!'%xyz0123fracsqrtlefightn "], 0, 60]
            .Sample(text =>
                FormulaAnswer.IsRight(text, ["1"], Equivalence.EqualValue) != true || FormulaAnswer.CanRead(text)
            );

    private static WrittenFormula Draw(int seed) => WrittenFormula.DrawWhole(WrittenFormula.Choices(seed), Depth);

    private static string Spell(WrittenFormula formula, int seed) => formula.Spelled(WrittenFormula.Choices(seed));

    private static bool? Judge(string answer, string key, Equivalence equivalence) =>
        FormulaAnswer.IsRight(answer, [key], equivalence);
}
