using System.Text.Json.Nodes;

namespace Examlet.Demo;

/// <summary>
/// A class that has taken a test, made through the same API as everything else: answers to grade, and results to look
/// at.
/// </summary>
internal sealed class SchoolClass(SchoolClient api, Uri site, string teacherId, string examId)
{
    /// <summary>Makes the exam and its students; each starts, answers and hands in.</summary>
    public static async Task<SchoolClass> TakeTestAsync(
        SchoolClient api,
        Uri site,
        string teacherId,
        CancellationToken cancellation
    )
    {
        var test = DemoFiles.Json("class-test.json");
        var exam = test["exam"]!.DeepClone();
        exam["permissions"] = new JsonArray(new JsonObject { ["actor"] = teacherId, ["role"] = "manager" });
        var created = await api.PostAsync("/exams", exam, cancellation);
        foreach (var student in test["students"]!.AsArray())
        {
            await TakeAsync(api, created, student!.AsArray(), cancellation);
        }

        return new SchoolClass(api, site, teacherId, (string)created["id"]!);
    }

    /// <summary>A new link for the teacher: <c>grade-exam</c> or <c>view-results</c>.</summary>
    public async Task<string> LinkAsync(string flow, CancellationToken cancellation)
    {
        var made = await api.PostAsync(
            "/embed-sessions",
            new JsonObject
            {
                ["flow"] = flow,
                ["actor"] = teacherId,
                ["presets"] = new JsonObject { ["examId"] = examId },
                ["theme"] = new JsonObject { ["primaryColor"] = "#0f766e", ["locale"] = "en" },
                ["allowedOrigin"] = site.GetLeftPart(UriPartial.Authority),
            },
            cancellation
        );
        return (string)made["embedUrl"]!;
    }

    private static async Task TakeAsync(
        SchoolClient api,
        JsonNode exam,
        JsonArray student,
        CancellationToken cancellation
    )
    {
        var name = (string)student[0]!;
        var user = await api.PostAsync(
            "/users",
            new JsonObject
            {
                ["email"] = $"{name.Split(' ')[0].ToLowerInvariant()}@lindenhof.example",
                ["name"] = name,
                ["role"] = "student",
            },
            cancellation
        );
        var (examId, userId) = ((string)exam["id"]!, (string)user["id"]!);
        await api.PostAsync(
            $"/permissions/{examId}",
            new JsonObject { ["actor"] = userId, ["role"] = "participant" },
            cancellation
        );
        var embed = await api.PostAsync(
            "/embed-sessions",
            new JsonObject
            {
                ["flow"] = "take-exam",
                ["actor"] = userId,
                ["presets"] = new JsonObject { ["examId"] = examId },
            },
            cancellation
        );
        // What the student's own page does.
        using var page = new SchoolClient(api.Server, ((string)embed["embedUrl"]!).Split('/')[^1]);
        var started = await page.PostAsync("/embed-api/start", new JsonObject(), cancellation);
        await page.PostAsync(
            "/embed-api/hand-in",
            new JsonObject { ["epoch"] = (long)started["epoch"]!, ["answers"] = AnswersOf(exam, student) },
            cancellation
        );
    }

    private static JsonArray AnswersOf(JsonNode exam, JsonArray student)
    {
        var questions = exam["questions"]!.AsArray();
        var answers = new JsonArray();
        Add(0, Option(0, (int)student[1]!));
        Add(1, new JsonArray([.. student[2]!.AsArray().Select(at => Option(1, (int)at!))]));
        Add(2, (string)student[3]!);
        Add(3, (string)student[4]! is { Length: > 0 } essay ? $"<p>{essay}</p>" : "");
        return answers;

        JsonNode Option(int question, int at) => questions[question]!["settings"]!["options"]![at]!.DeepClone();

        void Add(int at, JsonNode value)
        {
            if (value is JsonArray { Count: 0 } || (value is JsonValue text && text.ToString().Length == 0))
            {
                return;
            }

            answers.Add(
                new JsonObject
                {
                    ["questionId"] = (string)questions[at]!["id"]!,
                    ["revision"] = 1,
                    ["value"] = value,
                    ["completed"] = true,
                }
            );
        }
    }
}
