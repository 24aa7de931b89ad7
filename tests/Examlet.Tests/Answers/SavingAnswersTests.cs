using System.Text.Json;

namespace Examlet.Tests.Answers;

public sealed class SavingAnswersTests(ExamletServers servers)
{
    private const int Limit = 256 << 10;

    [Theory, AllStores]
    public async Task A_save_is_acknowledged_with_every_field(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30 });
        var now = workspace.Server.Now;

        var reply = await sitting.Student.SaveAsync(sitting.Question, "Paris");

        reply.ShouldBe(
            200,
            new
            {
                questionId = sitting.Question,
                epoch = sitting.Student.Epoch,
                revision = 1,
                applied = true,
                savedAt = now.Iso(),
                serverNow = now.Iso(),
                deadline = now.AddMinutes(30).Iso(),
                @event = new { seq = 2 },
            }
        );
        reply.Value("event.id").ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [AllStores("\"Paris\"")]
    [AllStores("\"\"")]
    [AllStores("null")]
    [AllStores("[]")]
    [AllStores("[\"a\"]")]
    [AllStores("[\"a\", \"b\", \"a\", \"\"]")]
    [AllStores("\"0\"")]
    public async Task A_value_is_a_text_a_list_of_texts_or_null(Store store, string value)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var wanted = JsonElement.Parse(value);

        (await sitting.Student.SaveAsync(sitting.Question, wanted)).ShouldBe(200, new { applied = true });

        (await sitting.Student.OpenAsync())["answers"].Find(sitting.Question).GetProperty("value").ShouldBeJson(wanted);
        (await sitting.ReadAsync())["answers[0].value"].ShouldBeJson(wanted);
    }

    [Theory]
    [AllStores("\u00e9 and e\u0301 stay what they are")]
    [AllStores("\ud83d\udc69\u200d\ud83d\udd2c \ud83c\uddf3\ud83c\uddf1 \ud835\udd04")]
    [AllStores("\u0645\u0631\u062d\u0628\u0627 \u202e abc \u202c \u05e9\u05dc\u05d5\u05dd")]
    [AllStores("\\u0041 \\ \" ' / \b \f \n \r \t")]
    [AllStores("<script>alert(1)</script> & < > '; drop table answer_version; --")]
    [AllStores("\ufeff bom \uffff \ufffd \u2028 \u2029 \u0085 \u007f \u0001")]
    [AllStores("  ends not trimmed  ")]
    public async Task Text_comes_back_byte_for_byte(Store store, string text)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.Student.SaveAsync(sitting.Question, text, context: new { text })).ShouldBe(200);

        var answer = (await sitting.Student.OpenAsync())["answers"].Find(sitting.Question);
        answer.GetProperty("value").GetString().ShouldBe(text);
        answer.Find("context.text").GetString().ShouldBe(text);
        (await sitting.ReadAsync()).Value("answers[0].value").ShouldBe(text);
        (await workspace.Owner.GetAsync($"{sitting.Path}/history"))
            .Items[0]
            .GetProperty("value")
            .GetString()
            .ShouldBe(text);
    }

    [Theory]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": 5, "completed": true }""", "value")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": true, "completed": true }""", "value")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": {}, "completed": true }""", "value")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": ["a", 5], "completed": true }""", "value")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": [["a"]], "completed": true }""", "value")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": ["a", null], "completed": true }""", "value")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": "x", "completed": "yes" }""", "completed")]
    [AllStores("""{ "epoch": {e}, "revision": "one", "value": "x", "completed": true }""", "revision")]
    [AllStores("""{ "epoch": {e}, "revision": -1, "value": "x", "completed": true }""", "revision")]
    [AllStores("""{ "epoch": {e}, "revision": 1.5, "value": "x", "completed": true }""", "revision")]
    [AllStores("""{ "epoch": {e}, "revision": 99999999999999999999, "value": "x", "completed": true }""", "revision")]
    [AllStores("""{ "epoch": {e}, "value": "x", "completed": true }""", "revision")]
    [AllStores("""{ "revision": 1, "value": "x", "completed": true }""", "epoch")]
    [AllStores("""{ "epoch": "one", "revision": 1, "value": "x", "completed": true }""", "epoch")]
    [AllStores("""{ "epoch": -1, "revision": 1, "value": "x", "completed": true }""", "epoch")]
    public async Task A_wrong_shape_is_refused_and_the_field_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var reply = await sitting.Student.PutAsync(
            $"/embed-api/answers/{sitting.Question}",
            body.Replace("{e}", $"{sitting.Student.Epoch}", StringComparison.Ordinal)
        );

        var names = reply.ShouldBeProblem(400)["errors"].Names();
        names.ShouldHaveSingleItem().Split('[')[0].ShouldBe(field);
        (await sitting.ReadAsync())["answers"].GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": "a\u0000b", "completed": true }""")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": ["a\u0000b"], "completed": true }""")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": "half a pair \ud800", "completed": true }""")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": "x", "completed": true, "context": { "a": "\u0000" } }""")]
    [AllStores("""{ "epoch": {e}, "revision": 1, "value": "x", "completed": true, "context": { "a": "\udfff" } }""")]
    public async Task Text_that_no_store_can_keep_is_a_wrong_shape_on_every_store(Store store, string body)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (
            await sitting.Student.PutAsync(
                $"/embed-api/answers/{sitting.Question}",
                body.Replace("{e}", $"{sitting.Student.Epoch}", StringComparison.Ordinal)
            )
        ).ShouldBeProblem(400);
    }

    [Theory, AllStores]
    public async Task A_value_outside_the_options_or_over_a_limit_of_the_question_is_stored(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var limited = new
        {
            type = "single-line-text",
            title = "Short",
            settings = new { maxLength = 5 },
        };
        var sitting = await workspace.StartedAsync([
            Ask.One("Choice", ["a", "b"], "a"),
            limited,
            Ask.TrueFalse("T?", "true"),
        ]);

        (await sitting.Student.SaveAsync(sitting.Exam.Questions[0], "neither")).ShouldBe(200, new { applied = true });
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "longer than five")).ShouldBe(
            200,
            new { applied = true }
        );
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[2], new[] { "perhaps" })).ShouldBe(
            200,
            new { applied = true }
        );
    }

    [Theory, AllStores]
    public async Task Unknown_fields_of_a_save_are_ignored(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var reply = await sitting.Student.PutAsync(
            $"/embed-api/answers/{sitting.Question}",
            new
            {
                epoch = sitting.Student.Epoch,
                revision = 1,
                value = "x",
                completed = true,
                clientTime = 5,
            }
        );

        reply.ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task An_answer_has_at_most_256_KiB_as_UTF_8(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var most = new string('\u00e9', (Limit / 2) - 16);

        (await sitting.Student.SaveAsync(sitting.Question, most)).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, most + new string('\u00e9', 32))).ShouldBeProblem(413);
        (await sitting.Student.SaveAsync(sitting.Question, new[] { most, new string('x', 64) })).ShouldBeProblem(413);

        (await sitting.ReadAsync()).Value("answers[0].value").ShouldBe(most);
    }

    [Theory, AllStores]
    public async Task The_context_counts_towards_the_limit(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var half = new string('x', Limit / 2);

        (await sitting.Student.SaveAsync(sitting.Question, half, context: new { half })).ShouldBeProblem(413);
        (await sitting.Student.SaveAsync(sitting.Question, half, context: new { half = half[..^64] })).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task A_question_that_the_exam_does_not_have_is_404(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var other = await workspace.ExamAsync();

        (await sitting.Student.SaveAsync("q_unknown", "x")).ShouldBeProblem(404);
        (await sitting.Student.SaveAsync(other.Questions[0], "x")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task Before_the_start_nothing_is_saved(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        (await sitting.Student.SaveAsync(sitting.Question, "early", epoch: 1)).ShouldBeProblem(409, "not-started");
    }

    [Theory, AllStores]
    public async Task Null_clears_an_answer(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, null, completed: false)).ShouldBe(
            200,
            new { applied = true }
        );

        (await sitting.ReadAsync()).Json.ShouldHave(new { progress = new { answered = 0, total = 1 } });
        (await sitting.Student.OpenAsync())["answers"]
            .Find(sitting.Question)
            .ShouldHave(new { value = (string?)null, completed = false });
    }
}
