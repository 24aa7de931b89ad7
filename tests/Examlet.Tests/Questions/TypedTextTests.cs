using System.Text;
using System.Text.Json;
using CsCheck;
using Examlet.Questions;

namespace Examlet.Tests.Questions;

/// <summary>The one form in which typed answers and keys are compared.</summary>
public sealed class TypedTextTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Int[1, 0x10ffff]
            .Where(Rune.IsValid)
            .Select(value => new Rune(value).ToString())
            .Array[0, 8]
            .Select(string.Concat),
        Gen.String[
            Gen.Char[
                " \u00a0\u200b\u00ad\u202e'\u2019\u00b4\"\u201c\u00ab-\u2013\u22121\u0661\uff11aA\u00e9e\u0301\u0130"
                    + "\u0131iI\u00df\u1e9e\u00b2\ufb01\u0345\u0307\u1fb3\r\n\t"
            ],
            0,
            12
        ]
    );

    [Theory]
    [InlineData("New York", "New\u00a0York")]
    [InlineData("New York", "  New \u2003 \r\n York\t")]
    [InlineData("New York", "New\u200b York\u2060\ufeff")]
    [InlineData("Paris", "Par\u00adis")]
    [InlineData("Paris", "Pa\u3164ris\u115f")]
    [InlineData("Paris", "Par\u206ais\ufff9")]
    [InlineData("Paris", "Par\U0001d173is\U000e0001")]
    [InlineData("New York", "New\u2800York")]
    [InlineData("مقدمة", "\u200fمقدمة\u200e\u061c")]
    [InlineData("abc", "\u202aab\u202cc\u2066\u2069")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("don't", "don\u2019t")]
    [InlineData("l'été", "l\u02bcété")]
    [InlineData("rock 'n' roll", "rock \u2018n\u2019 roll")]
    [InlineData("don't", "don\u00b4t")]
    [InlineData("don't", "don`t")]
    [InlineData("\"yes\"", "\u201cyes\u201d")]
    [InlineData("\"yes\"", "\u00abyes\u00bb")]
    [InlineData("\"yes\"", "\u201eyes\u201f")]
    [InlineData("\"yes\"", "\uff02yes\uff02")]
    [InlineData("-5", "\u22125")]
    [InlineData("-5", "\uff0d\uff15")]
    [InlineData("1939-1945", "1939\u20131945")]
    [InlineData("a-b", "a\u2011b")]
    [InlineData("42", "\u0664\u0662")]
    [InlineData("42", "\u06f4\u06f2")]
    [InlineData("42", "\u096a\u0968")]
    [InlineData("42", "\uff14\uff12")]
    [InlineData("42", "\U0001d7d2\U0001d7d0")]
    [InlineData("x2", "x\u00b2")]
    [InlineData("fish", "\ufb01sh")]
    [InlineData("ABC", "\uff21\uff22\uff23")]
    public void Texts_that_a_person_calls_the_same_are_the_same(string one, string other) =>
        TypedText.Normalize(other).ShouldBe(TypedText.Normalize(one));

    [Theory]
    [InlineData("paris", "Paris")]
    [InlineData("cafe", "caf\u00e9")]
    [InlineData("5", "5.0")]
    [InlineData("3.14", "3,14")]
    [InlineData("NewYork", "New York")]
    [InlineData("a_b", "a-b")]
    [InlineData("stra\u00dfe", "strasse")]
    public void Other_texts_stay_different(string one, string other) =>
        TypedText.Normalize(other).ShouldNotBe(TypedText.Normalize(one));

    [Theory]
    [InlineData("\u0130zmir", "izmir")]
    [InlineData("ISPARTA", "\u0131sparta")]
    [InlineData("I\u0307zmir", "\u0131zmir")]
    [InlineData("i\u0307zmir", "IZMIR")]
    [InlineData("STRASSE", "Stra\u00dfe")]
    [InlineData("STRA\u1e9eE", "strasse")]
    [InlineData("\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2")]
    [InlineData("\u1fb3", "\u0391\u0399")]
    [InlineData("\u0390", "\u03aa\u0301")]
    [InlineData("\ufb03", "FFI")]
    [InlineData("\u01f0", "J\u030c")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("\u00c9t\u00e9", "\u00e9T\u00c9")]
    [InlineData("\u017fafe", "SAFE")]
    public void Without_capitals_all_forms_of_a_letter_are_one(string one, string other) =>
        TypedText.Normalize(other, foldsCase: true).ShouldBe(TypedText.Normalize(one, foldsCase: true));

    [Theory]
    [InlineData("don\u2019t", "don't")]
    [InlineData("New  York", "New York")]
    [InlineData(" Paris", "Paris")]
    [InlineData("x\u00b2", "x2")]
    [InlineData("\u0664", "4")]
    public void To_the_letter_other_characters_are_other_texts(string one, string other) =>
        TypedText.Exact(one).ShouldNotBe(TypedText.Exact(other));

    [Theory]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb", "a\nb")]
    public void To_the_letter_only_composition_and_line_ends_are_the_same(string one, string other) =>
        TypedText.Exact(one).ShouldBe(TypedText.Exact(other));

    [Fact]
    public void The_form_of_the_form_is_the_form() =>
        Gen.Select(Texts, Gen.Bool)
            .Sample(
                (text, folds) =>
                    TypedText.Normalize(TypedText.Normalize(text, folds), folds) == TypedText.Normalize(text, folds)
            );

    [Fact]
    public void The_form_has_no_white_space_at_its_ends_and_no_more_than_a_blank_within() =>
        Texts.Sample(text =>
            TypedText.Normalize(text) is var form
            && form == form.Trim()
            && !form.Contains("  ", StringComparison.Ordinal)
            && form.All(c => c == ' ' || !char.IsWhiteSpace(c))
        );

    [Fact]
    public void Composed_or_decomposed_a_text_has_one_form() =>
        Gen.Select(Texts, Gen.Bool)
            .Sample(
                (text, folds) =>
                    TypedText.Normalize(text.Normalize(NormalizationForm.FormD), folds)
                    == TypedText.Normalize(text, folds)
            );

    [Fact]
    public void What_nobody_sees_changes_nothing() =>
        Gen.Select(Texts, Gen.OneOf("\u200b", "\u00ad", "\u200f", "\u2066", "\ufeff"), Gen.Int[0, 12])
            .Sample(
                (text, unseen, at) =>
                {
                    var place = Math.Min(at, text.Length);
                    var splits = place > 0 && place < text.Length && char.IsSurrogatePair(text[place - 1], text[place]);
                    return splits || TypedText.Normalize(text.Insert(place, unseen)) == TypedText.Normalize(text);
                }
            );

    /// <summary>The Greek iota that stands below a letter is one beside its capital: there the order of the marks is
    /// another.</summary>
    [Fact]
    public void Capitals_of_a_text_have_its_form_where_they_do_not_matter() =>
        Texts
            .Where(text => !text.Normalize(NormalizationForm.FormD).Contains('\u0345'))
            .Sample(text =>
                TypedText.Normalize(text.ToUpperInvariant(), foldsCase: true)
                    == TypedText.Normalize(text, foldsCase: true)
                && TypedText.Normalize(text.ToLowerInvariant(), foldsCase: true)
                    == TypedText.Normalize(text, foldsCase: true)
            );

    /// <summary>The player counts the same texts in <c>graphemes.test.ts</c>.</summary>
    [Fact]
    public void Characters_are_counted_as_a_person_sees_them()
    {
        foreach (
            var text in JsonElement
                .Parse(File.ReadAllText(Repository.PathOf("src", "player", "ui", "graphemes.json")))
                .EnumerateArray()
        )
        {
            TypedText.LengthOf(text[0].GetString()!).ShouldBe(text[1].GetInt32(), text[0].GetString());
        }
    }
}
