using System.Text.Json;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Questions;
using Examlet.Scoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Examlet.Tests.Questions;

/// <summary>Questions as the platform's own packs write them: their long names, their settings and their
/// defaults.</summary>
public sealed class PlatformTypesTests
{
    private const string Sentence =
        "'sentence':'Vandaag maken wij de "
        + "jaarplanner.','correctAnswer':{'segments':[{'startToken':0,'endToken':0,'label':'BWB'},"
        + "{'startToken':1,'endToken':1,'label':'WG'},"
        + "{'startToken':2,'endToken':2,'label':'OW'},{'startToken':3,'endToken':4,'label':'LV'}],"
        + "'persoonsvorm':{'startToken':1,'endToken':1}}";

    [Theory]
    [InlineData("fill-in-blank")]
    [InlineData("formula")]
    [InlineData("math-notebook")]
    [InlineData("sequence")]
    [InlineData("upload-file")]
    [InlineData("voice-recorder")]
    [InlineData("matching")]
    [InlineData("sentence-analysis")]
    public void A_type_is_found_by_the_name_of_the_platforms_expansion(string name) =>
        Given.Types.Find("examplary.expansion." + name).ShouldNotBeNull().Name.ShouldBe(name);

    [Theory]
    [InlineData("single-line-text", "{'correctAnswer':'Paris'}", "'Paris'", true)]
    [InlineData("single-line-text", "{'correctAnswer':'Paris'}", "'London'", false)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "'true'", true)]
    [InlineData("true-false", "{'correctAnswer':'true'}", "'false'", false)]
    [InlineData("multiple-choice-single-answer", "{'options':['A','B'],'correctAnswer':'B'}", "'B'", true)]
    [InlineData("multiple-choice-single-answer", "{'options':['A','B'],'correctAnswer':'B'}", "'A'", false)]
    [InlineData(
        "multiple-choice-multiple-answers",
        "{'options':['A','B','C'],'correctAnswer':['A','C']}",
        "['C','A']",
        true
    )]
    [InlineData(
        "multiple-choice-multiple-answers",
        "{'options':['A','B','C'],'correctAnswer':['A','C']}",
        "['A']",
        false
    )]
    [InlineData(
        "picture-choice",
        "{'options':['https://a.example/1.png','https://a.example/2.png'],'correctAnswer':'https://a.example/2.png'}",
        "'https://a.example/2.png'",
        true
    )]
    [InlineData(
        "fill-in-blank",
        "{'text':'France has ___ and Spain ___','correctAnswer':['Paris','Madrid']}",
        "['Paris','Madrid']",
        true
    )]
    [InlineData(
        "fill-in-blank",
        "{'text':'France has ___ and Spain ___','correctAnswer':['Paris','Madrid']}",
        "['Madrid','Paris']",
        false
    )]
    [InlineData("fill-in-blank", "{'text':'France has ___','correctAnswer':['Paris']}", "['  Paris ']", true)]
    [InlineData("fill-in-blank", "{'text':'France has ___','correctAnswer':['Paris']}", "['paris']", false)]
    [InlineData(
        "fill-in-blank",
        "{'text':'France has ___','correctAnswer':['Paris'],'exactValuesCaseInsensitive':true}",
        "[' paris ']",
        true
    )]
    [InlineData("date-year", "{'dateType':'year','correctAnswer':'1925'}", "'  1925 '", true)]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925-12-31'}", "'1925-12-30'", false)]
    [InlineData("matching", "{'pairs':['Apple = Red','Banana = Yellow']}", "['Banana = Yellow','Apple = Red']", true)]
    [InlineData(
        "matching",
        "{'pairs':['Apple = Red','Banana = Yellow'],'layout':'vertical'}",
        "['Apple = Yellow','Banana = Red']",
        false
    )]
    [InlineData("matching", "{'pairs':['Apple = Red','Banana = Yellow']}", "['Apple = Red']", false)]
    [InlineData(
        "multiple-choice-multiple-answers",
        "{'options':['A','B','C'],'correctAnswer':['A','C']}",
        "['A','B','C']",
        false
    )]
    [InlineData(
        "picture-choice",
        "{'options':['https://a.example/1.png','https://a.example/2.png'],'correctAnswer':'https://a.example/2.png'}",
        "'https://a.example/1.png'",
        false
    )]
    [InlineData("date-year", "{'dateType':'year','correctAnswer':'1925'}", "'1926'", false)]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925-12-31'}", "'1925-12-31'", true)]
    [InlineData("sequence", "{'options':['a','b','c']}", "['c','b','a']", false)]
    [InlineData("sequence", "{'options':['a','b','c']}", "['a','b','c']", true)]
    [InlineData("sequence", "{'options':['a','b','c']}", "['a','c','b']", false)]
    [InlineData("sentence-analysis", "{" + Sentence + "}", "['0-0:BWB','1-1:WG','2-2:OW','3-4:LV','PV:1-1']", true)]
    [InlineData("sentence-analysis", "{" + Sentence + "}", "['0-0:BWB','1-1:WG','2-2:OW','3-4:LV']", false)]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Vandaag maken wij de "
            + "jaarplanner.','correctAnswer':{'segments':[{'startToken':0,'endToken':0,'label':'BWB'},"
            + "{'startToken':1,'endToken':1,'label':'WG'}],"
            + "'persoonsvorm':{'startToken':1,'endToken':1}}}",
        "['0-0:OW','1-1:WG','PV:1-1']",
        false
    )]
    [InlineData(
        "sentence-analysis",
        "{" + Sentence + ",'requirePersoonsvorm':false}",
        "['0-0:BWB','1-1:WG','2-2:OW','3-4:LV']",
        true
    )]
    public void A_question_is_accepted_and_scored_by_the_short_name_and_by_the_long_one(
        string name,
        string settings,
        string answer,
        bool isRight
    )
    {
        var type = Given.Types.Find(name)!;
        foreach (var known in type.Aliases.Append(type.Id).Append(type.Name))
        {
            var question = Posted(known, settings);

            var answers = new Dictionary<string, GivenAnswer>(StringComparer.Ordinal)
            {
                [question.Id] = new(Given.Json(answer), Completed: true),
            };
            new Scorer(Given.Types, NullLogger<Scorer>.Instance)
                .Score(Given.Content(question), answers)
                .Questions[0]
                .Correct.ShouldBe(isRight, known);
        }
    }

    [Theory]
    [InlineData("essay", "{'wordLimit':200,'hintEnabled':true}")]
    [InlineData("essay", "{'minWords':0,'maxWords':0}")]
    [InlineData("multi-line-text", "{}")]
    [InlineData("math-notebook", "{'initialLines':4,'prefix':'y = '}")]
    [InlineData("math-notebook", "{}")]
    [InlineData("formula", "{}")]
    [InlineData("upload-file", "{'acceptFileTypes':'.pdf,.docx'}")]
    [InlineData("voice-recorder", "{'maxDurationSeconds':60}")]
    [InlineData("paragraph", "{}")]
    [InlineData("exam-intro", "{}")]
    [InlineData("exam-outro", "{}")]
    public void A_question_that_a_person_grades_or_nobody_is_accepted_with_its_unknown_settings(
        string name,
        string settings
    ) =>
        Posted(Given.Types.Find(name)!.Aliases.FirstOrDefault(name), settings)
            .Settings.ShouldBeJson(JsonSerializer.Deserialize<object>(settings.Replace('\'', '"'))!);

    [Fact]
    public void What_the_platform_takes_for_granted_in_a_sentence_is_filled_in()
    {
        var settings = Posted("examplary.expansion.sentence-analysis", "{'sentence':'Hij slaapt'}").Settings;

        settings.ShouldBeJson(
            new
            {
                sentence = "Hij slaapt",
                enabledLabels = new[] { "OW", "WG", "LV", "BWB" },
                requirePersoonsvorm = true,
            }
        );
    }

    [Fact]
    public void What_an_author_gives_is_not_filled_in()
    {
        var settings = Posted(
            "sentence-analysis",
            "{'sentence':'Hij slaapt','enabledLabels':['OND'],'requirePersoonsvorm':false}"
        ).Settings;

        settings.ShouldBeJson(
            new
            {
                sentence = "Hij slaapt",
                enabledLabels = new[] { "OND" },
                requirePersoonsvorm = false,
            }
        );
    }

    [Fact]
    public void A_stored_question_that_is_changed_gets_nothing_filled_in()
    {
        var stored = Given.Question("sentence-analysis", "{'sentence':'Hij slaapt','enabledLabels':['OND']}");

        var changed = Applied(
            Given.Content(stored),
            new QuestionInput(stored.Id, stored.Type, "New title", null, stored.Settings, null, null, null, null)
        );

        changed.Settings.ShouldBeJson(stored.Settings);
    }

    [Theory]
    [InlineData("4", 4)]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    [InlineData("['x']", 1)]
    public void A_notebook_begins_with_so_many_lines(string lines, int count) =>
        StudentView
            .Of(Given.Content(Given.Question("math-notebook", $"{{'initialLines':{lines}}}")), Given.Types)[0]
            .Settings["initialLines"]
            .GetArrayLength()
            .ShouldBe(count);

    private static Question Posted(string type, string settings) =>
        Applied(
            new ExamContent { Name = "E" },
            new QuestionInput(
                Id: null,
                type,
                "T",
                Description: null,
                Given.Json(settings),
                Scoring: null,
                Metadata: null,
                Tags: null,
                ExternalId: null
            )
        );

    private static Question Applied(ExamContent current, QuestionInput question)
    {
        var errors = new InputErrors();
        var change = ExamInput.AsChange(
            new CreateExam("E", null, null, null, null, null, [question], null, null, null, null, null)
        );
        var content = ExamInput.Apply(current, change, Given.Types, errors, new CheckBudget());
        errors.ByPath.ShouldBeEmpty();
        return content.Questions.ShouldHaveSingleItem();
    }
}
