using System.Text.Json.Nodes;
using CsvHelper;

namespace Examlet.Demo;

/// <summary>A school with one student and one exam, made through the REST API by the steps of the take-exam
/// flow.</summary>
internal sealed class School(SchoolClient api, Uri site, string studentId, string examId, Task<SchoolClass> taught)
{
    /// <summary>Steps 1 and 2: a user for the student, and an exam that the student may take.</summary>
    public static async Task<School> OpenAsync(SchoolClient api, Uri site, CancellationToken cancellation)
    {
        var student = await api.PostAsync(
            "/users",
            new JsonObject
            {
                ["email"] = "noor.haddad@lindenhof.example",
                ["name"] = "Noor Haddad",
                ["role"] = "student",
            },
            cancellation
        );
        var teacher = await api.PostAsync(
            "/users",
            new JsonObject
            {
                ["email"] = "m.devries@lindenhof.example",
                ["name"] = "Marit de Vries",
                ["role"] = "teacher",
            },
            cancellation
        );
        var exam = DemoFiles.Json("exam.json");
        exam["permissions"] = new JsonArray(
            new JsonObject { ["actor"] = (string)student["id"]!, ["role"] = "participant" },
            new JsonObject { ["actor"] = (string)teacher["id"]!, ["role"] = "manager" }
        );
        var created = await api.PostAsync("/exams", exam, cancellation);
        // The class takes its test while the student's page opens.
        var taught = SchoolClass.TakeTestAsync(api, site, (string)teacher["id"]!, cancellation);
        return new School(api, site, (string)student["id"]!, (string)created["id"]!, taught);
    }

    /// <summary>Step 3: an embed session. It resumes the attempt that is open.</summary>
    public Task<JsonNode> EmbedAsync(CancellationToken cancellation) =>
        api.PostAsync(
            "/embed-sessions",
            new JsonObject
            {
                ["flow"] = "take-exam",
                ["actor"] = studentId,
                ["presets"] = new JsonObject { ["examId"] = examId },
                ["theme"] = new JsonObject { ["primaryColor"] = "#0f766e", ["locale"] = "en" },
                ["allowedOrigin"] = site.GetLeftPart(UriPartial.Authority),
            },
            cancellation
        );

    /// <summary>
    /// The teacher's view: the student's session (null before the start), and the answers in words as in the results
    /// file, with formulas in plain text.
    /// </summary>
    public async Task<JsonNode> ReadAsync(CancellationToken cancellation)
    {
        var sessions = await api.GetAsync($"/exams/{examId}/sessions", cancellation);
        var newest = sessions["items"]!.AsArray().LastOrDefault();
        var session = newest is null
            ? null
            : await api.GetAsync($"/exams/{examId}/sessions/{(string)newest["id"]!}", cancellation);
        var answers = newest is null ? [] : await AnswersAsync((string)newest["id"]!, cancellation);
        return new JsonObject { ["session"] = session?.DeepClone(), ["answers"] = answers };
    }

    /// <summary>The answers of one row of the results: a question's title, its answer in words, and the points beside
    /// it.</summary>
    private async Task<JsonArray> AnswersAsync(string sessionId, CancellationToken cancellation)
    {
        using var csv = CsvReader.Create(
            await api.GetBytesAsync($"/exams/{examId}/results.csv?raw=true", cancellation)
        );
        while (csv.Read())
        {
            if (csv.GetString("Exam session") != sessionId)
            {
                continue;
            }

            var first = csv.Headers.ToList().IndexOf("Exam session") + 1;
            var answers = Enumerable
                .Range(0, (csv.FieldCount - first) / 2)
                .Select(pair => first + (2 * pair))
                .Where(at => csv.GetString(at).Length > 0);
            return
            [
                .. answers.Select(at => new JsonObject
                {
                    ["title"] = csv.Headers[at],
                    ["words"] = PlainMath.Of(csv.GetString(at)),
                    ["points"] = csv.GetString(at + 1) is { Length: > 0 } points ? points : null,
                }),
            ];
        }

        return [];
    }

    /// <summary>A new link for the teacher to a page about the class test.</summary>
    public async Task<JsonNode> ClassAsync(string flow, CancellationToken cancellation) =>
        new JsonObject { ["embedUrl"] = await (await taught).LinkAsync(flow, cancellation) };

    /// <summary>A new link to the monitor of the exam.</summary>
    public async Task<string> MonitorAsync(CancellationToken cancellation) =>
        (string)(await api.PostAsync($"/exams/{examId}/monitor-link", new JsonObject(), cancellation))["url"]!;

    /// <summary>The results of the class, as the teacher downloads them.</summary>
    public Task<byte[]> SpreadsheetAsync(CancellationToken cancellation) =>
        api.GetBytesAsync($"/exams/{examId}/results.xlsx", cancellation);

    /// <summary>Where the server describes its API.</summary>
    public Uri Docs => new(api.Server, "docs");

    /// <summary>Voids the attempt, so that the exam can be taken again.</summary>
    public async Task StartOverAsync(CancellationToken cancellation)
    {
        var sessions = await api.GetAsync($"/exams/{examId}/sessions", cancellation);
        foreach (var session in sessions["items"]!.AsArray())
        {
            await api.DeleteAsync($"/exams/{examId}/sessions/{(string)session!["id"]!}", cancellation);
        }
    }
}
