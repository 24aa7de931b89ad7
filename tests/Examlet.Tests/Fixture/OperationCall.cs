using System.Text.Json;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Fixture;

/// <summary>An operation of the OpenAPI document on things that exist, with the caller that may do it. The fields are
/// those its body is described to have.</summary>
public sealed partial record OperationCall(
    string Name,
    HttpMethod Method,
    string Path,
    Wire Caller,
    IReadOnlyList<string> Fields,
    bool TakesJson,
    bool TakesPaging,
    IReadOnlyDictionary<string, string> Ids
)
{
    /// <summary>Every operation of the document, on an exam with one question of each type that somebody
    /// takes.</summary>
    public static async Task<IReadOnlyList<OperationCall>> AllAsync(Workspace workspace)
    {
        var sitting = await workspace.StartedAsync(Ask.Everything());
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "Paris")).ShouldBe(200);
        var link = (await workspace.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { })).ShouldBe(201);
        var monitor = new RestClient(workspace.Server, $"Bearer {new Uri(link.Value("url")).Segments[^1]}");
        var grading = await StaffClient.OpenedAsync(workspace, sitting.Exam.Id, "grade-exam");
        var results = await StaffClient.OpenedAsync(workspace, sitting.Exam.Id, "view-results");
        var webhook = (
            await workspace.Owner.PostAsync(
                "/webhooks",
                new
                {
                    url = "http://127.0.0.1:9/hook",
                    events = new[] { "exam-session.completed" },
                    enabled = true,
                }
            )
        ).ShouldBe(201).Value("id");
        var document = (await workspace.Server.Stranger.GetAsync("/openapi/v1.json")).ShouldBe(200).Json;
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/exams/{id}"] = sitting.Exam.Id,
            ["/users/{id}"] = sitting.StudentId,
            ["/embed-sessions/{id}"] = sitting.Embed.Id,
            ["/webhooks/{id}"] = webhook,
            ["{examId}"] = sitting.Exam.Id,
            ["{sessionId}"] = sitting.Student.SessionId,
            ["{questionId}"] = sitting.Exam.Questions[1],
            ["{actor}"] = sitting.StudentId,
            ["{name}"] = sitting.Student.SessionId,
            ["{fileQuestionId}"] = sitting.Exam.Questions[^3],
        };
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Value.ValueKind == JsonValueKind.Object && operation.Value.Has("responses")
            select new OperationCall(
                $"{operation.Name.ToUpperInvariant()} {path.Name}",
                new HttpMethod(operation.Name.ToUpperInvariant()),
                Filled(path.Name, known),
                path.Name.StartsWith("/embed-api", StringComparison.Ordinal) ? sitting.Student
                    : path.Name.StartsWith("/monitor-api", StringComparison.Ordinal) ? monitor
                    : path.Name.StartsWith("/staff-api/results", StringComparison.Ordinal) ? results
                    : path.Name.StartsWith("/staff-api/statistics", StringComparison.Ordinal) ? results
                    : path.Name.StartsWith("/staff-api", StringComparison.Ordinal) ? grading
                    : workspace.Owner,
                FieldsOf(document, operation.Value),
                operation.Value.Has("requestBody"),
                operation.Value.TryGetProperty("parameters", out var parameters)
                    && parameters
                        .EnumerateArray()
                        .Count(parameter => parameter.GetProperty("name").GetString() is "limit" or "cursor") == 2,
                known
            ),
        ];
    }

    /// <summary>The path with another text in the place of the ID that comes as number
    /// <paramref name="slot"/>.</summary>
    public string PathWith(int slot, string text)
    {
        var parts = Path.Split('/');
        var template = Name.Split(' ')[1].Split('/');
        var at = template.Index().Where(part => part.Item.StartsWith('{')).ElementAt(slot).Index;
        parts[at] = text;
        return string.Join('/', parts);
    }

    /// <summary>The ID that stands for a parameter of a path, such as <c>{sessionId}</c>.</summary>
    public string Known(string parameter) => Ids[parameter];

    public override string ToString() => Name;

    private static string Filled(string path, IReadOnlyDictionary<string, string> known)
    {
        foreach (var (name, value) in known)
        {
            path = path.Replace(
                name,
                name[..(name.IndexOf('{', StringComparison.Ordinal))] + value,
                StringComparison.Ordinal
            );
        }

        return Parameter().Replace(path, "x_unknown");
    }

    private static IReadOnlyList<string> FieldsOf(JsonElement document, JsonElement operation)
    {
        if (
            !operation.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").TryGetProperty("application/json", out var json)
        )
        {
            return [];
        }

        var schema = json.GetProperty("schema");
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document
                .GetProperty("components")
                .GetProperty("schemas")
                .GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        return schema.TryGetProperty("properties", out var properties) ? properties.Names() : [];
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 60_000)]
    private static partial Regex Parameter();
}
