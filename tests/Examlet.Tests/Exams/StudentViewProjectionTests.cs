using System.Text.Json;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Tests.Exams;

/// <summary>What leaves the server before the end of an exam: only what a type names as visible.</summary>
public sealed class StudentViewProjectionTests
{
    public static IEnumerable<TheoryDataRow<string>> All =>
        from type in Given.Types.All
        select new TheoryDataRow<string>(type.Name);

    [Theory, MemberData(nameof(All))]
    public void No_setting_that_is_not_for_students_appears(string typeName)
    {
        var type = Given.Types.Find(typeName)!;

        var json = Json.Write(View(Filled(type)));

        type.Settings.Where(s => !s.IsShown)
            .Select(s => $"SECRET-{s.Id}-")
            .Where(secret => json.Contains(secret, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(All))]
    public void No_key_appears_even_by_its_name(string typeName)
    {
        var type = Given.Types.Find(typeName)!;

        View(Filled(type))
            .Settings.Keys.ShouldNotContain(name => type.Settings.Any(s => s.Key && !s.IsShown && s.Id == name));
    }

    [Theory, MemberData(nameof(All))]
    public void What_is_for_students_appears(string typeName)
    {
        var type = Given.Types.Find(typeName)!;

        type.Settings.Where(s => s.IsShown).Select(s => s.Id).ShouldBeSubsetOf(View(Filled(type)).Settings.Keys);
    }

    [Theory, MemberData(nameof(All))]
    public void No_unknown_setting_appears(string typeName) =>
        Json.Write(View(Filled(Given.Types.Find(typeName)!))).ShouldNotContain("SECRET-unknown");

    [Theory, MemberData(nameof(All))]
    public void Criteria_do_not_appear(string typeName) =>
        Json.Write(View(Filled(Given.Types.Find(typeName)!))).ShouldNotContain("SECRET-criteria");

    [Theory, MemberData(nameof(All))]
    public void Metadata_does_not_appear(string typeName) =>
        Json.Write(View(Filled(Given.Types.Find(typeName)!))).ShouldNotContain("SECRET-metadata");

    [Fact]
    public void Options_are_sent_exactly_and_beside_them_sanitised()
    {
        var view = View(
            Given.Question(
                "multiple-choice-single-answer",
                "{'options':['<b onclick=x>A</b>','B & C'],'correctAnswer':'B & C'}"
            )
        );

        view.Settings["options"].GetRawText().ShouldContain("onclick");
        view.Settings["optionsHtml"].EnumerateArray().Select(o => o.GetString()).ShouldBe(["<b>A</b>", "B &amp; C"]);
    }

    [Fact]
    public void A_description_is_sanitised() =>
        View(Given.Question("paragraph") with { Description = "<p onclick=x>A</p>" }).Description.ShouldBe("<p>A</p>");

    [Fact]
    public void A_question_without_a_description_has_none() =>
        View(Given.Question("paragraph")).Description.ShouldBeNull();

    [Fact]
    public void A_title_is_plain_text_and_stays_as_it_is() =>
        View(Given.Question("paragraph") with { Title = "<b>1</b> & 2" }).Title.ShouldBe("<b>1</b> & 2");

    [Theory]
    [InlineData("true-false", "{'correctAnswer':'true'}", "{'points':3}", 3.0)]
    [InlineData("true-false", "{'correctAnswer':'true'}", null, 1.0)]
    [InlineData("paragraph", "{}", "{'points':3}", null)]
    public void The_most_points_are_shown(string type, string settings, string? scoring, double? points) =>
        View(Given.Question(type, settings, scoring)).Points.ShouldBe(points);

    [Fact]
    public void Introductions_come_first_and_closing_texts_last_and_the_rest_keep_their_order()
    {
        var content = Given.Content(
            Given.Question("exam-outro", id: "q_z"),
            Given.Question("single-line-text", id: "q_b"),
            Given.Question("exam-intro", id: "q_i"),
            Given.Question("paragraph", id: "q_a"),
            Given.Question("exam-intro", id: "q_j")
        );

        StudentView.Of(content, Given.Types).Select(q => q.Id).ShouldBe(["q_i", "q_j", "q_b", "q_a", "q_z"]);
    }

    [Fact]
    public void What_the_program_needs_itself_is_not_written_out() =>
        JsonElement
            .Parse(Json.Write(View(Given.Question("true-false"))))
            .EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe(["id", "type", "title", "description", "settings", "points"]);

    [Fact]
    public void A_list_that_was_not_given_is_not_shuffled()
    {
        var types = new QuestionTypeCatalog([
            Given.TypeOf(
                """
                id: test.view.optional-list
                settings:
                  - { id: list, type: string-array, student: plain, shuffledBy: mix }
                  - { id: mix, type: boolean }
                """
            ),
        ]);

        var view = StudentView.Of(Given.Content(Given.Question("optional-list", "{'mix':true}")), types);

        Should.NotThrow(() => SessionOrder.Draw(view, shuffleQuestions: false, "seed"));
    }

    private static StudentQuestion View(Question question) =>
        StudentView.Of(Given.Content(question), Given.Types).ShouldHaveSingleItem();

    /// <summary>A question with every setting of its type, each value telling where it came from, and much that is
    /// nobody's.</summary>
    private static Question Filled(QuestionType type)
    {
        var settings = type.Settings.ToDictionary(setting => setting.Id, Value, StringComparer.Ordinal);
        settings["unknown"] = "SECRET-unknown";
        settings["correctAnswers"] = new[] { "SECRET-unknown" };
        return Given.Question(
            type.Name,
            Json.Write(settings),
            "{'rubricType':'analytical','criteria':[{'id':'SECRET-criteria','levels':[{'points':2,"
                + "'title':'SECRET-criteria'}]}]}"
        ) with
        {
            Metadata = Given.Json("{'note':'SECRET-metadata'}"),
        };
    }

    private static object Value(QuestionSetting setting) =>
        setting.Type switch
        {
            "boolean" => true,
            "number" => 7,
            "string-array" => new[] { $"SECRET-{setting.Id}-1", $"SECRET-{setting.Id}-2" },
            "custom" => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["inner"] = new[] { $"SECRET-{setting.Id}-1" },
            },
            _ => $"SECRET-{setting.Id}-",
        };
}
