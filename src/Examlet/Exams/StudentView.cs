using System.Text.Json;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Exams;

/// <summary>The key-free projection of exam content. Pure. What a type does not name as visible never leaves the
/// server.</summary>
public static class StudentView
{
    /// <summary>The questions in the author's order, but those that must come first first and those that must come last
    /// last.</summary>
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
            settings[setting.Id + StudentQuestion.HtmlSuffix] =
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
