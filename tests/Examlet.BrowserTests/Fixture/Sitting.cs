using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Examlet.BrowserTests.Fixture;

/// <summary>One student, one exam, and the embed session that leads the one to the other.</summary>
public sealed class Sitting(
    School school,
    string studentId,
    JsonNode exam,
    JsonObject? theme,
    bool listens,
    string? returnUrl
)
{
    private static readonly JsonSerializerOptions AsWritten = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public School School => school;
    public string StudentId => studentId;
    public JsonNode Exam => exam;
    public string ExamId => (string)exam["id"]!;

    /// <summary>The embed session as it was created last.</summary>
    public JsonNode Embed { get; private set; } = new JsonObject();

    public string EmbedUrl => (string)Embed["embedUrl"]!;
    public string Secret => new Uri(EmbedUrl).Segments[^1];

    /// <summary>Step 3, with the source's body; <paramref name="ancestors"/> are pages around the school's.</summary>
    public async Task EmbedAsync(params string[] ancestors)
    {
        var body = new JsonObject
        {
            ["flow"] = "take-exam",
            ["actor"] = studentId,
            ["presets"] = new JsonObject { ["examId"] = ExamId },
            ["theme"] = theme?.DeepClone() ?? new JsonObject { ["primaryColor"] = "#4f46e5", ["locale"] = "en" },
            ["metadata"] = new JsonObject { ["my_service_internal_id"] = "abc1234" },
        };
        if (listens)
        {
            body["allowedOrigin"] = school.Host.Origin;
            body["allowedAncestors"] = new JsonArray([.. ancestors.Select(origin => (JsonNode)origin)]);
        }

        if (returnUrl is not null)
        {
            body["returnUrl"] = returnUrl;
        }

        Embed = await school.Api.PostAsync("/embed-sessions", body);
    }

    public Task<JsonNode> ReadEmbedAsync() => school.Api.GetAsync($"/embed-sessions/{(string)Embed["id"]!}");

    /// <summary>The exam session with its answers, as the API shows it.</summary>
    public async Task<JsonNode> ReadAsync()
    {
        var list = await school.Api.GetAsync($"/exams/{ExamId}/sessions");
        return await school.Api.GetAsync($"/exams/{ExamId}/sessions/{(string)list["items"]![0]!["id"]!}");
    }

    /// <summary>Every acknowledged version, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> HistoryAsync()
    {
        var history = await school.Api.GetAsync(
            $"/exams/{ExamId}/sessions/{(string)(await ReadAsync())["id"]!}/history?limit=100"
        );
        return [.. history["items"]!.AsArray().Select(version => version!)];
    }

    public string QuestionId(string title) =>
        (string)exam["questions"]!.AsArray().Single(q => (string?)q!["title"] == title)!["id"]!;

    /// <summary>The stored value of the question with that title, as JSON; null when there is none.</summary>
    public async Task<string?> StoredAsync(string title)
    {
        var session = await ReadAsync();
        return session["answers"]!
            .AsArray()
            .SingleOrDefault(a => (string)a!["questionId"]! == QuestionId(title))
            ?["value"]?.ToJsonString(AsWritten);
    }

    /// <summary>Waits until the API shows <paramref name="json"/> as the answer to a question.</summary>
    public Task ShouldStoreAsync(string title, string json) => Eventually.ShouldBeAsync(() => StoredAsync(title), json);
}

/// <summary>Waits for what happens on the other side of a wire.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static async Task ShouldBeAsync<T>(Func<Task<T>> read, T expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Between);
        var last = await read();
        while (!Equals(last, expected) && !patience.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            last = await read();
        }

        last.ShouldBe(expected);
    }
}
