using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Questions;

public sealed class QuestionRulesTests
{
    private static readonly QuestionType Type = Given.TypeOf(
        """
        id: test.rules.every-setting
        settings:
          - { id: text, type: string }
          - { id: flag, type: boolean }
          - { id: number, type: number, min: 1, max: 10 }
          - { id: word, type: enum, options: [{ value: a }, { value: b }] }
          - { id: list, type: string-array, min: 1, max: 3, unique: true }
          - { id: loose, type: string-array }
          - { id: one, type: string, oneOf: list }
          - { id: some, type: string-array, oneOf: list }
          - { id: own, type: custom }
        """
    );

    private static readonly QuestionTypeCatalog Types = new([
        Type,
        Given.TypeOf("id: test.rules.strict\nsettings: [{ id: must, type: string, required: true }]"),
    ]);

    [Theory]
    [InlineData(
        "{'text':'x','flag':true,'number':1,'word':'a','list':['p','q'],'loose':['r','r'],'one':'p',"
            + "'some':['p'],'own':{'x':[1]}}"
    )]
    [InlineData("{}")]
    [InlineData("{'text':null,'flag':null,'number':null,'word':null,'list':null,'own':null}")]
    [InlineData("{'number':10}")]
    [InlineData("{'number':1.5}")]
    [InlineData("{'list':['p','q','r']}")]
    [InlineData("{'list':['P','p']}")]
    [InlineData("{'list':['p'],'one':''}")]
    [InlineData("{'one':'p'}")]
    [InlineData("{'own':'anything'}")]
    [InlineData("{'unknown':{'deep':[1,2]}}")]
    public void These_settings_are_accepted(string settings) => Faults("every-setting", settings).ShouldBeEmpty();

    [Theory]
    [InlineData("{'text':5}", "text", "must be a text.")]
    [InlineData("{'text':['x']}", "text", "must be a text.")]
    [InlineData("{'flag':'true'}", "flag", "must be true or false.")]
    [InlineData("{'flag':1}", "flag", "must be true or false.")]
    [InlineData("{'number':'1'}", "number", "must be a number.")]
    [InlineData("{'number':true}", "number", "must be a number.")]
    [InlineData("{'number':0.99}", "number", "must be at least 1.")]
    [InlineData("{'number':10.01}", "number", "must be at most 10.")]
    [InlineData("{'word':'c'}", "word", "must be one of: 'a', 'b'.")]
    [InlineData("{'word':'A'}", "word", "must be one of: 'a', 'b'.")]
    [InlineData("{'word':true}", "word", "must be one of: 'a', 'b'.")]
    [InlineData("{'list':'p'}", "list", "must be a list of texts.")]
    [InlineData("{'list':['p',1]}", "list", "must be a list of texts.")]
    [InlineData("{'list':['p',null]}", "list", "must be a list of texts.")]
    [InlineData("{'list':{'0':'p'}}", "list", "must be a list of texts.")]
    [InlineData("{'list':[]}", "list", "must have at least 1 entries.")]
    [InlineData("{'list':['p','q','r','s']}", "list", "must have at most 3 entries.")]
    [InlineData("{'list':['p','q','p']}", "list", "has the entry 'p' twice; each entry must be different.")]
    [InlineData(
        "{'list':['p'],'one':'q'}",
        "one",
        "is 'q', which is not among the `list`; write it exactly as it stands there."
    )]
    [InlineData(
        "{'list':['p'],'one':'p '}",
        "one",
        "is 'p ', which is not among the `list`; write it exactly as it stands there."
    )]
    [InlineData(
        "{'list':['p'],'some':['p','P']}",
        "some",
        "is 'P', which is not among the `list`; write it exactly as it stands there."
    )]
    [InlineData("{'list':['p'],'one':5}", "one", "must be a text.")]
    public void These_settings_are_refused(string settings, string setting, string message) =>
        Faults("every-setting", settings)
            .ShouldHaveSingleItem()
            .ShouldBe($"q.settings.{setting}: `q.settings.{setting}` {message.Replace('\'', '"')}");

    [Fact]
    public void A_list_without_a_limit_of_its_own_has_at_most_a_thousand_entries() =>
        Faults("every-setting", $"{{'loose':[{string.Join(',', Enumerable.Repeat("'x'", 1001))}]}}")
            .ShouldHaveSingleItem()
            .ShouldContain("at most 1000 entries");

    [Fact]
    public void A_long_wrong_entry_is_cut_in_the_message() =>
        Faults("every-setting", $"{{'list':['p'],'one':'{new string('x', 5000)}'}}")
            .ShouldHaveSingleItem()
            .Length.ShouldBeLessThan(300);

    [Theory]
    [InlineData("{}")]
    [InlineData("{'must':null}")]
    public void A_required_setting_must_be_there(string settings) =>
        Faults("strict", settings)
            .ShouldHaveSingleItem()
            .ShouldBe("q.settings.must: `q.settings.must` is required for this type.");

    [Fact]
    public void Every_fault_of_a_question_is_told_at_once() =>
        Faults("every-setting", "{'text':1,'flag':1,'number':'1'}").Count.ShouldBe(3);

    [Theory]
    [InlineData("{'options':['A','A'],'correctAnswer':'A'}", "q.settings.options")]
    [InlineData("{'options':['A','B'],'correctAnswer':'C'}", "q.settings.correctAnswer")]
    [InlineData("{'options':['A','B'],'correctAnswer':['A']}", "q.settings.correctAnswer")]
    [InlineData("{'correctAnswer':'A'}", "q.settings.options")]
    [InlineData("{'options':[],'correctAnswer':'A'}", "q.settings.options")]
    public void A_multiple_choice_question_is_refused_at(string settings, string path) =>
        Faults("multiple-choice-single-answer", settings, Given.Types)
            .ShouldContain(fault => fault.StartsWith(path + ": ", StringComparison.Ordinal));

    [Theory]
    [InlineData("{'points':0}")]
    [InlineData("{'points':2.5}")]
    [InlineData("{'points':null}")]
    [InlineData("{'criteria':null}")]
    [InlineData("{'criteria':[]}")]
    [InlineData("{'rubricType':'analytical','criteria':[{'id':'c','title':'t','levels':[{'id':'l','points':3}]}]}")]
    [InlineData("{'criteria':[{'levels':[]}]}")]
    [InlineData("{'somethingElse':{'x':1}}")]
    public void This_scoring_is_accepted(string scoring) => ScoringFaults(scoring).ShouldBeEmpty();

    [Theory]
    [InlineData("{'points':-1}", "q.scoring.points")]
    [InlineData("{'points':'1'}", "q.scoring.points")]
    [InlineData("{'points':1e9}", "q.scoring.points")]
    [InlineData("{'criteria':{}}", "q.scoring.criteria")]
    [InlineData("{'criteria':['x']}", "q.scoring.criteria")]
    [InlineData("{'criteria':[{}]}", "q.scoring.criteria[0].levels")]
    [InlineData("{'criteria':[{'levels':[]},{'levels':5}]}", "q.scoring.criteria[1].levels")]
    [InlineData("{'criteria':[{'levels':[{'points':1},{'points':-1}]}]}", "q.scoring.criteria[0].levels[1].points")]
    public void This_scoring_is_refused_at(string scoring, string path) =>
        ScoringFaults(scoring).ShouldHaveSingleItem().ShouldBe(path);

    [Fact]
    public void A_title_that_is_too_long_is_refused()
    {
        var errors = new InputErrors();

        Types.Validate(
            Given.Question("every-setting") with
            {
                Title = new string('x', 2001),
            },
            "q",
            errors,
            new CheckBudget()
        );

        errors.ByPath.Keys.ShouldBe(["q.title"]);
    }

    [Fact]
    public void A_description_that_could_not_be_shown_is_refused()
    {
        var errors = new InputErrors();

        Types.Validate(
            Given.Question("every-setting") with
            {
                Description = string.Concat(Enumerable.Repeat("<div>", 300)),
            },
            "q",
            errors,
            new CheckBudget()
        );

        errors.ByPath["q.description"].ShouldBe(["`q.description` must not be nested more than 200 elements deep."]);
    }

    [Fact]
    public void An_option_that_could_not_be_shown_is_refused() =>
        Faults(
                "multiple-choice-single-answer",
                $"{{'options':['{string.Concat(Enumerable.Repeat("<div>", 300))}']}}",
                Given.Types
            )
            .ShouldBe(["q.settings.options: `q.settings.options` must not be nested more than 200 elements deep."]);

    private static List<string> Faults(string type, string settings, QuestionTypeCatalog? types = null)
    {
        var errors = new InputErrors();
        (types ?? Types).Validate(Given.Question(type, settings), "q", errors, new CheckBudget());
        return [.. errors.ByPath.SelectMany(entry => entry.Value.Select(message => $"{entry.Key}: {message}"))];
    }

    private static List<string> ScoringFaults(string scoring)
    {
        var errors = new InputErrors();
        Types.Validate(Given.Question("every-setting", scoring: scoring), "q", errors, new CheckBudget());
        return [.. errors.ByPath.Keys];
    }
}
