using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Questions;

/// <summary>What must hold of several settings together, or of one with a form of its own.</summary>
public sealed class SettingChecksTests
{
    [Theory]
    [InlineData("fill-in-blank", "{'text':'A ___ and ____','correctAnswer':['x','y']}")]
    [InlineData("fill-in-blank", "{'text':'A ___'}")]
    [InlineData("fill-in-blank", "{'text':'A ___','correctAnswer':['x']}")]
    [InlineData("matching", "{'left':['a','b'],'right':['1','2'],'correctAnswer':['b = 1','a = 2']}")]
    [InlineData("matching", "{'left':['a'],'right':['1'],'correctAnswer':['a = 1']}")]
    [InlineData("matching", "{'left':['a'],'right':['1']}")]
    [InlineData("matching", "{'left':['a = b'],'right':['c = d'],'correctAnswer':['a = b = c = d']}")]
    [InlineData("matching", "{'pairs':['a = 1']}")]
    [InlineData("matching", "{'pairs':[{'left':'a','right':'1'},'b = 2']}")]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':0,'endToken':0,"
            + "'label':'OND'}]}}"
    )]
    [InlineData("sentence-analysis", "{'sentence':'Hij slaapt','enabledLabels':['OND']}")]
    [InlineData("fill-in-blank", "{'text':'A ___ and ___','correctAnswer':[['x','y'],'']}")]
    [InlineData("single-line-text", "{'correctAnswer':['color','colour']}")]
    [InlineData("single-line-text", "{'correctAnswer':[]}")]
    [InlineData("single-line-text", "{'correctAnswer':''}")]
    [InlineData("single-line-text", "{'correctAnswer':'four','maxLength':4}")]
    [InlineData("single-line-text", "{'correctAnswer':'👍🏽🇳🇱','maxLength':2}")]
    [InlineData("single-line-text", "{'correctAnswer':'  four ','maxLength':4}")]
    [InlineData("date-year", "{'correctAnswer':'1925'}")]
    [InlineData("date-year", "{'correctAnswer':'−44'}")]
    [InlineData("date-year", "{'correctAnswer':['١٩٢٥',' 1926 ']}")]
    [InlineData("date-year", "{'correctAnswer':''}")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925-02-03'}")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'2000-02-29'}")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'-44-03-15'}")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'-0044-03-15'}")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'0079-08-24'}")]
    [InlineData("multiple-choice-multiple-answers", "{'options':['a','b'],'correctAnswer':[]}")]
    [InlineData("multiple-choice-single-answer", "{'options':['<b>1</b>','1'],'correctAnswer':'1'}")]
    [InlineData("matching", "{'left':['a','b'],'right':['1'],'correctAnswer':[]}")]
    [InlineData("matching", "{'left':['a'],'right':['1'],'correctAnswer':['a = 1','a = 1']}")]
    [InlineData("math-notebook", "{'initialLines':4}")]
    [InlineData("math-notebook", "{'initialLines':0}")]
    [InlineData("math-notebook", "{'initialLines':['x = 1','']}")]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':0,'endToken':0,"
            + "'label':'OND'}],'persoonsvorm':{'startToken':1,'endToken':1}}}"
    )]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':0,'endToken':0,"
            + "'label':'OND'}],'persoonsvorm':null}}"
    )]
    [InlineData("upload-file", "{}")]
    [InlineData("upload-file", "{'acceptFileTypes':'.pdf,image/*'}")]
    [InlineData("upload-file", "{'acceptFileTypes':['.pdf']}")]
    [InlineData("upload-file", "{'acceptFileTypes':[]}")]
    public void These_settings_are_accepted(string type, string settings) => Faults(type, settings).ShouldBeEmpty();

    [Theory]
    [InlineData("fill-in-blank", "{'text':'A ___ and ___','correctAnswer':['x']}", "correctAnswer")]
    [InlineData("fill-in-blank", "{'text':'No blank','correctAnswer':['x']}", "correctAnswer")]
    [InlineData("fill-in-blank", "{'correctAnswer':['x']}", "text")]
    [InlineData("fill-in-blank", "{'text':'A ___','correctAnswer':['']}", "correctAnswer")]
    [InlineData("fill-in-blank", "{'text':'A ___','correctAnswer':[[]]}", "correctAnswer")]
    [InlineData("fill-in-blank", "{'text':'A ___','correctAnswer':[[5]]}", "correctAnswer")]
    [InlineData("fill-in-blank", "{'text':'A ___','correctAnswer':'x'}", "correctAnswer")]
    [InlineData("fill-in-blank", "{'text':'<i title=___>A</i> ___','correctAnswer':['','x']}", "correctAnswer")]
    [InlineData("single-line-text", "{'correctAnswer':5}", "correctAnswer")]
    [InlineData("single-line-text", "{'correctAnswer':['a',5]}", "correctAnswer")]
    [InlineData("single-line-text", "{'correctAnswer':'   '}", "correctAnswer")]
    [InlineData("single-line-text", "{'correctAnswer':'\u200b'}", "correctAnswer")]
    [InlineData("single-line-text", "{'correctAnswer':['a','']}", "correctAnswer")]
    [InlineData("single-line-text", "{'correctAnswer':'fives','maxLength':4}", "correctAnswer")]
    [InlineData("single-line-text", "{'correctAnswer':['four','fives'],'maxLength':4}", "correctAnswer")]
    [InlineData("date-year", "{'correctAnswer':'44 BC'}", "correctAnswer")]
    [InlineData("date-year", "{'correctAnswer':'1925-02-03'}", "correctAnswer")]
    [InlineData("date-year", "{'correctAnswer':'c. 1925'}", "correctAnswer")]
    [InlineData("date-year", "{'correctAnswer':['1925','MCMXXV']}", "correctAnswer")]
    [InlineData("date-year", "{'correctAnswer':' '}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925-2-3'}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'31-12-1925'}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925/02/03'}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925-02-30'}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1900-02-29'}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925-13-01'}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925-00-01'}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'79-08-24'}", "correctAnswer")]
    [InlineData("date-year", "{'dateType':'full-date','correctAnswer':'1925'}", "correctAnswer")]
    [InlineData(
        "date-year",
        "{'dateType':'full-date','correctAnswer':['1925-02-03','3 February 1925']}",
        "correctAnswer"
    )]
    [InlineData("multiple-choice-single-answer", "{'options':['5','5 '],'correctAnswer':'5'}", "options")]
    [InlineData("multiple-choice-multiple-answers", "{'options':['5','<p>5</p>'],'correctAnswer':['5']}", "options")]
    [InlineData("picture-choice", "{'options':['https://a.example/1','https://A.example/1 ']}", "options")]
    [InlineData("picture-choice", "{'options':['https://a.example/1',' HTTP://a.example/2']}", "options")]
    [InlineData("sequence", "{'options':['Paris','Par\u00adis']}", "options")]
    [InlineData("matching", "{'left':['a','a '],'right':['1']}", "left")]
    [InlineData("matching", "{'left':['a'],'right':['1','<p>1</p>']}", "right")]
    [InlineData("matching", "{'left':['2 + 2','2 + 2 = 4'],'right':['4 = 2 * 2','2 * 2']}", "right")]
    [InlineData("matching", "{'left':['a'],'right':['1','2'],'correctAnswer':['a = 1','a = 2']}", "correctAnswer")]
    [InlineData("matching", "{'pairs':['a = 1','a = 2']}", "pairs")]
    [InlineData("matching", "{'pairs':['a = 1','a  = 2']}", "pairs")]
    [InlineData(
        "matching",
        "{'pairs':[{'left':'2 + 2','right':'4 = 2 * 2'},{'left':'2 + 2 = 4','right':'2 * 2'}]}",
        "pairs"
    )]
    [InlineData("matching", "{'pairs':'a = 1'}", "pairs")]
    [InlineData("math-notebook", "{'initialLines':-1}", "initialLines")]
    [InlineData("math-notebook", "{'initialLines':1.5}", "initialLines")]
    [InlineData("math-notebook", "{'initialLines':101}", "initialLines")]
    [InlineData("math-notebook", "{'initialLines':'x'}", "initialLines")]
    [InlineData("math-notebook", "{'initialLines':[5]}", "initialLines")]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':0,'endToken':0,"
            + "'label':'LV'}]}}",
        "correctAnswer"
    )]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':0,'endToken':2,"
            + "'label':'OND'}]}}",
        "correctAnswer"
    )]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':1,'endToken':0,"
            + "'label':'OND'}]}}",
        "correctAnswer"
    )]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':0,'endToken':1,"
            + "'label':'OND'},{'startToken':1,'endToken':1,'label':'OND'}]}}",
        "correctAnswer"
    )]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':0,'endToken':0,"
            + "'label':'OND'}],'persoonsvorm':{'startToken':2,'endToken':2}}}",
        "correctAnswer"
    )]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[]}}",
        "correctAnswer"
    )]
    [InlineData("matching", "{}", "left,right")]
    [InlineData("matching", "{'left':['a']}", "right")]
    [InlineData("matching", "{'left':['a'],'right':['1'],'correctAnswer':['a = 2']}", "correctAnswer")]
    [InlineData("matching", "{'left':['a'],'right':['1'],'correctAnswer':['a=1']}", "correctAnswer")]
    [InlineData("matching", "{'left':['a','a'],'right':['1']}", "left")]
    [InlineData("matching", "{'pairs':['a: 1']}", "pairs")]
    [InlineData("matching", "{'pairs':[{'left':'a'}]}", "pairs")]
    [InlineData("matching", "{'pairs':[5]}", "pairs")]
    [InlineData("sequence", "{'options':['a','a']}", "options")]
    [InlineData("sequence", "{'options':['a']}", "options")]
    [InlineData("sequence", "{}", "options")]
    [InlineData("date-year", "{'dateType':'month'}", "dateType")]
    [InlineData(
        "picture-choice",
        "{'options':['https://a.example/1'],'correctAnswer':'https://a.example/2'}",
        "correctAnswer"
    )]
    [InlineData("sentence-analysis", "{'sentence':'Hij slaapt'}", "enabledLabels")]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij slaapt','enabledLabels':['OND'],'correctAnswer':'OND'}",
        "correctAnswer"
    )]
    [InlineData(
        "sentence-analysis",
        "{'sentence':'Hij "
            + "slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':'0','endToken':0,"
            + "'label':'OND'}]}}",
        "correctAnswer"
    )]
    [InlineData("upload-file", "{'acceptFileTypes':5}", "acceptFileTypes")]
    [InlineData("upload-file", "{'acceptFileTypes':['.pdf',5]}", "acceptFileTypes")]
    [InlineData("voice-recorder", "{'maxDurationSeconds':0}", "maxDurationSeconds")]
    public void These_settings_are_refused_and_named(string type, string settings, string names) =>
        Faults(type, settings).ShouldBe(names.Split(',').Select(name => $"q.settings.{name}"));

    [Fact]
    public void The_message_says_what_to_do()
    {
        var errors = new InputErrors();

        Given.Types.Validate(
            Given.Question("fill-in-blank", "{'text':'A ___ and ___','correctAnswer':['x']}"),
            "q",
            errors,
            new CheckBudget()
        );

        errors
            .ByPath["q.settings.correctAnswer"]
            .ShouldBe(["`q.settings.correctAnswer` must have one entry for each ___ of the `text`."]);
    }

    [Fact]
    public void A_check_of_a_setting_that_is_not_there_is_refused() =>
        Should
            .Throw<FormatException>(() =>
                Given.TypeOf("id: a.b.c\nchecks: [{ setting: x, condition: 'true', otherwise: no }]")
            )
            .Message.ShouldContain("`checks` names the setting `x`");

    [Fact]
    public void Something_shown_to_nobody_is_refused() =>
        Should
            .Throw<FormatException>(() =>
                Given.TypeOf("id: a.b.c\nsettings: [{ id: s, type: string, shownAs: settings.s }]")
            )
            .Message.ShouldContain("has `shownAs` but not `student`");

    private static IEnumerable<string> Faults(string type, string settings)
    {
        var errors = new InputErrors();
        Given.Types.Validate(Given.Question(type, settings), "q", errors, new CheckBudget());
        return errors.ByPath.Keys;
    }
}
