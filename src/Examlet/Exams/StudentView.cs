using System.Text.Json;
using System.Text.Json.Serialization;
using Examlet.Http;
using Examlet.QuestionTypes;
using Examlet.Scoring;

namespace Examlet.Exams;

/// <summary>A question as a student gets it: sanitised, without its key.</summary>
public sealed record StudentQuestion
{
    public required string Id { get; init; }
    public required string Type { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }

    /// <summary>Only what the type allows a student to see; lists of HTML stand twice, as exact strings and sanitised under the name with <c>Html</c>.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Settings { get; init; }

    /// <summary>The most points it gives; null for a text that takes no answer.</summary>
    public double? Points { get; init; }

    [JsonIgnore]
    public bool TakesAnswer { get; init; }

    /// <summary><c>start</c>, <c>end</c> or null.</summary>
    [JsonIgnore]
    public string? Position { get; init; }

    /// <summary>The list settings whose entries are shuffled per exam session.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Shuffled { get; init; } = [];
}

/// <summary>The key-free projection of exam content. Pure. What a type does not name as visible never leaves the server.</summary>
public static class StudentView
{
    public const string HtmlSuffix = "Html";

    /// <summary>The questions in the author's order, but those that must come first first and those that must come last last.</summary>
    public static IReadOnlyList<StudentQuestion> Of(ExamContent content, QuestionTypeCatalog types)
    {
        var questions = content.Questions.Select(question => Of(question, types.Find(question.Type)!)).ToList();
        return
        [
            .. questions.Where(q => q.Position == "start"),
            .. questions.Where(q => q.Position is null),
            .. questions.Where(q => q.Position == "end"),
        ];
    }

    private static StudentQuestion Of(Question question, QuestionType type)
    {
        var settings = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var setting in type.Settings)
        {
            if (setting.Student is not null && !setting.Key && setting.IsGivenIn(question.Settings))
            {
                Show(setting, question.Settings.GetProperty(setting.Id), settings);
            }
        }

        return new StudentQuestion
        {
            Id = question.Id,
            Type = type.Name,
            Title = question.Title,
            Description = question.Description is null ? null : AuthorHtml.Sanitize(question.Description),
            Settings = settings,
            Points = type.TakesAnswer ? Points.MaxOf(question, type) : null,
            TakesAnswer = type.TakesAnswer,
            Position = type.EnforcePosition,
            Shuffled = [.. type.Settings.Where(s => s.ShuffledBy is { } by && IsTrue(question.Settings, by) && settings.ContainsKey(s.Id)).Select(s => s.Id)],
        };
    }

    private static void Show(QuestionSetting setting, JsonElement value, Dictionary<string, JsonElement> settings)
    {
        settings[setting.Id] = value;
        if (setting.Student == "html")
        {
            settings[setting.Id + HtmlSuffix] = value.ValueKind == JsonValueKind.Array
                ? JsonSerializer.SerializeToElement(value.EnumerateArray().Select(entry => AuthorHtml.Sanitize(entry.GetString()!)), Json.Options)
                : JsonSerializer.SerializeToElement(AuthorHtml.Sanitize(value.GetString()!), Json.Options);
        }
    }

    private static bool IsTrue(JsonElement settings, string name) => settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
