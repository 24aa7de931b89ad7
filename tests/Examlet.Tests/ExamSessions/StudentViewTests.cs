using System.Text.Json;

namespace Examlet.Tests.ExamSessions;

/// <summary>What of an exam a student gets (contract §8, §10).</summary>
public sealed class StudentViewTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Descriptions_are_sanitised(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync([
            Body.With(
                Ask.Text("Q"),
                new
                {
                    description = """<p onclick="alert(1)">Read <b>this</b></p><script>alert(2)</script><img """
                        + """src="javascript:alert(3)"><iframe src="https://evil.example"></iframe><a """
                        + """href="javascript:alert(4)">x</a><style>p{}</style>""",
                }
            ),
        ]);

        var description = (await sitting.Student.StartAsync()).Value("exam.questions[0].description");

        description.ShouldContain("<p>Read <b>this</b></p>");
        foreach (var danger in (string[])["onclick", "<script", "javascript:", "<iframe", "<style", "alert("])
        {
            description.ShouldNotContain(danger);
        }
    }

    [Theory, AllStores]
    public async Task Mathematics_and_inline_images_stay(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        const string image =
            "data:image/png;base64,"
            + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        var sitting = await workspace.SitAsync([
            Body.With(
                Ask.Text("Q"),
                new
                {
                    description = "<p>Solve <inline-math>x^2 &lt; 4</inline-math></p>"
                        + $"<img src=\"{image}\" alt=\"graph\">",
                }
            ),
        ]);

        var description = (await sitting.Student.StartAsync()).Value("exam.questions[0].description");

        description.ShouldContain("<inline-math>x^2 &lt; 4</inline-math>");
        description.ShouldContain(image);
    }

    [Theory, AllStores]
    public async Task Options_are_the_authors_exact_strings_with_sanitised_HTML_beside_them(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        string[] options =
        [
            "<b>bold</b>",
            "plain & simple",
            "<img src=x onerror=alert(1)>evil",
            "<inline-math>x</inline-math>",
        ];
        var sitting = await workspace.StartedAsync([Ask.One("Q", options, options[2])]);

        var settings = (await sitting.Student.OpenAsync())["exam.questions[0].settings"];

        settings.GetProperty("options").ShouldBeJson(options);
        var html = settings.GetProperty("optionsHtml").EnumerateArray().Select(o => o.GetString()!).ToList();
        html.Count.ShouldBe(4);
        html[0].ShouldBe("<b>bold</b>");
        html[1].ShouldBe("plain &amp; simple");
        html[2].ShouldNotContain("onerror");
        html[3].ShouldBe("<inline-math>x</inline-math>");
    }

    [Theory, AllStores]
    public async Task An_option_sent_back_unchanged_is_right(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        const string right = "<b>it's \"right\"</b> & <i>proper</i>\u00a0";
        var sitting = await workspace.StartedAsync([Ask.One("Q", ["wrong", right], right)]);
        var option = (await sitting.Student.OpenAsync())["exam.questions[0].settings.options"][1].GetString()!;

        (await sitting.Student.SaveAsync(sitting.Question, option)).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync()).Json.ShouldHave(new { score = new { points = 1 } });
    }

    [Theory, AllStores]
    public async Task Shuffled_options_and_their_HTML_stay_together(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([
            Ask.Many("Q", ["<b>a</b>", "<b>b</b>", "<b>c</b>", "<b>d</b>", "<b>e</b>"], ["<b>a</b>"], shuffle: true),
        ]);

        var settings = (await sitting.Student.OpenAsync())["exam.questions[0].settings"];

        settings.GetProperty("optionsHtml").ShouldBeJson(settings.GetProperty("options"));
    }

    [Theory, AllStores]
    public async Task A_question_has_only_what_a_student_may_see(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(Ask.Everything());

        var questions = (await sitting.Student.OpenAsync())["exam.questions"];

        questions.GetArrayLength().ShouldBe(Ask.Everything().Length);
        foreach (var question in questions.EnumerateArray())
        {
            question.Names().ShouldBeSubsetOf(["id", "type", "title", "description", "settings", "points"]);
            if (question.TryGetProperty("settings", out var settings) && settings.ValueKind == JsonValueKind.Object)
            {
                settings.Names().ShouldNotContain("correctAnswer");
            }
        }
    }
}
