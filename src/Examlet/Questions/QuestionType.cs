using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Examlet.Http;

namespace Examlet.Questions;

/// <summary>
/// A question type as its <c>question-type.yml</c> describes it (contract §8). Immutable. Beside the public keys it has
/// our own: <c>aliases</c>, <c>answer</c>, <c>words</c>, <c>labels</c>, <c>typed</c>, <c>acceptedFiles</c>,
/// <c>checks</c> and, beside a condition, <c>parts</c> and <c>earlier</c>; and in a setting <c>student</c>,
/// <c>shownAs</c>, <c>key</c>, <c>alternatives</c>, <c>within</c>, <c>mayBeNothing</c>, <c>filledIn</c>,
/// <c>requiredUnless</c>, <c>unique</c>, <c>oneOf</c>, <c>shuffled</c> and <c>shuffledBy</c>.
/// </summary>
public sealed record QuestionType
{
    /// <summary>The long name, <c>a.b.c</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The short name: the last part of the long one.</summary>
    [JsonIgnore]
    public string Name => Id[(Id.LastIndexOf('.') + 1)..];

    /// <summary>Other long names by which it is known.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool Public { get; init; }
    public bool IsDefault { get; init; }

    [JsonPropertyName("name")]
    public LocalizedText? Title { get; init; }

    public LocalizedText? Description { get; init; }
    public string? Icon { get; init; }
    public IReadOnlyDictionary<string, string> Components { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
    public IReadOnlyList<QuestionSetting> Settings { get; init; } = [];
    public double? TimeEstimateMinutes { get; init; }
    public bool HasSimpleScoring { get; init; }

    /// <summary><c>start</c>, <c>end</c> or null.</summary>
    public string? EnforcePosition { get; init; }

    public bool EnforceTitle { get; init; }

    /// <summary>Key → language → text.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Translations { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    public ResponseProcessing? ResponseProcessing { get; init; }

    /// <summary>Checks over several settings together.</summary>
    public IReadOnlyList<SettingCheck> Checks { get; init; } = [];

    /// <summary><c>none</c> for a text that takes no answer, <c>html</c> for formatted text, <c>file</c> for an
    /// uploaded file; any other word takes plain texts.</summary>
    public string Answer { get; init; } = "text";

    /// <summary>
    /// How answers are put into words for teachers, if <see cref="Answer"/> does not say it: <c>picture</c>,
    /// <c>order</c> or <c>sentence</c>; null otherwise.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>The names of the short forms in answers.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// How a typed answer is compared with the key: <see cref="AsText"/> or <see cref="AsFormula"/>. Null for a type
    /// whose answers are chosen.
    /// </summary>
    public string? Typed { get; init; }

    /// <summary>Answer and key are compared in the form of <see cref="TypedText"/>.</summary>
    public const string AsText = "text";

    /// <summary>Answer and key are compared by their meaning as LaTeX (docs/formulas.md).</summary>
    public const string AsFormula = "formula";

    /// <summary>Unknown keys: kept, and ignored.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    [JsonIgnore]
    public bool TakesAnswer => Answer != "none";

    /// <summary>True when the first entry of an answer is the address of a file that was uploaded to the exam
    /// session.</summary>
    [JsonIgnore]
    public bool TakesFile => Answer == "file";

    /// <summary>
    /// The files that a type without a setting <c>acceptFileTypes</c> takes, as in HTML's <c>accept</c>.
    /// </summary>
    public IReadOnlyList<string> AcceptedFiles { get; init; } = [];

    /// <summary>True when an answer is HTML.</summary>
    [JsonIgnore]
    public bool TakesHtml => Answer == "html";

    /// <summary>
    /// The input of the condition as JSON: a typed answer and its key in the form in which they are compared.
    /// </summary>
    public string ConditionInput(JsonElement settings, JsonElement? value, int rules = ExamRules.Current)
    {
        var isText = IsText(rules);
        var answer = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        if (value is { } given)
        {
            answer["value"] =
                isText ? TypedKey.Each(given, TypedKey.FormOf(settings))
                : IsFormula(rules) ? FormulaKey.Spelled(settings, given)
                : given;
        }

        var input = Json.Write(new { question = new { settings = isText ? Comparable(settings) : settings }, answer });
        return Typed is not null && !isText ? input.Normalize(NormalizationForm.FormC) : input;
    }

    /// <summary>True if only a person can judge the formula.</summary>
    public bool NeedsPerson(JsonElement settings, JsonElement value, int rules) =>
        IsFormula(rules) && FormulaKey.Judge(settings, value) is null;

    /// <summary>
    /// How many of its parts an answer has right; null for a type without parts (<c>responseProcessing.parts</c>).
    /// </summary>
    public Share? PartsRight(JsonElement settings, JsonElement value) =>
        ResponseProcessing?.Parts is { } rule
            ? AnswerParts.Of(
                rule,
                Comparable(settings),
                Typed == AsText ? TypedKey.Each(value, TypedKey.FormOf(settings)) : value
            )
            : null;

    private bool IsText(int rules) => Typed == AsText && rules > ExamRules.Second;

    private bool IsFormula(int rules) => Typed == AsFormula && rules > ExamRules.Second;

    /// <summary>The settings, with the key of a typed answer in the form in which it is compared.</summary>
    public JsonElement Comparable(JsonElement settings)
    {
        if (Typed != AsText)
        {
            return settings;
        }

        var form = TypedKey.FormOf(settings);
        return JsonSerializer.SerializeToElement(
            settings
                .EnumerateObject()
                .ToDictionary(
                    setting => setting.Name,
                    setting =>
                        Settings.Any(known => known.Key && known.Id == setting.Name)
                            ? TypedKey.Each(setting.Value, form)
                            : setting.Value,
                    StringComparer.Ordinal
                ),
            Json.Options
        );
    }

    /// <summary>The settings of a new question, with <c>filledIn</c> values for those that are not given.</summary>
    public JsonElement FilledIn(JsonElement settings)
    {
        var missing = Settings
            .Where(setting =>
                setting.FilledIn is not null
                && !(settings.TryGetProperty(setting.Id, out var given) && given.ValueKind != JsonValueKind.Null)
            )
            .ToList();
        if (missing.Count == 0)
        {
            return settings;
        }

        var filled = settings
            .EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        foreach (var setting in missing)
        {
            filled[setting.Id] = setting.FilledIn!.Value;
        }

        return JsonSerializer.SerializeToElement(filled, Json.Options);
    }

    /// <summary>True if a question of this type with these settings has a right answer to compare with.</summary>
    public bool HasKey(JsonElement settings, int rules = ExamRules.Current) =>
        ResponseProcessing is not null
        && (Settings.Any(setting => setting.Key && setting.IsGivenIn(settings)) || IsNothingRight(settings, rules));

    /// <summary>True if the right answer is that nothing applies: the key is an empty list.</summary>
    public bool IsNothingRight(JsonElement settings, int rules = ExamRules.Current) =>
        rules > ExamRules.Second
        && Settings.Any(setting =>
            setting.MayBeNothing
            && settings.TryGetProperty(setting.Id, out var key)
            && key is { ValueKind: JsonValueKind.Array }
            && key.GetArrayLength() == 0
        );
}

/// <summary>One setting of a question type.</summary>
public sealed record QuestionSetting
{
    public required string Id { get; init; }
    public LocalizedText? Name { get; init; }

    /// <summary><c>enum</c>, <c>string</c>, <c>string-array</c>, <c>number</c>, <c>boolean</c> or
    /// <c>custom</c>.</summary>
    public required string Type { get; init; }

    public JsonElement? Default { get; init; }
    public bool Required { get; init; }

    /// <summary>The setting that may be given instead of this one, which is required otherwise.</summary>
    public string? RequiredUnless { get; init; }

    public bool Hidden { get; init; }
    public IReadOnlyList<SettingOption> Options { get; init; } = [];

    /// <summary>The least number, or the fewest entries of a list.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number, or the most entries of a list.</summary>
    public double? Max { get; init; }

    public double? Step { get; init; }
    public string? Placeholder { get; init; }

    /// <summary>
    /// <c>plain</c> or <c>html</c> for a setting that a student may see. A setting with null never leaves the server.
    /// <c>html</c> sends the exact strings and beside them <c>…Html</c>, sanitised.
    /// </summary>
    public string? Student { get; init; }

    /// <summary>A JSONata expression over <c>{ settings }</c> whose result a student gets in place of the value, given
    /// or not.</summary>
    public string? ShownAs { get; init; }

    /// <summary>True for a setting that tells the right answer.</summary>
    public bool Key { get; init; }

    /// <summary>
    /// True if a text may be a list of texts, each of which is right. In a list of texts each entry may be such a list.
    /// </summary>
    public bool Alternatives { get; init; }

    /// <summary>The setting with the most characters that an answer is meant to have: no entry of this one may have
    /// more.</summary>
    public string? Within { get; init; }

    /// <summary>True for a key whose empty list says that nothing applies, and is the right answer.</summary>
    public bool MayBeNothing { get; init; }

    /// <summary>
    /// The value for a new question that does not give the setting. Unlike a default it is stored, so that older
    /// questions keep their meaning.
    /// </summary>
    public JsonElement? FilledIn { get; init; }

    /// <summary>True when no two entries of the list may look the same to a student.</summary>
    public bool Unique { get; init; }

    /// <summary>The setting whose entries this one's value or entries must be among.</summary>
    public string? OneOf { get; init; }

    /// <summary>
    /// True if the entries are always shuffled per exam session, because their order tells the right answer. Only such
    /// a key may be shown to a student.
    /// </summary>
    public bool Shuffled { get; init; }

    /// <summary>The boolean setting that has the entries shuffled per exam session.</summary>
    public string? ShuffledBy { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>True when a student gets it.</summary>
    [JsonIgnore]
    public bool IsShown => Student is not null && (!Key || Shuffled);

    /// <summary>The value in <paramref name="settings"/>, else the default; null when there is neither.</summary>
    public JsonElement? ValueIn(JsonElement settings) =>
        IsGivenIn(settings) ? settings.GetProperty(Id)
        : Default is { ValueKind: not JsonValueKind.Null } value ? value
        : null;

    /// <summary>True if <paramref name="settings"/> has a value for it: not null, not an empty text or list.</summary>
    public bool IsGivenIn(JsonElement settings) =>
        settings.TryGetProperty(Id, out var value)
        && value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.String => value.GetString()!.Length > 0,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            _ => true,
        };
}

/// <summary>
/// A check of a setting that is given: a JSONata condition over <c>{ settings }</c> with the end of the sentence about
/// its error, or the name of one of this program's <see cref="SettingRules"/>.
/// </summary>
public sealed record SettingCheck(
    string Setting,
    string? Condition = null,
    string? Otherwise = null,
    string? Rule = null
);

/// <summary>One choice of an <c>enum</c> setting.</summary>
public sealed record SettingOption(string Value, LocalizedText? Label);

/// <summary>
/// How an answer is judged: a JSONata expression, cases that show it, the expressions of earlier rules for exam
/// sessions that began on them, and what a part of an answer is (one of <see cref="AnswerParts.Names"/>).
/// </summary>
public sealed record ResponseProcessing(
    string Condition,
    IReadOnlyList<ResponseCase>? TestCases,
    IReadOnlyList<EarlierCondition>? Earlier = null,
    string? Parts = null
)
{
    /// <summary>The condition for exam sessions that began on those rules.</summary>
    public string ConditionUnder(int rules) =>
        (Earlier ?? []).Where(earlier => earlier.Until >= rules).MinBy(earlier => earlier.Until)?.Condition
        ?? Condition;
}

/// <summary>A condition that was valid up to and including those rules (<see cref="ExamRules"/>).</summary>
public sealed record EarlierCondition(int Until, string Condition);

/// <summary>One case: with this question and this answer the condition gives this outcome, and with <c>method:
/// partial</c> the share is this one, to four places.</summary>
public sealed record ResponseCase(
    JsonElement Question,
    JsonElement Answer,
    bool ExpectedOutcome,
    double? ExpectedShare = null
);

/// <summary>A text in one or several languages, by language tag; a plain text stands under <c>en</c>.</summary>
[JsonConverter(typeof(Converter))]
public sealed record LocalizedText(IReadOnlyDictionary<string, string> ByLanguage)
{
    private sealed class Converter : JsonConverter<LocalizedText>
    {
        public override LocalizedText Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            new(
                reader.TokenType == JsonTokenType.String
                    ? new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = reader.GetString()! }
                    : JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options)!
            );

        public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ByLanguage, options);
    }
}
