using Examlet.Questions;

namespace Examlet.Tests.Scoring;

public sealed class PointsTests
{
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
    public void The_most_points_are(string type, string settings, string? scoring, double points) =>
        Points.MaxOf(Given.Question(type, settings, scoring), Given.Types.Find(type)!).ShouldBe(points);

    [Theory]
    [InlineData("true-false", "{'correctAnswer':'true'}", Criteria, 1)]
    [InlineData("single-line-text", "{}", Criteria, 7)]
    [InlineData("multi-line-text", "{}", null, 0)]
    [InlineData("multi-line-text", "{}", "{'points':2.5}", 2.5)]
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
