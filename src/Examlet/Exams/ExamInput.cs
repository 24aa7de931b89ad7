using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Examlet.Access;
using Examlet.Http;
using Examlet.Questions;
using Microsoft.OpenApi;

namespace Examlet.Exams;

/// <summary>The body of <c>POST /exams</c>.</summary>
public sealed record CreateExam(
    [property: Required] string? Name,
    string? Subject,
    string? StudentLevel,
    string? Language,
    string? Context,
    double? IntendedDuration,
    IReadOnlyList<QuestionInput?>? Questions,
    IReadOnlyList<GrantPermission?>? Permissions,
    [property: MetadataForm] JsonElement? Metadata,
    SettingsInput? Settings,
    string? TaxonomyId,
    IReadOnlyList<string?>? SourceMaterialIds
);

/// <summary>
/// The body of <c>PATCH /exams/{id}</c>. It changes the fields that are sent. <c>questions</c> replaces all of them; a
/// known <c>id</c> keeps its question.
/// </summary>
public sealed record ChangeExam(
    Optional<string> Name,
    Optional<string> Subject,
    Optional<string> StudentLevel,
    Optional<string> Language,
    Optional<string> Context,
    Optional<double?> IntendedDuration,
    IReadOnlyList<QuestionInput?>? Questions,
    [property: MetadataForm] Optional<JsonElement?> Metadata,
    SettingsInput? Settings,
    Optional<string> TaxonomyId,
    Optional<IReadOnlyList<string?>> SourceMaterialIds
);

/// <summary>A question as it is sent (contract §8).</summary>
public sealed record QuestionInput(
    string? Id,
    [property: Required] string? Type,
    string? Title,
    string? Description,
    [property: JsonForm(
        JsonSchemaType.Object | JsonSchemaType.Null,
        "The settings of the question's type, with the key."
    )]
        JsonElement? Settings,
    [property: JsonForm(
        JsonSchemaType.Object | JsonSchemaType.Null,
        "`points`, `method` (`all-or-nothing` or `partial`), `weights`, `penalty`, the `criteria` that a person "
            + "grades by, `modelAnswer` and `feedback`."
    )]
        JsonElement? Scoring,
    [property: MetadataForm] JsonElement? Metadata,
    IReadOnlyList<string?>? Tags,
    string? ExternalId
);

/// <summary>Exam settings as they are sent. A setting that is not sent keeps its value or its default.</summary>
public sealed record SettingsInput(
    Optional<double?> TimeLimit,
    Optional<DateTimeOffset?> OpensAt,
    Optional<DateTimeOffset?> ClosesAt,
    Optional<bool?> ShuffleQuestions,
    Optional<string> Navigation,
    Optional<bool?> ShowScore,
    Optional<ResultSettingsInput> Results,
    Optional<bool?> Practice,
    Optional<bool?> AnonymousGrading,
    Optional<double?> PassMark,
    Optional<IReadOnlyList<GradeStepInput?>> GradeScale
);

/// <summary>Checks an author's input and turns it into exam content. Pure.</summary>
public static class ExamInput
{
    private const int MaxQuestions = Limits.Questions;
    private const int MaxId = 500;
    private const int MaxTexts = 1000;
    private const double MaxMinutes = 60 * 24 * 366;

    /// <summary>The fields of a new exam as changes to an empty one.</summary>
    public static ChangeExam AsChange(CreateExam input) =>
        new(
            Set(input.Name),
            Set(input.Subject),
            Set(input.StudentLevel),
            Set(input.Language),
            Set(input.Context),
            Set(input.IntendedDuration),
            input.Questions ?? [],
            Set(input.Metadata),
            input.Settings,
            Set(input.TaxonomyId),
            Set(input.SourceMaterialIds)
        );

    /// <summary>
    /// The content after the change. If <paramref name="errors"/> gets an entry, the result must not be used.
    /// </summary>
    /// <param name="current">The content before it.</param>
    /// <param name="change">What was sent.</param>
    /// <param name="types">The types of questions there are.</param>
    /// <param name="errors">Gets an entry for each error.</param>
    /// <param name="budget">
    /// Pays for the checks. If it is spent (<see cref="CheckBudget.StoppedAt"/>), the result must not be used either.
    /// </param>
    public static ExamContent Apply(
        ExamContent current,
        ChangeExam change,
        QuestionTypeCatalog types,
        InputErrors errors,
        CheckBudget budget
    )
    {
        var content = current with
        {
            Name = change.Name.Or(current.Name) ?? "",
            Subject = change.Subject.Or(current.Subject),
            StudentLevel = change.StudentLevel.Or(current.StudentLevel),
            Language = change.Language.Or(current.Language),
            Context = change.Context.Or(current.Context),
            IntendedDuration = change.IntendedDuration.Or(current.IntendedDuration),
            TaxonomyId = change.TaxonomyId.Or(current.TaxonomyId),
            SourceMaterialIds = change.SourceMaterialIds.IsSet
                ? Texts("sourceMaterialIds", change.SourceMaterialIds.Value, errors)
                : current.SourceMaterialIds,
            Settings = change.Settings is { } settings ? Apply(current.Settings, settings, errors) : current.Settings,
            Questions = change.Questions is { } questions
                ? Questions(current.Questions, questions, types, errors, budget)
                : current.Questions,
        };
        if (string.IsNullOrWhiteSpace(content.Name))
        {
            errors.Add("name", "`name` is required.");
        }

        Fields.CheckText("name", content.Name, 500, errors);
        Fields.CheckText("subject", content.Subject, 500, errors);
        Fields.CheckText("studentLevel", content.StudentLevel, 500, errors);
        Fields.CheckText("language", content.Language, 100, errors);
        Fields.CheckText("taxonomyId", content.TaxonomyId, MaxId, errors);
        Fields.CheckText("context", content.Context, 100_000, errors);
        if (content.IntendedDuration is not (null or (>= 0 and <= MaxMinutes)))
        {
            errors.Add("intendedDuration", "`intendedDuration` must be a number of minutes, 0 or more.");
        }

        Fields.CheckMetadata("metadata", change.Metadata.Value, errors);
        return content;
    }

    private static ExamSettings Apply(ExamSettings current, SettingsInput input, InputErrors errors)
    {
        var settings = new ExamSettings
        {
            TimeLimit = input.TimeLimit.Or(current.TimeLimit),
            OpensAt = input.OpensAt.Or(current.OpensAt),
            ClosesAt = input.ClosesAt.Or(current.ClosesAt),
            ShuffleQuestions = input.ShuffleQuestions.Or(current.ShuffleQuestions) ?? false,
            Navigation = input.Navigation.Or(current.Navigation) ?? ExamSettings.Free,
            ShowScore = input.ShowScore.Or(current.ShowScore) ?? false,
            Results = input.Results.IsSet ? ResultSettingsInput.Checked(input.Results.Value, errors) : current.Results,
            Practice = input.Practice.Or(current.Practice) ?? false,
            AnonymousGrading = input.AnonymousGrading.Or(current.AnonymousGrading) ?? false,
            PassMark = input.PassMark.Or(current.PassMark),
            GradeScale = input.GradeScale.IsSet
                ? GradeStepInput.Checked(input.GradeScale.Value, errors)
                : current.GradeScale,
        };
        if (
            settings is { Practice: false, Results: { Release: ResultSettings.AtHandIn } results }
            && (results.Shows(ResultSettings.Key) || results.Shows(ResultSettings.Feedback))
        )
        {
            errors.Add(
                "settings.results.show",
                "`settings.results.show` may have `key` or `feedback` at the hand-in only with `settings.practice`: "
                    + "whoever still writes could hear of them."
            );
        }

        if (settings.PassMark is not (null or (>= 0 and <= 100)))
        {
            errors.Add("settings.passMark", "`settings.passMark` must be a percentage from 0 to 100, or null.");
        }

        if (settings.TimeLimit is not (null or (> 0 and <= MaxMinutes)))
        {
            errors.Add(
                "settings.timeLimit",
                "`settings.timeLimit` must be a number of minutes above 0, or null for no limit."
            );
        }

        if (settings.Navigation is not (ExamSettings.Free or ExamSettings.Linear))
        {
            errors.Add(
                "settings.navigation",
                $"`settings.navigation` must be `{ExamSettings.Free}` or `{ExamSettings.Linear}`."
            );
        }

        if (settings.OpensAt >= settings.ClosesAt)
        {
            errors.Add("settings.closesAt", "`settings.closesAt` must be after `settings.opensAt`.");
        }

        return settings;
    }

    private static List<Question> Questions(
        IReadOnlyList<Question> current,
        IReadOnlyList<QuestionInput?> inputs,
        QuestionTypeCatalog types,
        InputErrors errors,
        CheckBudget budget
    )
    {
        if (inputs.Count > MaxQuestions)
        {
            errors.Add("questions", $"An exam has at most {MaxQuestions} questions.");
            return [];
        }

        var kept = current.ToDictionary(question => question.Id, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var questions = new List<Question>(inputs.Count);
        for (var i = 0; i < inputs.Count && !budget.IsSpent; i++)
        {
            var path = $"questions[{i}]";
            if (inputs[i] is not { } input)
            {
                errors.Add(path, $"`{path}` must be a question.");
                continue;
            }

            if (input.Id is not null && !seen.Add(input.Id))
            {
                errors.Add($"{path}.id", $"`{path}.id` stands on two questions; an ID names one.");
            }

            Question? before = null;
            if (input.Id is not null)
            {
                kept.Remove(input.Id, out before);
            }

            questions.Add(Question(input, path, before, types, errors, budget));
            if (budget.IsSpent)
            {
                budget.StopAt(path);
            }
        }

        return questions;
    }

    /// <summary>The question. An unchanged question is not checked again: it was, by the rules of its time.</summary>
    private static Question Question(
        QuestionInput input,
        string path,
        Question? before,
        QuestionTypeCatalog types,
        InputErrors errors,
        CheckBudget budget
    )
    {
        var isReadable =
            CheckObject(input.Settings, $"{path}.settings", errors)
            & CheckObject(input.Scoring, $"{path}.scoring", errors);
        Fields.CheckMetadata($"{path}.metadata", input.Metadata, errors);
        Fields.CheckText($"{path}.externalId", input.ExternalId, MaxId, errors);
        var type = types.Find(input.Type);
        var given = input.Settings is { ValueKind: JsonValueKind.Object } settings
            ? settings
            : Examlet.Questions.Question.EmptyObject;
        var question = new Question
        {
            Id = before?.Id ?? Ids.New(Ids.Question),
            Type = type?.Name ?? input.Type ?? "",
            Title = input.Title,
            Description = input.Description,
            Settings = isReadable && type is not null && before?.Type != type.Name ? type.FilledIn(given) : given,
            Scoring = input.Scoring is { ValueKind: JsonValueKind.Object } scoring ? scoring : null,
            Metadata = input.Metadata is { ValueKind: JsonValueKind.Object } metadata ? metadata : null,
            Tags = Texts($"{path}.tags", input.Tags, errors),
            ExternalId = input.ExternalId,
        };
        if (isReadable && (before is null || !before.SaysTheSameAs(question)))
        {
            types.Validate(question, path, errors, budget);
        }

        return question;
    }

    /// <summary>False if it holds a text that cannot be read at all. Then no further check makes sense.</summary>
    private static bool CheckObject(JsonElement? element, string path, InputErrors errors)
    {
        if (element is not { } given || given.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, $"`{path}` must be a JSON object.");
        }
        else if (!Json.IsStorable(given))
        {
            errors.Add(path, $"`{path}` has a text that is not well-formed Unicode or contains NUL.");
            return false;
        }

        return true;
    }

    private static List<string>? Texts(string path, IReadOnlyList<string?>? texts, InputErrors errors)
    {
        if (texts?.Any(text => text is null or { Length: > MaxId }) == true || texts?.Count > MaxTexts)
        {
            errors.Add(
                path,
                $"`{path}` must be a list of at most {MaxTexts} texts, each of at most {MaxId} characters."
            );
        }

        return texts?.OfType<string>().ToList();
    }

    private static Optional<T> Set<T>(T? value) => new(IsSet: true, value);
}
