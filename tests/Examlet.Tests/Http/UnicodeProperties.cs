using System.Text;
using System.Text.Json;
using CsCheck;
using Examlet.Questions;

namespace Examlet.Tests.Http;

/// <summary>Any well-formed Unicode text comes back as it was sent, character by character, from wherever it can be
/// written.</summary>
public sealed class UnicodeProperties(ExamletServers servers)
{
    private static readonly string[] Peculiar =
    [
        "\u202e",
        "\u2066",
        "\u2069",
        "\u200f",
        "\u061c",
        "\u200d",
        "\u200c",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u2060",
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "👍🏽",
        "🇳🇱",
        "😀",
        "𝒳",
        "𠮷",
        "\U0010ffff",
        "\U000e0041",
        "é",
        "e\u0301",
        "Å",
        "A\u030a",
        "\u212b",
        "ﬀ",
        "ǆ",
        "İ",
        "ı",
        "ß",
        "ẞ",
        "ς",
        "가",
        "\u1100\u1161",
        "q\u0307\u0323",
        "q\u0323\u0307",
        "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334",
        "مرحبا",
        "שלום",
        "नमस्ते",
        "ไทย",
        "\u2028",
        "\u2029",
        "\u0085",
        "\u00a0",
        "\u3000",
        "\u0001",
        "\u0007",
        "\u001b[31m",
        "\u007f",
        "\u009b",
        "\uffff",
        "\ufffe",
        "\ufffd",
        "\ufdd0",
        "\ue000",
        "\t",
        "\n",
        "\r",
        "\r\n",
        " ",
        "\"",
        "\\",
        "/",
        "'",
        "<b>",
        "</script>",
        "&amp;",
        "&",
        "{{x}}",
        "%s",
        "\\u0041",
        "\\",
        "null",
        "0",
    ];

    private static readonly Gen<string> AnyRune = Gen.Int[1, 0x10ffff]
        .Where(Rune.IsValid)
        .Select(value => new Rune(value).ToString());

    private static readonly Gen<string> Flood = Gen.Int[0x300, 0x36f]
        .Select(mark => ((char)mark).ToString())
        .Array[20, 60]
        .Select(marks => "a" + string.Concat(marks));

    private static readonly Gen<string> AnyText = Gen.Frequency((6, Gen.OneOf(Peculiar)), (3, AnyRune), (1, Flood))
        .Array[1, 8]
        .Select(string.Concat);

    [Theory, AllStores]
    public async Task A_text_comes_back_as_it_was_sent(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await AnyText.SampleAsync(
            text => RoundTripAsync(workspace, text, isScored: false),
            iter: 10 * Fuzzing.Fuzz.Runs,
            threads: 1
        );
        await RoundTripAsync(workspace, string.Concat(Peculiar), isScored: true);
    }

    [Theory, AllStores]
    public async Task NUL_and_half_a_pair_are_400_wherever_a_text_may_stand(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var operations = (await OperationCall.AllAsync(workspace)).Where(operation => operation.TakesJson).ToList();

        foreach (var text in (string[])["a\\u0000b", "\\ud83d"])
        {
            foreach (var operation in operations)
            {
                foreach (var field in operation.Fields)
                {
                    foreach (var value in (string[])[$"\"{text}\"", $$"""{"a":"{{text}}"}""", $"[\"{text}\"]"])
                    {
                        var reply = await operation.Caller.SendAsync(
                            operation.Method,
                            operation.Path,
                            $$"""{"{{field}}":{{value}}}"""
                        );
                        (reply.Status is 400 or 403 or 404 or 409 || IsIgnored(value, reply)).ShouldBeTrue(
                            $"{operation} took {field} {value}: {reply.Status} {reply.Text}"
                        );
                    }
                }
            }
        }
    }

    /// <summary>A field that is not known, within one that is, is ignored with whatever stands in it.</summary>
    private static bool IsIgnored(string value, Reply reply) =>
        value.StartsWith('{')
        && reply.Status == 200
        && !reply.Text.Contains("\\u0000", StringComparison.Ordinal)
        && !reply.Text.Contains("\\ud83d", StringComparison.OrdinalIgnoreCase);

    [Theory]
    [AllStores("é", "é", true)]
    [AllStores("é", "e\u0301", true)]
    [AllStores("e\u0301", "é", true)]
    [AllStores("Å", "\u212b", true)]
    [AllStores("가", "\u1100\u1161", true)]
    [AllStores("é", "e", false)]
    [AllStores("ﬀ", "ff", true)]
    [AllStores("Straße", "STRASSE", false)]
    [AllStores("ab", "a\u200db", true)]
    [AllStores("ab", "a\u00adb", true)]
    [AllStores("ab", "\u202eba", false)]
    [AllStores("ab", "\u00a0ab\u3000\n", true)]
    [AllStores("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦", true)]
    public async Task Scoring_compares_what_a_person_sees_of_what_was_typed(
        Store store,
        string correct,
        string answer,
        bool isRight
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Q", correct)]);
        (await sitting.Student.SaveAsync(sitting.Question, answer)).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.ScoredAsync())["answers[0].correct"].GetBoolean().ShouldBe(isRight);
    }

    private static async Task RoundTripAsync(Workspace workspace, string text, bool isScored)
    {
        var owner = workspace.Owner;
        var metadata = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["text"] = text,
            [$"key {text}"] = new[] { text },
        };
        var key = TypedText.Normalize(text).Length > 0 ? text : "key" + text; // of a key something must be seen
        var student = await workspace.UserAsync("student", new { name = text, metadata });
        var exam = await workspace.ExamAsync(
            [
                new
                {
                    type = "single-line-text",
                    title = text,
                    description = text,
                    settings = new { correctAnswer = key },
                    metadata,
                },
                Ask.One(text, [text, "other " + text], text),
                Ask.Text("Q"),
            ],
            participants: [student],
            more: new
            {
                name = "E" + text,
                subject = text,
                studentLevel = text,
                context = text,
                metadata,
            }
        );
        var embed = await workspace.EmbedAsync(exam.Id, student, new { metadata });
        var client = workspace.Student(embed);
        var started = (await client.StartAsync()).ShouldBe(200);
        var session = $"/exams/{exam.Id}/sessions/{client.SessionId}";

        (await owner.GetAsync($"/users/{student}"))
            .ShouldBe(200, new { name = text })["metadata"]
            .ShouldBeJson(metadata);
        var read = (await owner.GetAsync($"/exams/{exam.Id}")).ShouldBe(
            200,
            new
            {
                name = "E" + text,
                subject = text,
                studentLevel = text,
                context = text,
            }
        );
        read["metadata"].ShouldBeJson(metadata);
        read["questions[0]"]
            .ShouldHave(
                new
                {
                    title = text,
                    description = text,
                    settings = new { correctAnswer = key },
                }
            );
        read["questions[0].metadata"].ShouldBeJson(metadata);
        read["questions[1].settings.options"].ShouldBeJson(new[] { text, "other " + text });
        started["exam.questions[1].settings.options"].ShouldBeJson(new[] { text, "other " + text });
        (await owner.GetAsync($"/embed-sessions/{embed.Id}"))["metadata"].ShouldBeJson(metadata);

        (await client.SaveAsync(exam.Questions[0], text, context: metadata)).ShouldBe(200);
        (await client.SaveAsync(exam.Questions[1], text)).ShouldBe(200);
        (await client.SaveAsync(exam.Questions[2], new[] { text, text + text })).ShouldBe(200);
        (
            await client.NoteAsync(
                new
                {
                    questionId = exam.Questions[0],
                    flags = Array.Empty<string>(),
                    notes = text,
                    preferences = metadata,
                },
                1
            )
        ).ShouldBe(200);
        (
            await owner.PostAsync(
                $"/exams/{exam.Id}/sessions/actions",
                new
                {
                    action = "announce",
                    sessions = "all",
                    message = "!" + text,
                    reason = "!" + text,
                }
            )
        ).ShouldBe(200);

        var opened = (await client.OpenAsync()).ShouldBe(200, new { state = new { notes = text } });
        opened["state.preferences"].ShouldBeJson(metadata);
        opened["answers"].GetProperty(exam.Questions[0]).GetProperty("value").GetString().ShouldBe(text);
        (await owner.GetAsync($"/exams/{exam.Id}/audit")).Json.ShouldHave(
            new { items = new[] { new { reason = "!" + text, data = new { message = "!" + text } } } }
        );
        (await client.HandInAsync()).ShouldBe(200);
        (await client.SaveAsync(exam.Questions[0], text, context: metadata)).ShouldBeProblem(409);

        var seen = (
            await Eventually.BecomesAsync(
                () => owner.GetAsync(session),
                reply => !isScored || reply["score"].ValueKind == JsonValueKind.Object
            )
        ).Json;
        var answers = seen.GetProperty("answers")
            .EnumerateArray()
            .ToDictionary(answer => answer.GetProperty("questionId").GetString()!, StringComparer.Ordinal);
        answers[exam.Questions[0]].ShouldHave(new { value = text });
        answers[exam.Questions[0]].GetProperty("context").ShouldBeJson(metadata);
        answers[exam.Questions[1]].ShouldHave(new { value = text });
        answers[exam.Questions[2]].GetProperty("value").ShouldBeJson(new[] { text, text + text });
        isScored.ShouldBe(
            isScored
                && answers[exam.Questions[0]].GetProperty("correct").GetBoolean()
                && answers[exam.Questions[1]].GetProperty("correct").GetBoolean()
        );
        seen.Find("user.name").GetString().ShouldBe(text);
        (await owner.GetAsync($"{session}/retained"))
            .Items.Any(save =>
                save.GetProperty("value").GetString() == text
                && save.GetProperty("context").GetProperty("text").GetString() == text
            )
            .ShouldBeTrue();
        (await client.GetAsync("/embed-api/receipt")).ShouldBe(200, new { examName = "E" + text });
    }
}
