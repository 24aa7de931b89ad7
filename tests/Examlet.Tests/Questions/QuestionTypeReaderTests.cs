using Examlet.Questions;

namespace Examlet.Tests.Questions;

public sealed class QuestionTypeReaderTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("a..c")]
    [InlineData("a.b.C")]
    [InlineData("a.b.c d")]
    [InlineData("../../etc")]
    public void An_id_that_is_not_a_b_c_is_refused(string id) =>
        Fault($"id: \"{id}\"").ShouldContain("write it as a.b.c");

    [Fact]
    public void An_id_with_a_line_break_at_its_end_is_refused() =>
        Fault("id: \"a.b.c\\n\"").ShouldContain("write it as a.b.c");

    [Fact]
    public void A_missing_id_is_refused() => Fault("public: true").ShouldContain("id");

    [Fact]
    public void An_unknown_type_of_setting_is_refused() => Setting("type: date").ShouldContain("`date`");

    [Fact]
    public void A_key_shown_to_students_is_refused() =>
        Setting("type: string, key: true, student: plain").ShouldContain("is a key");

    [Fact]
    public void An_unknown_way_of_showing_a_setting_is_refused() =>
        Setting("type: string, student: raw").ShouldContain("write plain or html");

    [Fact]
    public void OneOf_a_setting_that_is_not_there_is_refused() =>
        Setting("type: string, oneOf: options").ShouldContain("`options`, which is not there");

    [Fact]
    public void ShuffledBy_a_setting_that_is_not_there_is_refused() =>
        Setting("type: string-array, shuffledBy: mix").ShouldContain("`mix`, which is not there");

    [Theory]
    [InlineData("first")]
    [InlineData("Start")]
    public void Another_position_than_start_and_end_is_refused(string position) =>
        Fault($"id: a.b.c\nenforcePosition: {position}").ShouldContain("write start or end");

    [Theory]
    [InlineData("id: a.b.c\nid: a.b.d")]
    [InlineData("id: a.b.c\ntranslations: { a: { en: x }, a: { en: y } }")]
    public void The_same_key_twice_is_refused(string yaml) => Fault(yaml).ShouldNotBeEmpty();

    [Fact]
    public void The_same_key_twice_is_refused_in_JSON_too() =>
        Should.Throw<FormatException>(() =>
            QuestionTypeReader.Read("x/question-type.json", """{ "id": "a.b.c", "id": "a.b.d" }""")
        );

    [Theory]
    [InlineData("")]
    [InlineData("just a text")]
    [InlineData("- a\n- b")]
    [InlineData("id: [unclosed")]
    [InlineData("id: a.b.c\nsettings: 5")]
    [InlineData("id: a.b.c\npublic: perhaps")]
    public void A_file_that_is_no_type_is_refused(string yaml) => Fault(yaml).ShouldNotBeEmpty();

    [Fact]
    public void The_message_names_the_file() =>
        Should
            .Throw<FormatException>(() => QuestionTypeReader.Read("mine/question-type.yml", "id: x"))
            .Message.ShouldStartWith("mine/question-type.yml: ");

    [Fact]
    public void The_JSON_form_says_the_same()
    {
        var fromJson = QuestionTypeReader.Read(
            "question-type.json",
            """{ "id": "a.b.c", "name": "Plain", "settings": [{ "id": "s", "type": "number", "min": 2 }] }"""
        );
        var fromYaml = Given.TypeOf("id: a.b.c\nname: Plain\nsettings: [{ id: s, type: number, min: 2 }]");

        Examlet.Http.Json.Write(fromJson).ShouldBe(Examlet.Http.Json.Write(fromYaml));
    }

    [Fact]
    public void Unknown_keys_of_a_type_are_kept() =>
        Given
            .TypeOf("id: a.b.c\nvendor: { colour: red }")
            .Unknown!["vendor"]
            .GetRawText()
            .ShouldBe("""{"colour":"red"}""");

    [Fact]
    public void Unknown_keys_of_a_setting_are_kept() =>
        Given
            .TypeOf("id: a.b.c\nsettings: [{ id: s, type: string, vendor: 1 }]")
            .Settings[0]
            .Unknown!["vendor"]
            .GetInt32()
            .ShouldBe(1);

    [Fact]
    public void A_plain_name_stands_under_English() =>
        Given
            .TypeOf("id: a.b.c\nname: Plain")
            .Title!.ByLanguage.ShouldHaveSingleItem()
            .ShouldBe(KeyValuePair.Create("en", "Plain"));

    [Fact]
    public void A_name_by_language_is_kept_whole() =>
        Given.TypeOf("id: a.b.c\nname: { en: One, nl: Een }").Title!.ByLanguage["nl"].ShouldBe("Een");

    [Theory]
    [InlineData("\"true\"", "true")]
    [InlineData("\"5\"", "5")]
    [InlineData("'null'", "null")]
    public void A_quoted_word_of_an_answer_stays_a_text(string written, string read) =>
        Case($"value: {written}").Answer.GetProperty("value").GetString().ShouldBe(read);

    [Fact]
    public void An_unquoted_null_of_an_answer_is_null() =>
        Case("value: null").Answer.GetProperty("value").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

    [Fact]
    public void The_short_name_is_the_last_part_of_the_long_one() =>
        Given.TypeOf("id: examplary.expansion.matching").Name.ShouldBe("matching");

    [Theory]
    [InlineData("none", false)]
    [InlineData("text", true)]
    [InlineData("choice", true)]
    public void Only_a_type_whose_answer_is_none_takes_none(string answer, bool takes) =>
        Given.TypeOf($"id: a.b.c\nanswer: {answer}").TakesAnswer.ShouldBe(takes);

    private static ResponseCase Case(string answer) =>
        Given
            .TypeOf(
                $$"""
                id: a.b.c
                responseProcessing:
                  condition: "true"
                  testCases:
                    - { question: { settings: {} }, answer: { {{answer}} }, expectedOutcome: true }
                """
            )
            .ResponseProcessing!.TestCases![0];

    private static string Setting(string rest) => Fault($"id: a.b.c\nsettings: [{{ id: s, {rest} }}]");

    private static string Fault(string yaml) => Should.Throw<FormatException>(() => Given.TypeOf(yaml)).Message;
}
