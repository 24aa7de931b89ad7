using System.Text.Json;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Exams;

/// <summary>Tries to tell the key from what the browser gets, for every type that has one and for 100 exam sessions
/// (contract §8).</summary>
public sealed class KeyGuessingTests
{
    private const int Seeds = 100;

    /// <summary>By type: questions that look the same and have another key.</summary>
    private static readonly Dictionary<string, string[]> Twins = new(StringComparer.Ordinal)
    {
        ["single-line-text"] = ["{'maxLength':9,'correctAnswer':'Paris'}", "{'maxLength':9,'correctAnswer':'Rome'}"],
        ["multiple-choice-single-answer"] =
        [
            "{'options':['a','b','c'],'correctAnswer':'a','shuffleAnswers':true}",
            "{'options':['a','b','c'],'correctAnswer':'c','shuffleAnswers':true}",
        ],
        ["multiple-choice-multiple-answers"] =
        [
            "{'options':['a','b','c'],'correctAnswer':['a']}",
            "{'options':['a','b','c'],'correctAnswer':['b','c']}",
        ],
        ["true-false"] = ["{'correctAnswer':'true'}", "{'correctAnswer':'false'}"],
        ["picture-choice"] =
        [
            "{'options':['https://a.example/1','https://a.example/2'],'correctAnswer':'https://a.example/1'}",
            "{'options':['https://a.example/1','https://a.example/2'],'correctAnswer':'https://a.example/2'}",
        ],
        ["fill-in-blank"] =
        [
            "{'text':'A ___ and ___','correctAnswer':['cat','dog']}",
            "{'text':'A ___ and ___','correctAnswer':['elephant','']}",
        ],
        ["matching"] =
        [
            "{'left':['a','b','c'],'right':['1','2','3'],'correctAnswer':['a = 1','b = 2','c = 3']}",
            "{'left':['a','b','c'],'right':['2','3','1'],'correctAnswer':['a = 2','b = 3','c = 1']}",
            "{'left':['a','b','c'],'right':['1','2','3'],'correctAnswer':['a = 3','b = 2','c = 1']}",
            "{'pairs':['a = 1','b = 2','c = 3']}",
            "{'pairs':[{'left':'a','right':'3'},{'left':'b','right':'1'},{'left':'c','right':'2'}]}",
        ],
        ["sequence"] = ["{'options':['a','b','c']}", "{'options':['c','a','b']}", "{'options':['b','a','c']}"],
        ["date-year"] = ["{'dateType':'year','correctAnswer':'1925'}", "{'dateType':'year','correctAnswer':'7'}"],
        ["formula"] = ["{'correctAnswer':'x^2'}", "{'correctAnswer':'\\\\frac{1}{2}'}"],
        ["sentence-analysis"] =
        [
            Sentence(
                "0-0:BWB",
                "[BWB Gisteren] [WG liep] [OND hij]",
                "{'startToken':0,'endToken':0,'label':'BWB'},{'startToken':1,'endToken':1,'label':'WG'}",
                1
            ),
            Sentence("1-2:OND", "[OND Gisteren] liep hij", "{'startToken':1,'endToken':2,'label':'OND'}", 2),
        ],
    };

    public static IEnumerable<TheoryDataRow<string>> WithKey =>
        from type in Given.Types.All
        where type.ResponseProcessing is not null
        select new TheoryDataRow<string>(type.Name);

    [Theory, MemberData(nameof(WithKey))]
    public void The_twins_have_a_key(string typeName) =>
        Twins[typeName].ShouldAllBe(settings => Given.Types.Find(typeName)!.HasKey(Given.Json(settings)));

    [Theory, MemberData(nameof(WithKey))]
    public void But_for_the_order_of_what_is_shuffled_the_browser_gets_the_same_whatever_the_key_is(string typeName)
    {
        var seen =
            from settings in Twins[typeName]
            from seed in Enumerable.Range(0, Seeds)
            select Unordered(Drawn(typeName, settings, seed));

        seen.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(WithKey))]
    public void The_order_of_what_is_shuffled_stands_in_no_relation_to_the_key(string typeName)
    {
        foreach (var settings in Twins[typeName].Where(settings => KeyOrder(typeName, Given.Json(settings)).Count > 0))
        {
            var key = KeyOrder(typeName, Given.Json(settings));

            var relations = Enumerable
                .Range(0, Seeds)
                .CountBy(seed =>
                    string.Join(' ', Shown(Drawn(typeName, settings, seed)).Select(entry => key.IndexOf(entry)))
                )
                .ToDictionary();

            // Each of the six orders is expected in 16.7 of 100 sessions; 5 standard deviations more are 35.
            relations.Values.Max().ShouldBeLessThanOrEqualTo(35, $"{settings}: {string.Join(", ", relations)}");
            relations.Count.ShouldBe(6, settings);
        }
    }

    [Fact]
    public void One_exam_session_sees_one_order_for_good() =>
        Json.Write(Drawn("sequence", Twins["sequence"][0], 7))
            .ShouldBe(Json.Write(Drawn("sequence", Twins["sequence"][0], 7)));

    [Theory]
    [InlineData("{'pairs':['a = 1']}", "a", "1")]
    [InlineData("{'pairs':['a = 1','b = 1','a = 2']}", "a,b", "1,2")]
    [InlineData("{'pairs':[{'left':'a','right':'x = y'}]}", "a", "x = y")]
    [InlineData("{'left':['a'],'right':['1','2']}", "a", "1,2")]
    [InlineData("{'left':null,'right':null,'pairs':['a = 1']}", "a", "1")]
    public void The_older_form_of_a_matching_question_is_shown_as_two_lists(string settings, string left, string right)
    {
        var question = Drawn("matching", settings, 1);

        Entries(question, "left").ShouldBe(left.Split(','));
        Entries(question, "right").ShouldBe(right.Split(','), ignoreOrder: true);
        Entries(question, "leftHtml").ShouldBe(left.Split(','));
    }

    [Theory]
    [InlineData("{'sentence':' De hond  blaft. ','enabledLabels':['OND']}", "De,hond,blaft.")]
    [InlineData("{'sentence':'Blaf!','enabledLabels':['OND']}", "Blaf!")]
    [InlineData(
        "{'sentence':'a "
            + "bc','enabledLabels':['OND'],'correctAnswer':{'raw':'KEY','tokens':[{'index':1,'text':'bc'},"
            + "{'index':0,'text':'a'}]}}",
        "a,bc"
    )]
    public void The_words_of_a_sentence_are_shown_and_nothing_else_of_its_analysis(string settings, string tokens)
    {
        var question = Drawn("sentence-analysis", settings, 1);

        Entries(question, "tokens").ShouldBe(tokens.Split(','));
        Json.Write(question).ShouldNotContain("KEY");
    }

    private static string Sentence(string first, string raw, string segments, int verb) =>
        "{'sentence':'Gisteren liep "
        + "hij','enabledLabels':['BWB','WG','OND'],'requirePersoonsvorm':true,'correctAnswer':{'raw':'"
        + raw
        + "','first':'"
        + first
        + "','tokens':[{'index':0,'text':'Gisteren','start':0,'end':8,'label':'"
        + first
        + "'},{'index':1,'text':'liep','start':9,'end':13},{'index':2,'text':'hij','start':14,'end':17}],'segments':["
        + segments
        + "],'persoonsvorm':{'startToken':"
        + verb
        + ",'endToken':"
        + verb
        + "}}}";

    private static StudentQuestion Drawn(string typeName, string settings, int seed) =>
        SessionOrder.Draw(
            StudentView.Of(Given.Content(Given.Question(typeName, settings)), Given.Types),
            shuffleQuestions: false,
            $"session {seed}"
        )[0];

    private static string Unordered(StudentQuestion question) =>
        Json.Write(
            question with
            {
                Settings = question.Settings.ToDictionary(
                    setting => setting.Key,
                    setting =>
                        question.Shuffled.Any(name =>
                            setting.Key == name || setting.Key == name + StudentQuestion.HtmlSuffix
                        )
                            ? JsonSerializer.SerializeToElement(
                                setting
                                    .Value.EnumerateArray()
                                    .Select(entry => entry.GetString())
                                    .Order(StringComparer.Ordinal)
                            )
                            : setting.Value,
                    StringComparer.Ordinal
                ),
            }
        );

    /// <summary>The entries of the shuffled list, in the order that would be right; empty for a type whose order tells
    /// nothing.</summary>
    private static List<string> KeyOrder(string typeName, JsonElement settings) =>
        typeName switch
        {
            "sequence" => Texts(settings.GetProperty("options")),
            "matching" when settings.TryGetProperty("pairs", out var pairs) =>
            [
                .. pairs
                    .EnumerateArray()
                    .Select(pair =>
                        pair.ValueKind == JsonValueKind.String
                            ? pair.GetString()!.Split(" = ")[1]
                            : pair.GetProperty("right").GetString()!
                    ),
            ],
            "matching" => [.. Texts(settings.GetProperty("correctAnswer")).Select(pair => pair.Split(" = ")[1])],
            _ => [],
        };

    private static List<string> Shown(StudentQuestion question) => Texts(question.Settings[question.Shuffled[0]]);

    private static List<string> Entries(StudentQuestion question, string setting) => Texts(question.Settings[setting]);

    private static List<string> Texts(JsonElement list) =>
        [.. list.EnumerateArray().Select(entry => entry.GetString()!)];
}
