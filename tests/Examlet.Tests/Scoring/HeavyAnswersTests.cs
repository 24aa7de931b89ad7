using System.Text.Json;
using Examlet.ExamSessions;
using Examlet.Questions;
using Examlet.Scoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Examlet.Tests.Scoring;

/// <summary>Answers of up to 256 KiB come to the same score as short ones: none is made so that a person has to look at
/// it.</summary>
public sealed class HeavyAnswersTests
{
    private static readonly string[] Options = [.. Enumerable.Range(0, 500).Select(i => $"option {i}")];

    [Theory]
    [InlineData(' ')]
    [InlineData('\n')]
    [InlineData('\u00a0')]
    [InlineData('\ufeff')]
    public void Much_white_space_within_a_text_is_just_wrong(char space) =>
        Score("single-line-text", new { correctAnswer = "x" }, "a" + new string(space, 80_000) + "x")
            .Correct.ShouldBe(false);

    [Theory]
    [InlineData(' ')]
    [InlineData('\ufeff')]
    public void Much_white_space_around_a_text_is_trimmed(char space) =>
        Score(
            "single-line-text",
            new { correctAnswer = "x" },
            new string(space, 40_000) + "x" + new string(space, 40_000)
        )
            .Correct.ShouldBe(true);

    [Fact]
    public void White_space_alone_is_just_wrong() =>
        Score("single-line-text", new { correctAnswer = "x" }, new string('\ufeff', 80_000)).Correct.ShouldBe(false);

    [Fact]
    public void More_entries_than_options_are_just_wrong() =>
        Score(
            "multiple-choice-multiple-answers",
            new { options = Options, correctAnswer = Options[..1] },
            Enumerable.Range(0, 40_000)
        )
            .Correct.ShouldBe(false);

    [Fact]
    public void Every_one_of_the_most_options_can_be_right() =>
        Score("multiple-choice-multiple-answers", new { options = Options, correctAnswer = Options }, Options.Reverse())
            .Correct.ShouldBe(true);

    [Theory]
    [InlineData("multiple-choice-multiple-answers", "{'options':['a','b'],'correctAnswer':['a']}", "a")]
    [InlineData("fill-in-blank", "{'text':'___','correctAnswer':['a']}", "a")]
    [InlineData("matching", "{'left':['a','b'],'right':['1'],'correctAnswer':['a = 1']}", "a = 1")]
    [InlineData("matching", "{'left':['a','= = ='],'right':['1'],'correctAnswer':['a = 1']}", "= = = =")]
    [InlineData("sequence", "{'options':['a','b']}", "a")]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'a b','enabledLabels':['X'],'requirePersoonsvorm':true,"
            + "'correctAnswer':{'segments':[{'startToken':0,'endToken':0,'label':'X'}],"
            + "'persoonsvorm':{'startToken':1,'endToken':1}}}",
        "0-0:X"
    )]
    public void Many_parts_and_long_ones_are_scored(string type, string settings, string part)
    {
        foreach (
            var value in new object[]
            {
                Enumerable.Repeat(part, 40_000),
                Enumerable.Range(0, 20_000).Select(i => $"{part} = {i}"),
                new[] { string.Concat(Enumerable.Repeat(part + " = ", 30_000)) },
            }
        )
        {
            var score = Score(type, Given.Json(settings), value, "{'method':'partial'}");

            (score.Correct, score.NeedsGrading).ShouldBe((false, false));
        }
    }

    [Fact]
    public void Pictures_in_the_options_do_not_use_up_the_memory()
    {
        string[] pictures =
        [
            .. "abcde".Select(c => "<img src=\"data:image/png;base64," + new string(c, 3_000_000) + "\">"),
        ];

        Score("multiple-choice-single-answer", new { options = pictures, correctAnswer = pictures[2] }, pictures[2])
            .Correct.ShouldBe(true);
    }

    [Fact]
    public void Points_add_up_as_a_person_adds_them()
    {
        var questions = Enumerable
            .Range(0, 3)
            .Select(i => Given.Question("true-false", "{'correctAnswer':'true'}", "{'points':0.1}", id: $"q_{i}"))
            .ToArray();

        Score(questions, questions.ToDictionary(q => q.Id, _ => Given.Json("'true'"), StringComparer.Ordinal))
            .Points.ShouldBe(0.3);
    }

    private static QuestionScore Score(string type, object settings, object value, string? scoring = null)
    {
        var question = Given.Question(type, scoring: scoring) with
        {
            Settings = JsonSerializer.SerializeToElement(settings),
        };
        var text = value as string is { } one
            ? JsonSerializer.SerializeToElement(one)
            : JsonSerializer.SerializeToElement(
                ((System.Collections.IEnumerable)value).Cast<object>().Select(v => v.ToString())
            );
        return Score([question], new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [question.Id] = text })
            .Questions.ShouldHaveSingleItem();
    }

    private static ExamScore Score(Question[] questions, Dictionary<string, JsonElement> answers)
    {
        var scorer = new Scorer(Given.Types, NullLogger<Scorer>.Instance);
        return scorer.Score(
            Given.Content(questions),
            answers.ToDictionary(a => a.Key, a => new GivenAnswer(a.Value, Completed: true), StringComparer.Ordinal)
        );
    }
}
