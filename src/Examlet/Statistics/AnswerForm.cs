using System.Text.Json;
using Examlet.Questions;

namespace Examlet.Statistics;

/// <summary>
/// The form in which answers to one question are the same answer: typed texts in their normal form, choices and lists
/// as their words. Pure.
/// </summary>
internal sealed class AnswerForm
{
    private const string Between = " | ";
    private readonly StudentQuestion _question;
    private readonly AnswerWords _words;
    private readonly Func<string, string>? _typed;
    private readonly bool _isOrdered;

    private AnswerForm(Question question, StudentQuestion shown, QuestionType type)
    {
        _question = shown;
        _words = new AnswerWords(shown, type);
        _typed = type.Typed == QuestionType.AsText ? TypedKey.FormOf(question.Settings) : null;
        _isOrdered = type.Words == "order" || type.Answer is not ("choices" or "pairs") && type.Words != "sentence";
        Choices = OptionsOf(question, shown, type);
    }

    /// <summary>The options of a choice, in the author's order; empty for other questions.</summary>
    public IReadOnlyList<Choice> Choices { get; }

    /// <summary>The form for a question; null for one whose answers are long texts or files.</summary>
    public static AnswerForm? Of(Question question, StudentQuestion shown, QuestionType type) =>
        type.TakesAnswer && !type.TakesHtml && !type.TakesFile ? new AnswerForm(question, shown, type) : null;

    /// <summary>The form of an answer; empty for an empty answer.</summary>
    public string Normal(JsonElement value)
    {
        if (_typed is not null)
        {
            return string.Join(Between, Entries(value).Select(_typed)) is var text && text.All(c => c is ' ' or '|')
                ? ""
                : text;
        }

        var entries = _isOrdered ? value : Sorted(value);
        return TypedText.Normalize(_words.In(entries) ?? "");
    }

    /// <summary>The options that an answer chose, by their place; an entry that is none of them is left out.</summary>
    public IEnumerable<int> Chosen(JsonElement value)
    {
        var entries = Entries(value).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, Choices.Count).Where(i => entries.Contains(Choices[i].Value));
    }

    private static IEnumerable<string> Entries(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => value.EnumerateArray().Select(entry => entry.GetString() ?? ""),
            _ => [],
        };

    /// <summary>What was chosen in the author's order, what was matched in the order of the alphabet: there the order
    /// says nothing.</summary>
    private JsonElement Sorted(JsonElement value) =>
        value.ValueKind != JsonValueKind.Array
            ? value
            : JsonSerializer.SerializeToElement(
                Entries(value)
                    .Distinct(StringComparer.Ordinal)
                    .OrderBy(entry => PlaceOf(entry))
                    .ThenBy(entry => entry, StringComparer.Ordinal)
            );

    private int PlaceOf(string entry)
    {
        for (var i = 0; i < Choices.Count; i++)
        {
            if (Choices[i].Value == entry)
            {
                return i;
            }
        }

        return Choices.Count;
    }

    private List<Choice> OptionsOf(Question question, StudentQuestion shown, QuestionType type)
    {
        if (type.Answer is not ("choice" or "choices"))
        {
            return [];
        }

        var key = type.Settings.FirstOrDefault(setting => setting.Key);
        var values = shown.Settings.TryGetValue("options", out var options)
            ? Entries(options).ToList()
            : [.. (key?.Options ?? []).Select(option => option.Value)];
        var right =
            key?.ValueIn(question.Settings) is { } given && type.HasKey(question.Settings)
                ? Entries(given).ToHashSet(StringComparer.Ordinal)
                : null;
        return
        [
            .. values.Select(value => new Choice(
                value,
                _words.In(JsonSerializer.SerializeToElement(value)) ?? "",
                right?.Contains(value)
            )),
        ];
    }
}

/// <summary>An option: what an answer says, its words, and whether it is right; null without a key.</summary>
internal sealed record Choice(string Value, string Text, bool? IsRight);
