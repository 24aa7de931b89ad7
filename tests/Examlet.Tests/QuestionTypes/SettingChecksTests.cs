using Examlet.Http;

namespace Examlet.Tests.QuestionTypes;

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
    [InlineData("sentence-analysis", "{'sentence':'Hij slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':0,'endToken':0,'label':'OND'}]}}")]
    [InlineData("sentence-analysis", "{'sentence':'Hij slaapt','enabledLabels':['OND']}")]
    [InlineData("upload-file", "{}")]
    [InlineData("upload-file", "{'acceptFileTypes':'.pdf,image/*'}")]
    [InlineData("upload-file", "{'acceptFileTypes':['.pdf']}")]
    [InlineData("upload-file", "{'acceptFileTypes':[]}")]
    public void These_settings_are_accepted(string type, string settings) => Faults(type, settings).ShouldBeEmpty();

    [Theory]
    [InlineData("fill-in-blank", "{'text':'A ___ and ___','correctAnswer':['x']}", "correctAnswer")]
    [InlineData("fill-in-blank", "{'text':'No blank','correctAnswer':['x']}", "correctAnswer")]
    [InlineData("fill-in-blank", "{'correctAnswer':['x']}", "text")]
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
    [InlineData("picture-choice", "{'options':['https://a.example/1'],'correctAnswer':'https://a.example/2'}", "correctAnswer")]
    [InlineData("sentence-analysis", "{'sentence':'Hij slaapt'}", "enabledLabels")]
    [InlineData("sentence-analysis", "{'sentence':'Hij slaapt','enabledLabels':['OND'],'correctAnswer':'OND'}", "correctAnswer")]
    [InlineData("sentence-analysis", "{'sentence':'Hij slaapt','enabledLabels':['OND'],'correctAnswer':{'segments':[{'startToken':'0','endToken':0,'label':'OND'}]}}", "correctAnswer")]
    [InlineData("upload-file", "{'acceptFileTypes':5}", "acceptFileTypes")]
    [InlineData("upload-file", "{'acceptFileTypes':['.pdf',5]}", "acceptFileTypes")]
    [InlineData("voice-recorder", "{'maxDurationSeconds':0}", "maxDurationSeconds")]
    public void These_settings_are_refused_and_named(string type, string settings, string names) => Faults(type, settings).ShouldBe(names.Split(',').Select(name => $"q.settings.{name}"));

    [Fact]
    public void The_message_says_what_to_do()
    {
        var errors = new InputErrors();

        Given.Types.Validate(Given.Question("fill-in-blank", "{'text':'A ___ and ___','correctAnswer':['x']}"), "q", errors);

        errors.ByPath["q.settings.correctAnswer"].ShouldBe(["`q.settings.correctAnswer` must have one entry for each ___ of the `text`."]);
    }

    [Fact]
    public void A_check_of_a_setting_that_is_not_there_is_refused() =>
        Should.Throw<FormatException>(() => Given.TypeOf("id: a.b.c\nchecks: [{ setting: x, condition: 'true', otherwise: no }]")).Message.ShouldContain("`checks` names the setting `x`");

    [Fact]
    public void Something_shown_to_nobody_is_refused() =>
        Should.Throw<FormatException>(() => Given.TypeOf("id: a.b.c\nsettings: [{ id: s, type: string, shownAs: settings.s }]")).Message.ShouldContain("has `shownAs` but not `student`");

    private static IEnumerable<string> Faults(string type, string settings)
    {
        var errors = new InputErrors();
        Given.Types.Validate(Given.Question(type, settings), "q", errors);
        return errors.ByPath.Keys;
    }
}
