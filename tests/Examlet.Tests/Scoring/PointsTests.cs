using Examlet.Scoring;

namespace Examlet.Tests.Scoring;

public sealed class PointsTests
{
    private const string Criteria = "{'criteria':[{'levels':[{'points':1},{'points':4},{'points':2}]},{'levels':[{'points':3}]},{'levels':[]}]}";

    [Theory]
    [InlineData("true-false", "{'correctAnswer':'true'}", null, 1)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':5}", 5)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':0}", 0)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':null}", 1)]
    [InlineData("true-false", "{'correctAnswer':'true'}", Criteria, 1)]
    [InlineData("single-line-text", "{}", null, 1)]
    [InlineData("single-line-text", "{}", Criteria, 7)]
    [InlineData("single-line-text", "{'correctAnswer':''}", Criteria, 7)]
    [InlineData("multi-line-text", "{}", Criteria, 7)]
    [InlineData("multi-line-text", "{}", null, 0)]
    [InlineData("multi-line-text", "{}", "{'points':2.5}", 2.5)]
    public void The_most_points_are(string type, string settings, string? scoring, double points) =>
        Points.MaxOf(Given.Question(type, settings, scoring), Given.Types.Find(type)!).ShouldBe(points);
}
