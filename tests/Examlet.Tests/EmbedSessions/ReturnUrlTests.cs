using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Tests.EmbedSessions;

public sealed class ReturnUrlTests
{
    private const string Ours = "status=completed&examId=exam_1&sessionId=session_1";

    [Theory]
    [InlineData("https://school.example/done", "https://school.example/done?" + Ours)]
    [InlineData("https://school.example", "https://school.example/?" + Ours)]
    [InlineData("https://school.example/done?", "https://school.example/done?" + Ours)]
    [InlineData(
        "https://school.example/done?course=5&name=a%20b",
        "https://school.example/done?course=5&name=a%20b&" + Ours
    )]
    [InlineData("https://school.example/done#part", "https://school.example/done?" + Ours + "#part")]
    [InlineData(
        "https://school.example/done?course=5#/route?x=1",
        "https://school.example/done?course=5&" + Ours + "#/route?x=1"
    )]
    [InlineData("http://school.example:8080/done", "http://school.example:8080/done?" + Ours)]
    public void The_outputs_are_added_to_the_query(string returnUrl, string expected) =>
        (Given.Embed() with { ReturnUrl = returnUrl })
            .ReturnUrlOf(new Outputs("exam_1", "session_1", Completion.Submitted))
            .ShouldBe(expected);

    [Fact]
    public void Without_a_return_address_there_is_none() =>
        Given.Embed().ReturnUrlOf(new Outputs("exam_1", "session_1", Completion.Submitted)).ShouldBeNull();

    [Theory]
    [InlineData("{'primaryColor':'#4f46e5'}")]
    [InlineData("{'primaryColor':'#FFF'}")]
    [InlineData("{'primaryColor':null,'locale':null}")]
    [InlineData("{'locale':'nl'}")]
    [InlineData("{'locale':'pt-BR'}")]
    [InlineData("{'locale':'zh-Hant-TW'}")]
    [InlineData("{'other':1}")]
    public void This_theme_is_accepted(string theme) => ThemeFaults(theme).ShouldBeEmpty();

    [Theory]
    [InlineData("{'primaryColor':'red'}", "theme.primaryColor")]
    [InlineData("{'primaryColor':'#12'}", "theme.primaryColor")]
    [InlineData("{'primaryColor':'#fff;}*{}'}", "theme.primaryColor")]
    [InlineData("{'primaryColor':5}", "theme.primaryColor")]
    [InlineData("{'locale':'n'}", "theme.locale")]
    [InlineData("{'locale':'nl_NL'}", "theme.locale")]
    [InlineData("{'locale':'nl-'}", "theme.locale")]
    [InlineData("{'locale':['nl']}", "theme.locale")]
    [InlineData("'nl'", "theme")]
    public void This_theme_is_refused_at(string theme, string path) => ThemeFaults(theme).ShouldBe([path]);

    [Theory]
    [InlineData("https://school.example/done", false)]
    [InlineData("http://school.example", false)]
    [InlineData("/done", true)]
    [InlineData("javascript:alert(1)", true)]
    [InlineData("https://user@school.example", true)]
    [InlineData("data:text/html,x", true)]
    public void A_return_address_is_refused_unless_it_is_of_the_web(string address, bool refused) =>
        Faults(Valid with { ReturnUrl = address }).Contains("returnUrl", StringComparer.Ordinal).ShouldBe(refused);

    [Fact]
    public void Nobody_makes_an_embed_session_for_themselves()
    {
        var errors = new InputErrors();

        EmbedSessionInput.Check(Valid with { Actor = "user_caller" }, "user_caller", strictEmbedding: false, errors);

        errors.ByPath["actor"].ShouldBe([EmbedSessionInput.SameActor]);
    }

    [Fact]
    public void Response_modes_come_in_the_order_of_the_contract() =>
        (
            Given.Embed() with
            {
                ReturnUrl = "https://a.example",
                AllowedOrigin = "https://a.example",
            }
        ).EnabledResponseModes.ShouldBe(["return_url", "post_message"]);

    [Fact]
    public void Strict_embedding_needs_an_origin()
    {
        var errors = new InputErrors();

        EmbedSessionInput.Check(Valid, "user_caller", strictEmbedding: true, errors);

        errors.ByPath.Keys.ShouldBe(["allowedOrigin"]);
    }

    private static CreateEmbedSession Valid =>
        new("take-exam", "user_1", Given.Json("{'examId':'exam_1'}"), null, null, null, null);

    private static List<string> ThemeFaults(string theme) => Faults(Valid with { Theme = Given.Json(theme) });

    private static List<string> Faults(CreateEmbedSession input)
    {
        var errors = new InputErrors();
        EmbedSessionInput.Check(input, "user_caller", strictEmbedding: false, errors);
        return [.. errors.ByPath.Keys];
    }
}
