using System.Text.Json;
using System.Text.Json.Serialization;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Exams;

/// <summary>A question as a student gets it: sanitised, without its key.</summary>
public sealed record StudentQuestion
{
    public required string Id { get; init; }
    public required string Type { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }

    /// <summary>
    /// Only the settings that the type allows a student to see. Lists of HTML stand twice: as exact strings, and
    /// sanitised under the name with <c>Html</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, JsonElement> Settings { get; init; }

    /// <summary>The most points of the question; null for a text that takes no answer.</summary>
    public double? Points { get; init; }

    [JsonIgnore]
    public bool TakesAnswer { get; init; }

    [JsonIgnore]
    public bool TakesFile { get; init; }

    [JsonIgnore]
    public AcceptedFiles AcceptedFiles { get; init; } = new([]);

    [JsonIgnore]
    public bool TakesHtml { get; init; }

    /// <summary><c>start</c>, <c>end</c> or null.</summary>
    [JsonIgnore]
    public string? Position { get; init; }

    /// <summary>The list settings whose entries are shuffled per exam session.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Shuffled { get; init; } = [];
}

/// <summary>
/// The projection of exam content without its key. A setting that a type does not name as visible never leaves the
/// server. Pure.
/// </summary>
public static class StudentView
{
    public const string HtmlSuffix = "Html";

    /// <summary>The questions in the author's order, except those that must come first or last.</summary>
    public static IReadOnlyList<StudentQuestion> Of(ExamContent content, QuestionTypeCatalog types)
    {
        var questions = content
            .Questions.Select(question => Of(question, types.Find(question.Type)!, types.Expressions))
            .ToList();
        return
        [
            .. questions.Where(q => q.Position == "start"),
            .. questions.Where(q => q.Position is null),
            .. questions.Where(q => q.Position == "end"),
        ];
    }

    private static StudentQuestion Of(Question question, QuestionType type, Expressions expressions)
    {
        var settings = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var setting in type.Settings)
        {
            if (setting.IsShown && ValueFor(setting, question.Settings, expressions) is { } value)
            {
                Show(setting, value, settings);
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
            TakesFile = type.TakesFile,
            AcceptedFiles = new AcceptedFiles(
                settings.TryGetValue("acceptFileTypes", out var accepted)
                    ? [.. accepted.EnumerateArray().Select(entry => entry.GetString()!)]
                    : type.AcceptedFiles
            ),
            TakesHtml = type.TakesHtml,
            Position = type.EnforcePosition,
            Shuffled =
            [
                .. type
                    .Settings.Where(s => settings.ContainsKey(s.Id) && IsShuffled(s, question, type))
                    .Select(s => s.Id),
            ],
        };
    }

    /// <summary>
    /// A setting as a student gets it; null for nothing, also if the type's own expression fails on settings that no
    /// check refused.
    /// </summary>
    private static JsonElement? ValueFor(QuestionSetting setting, JsonElement settings, Expressions expressions)
    {
        if (setting.ShownAs is not { } expression)
        {
            return setting.ValueIn(settings);
        }

        try
        {
            return expressions.Evaluate(expression, Json.Write(new { settings })) is { } shown
                ? JsonElement.Parse(shown)
                : null;
        }
        catch (JsonataException)
        {
            return null;
        }
    }

    private static void Show(QuestionSetting setting, JsonElement value, Dictionary<string, JsonElement> settings)
    {
        settings[setting.Id] = value;
        if (setting.Student == "html")
        {
            settings[setting.Id + HtmlSuffix] =
                value.ValueKind == JsonValueKind.Array
                    ? JsonSerializer.SerializeToElement(
                        value.EnumerateArray().Select(entry => AuthorHtml.Sanitize(entry.GetString()!)),
                        Json.Options
                    )
                    : JsonSerializer.SerializeToElement(AuthorHtml.Sanitize(value.GetString()!), Json.Options);
        }
    }

    private static bool IsShuffled(QuestionSetting setting, Question question, QuestionType type) =>
        setting.Shuffled
        || type.Settings.Any(by =>
            by.Id == setting.ShuffledBy && by.ValueIn(question.Settings)?.ValueKind == JsonValueKind.True
        );
}
