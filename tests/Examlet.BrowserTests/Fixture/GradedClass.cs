using System.Globalization;
using System.Text.Json.Nodes;

namespace Examlet.BrowserTests.Fixture;

/// <summary>A class that has handed in an exam which people grade, and its teachers.</summary>
public sealed class GradedClass
{
    private readonly School _school;
    private int _teachers;

    private GradedClass(School school, JsonNode exam)
    {
        _school = school;
        Exam = exam;
    }

    public JsonNode Exam { get; }
    public string ExamId => (string)Exam["id"]!;
    public string Reason => (string)Exam["questions"]![0]!["id"]!;
    public string Essay => (string)Exam["questions"]![1]!["id"]!;

    /// <summary>The question with a key, if there is one: everybody answers "Storm".</summary>
    public string? Keyed => (string?)Exam["questions"]!.AsArray().ElementAtOrDefault(2)?["id"];

    /// <summary>The link of each student's exam.</summary>
    public List<string> Links { get; } = [];

    /// <summary>A short answer of at most 5 points and an essay with a rubric, handed in by so many students.</summary>
    /// <param name="school">The school.</param>
    /// <param name="students">How many hand in.</param>
    /// <param name="isAnonymous">Graders do not see whose paper it is.</param>
    /// <param name="key">The key of a third question, which may be wrong; null for two questions.</param>
    public static async Task<GradedClass> OfAsync(
        School school,
        int students,
        bool isAnonymous = false,
        string? key = null
    )
    {
        var exam = await school.Api.PostAsync("/exams", ExamOf(isAnonymous, key));
        var graded = new GradedClass(school, exam);
        for (var i = 1; i <= students; i++)
        {
            await graded.HandInAsync(i);
        }

        // The answers are scored: those that wait for a person are known.
        await graded.GradesAsync(graded.Reason);
        return graded;
    }

    /// <summary>A new teacher who may grade, and the address of the page that they grade on.</summary>
    public async Task<string> FlowAsync(string flow = "grade-exam", JsonObject? presets = null, string locale = "en")
    {
        var teacher = await UserAsync($"Teacher {++_teachers}", $"teacher-{_teachers}", "teacher");
        await _school.Api.PostAsync(
            $"/permissions/{ExamId}",
            new JsonObject { ["actor"] = teacher, ["role"] = "manager" }
        );
        var body = new JsonObject
        {
            ["flow"] = flow,
            ["actor"] = teacher,
            ["presets"] = presets ?? new JsonObject { ["examId"] = ExamId },
            ["theme"] = new JsonObject { ["locale"] = locale },
            ["allowedOrigin"] = _school.Host.Origin,
        };
        return (string)(await _school.Api.PostAsync("/embed-sessions", body))["embedUrl"]!;
    }

    /// <summary>The points of each student's answer to a question, in the order of their names; null for
    /// none.</summary>
    public async Task<IReadOnlyList<double?>> GradesAsync(string questionId) =>
        [
            .. (await ItemsAsync(questionId))
                .OrderBy(item => (string?)item["student"]?["name"], StringComparer.Ordinal)
                .Select(item => (double?)item["points"]),
        ];

    /// <summary>The answers to a question as graders get them.</summary>
    public async Task<IReadOnlyList<JsonNode>> ItemsAsync(string questionId) =>
        [
            .. (await _school.Api.GetAsync($"/exams/{ExamId}/grading?questionId={questionId}&state=all&limit=100"))[
                "items"
            ]!
                .AsArray()
                .Select(item => item!),
        ];

    private async Task HandInAsync(int number)
    {
        var student = await UserAsync(
            $"Student {number.ToString("00", CultureInfo.InvariantCulture)}",
            $"graded-{number}",
            "student"
        );
        await _school.Api.PostAsync(
            $"/permissions/{ExamId}",
            new JsonObject { ["actor"] = student, ["role"] = "participant" }
        );
        var embed = await _school.Api.PostAsync(
            "/embed-sessions",
            new JsonObject
            {
                ["flow"] = "take-exam",
                ["actor"] = student,
                ["presets"] = new JsonObject { ["examId"] = ExamId },
            }
        );
        Links.Add((string)embed["embedUrl"]!);
        using var page = new Api(_school.Server, new Uri((string)embed["embedUrl"]!).Segments[^1]);
        var state = await page.PostAsync("/embed-api/start", new JsonObject());
        await page.PostAsync(
            "/embed-api/hand-in",
            new JsonObject
            {
                ["epoch"] = (int)state["epoch"]!,
                ["answers"] = AnswersOf(number),
                ["revisions"] = new JsonObject { [Reason] = 1, [Essay] = 1 },
            }
        );
    }

    /// <summary>Comments on the whole of one student's exam.</summary>
    public async Task CommentAsync(int student, string comment)
    {
        var session = (await _school.Api.GetAsync($"/exams/{ExamId}/sessions?limit=100"))["items"]!
            .AsArray()
            .OrderBy(item => (string?)item!["user"]!["name"], StringComparer.Ordinal)
            .ElementAt(student)!;
        await _school.Api.PutAsync(
            $"/exams/{ExamId}/sessions/{session["id"]}/grades/overall",
            new JsonObject { ["comment"] = $"<p>{comment}</p>", ["revision"] = 0 }
        );
    }

    private JsonArray AnswersOf(int number)
    {
        var answers = new JsonArray(
            AnswerTo(Reason, number % 2 == 0 ? "Because of the sea" : $"Reason {number}"),
            AnswerTo(Essay, $"<p>Essay {number}: the <strong>storm</strong> came at night.</p>")
        );
        if (Keyed is { } keyed)
        {
            answers.Add(AnswerTo(keyed, "Storm"));
        }

        return answers;
    }

    private static JsonObject AnswerTo(string questionId, string value) =>
        new()
        {
            ["questionId"] = questionId,
            ["revision"] = 1,
            ["value"] = value,
            ["completed"] = true,
        };

    private async Task<string> UserAsync(string name, string mail, string role) =>
        (string)
            (
                await _school.Api.PostAsync(
                    "/users",
                    new JsonObject
                    {
                        ["email"] = $"{mail}@example.com",
                        ["name"] = name,
                        ["role"] = role,
                    }
                )
            )["id"]!;

    private static JsonNode ExamOf(bool isAnonymous, string? key)
    {
        var exam = JsonNode.Parse(
            """
            {
              "name": "The flood of 1953",
              "questions": [
                { "type": "multi-line-text", "title": "Why did it flood?", "description": "<p>In one line.</p>",
                  "scoring": { "points": 5 } },
                { "type": "essay", "title": "Describe the night", "description": "<p>In your own words.</p>",
                  "scoring": { "modelAnswer": "<p>Storm and spring tide.</p>", "criteria": [
                    { "id": "content", "title": "Content", "levels": [
                      { "id": "c0", "title": "Missing", "points": 0 }, { "id": "c2", "title": "Some", "points": 2 },
                      { "id": "c4", "title": "Full", "points": 4 } ] },
                    { "id": "language", "title": "Language", "levels": [
                      { "id": "l0", "title": "Weak", "points": 0 }, { "id": "l1", "title": "Good", "points": 1 } ] }
                  ] } }
              ]
            }
            """
        )!;
        if (key is not null)
        {
            exam["questions"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["type"] = "single-line-text",
                        ["title"] = "What came at night?",
                        ["settings"] = new JsonObject { ["correctAnswer"] = key },
                    }
                );
            exam["settings"] = new JsonObject
            {
                ["results"] = new JsonObject
                {
                    ["release"] = "manual",
                    ["show"] = new JsonArray("score", "points", "answers", "comments"),
                },
            };
        }

        if (isAnonymous)
        {
            exam["settings"] = new JsonObject { ["anonymousGrading"] = true };
        }

        return exam;
    }
}
