using Examlet.Questions;

namespace Examlet.Tests.Scoring;

public sealed class PointsTests
{
    private const string Abc = "{'options':['a','b','c']}";
    private const string Both = "{'points':5,'criteria':[{'levels':[{'points':3}]}]}";
    private const string Criteria =
        "{'criteria':[{'levels':[{'points':1},{'points':4},{'points':2}]},{'levels':[{'points':3}]},{'levels':[]}]}";

    [Theory]
    [InlineData("true-false", "{'correctAnswer':'true'}", null, 1)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':5}", 5)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':0}", 0)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':null}", 1)]
    [InlineData("true-false", "{'correctAnswer':'true'}", Criteria, 7)]
    [InlineData("true-false", "{'correctAnswer':'true'}", Both, 5)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'criteria':[]}", 1)]
    [InlineData("single-line-text", "{}", null, 1)]
    [InlineData("single-line-text", "{}", Criteria, 7)]
    [InlineData("single-line-text", "{'correctAnswer':''}", Criteria, 7)]
    [InlineData("multi-line-text", "{}", Criteria, 7)]
    [InlineData("multi-line-text", "{}", Both, 5)]
    [InlineData("multi-line-text", "{}", null, 1)]
    [InlineData("multi-line-text", "{}", "{'points':0}", 0)]
    [InlineData("essay", "{}", null, 1)]
    [InlineData("essay", "{}", "{'criteria':[]}", 1)]
    [InlineData("upload-file", "{}", null, 1)]
    [InlineData("voice-recorder", "{}", null, 1)]
    [InlineData("math-notebook", "{}", null, 1)]
    [InlineData("formula", "{}", null, 1)]
    [InlineData("paragraph", "{}", "{'points':5}", 0)]
    [InlineData("exam-intro", "{}", null, 0)]
    [InlineData("multi-line-text", "{}", "{'points':2.5}", 2.5)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':0.00005}", 0.0001)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':1.23444}", 1.2344)]
    [InlineData(
        "true-false",
        "{'correctAnswer':'true'}",
        "{'criteria':[{'levels':[{'points':0.1},{'points':0.2}]}]}",
        0.2
    )]
    [InlineData("multiple-choice-multiple-answers", Abc, "{'weights':[0.1,0.2,-1]}", 0.3)]
    [InlineData(
        "multiple-choice-multiple-answers",
        Abc,
        "{'weights':[0.1,0.2,-1],'criteria':[{'levels':[{'points':9}]}]}",
        0.3
    )]
    [InlineData("multiple-choice-multiple-answers", Abc, "{'weights':[1,2,-1],'points':10}", 10)]
    [InlineData(
        "multiple-choice-multiple-answers",
        "{'options':['a','b','c'],'maxChoices':1}",
        "{'weights':[1,2,3]}",
        3
    )]
    [InlineData(
        "multiple-choice-multiple-answers",
        "{'options':['a','b','c'],'minChoices':3}",
        "{'weights':[1,2,-1]}",
        2
    )]
    [InlineData("multiple-choice-single-answer", Abc, "{'weights':[1,2,0.5]}", 2)]
    [InlineData("picture-choice", Abc, "{'weights':[1,2,0.5]}", 2)]
    [InlineData("multiple-choice-single-answer", Abc, "{'weights':[1,2]}", 1)]
    [InlineData("true-false", "{}", "{'weights':[1,2]}", 1)]
    public void The_most_points_are(string type, string settings, string? scoring, double points) =>
        Points.MaxOf(Given.Question(type, settings, scoring), Given.Types.Find(type)!).ShouldBe(points);

    [Theory]
    [InlineData("true-false", "{'correctAnswer':'true'}", Criteria, 1)]
    [InlineData("single-line-text", "{}", Criteria, 7)]
    [InlineData("multi-line-text", "{}", null, 0)]
    [InlineData("multi-line-text", "{}", "{'points':2.5}", 2.5)]
    [InlineData("multiple-choice-single-answer", "{'options':['a','b'],'correctAnswer':'a'}", "{'weights':[3,2]}", 1)]
    public void Of_a_session_that_began_on_the_second_rules_the_most_points_are(
        string type,
        string settings,
        string? scoring,
        double points
    ) =>
        Points
            .MaxOf(Given.Question(type, settings, scoring), Given.Types.Find(type)!, ExamRules.Second)
            .ShouldBe(points);
}
