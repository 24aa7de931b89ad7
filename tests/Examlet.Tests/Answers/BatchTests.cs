using System.Text.Json;

namespace Examlet.Tests.Answers;

/// <summary>Several answers in one request: <c>POST /embed-api/answers</c> (contract §10).</summary>
public sealed class BatchTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Each_answer_has_a_result_of_its_own_in_order(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(
            [Ask.Line("One"), Ask.Line("Two"), Ask.Line("Three")],
            new { timeLimit = 30 }
        );
        var questions = sitting.Exam.Questions;
        (await sitting.Student.SaveAsync(questions[1], "two", revision: 5)).ShouldBe(200);
        (await sitting.Student.SaveAsync(questions[2], "three", revision: 5)).ShouldBe(200);

        var reply = await sitting.Student.SaveAllAsync([
            new
            {
                questionId = questions[0],
                revision = 1,
                value = "one",
                completed = true,
            },
            new
            {
                questionId = questions[1],
                revision = 4,
                value = "older",
                completed = true,
            },
            new
            {
                questionId = questions[2],
                revision = 5,
                value = "another body",
                completed = true,
            },
            new
            {
                questionId = "q_unknown",
                revision = 1,
                value = "x",
                completed = true,
            },
            new
            {
                questionId = questions[0],
                revision = 2,
                value = new string('x', (256 << 10) + 32),
                completed = true,
            },
            new
            {
                questionId = questions[0],
                revision = 3,
                value = "one, later",
                completed = true,
            },
        ]);

        var results = reply.ShouldBe(200)["results"];
        results.GetArrayLength().ShouldBe(6);
        var now = workspace.Server.Now;
        results[0]
            .ShouldHave(
                new
                {
                    questionId = questions[0],
                    epoch = sitting.Student.Epoch,
                    revision = 1,
                    applied = true,
                    savedAt = now.Iso(),
                    serverNow = now.Iso(),
                    deadline = now.AddMinutes(30).Iso(),
                }
            );
        results[1]
            .ShouldHave(
                new
                {
                    questionId = questions[1],
                    revision = 4,
                    applied = false,
                }
            );
        ShouldBeProblem(results[2], 409, "revision-conflict");
        ShouldBeProblem(results[3], 404);
        ShouldBeProblem(results[4], 413);
        results[5]
            .ShouldHave(
                new
                {
                    questionId = questions[0],
                    revision = 3,
                    applied = true,
                }
            );
        (await sitting.ReadAsync())["answers"]
            .EnumerateArray()
            .Select(a => a.GetProperty("value").GetString())
            .ShouldBe(["one, later", "two", "three"], ignoreOrder: true);
    }

    [Theory, AllStores]
    public async Task One_that_cannot_be_read_stops_no_other(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("One"), Ask.Line("Two")]);

        var reply = await sitting.Student.SaveAllAsync([
            new
            {
                questionId = sitting.Exam.Questions[0],
                revision = 1,
                value = 5,
                completed = true,
            },
            new
            {
                questionId = sitting.Exam.Questions[1],
                revision = 1,
                value = "fine",
                completed = true,
            },
        ]);

        ShouldBeProblem(reply.ShouldBe(200)["results[0]"], 400);
        reply["results[1]"].ShouldHave(new { applied = true });
        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "fine" } } });
    }

    [Theory, AllStores]
    public async Task Fifty_answers_fit_and_fifty_one_do_not(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([.. Enumerable.Range(0, 51).Select(i => Ask.Line($"Question {i}"))]);
        var answers = sitting
            .Exam.Questions.Select(id =>
                (object)
                    new
                    {
                        questionId = id,
                        revision = 1,
                        value = id,
                        completed = true,
                    }
            )
            .ToList();

        var refused = await sitting.Student.SaveAllAsync(answers);
        var taken = await sitting.Student.SaveAllAsync(answers.Take(50));

        refused.ShouldBeInvalid("answers");
        taken.ShouldBe(200)["results"].EnumerateArray().ShouldAllBe(r => r.GetProperty("applied").GetBoolean());
        (await sitting.ReadAsync()).Json.ShouldHave(new { progress = new { answered = 50, total = 51 } });
    }

    [Theory]
    [AllStores("""{ "answers": [{ "questionId": "q_x", "revision": 1, "value": "x", "completed": true }] }""", "epoch")]
    [AllStores("""{ "epoch": 1 }""", "answers")]
    [AllStores("""{ "epoch": 1, "answers": {} }""", "answers")]
    [AllStores("""{ "epoch": 1, "answers": "all" }""", "answers")]
    public async Task A_batch_that_is_none_is_refused_and_the_field_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.Student.PostAsync("/embed-api/answers", body)).ShouldBeInvalid(field);
    }

    [Theory, AllStores]
    public async Task After_the_hand_in_each_answer_is_refused_as_completed(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        await sitting.Student.HandInAsync();

        var reply = await sitting.Student.SaveAllAsync([
            new
            {
                questionId = sitting.Question,
                revision = 1,
                value = "late",
                completed = true,
            },
        ]);

        ShouldBeProblem(reply.ShouldBe(200)["results[0]"], 409, "session-completed");
    }

    private static void ShouldBeProblem(JsonElement result, int status, string type = "")
    {
        result.ShouldHave(new { status });
        result.Find("type").GetString().ShouldNotBeNull().ShouldEndWith(type);
        result.Find("title").GetString().ShouldNotBeNullOrWhiteSpace();
        result.Find("message").GetString().ShouldBe(result.Find("detail").GetString());
    }
}
