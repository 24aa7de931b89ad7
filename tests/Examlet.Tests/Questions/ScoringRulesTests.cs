using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Questions;

/// <summary>The <c>scoring</c> of a question, as it is sent.</summary>
public sealed class ScoringRulesTests
{
    private const string Single = "multiple-choice-single-answer";
    private const string Multi = "multiple-choice-multiple-answers";

    [Theory]
    [InlineData("essay", "{'method':'partial'}")]
    [InlineData("essay", "{'method':'all-or-nothing'}")]
    [InlineData("essay", "{'method':null,'weights':null,'penalty':null,'modelAnswer':null,'feedback':null}")]
    [InlineData("essay", "{'penalty':0}")]
    [InlineData("essay", "{'penalty':1}")]
    [InlineData("essay", "{'penalty':2.5,'points':2.5}")]
    [InlineData("essay", "{'penalty':3,'criteria':[{'levels':[{'points':3}]}]}")]
    [InlineData("essay", "{'modelAnswer':'<p>So <b>it</b> is.</p>'}")]
    [InlineData("essay", "{'feedback':{'correct':'<p>Yes</p>','incorrect':'No','general':null}}")]
    [InlineData("essay", "{'feedback':{}}")]
    [InlineData("essay", "{'criteria':[{'id':'a','levels':[{'id':'1','points':0}]},{'id':'b','levels':[{'id':'1'}]}]}")]
    [InlineData("essay", "{'criteria':[{'levels':[]},{'levels':[]}]}")]
    [InlineData(Single, "{'weights':[1,0,-1]}")]
    [InlineData(Multi, "{'weights':[0.5,0.5,-0.5],'penalty':1}")]
    [InlineData("picture-choice", "{'weights':[0,0,0.0001]}")]
    public void This_scoring_is_taken_without_a_warning(string type, string scoring)
    {
        var errors = Check(type, scoring);

        errors.ByPath.Keys.ShouldBeEmpty();
        errors.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("essay", "{'method':'some'}", "q.scoring.method")]
    [InlineData("essay", "{'method':true}", "q.scoring.method")]
    [InlineData("essay", "{'penalty':-0.1}", "q.scoring.penalty")]
    [InlineData("essay", "{'penalty':1.1}", "q.scoring.penalty")]
    [InlineData("essay", "{'penalty':'1'}", "q.scoring.penalty")]
    [InlineData("essay", "{'penalty':2,'points':1}", "q.scoring.penalty")]
    [InlineData("essay", "{'weights':[1]}", "q.scoring.weights")]
    [InlineData("true-false", "{'weights':[1,0]}", "q.scoring.weights")]
    [InlineData("sequence", "{'weights':[1,0,0]}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':[1,0]}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':[1,0,0,0]}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':[]}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':{'a':1}}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':[1,'0',0]}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':[1,null,0]}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':[1e300,0,0]}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':[0,0,0]}", "q.scoring.weights")]
    [InlineData(Single, "{'weights':[-1,0,-2]}", "q.scoring.weights")]
    [InlineData(Multi, "{'weights':[-1,0,-2]}", "q.scoring.weights")]
    [InlineData("essay", "{'modelAnswer':5}", "q.scoring.modelAnswer")]
    [InlineData("essay", "{'feedback':'x'}", "q.scoring.feedback")]
    [InlineData("essay", "{'feedback':{'general':['x']}}", "q.scoring.feedback.general")]
    [InlineData("essay", "{'criteria':[{'id':'a','levels':[]},{'id':'a','levels':[]}]}", "q.scoring.criteria[1].id")]
    [InlineData("essay", "{'criteria':[{'id':5,'levels':[]}]}", "q.scoring.criteria[0].id")]
    [InlineData(
        "essay",
        "{'criteria':[{'levels':[{'id':'x','points':1},{'id':'x','points':2}]}]}",
        "q.scoring.criteria[0].levels[1].id"
    )]
    public void This_scoring_is_refused_at(string type, string scoring, string path) =>
        Check(type, scoring).ByPath.Keys.ShouldBe([path]);

    [Theory]
    [InlineData("modelAnswer", "q.scoring.modelAnswer")]
    [InlineData("feedback", "q.scoring.feedback.correct")]
    public void HTML_that_is_too_long_or_nested_too_deep_is_refused(string name, string path)
    {
        foreach (var html in new[] { new string('x', (1 << 18) + 1), string.Concat(Enumerable.Repeat("<div>", 300)) })
        {
            var scoring = name == "feedback" ? $"{{'feedback':{{'correct':'{html}'}}}}" : $"{{'{name}':'{html}'}}";

            Check("essay", scoring).ByPath.Keys.ShouldBe([path]);
        }
    }

    [Fact]
    public void A_picture_that_would_not_be_shown_is_a_warning() =>
        Check("essay", "{'modelAnswer':'<img src=http://a.example/1.png alt=x>'}")
            .Warnings.ShouldHaveSingleItem()
            .Path.ShouldBe("q.scoring.modelAnswer");

    [Theory]
    [InlineData("{'penality':1}", "q.scoring.penality")]
    [InlineData("{'feedback':{'wrong':'x'}}", "q.scoring.feedback.wrong")]
    public void A_name_that_does_nothing_is_kept_with_a_warning(string scoring, string path)
    {
        var errors = Check("essay", scoring);

        errors.ByPath.Keys.ShouldBeEmpty();
        var warning = errors.Warnings.ShouldHaveSingleItem();
        (warning.Path, warning.Code).ShouldBe((path, "unknown-field"));
    }

    private static InputErrors Check(string type, string scoring)
    {
        var errors = new InputErrors();
        var settings = type switch
        {
            Single or Multi or "sequence" => "{'options':['a','b','c']}",
            "picture-choice" => "{'options':['https://a.example/1','https://a.example/2','https://a.example/3']}",
            _ => "{}",
        };
        Given.Types.Validate(Given.Question(type, settings, scoring), "q", errors, new CheckBudget());
        return errors;
    }
}
