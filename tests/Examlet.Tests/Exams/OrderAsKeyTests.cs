using Examlet.Exams;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Exams;

/// <summary>A type whose right answer is the order of what the student sees, and settings that a question leaves to
/// their default.</summary>
public sealed class OrderAsKeyTests
{
    private static readonly QuestionTypeCatalog Types = new([
        Given.TypeOf(
            """
            id: test.view.in-order
            settings:
              - { id: options, type: string-array, key: true, student: html, shuffled: true }
            responseProcessing: { condition: $.answer.value = $.question.settings.options }
            """
        ),
        Given.TypeOf(
            """
            id: test.view.with-defaults
            settings:
              - { id: list, type: string-array, student: plain, shuffledBy: mix }
              - { id: mix, type: boolean, default: true }
              - { id: seconds, type: number, student: plain, default: 300 }
              - { id: secret, type: string, default: hidden }
            """
        ),
    ]);

    [Fact]
    public void The_order_of_the_author_is_no_likelier_than_another()
    {
        var view = View(Given.Question("in-order", "{'options':['a','b','c']}"));

        var orders = Enumerable
            .Range(0, 1200)
            .CountBy(seed => Entries(SessionOrder.Draw([view], shuffleQuestions: false, $"seed {seed}")[0], "options"))
            .ToDictionary();

        // 200 of each of the six are expected; 5 standard deviations are 65.
        orders.Values.ShouldAllBe(count => count > 135 && count < 265);
        orders.Count.ShouldBe(6);
    }

    [Fact]
    public void Such_a_question_has_a_key() =>
        Types.Find("in-order")!.HasKey(Given.Json("{'options':['a','b']}")).ShouldBeTrue();

    [Fact]
    public void Another_order_of_the_author_gives_the_same_set()
    {
        var one = Entries(View(Given.Question("in-order", "{'options':['a','b','c']}")), "options")
            .Split(',')
            .Order(StringComparer.Ordinal);

        one.ShouldBe(
            Entries(View(Given.Question("in-order", "{'options':['c','a','b']}")), "options")
                .Split(',')
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("{}", "300")]
    [InlineData("{'seconds':null}", "300")]
    [InlineData("{'seconds':20}", "20")]
    public void A_student_gets_the_default_of_what_was_not_given(string settings, string seconds) =>
        View(Given.Question("with-defaults", settings)).Settings["seconds"].GetRawText().ShouldBe(seconds);

    [Fact]
    public void A_default_that_is_not_shown_stays_here() =>
        Json.Write(View(Given.Question("with-defaults"))).ShouldNotContain("hidden");

    [Theory]
    [InlineData("{'list':['a','b']}", true)]
    [InlineData("{'list':['a','b'],'mix':true}", true)]
    [InlineData("{'list':['a','b'],'mix':false}", false)]
    public void Shuffling_follows_its_default(string settings, bool shuffled) =>
        View(Given.Question("with-defaults", settings)).Shuffled.Contains("list").ShouldBe(shuffled);

    [Fact]
    public void Two_types_of_one_short_name_are_refused() =>
        Should
            .Throw<FormatException>(() =>
                new QuestionTypeCatalog([Given.TypeOf("id: a.b.same"), Given.TypeOf("id: a.c.same")])
            )
            .Message.ShouldBe("The question types a.b.same and a.c.same have the same short name.");

    [Theory]
    [InlineData("type: number, default: '5'")]
    [InlineData("type: boolean, default: 1")]
    [InlineData("type: string-array, default: [1]")]
    [InlineData("type: enum, default: 1")]
    public void A_default_of_another_type_is_refused(string setting) =>
        Should
            .Throw<FormatException>(() => Given.TypeOf($"id: a.b.c\nsettings: [{{ id: s, {setting} }}]"))
            .Message.ShouldContain("and its `default` is not");

    [Fact]
    public void A_shuffled_text_is_refused() =>
        Should
            .Throw<FormatException>(() =>
                Given.TypeOf(
                    "id: a.b.c\nsettings: [{ id: s, type: string, key: true, student: plain, shuffled: true }]"
                )
            )
            .Message.ShouldContain("only a string-array");

    private static StudentQuestion View(Question question) =>
        StudentView.Of(Given.Content(question), Types).ShouldHaveSingleItem();

    private static string Entries(StudentQuestion question, string setting) =>
        string.Join(',', question.Settings[setting].EnumerateArray().Select(entry => entry.GetString()));
}
