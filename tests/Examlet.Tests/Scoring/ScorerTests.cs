using System.Text.Json;
using Examlet.ExamSessions;
using Examlet.Questions;
using Examlet.Scoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Examlet.Tests.Scoring;

public sealed class ScorerTests
{
    private static readonly Question TrueFalse = Given.Question(
        "true-false",
        "{'correctAnswer':'true'}",
        "{'points':3}",
        id: "q_tf"
    );
    private static readonly Question Essay = Given.Question("multi-line-text", "{}", "{'points':5}", id: "q_essay");

    [Fact]
    public void A_right_option_scores_its_points() =>
        Of(TrueFalse, "'true'").ShouldBe(new QuestionScore("q_tf", 3, 3, Correct: true, NeedsGrading: false));

    [Fact]
    public void A_wrong_option_scores_nothing() =>
        Of(TrueFalse, "'false'").ShouldBe(new QuestionScore("q_tf", 0, 3, Correct: false, NeedsGrading: false));

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("''")]
    [InlineData("'  '")]
    [InlineData("[]")]
    [InlineData("['',' ']")]
    public void Without_an_answer_there_are_no_points_and_nothing_to_grade(string? value) =>
        Of(Essay, value).ShouldBe(new QuestionScore("q_essay", 0, 5, Correct: false, NeedsGrading: false));

    [Fact]
    public void Under_the_third_rules_no_answer_to_a_question_without_a_key_is_not_wrong() =>
        Score(Given.Types, [Essay], "{'q_essay':' '}", ExamRules.Third)
            .Questions.ShouldBe([new QuestionScore("q_essay", 0, 5, Correct: null, NeedsGrading: false)]);

    [Fact]
    public void Without_an_answer_a_question_with_a_key_is_wrong() => Of(TrueFalse, null).Correct.ShouldBe(false);

    [Fact]
    public void An_answer_without_a_key_waits_for_a_person() =>
        Of(Essay, "'text'").ShouldBe(new QuestionScore("q_essay", null, 5, Correct: null, NeedsGrading: true));

    [Theory]
    [InlineData("[]", true, 1.0, true)]
    [InlineData("null", true, 1.0, true)]
    [InlineData("[]", false, 0.0, false)]
    [InlineData("['a']", true, 0.0, false)]
    [InlineData("['a = 1']", true, 0.0, false)]
    public void That_nothing_applies_is_right_for_who_says_so(string value, bool completed, double points, bool correct)
    {
        var type = value.Contains('=', StringComparison.Ordinal) ? "matching" : "multiple-choice-multiple-answers";
        var question = Given.Question(type, "{'options':['a','b'],'left':['a'],'right':['1'],'correctAnswer':[]}");

        var score = new Scorer(Given.Types, NullLogger<Scorer>.Instance).Score(
            Given.Content(question),
            new Dictionary<string, GivenAnswer>(StringComparer.Ordinal) { ["q_1"] = new(Given.Json(value), completed) }
        );

        score.Questions.ShouldBe([new QuestionScore("q_1", points, 1, correct, NeedsGrading: false)]);
    }

    [Fact]
    public void Who_answered_nothing_has_not_said_that_nothing_applies() =>
        Score(
            Given.Types,
            [Given.Question("multiple-choice-multiple-answers", "{'options':['a','b'],'correctAnswer':[]}")],
            "{}"
        )
            .Questions[0]
            .Correct.ShouldBe(false);

    [Theory]
    [InlineData("single-line-text", "{'correctAnswer':'New York'}", "'New  York'")]
    [InlineData("single-line-text", "{'correctAnswer':'42'}", "'٤٢'")]
    [InlineData(
        "fill-in-blank",
        "{'text':'___','correctAnswer':['STRASSE'],'exactValuesCaseInsensitive':true}",
        "['Straße']"
    )]
    [InlineData("date-year", "{'correctAnswer':'-44'}", "'\u221244'")]
    public void A_session_that_began_on_the_second_rules_is_scored_by_them(string type, string settings, string value)
    {
        var content = Given.Content(Given.Question(type, settings));
        var answers = new Dictionary<string, GivenAnswer>(StringComparer.Ordinal)
        {
            ["q_1"] = new(Given.Json(value), Completed: true),
        };

        var before = new Scorer(Given.Types, NullLogger<Scorer>.Instance).Score(content, answers, ExamRules.Second);
        var now = new Scorer(Given.Types, NullLogger<Scorer>.Instance).Score(content, answers);

        (before.Questions[0].Correct, now.Questions[0].Correct).ShouldBe((false, true));
        before.RulesVersion.ShouldStartWith("2-");
        now.RulesVersion.ShouldStartWith("4-");
    }

    /// <summary>Scores that were made before an update name the same rules after it. A new type, or a change of what
    /// was a condition of these rules, breaks that name.</summary>
    [Theory]
    [InlineData(ExamRules.Second, "2-d94d421d3250")]
    [InlineData(ExamRules.Third, "3-d3e020664567")]
    public void Earlier_rules_keep_their_name(int rules, string name) =>
        new Scorer(Given.Types, NullLogger<Scorer>.Instance).RulesVersion(rules).ShouldBe(name);

    [Fact]
    public void Under_the_second_rules_an_empty_list_is_no_key() =>
        new Scorer(Given.Types, NullLogger<Scorer>.Instance)
            .Score(
                Given.Content(
                    Given.Question("multiple-choice-multiple-answers", "{'options':['a','b'],'correctAnswer':[]}")
                ),
                new Dictionary<string, GivenAnswer>(StringComparer.Ordinal)
                {
                    ["q_1"] = new(Given.Json("['a']"), Completed: true),
                },
                ExamRules.Second
            )
            .NeedsGrading.ShouldBeTrue();

    [Theory]
    [InlineData(@"\\frac12", true)]
    [InlineData("1/2", true)]
    [InlineData(@"\\frac{2}{4}", false)]
    [InlineData(@"\\frac{1}{", null)]
    public void A_formula_is_compared_by_its_meaning_and_waits_for_a_person_where_it_has_none(
        string answer,
        bool? correct
    )
    {
        var score = Of(Given.Question("formula", @"{'correctAnswer':'\\frac{1}{2}'}", id: "q_formula"), $"'{answer}'");

        (score.Correct, score.NeedsGrading).ShouldBe((correct, correct is null));
    }

    [Fact]
    public void Texts_that_take_no_answer_have_no_score() =>
        Score(Given.Types, [Given.Question("paragraph")], "{}").Questions.ShouldBeEmpty();

    [Fact]
    public void A_session_needs_grading_when_one_question_does()
    {
        var score = Score(Given.Types, [TrueFalse, Essay], "{'q_tf':'true','q_essay':'text'}");

        (score.Points, score.MaxPoints, score.NeedsGrading).ShouldBe((3, 8, true));
    }

    [Fact]
    public void An_answer_to_another_question_changes_nothing() =>
        Score(Given.Types, [TrueFalse], "{'q_other':'true'}").Points.ShouldBe(0);

    [Theory]
    [InlineData("$unknownFunction(1)")]
    [InlineData("((")]
    [InlineData("'a' + 1")]
    [InlineData("$error('stop')")]
    [InlineData("($f := function($x) { 1 + $f($x) }; $f(1))")]
    [InlineData("($f := function($x) { $f($x & $x) }; $f('xxxxxxxxxxxxxxxx'))")]
    public void A_faulty_or_endless_condition_leaves_its_question_for_a_person(string condition) =>
        Scores(condition)[1].ShouldBe(new QuestionScore("q_2", null, 1, Correct: null, NeedsGrading: true));

    [Theory]
    [InlineData("((")]
    [InlineData("($f := function($x) { 1 + $f($x) }; $f(1))")]
    [InlineData("($f := function($x) { $f($x & $x) }; $f('xxxxxxxxxxxxxxxx'))")]
    public void The_neighbours_of_a_failing_question_are_scored(string condition) =>
        Scores(condition).Select(q => q.Points).ShouldBe([1, null, 1]);

    [Theory]
    [InlineData("= $.answer.value = 'a'", 1.0)]
    [InlineData("$.answer.value = 'b'", 0.0)]
    [InlineData("1", 1.0)]
    [InlineData("0", 0.0)]
    [InlineData("1 / 4", 0.25)]
    [InlineData("1 / 3", 1.0 / 3)]
    [InlineData("1e-7", 1e-7)]
    public void A_condition_gives_true_or_false_or_the_share_that_is_right(string condition, double share)
    {
        var score = Scores(condition)[1];

        (score.Share, score.Points, score.Correct, score.NeedsGrading).ShouldBe(
            (share, Math.Round(share, 4), share == 1, false)
        );
    }

    [Theory]
    [InlineData("'true'")]
    [InlineData("'0.5'")]
    [InlineData("$.nothing")]
    [InlineData("null")]
    [InlineData("1.0001")]
    [InlineData("-0.1")]
    [InlineData("1e300")]
    [InlineData("[true]")]
    [InlineData("{'share': 1}")]
    [InlineData("[]")]
    public void A_condition_that_gives_anything_else_leaves_its_question_for_a_person(string condition) =>
        Scores(condition)[1].ShouldBe(new QuestionScore("q_2", null, 1, Correct: null, NeedsGrading: true));

    [Theory]
    [InlineData("= $.answer.value = 'a'", true)]
    [InlineData("$.answer.value = 'b'", false)]
    [InlineData("'true'", false)]
    [InlineData("1", false)]
    [InlineData("$.nothing", false)]
    public void Under_the_third_rules_only_true_itself_is_right(string condition, bool right) =>
        Scores(condition, ExamRules.Third)[1]
            .ShouldBe(new QuestionScore("q_2", right ? 1 : 0, 1, right, NeedsGrading: false));

    private static QuestionScore Of(Question question, string? value) =>
        Score(Given.Types, [question], value is null ? "{}" : $"{{'{question.Id}':{value}}}")
            .Questions.ShouldHaveSingleItem();

    /// <summary>Three questions, the middle one of a type with this condition.</summary>
    private static IReadOnlyList<QuestionScore> Scores(string condition, int rules = ExamRules.Current)
    {
        var types = new QuestionTypeCatalog([
            .. Given.Types.All,
            Given.TypeOf(
                $$"""
                id: test.scoring.own
                settings: [{ id: correctAnswer, type: string, key: true }]
                responseProcessing: { condition: {{JsonSerializer.Serialize(condition)}} }
                """
            ),
        ]);
        const string Key = "{'correctAnswer':'true'}";
        return Score(
            types,
            [
                Given.Question("true-false", Key, id: "q_1"),
                Given.Question("own", Key, id: "q_2"),
                Given.Question("true-false", Key, id: "q_3"),
            ],
            "{'q_1':'true','q_2':'a','q_3':'true'}",
            rules
        ).Questions;
    }

    private static ExamScore Score(
        QuestionTypeCatalog types,
        Question[] questions,
        string answers,
        int rules = ExamRules.Current
    )
    {
        var scorer = new Scorer(types, NullLogger<Scorer>.Instance);
        return scorer.Score(
            Given.Content(questions),
            Given
                .Json(answers)
                .EnumerateObject()
                .ToDictionary(a => a.Name, a => new GivenAnswer(a.Value, Completed: true), StringComparer.Ordinal),
            rules
        );
    }
}
