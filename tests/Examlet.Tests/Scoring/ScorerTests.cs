using System.Text.Json;
using Examlet.ExamSessions;
using Examlet.Http;
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

    [Theory]
    [InlineData("['a']", 0.5, 1.0)]
    [InlineData("['a','b']", 1.0, 2.0)]
    [InlineData("['b','a','b']", 1.0, 2.0)]
    [InlineData("['a','b','c']", 0.25, 0.5)]
    [InlineData("['c']", 0.0, -0.5)]
    [InlineData("['other']", 0.0, -0.5)]
    [InlineData("'a'", 0.5, 1.0)]
    [InlineData("[]", 0.0, 0.0)]
    [InlineData("null", 0.0, 0.0)]
    public void Weights_give_the_share_of_a_choice_with_a_key_or_without(string value, double share, double points)
    {
        const string Scoring = "{'weights':[1,1,-1.5],'penalty':0.5,'method':'partial'}";
        foreach (var key in new[] { "", ",'correctAnswer':['c']", ",'correctAnswer':[]" })
        {
            Of(
                    Given.Question(
                        "multiple-choice-multiple-answers",
                        $"{{'options':['a','b','c']{key}}}",
                        Scoring,
                        id: "q_weights"
                    ),
                    value
                )
                .ShouldBe(
                    new QuestionScore("q_weights", points, 2, Correct: share == 1, NeedsGrading: false)
                    {
                        Share = share,
                    }
                );
        }
    }

    [Theory]
    [InlineData("'a'", 1.0)]
    [InlineData("'b'", 0.25)]
    [InlineData("'c'", 0.0)]
    [InlineData("['a']", 0.0)]
    [InlineData("['b','a']", 0.0)]
    public void One_option_of_several_has_its_weight(string value, double share) =>
        Of(
            Given.Question("multiple-choice-single-answer", "{'options':['a','b','c']}", "{'weights':[2,0.5,-1]}"),
            value
        )
            .Share.ShouldBe(share);

    [Theory]
    [InlineData("'false'", -2.0, 0.0)]
    [InlineData("'true'", 3.0, 3.0)]
    [InlineData("''", 0.0, 0.0)]
    [InlineData("null", 0.0, 0.0)]
    public void A_penalty_is_taken_for_a_wrong_answer_and_the_session_has_no_less_than_none(
        string value,
        double points,
        double sum
    )
    {
        var question = TrueFalse with { Scoring = Given.Json("{'points':3,'penalty':2}") };

        var score = Score(Given.Types, [question], $"{{'q_tf':{value}}}");

        (score.Questions[0].Points, score.Points, score.MaxPoints).ShouldBe((points, sum, 3));
    }

    [Fact]
    public void A_penalty_comes_off_what_other_questions_give()
    {
        var wrong = TrueFalse with { Id = "q_wrong", Scoring = Given.Json("{'points':3,'penalty':0.25}") };

        Score(Given.Types, [TrueFalse, wrong], "{'q_tf':'true','q_wrong':'false'}").Points.ShouldBe(2.75);
    }

    [Fact]
    public void An_answer_that_is_right_in_part_has_no_penalty() =>
        Of(
            Given.Question(
                "fill-in-blank",
                "{'text':'___ ___ ___','correctAnswer':['a','b','c']}",
                "{'method':'partial','penalty':1}"
            ),
            "['a','x','x']"
        )
            .Points.ShouldBe(0.3333);

    [Fact]
    public void A_person_takes_no_penalty() =>
        Of(Essay with { Scoring = Given.Json("{'points':5,'penalty':5}") }, "'text'").NeedsGrading.ShouldBeTrue();

    /// <summary>A sixth of 0.3 points is 0.05: a sixth as a decimal number would give less.</summary>
    [Theory]
    [InlineData(0.5001, 5, 0.4168)]
    [InlineData(0.0003, 1, 0.0001)]
    [InlineData(1, 1, 0.1667)]
    [InlineData(1, 2, 0.3333)]
    [InlineData(7, 4, 4.6667)]
    public void Points_are_rounded_once_half_away_from_zero(double max, int right, double points)
    {
        var blanks = Enumerable.Range(0, 6).Select(i => i < right ? "'a'" : "'x'");
        var question = Given.Question(
            "fill-in-blank",
            "{'text':'___ ___ ___ ___ ___ ___','correctAnswer':['a','a','a','a','a','a']}",
            FormattableString.Invariant($"{{'method':'partial','points':{max}}}")
        );

        Of(question, $"[{string.Join(',', blanks)}]").Points.ShouldBe(points);
    }

    [Fact]
    public void Under_the_third_rules_nothing_is_right_in_part()
    {
        var question = Given.Question(
            "fill-in-blank",
            "{'text':'___ ___','correctAnswer':['a','b']}",
            "{'method':'partial','penalty':1,'points':0.33333}"
        );

        Score(Given.Types, [question], "{'q_1':['a','x']}", ExamRules.Third)
            .Questions.ShouldBe([new QuestionScore("q_1", 0, 0.33333, Correct: false, NeedsGrading: false)]);
    }

    /// <summary>What was stored before it could be checked.</summary>
    [Theory]
    [InlineData("{'method':5,'weights':'x','penalty':'y'}")]
    [InlineData("{'method':'other','weights':[1],'penalty':-1}")]
    [InlineData("{'weights':[-1,-2],'penalty':null}")]
    public void Scoring_that_says_nothing_does_nothing(string scoring)
    {
        var question = Given.Question(
            "multiple-choice-single-answer",
            "{'options':['a','b'],'correctAnswer':'a'}",
            scoring
        );

        Of(question, "'a'").ShouldBe(new QuestionScore("q_1", 1, 1, Correct: true, NeedsGrading: false));
        Of(question, "'b'").ShouldBe(new QuestionScore("q_1", 0, 1, Correct: false, NeedsGrading: false));
    }

    [Fact]
    public void A_score_that_was_stored_without_shares_is_read_with_them()
    {
        var stored = Json.Read<QuestionScore>(
            Json.Write(new QuestionScore("q_1", 1, 1, Correct: true, NeedsGrading: false))
                .Replace(",\"share\":1", "", StringComparison.Ordinal)
        );

        stored.Share.ShouldBe(1);
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
