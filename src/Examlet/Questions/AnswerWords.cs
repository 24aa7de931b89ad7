using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Examlet.Questions;

/// <summary>
/// Puts answers to one question into words: a choice as its text, a picture by its number and name, everything else in
/// words. It reads the author's markup; a student's text stays text. One instance serves all answers to a question.
/// Pure.
/// </summary>
public sealed partial class AnswerWords
{
    /// <summary>The values of a type's <c>words</c>. Without it <c>answer</c> says how answers are read.</summary>
    public static readonly IReadOnlyList<string> Ways = ["picture", "order", "sentence"];

    private const string Between = " | ";
    private const string Joined = " = ";
    private readonly string _way;
    private readonly IReadOnlyDictionary<string, string> _labels;
    private readonly IReadOnlyDictionary<string, string> _options;
    private readonly IReadOnlyDictionary<string, string> _left;
    private readonly Dictionary<string, string> _right;
    private readonly IReadOnlyList<string> _words;

    public AnswerWords(StudentQuestion question, QuestionType type)
    {
        _way = type.Words ?? type.Answer;
        _labels = type.Labels;
        _options = _way == "picture" ? Pictures(TextsOf(question, "options")) : Plain(TextsOf(question, "options"));
        _left = Plain(TextsOf(question, "left"));
        _right = Plain(TextsOf(question, "right"));
        _words = TextsOf(question, "tokens");
    }

    /// <summary>
    /// The answer in words; null for no answer. <paramref name="value"/> has the teachers' form: a file is its address.
    /// </summary>
    public string? In(JsonElement value)
    {
        IReadOnlyList<string> entries = value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Select(entry => entry.GetString() ?? "")],
            _ => [],
        };
        return entries.Count == 0
            ? null
            : _way switch
            {
                "html" => AuthorHtml.TextOf(entries[0]),
                "choice" or "choices" or "picture" => string.Join(Between, entries.Select(Option)),
                "order" => string.Join(" → ", entries.Select(Option)),
                "pairs" => string.Join(Between, entries.Select(Pair)),
                "sentence" => string.Join(Between, entries.Select(Part)),
                "file" => File(entries),
                _ => string.Join(Between, entries),
            };
    }

    private string Option(string entry) => _options.GetValueOrDefault(entry) ?? Unknown(entry);

    private string Pair(string entry)
    {
        foreach (var (left, words) in _left)
        {
            if (
                entry.StartsWith(left + Joined, StringComparison.Ordinal)
                && _right.TryGetValue(entry[(left.Length + Joined.Length)..], out var right)
            )
            {
                return $"{words}{Joined}{right}";
            }
        }

        return Unknown(entry);
    }

    private string Part(string entry)
    {
        var part = PartForm().Match(entry);
        if (
            !part.Success
            || !int.TryParse(part.Groups["from"].ValueSpan, CultureInfo.InvariantCulture, out var from)
            || !int.TryParse(part.Groups["to"].ValueSpan, CultureInfo.InvariantCulture, out var to)
            || from > to
            || to >= _words.Count
        )
        {
            return entry;
        }

        var label = part.Groups["verb"].Success ? "PV" : part.Groups["label"].Value;
        return $"{string.Join(' ', _words.Skip(from).Take(to - from + 1))}: {_labels.GetValueOrDefault(label, label)}";
    }

    private static string File(IReadOnlyList<string> entries)
    {
        var name = entries.Count > 1 ? entries[1] : "";
        return entries[0].Length == 0 ? name
            : name.Length == 0 ? entries[0]
            : $"{name} ({entries[0]})";
    }

    /// <summary>An entry that is none of the options, as it was sent; a picture without its bytes.</summary>
    private static string Unknown(string entry) =>
        entry.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? "(another picture)" : entry;

    private static IReadOnlyList<string> TextsOf(StudentQuestion question, string setting) =>
        question.Settings.TryGetValue(setting, out var list) && list.ValueKind == JsonValueKind.Array
            ?
            [
                .. list.EnumerateArray()
                    .Where(entry => entry.ValueKind == JsonValueKind.String)
                    .Select(entry => entry.GetString()!),
            ]
            : [];

    /// <summary>Options in HTML by their text, or by the picture in an option without text.</summary>
    private static Dictionary<string, string> Plain(IReadOnlyList<string> options) =>
        ByOption(
            options,
            (option, number) =>
            {
                var text = Line(AuthorHtml.TextOf(option));
                if (text.Length > 0)
                {
                    return text;
                }

                var safe = AuthorHtml.Sanitize(option);
                var alt = Alt().Match(safe);
                var name = alt.Success ? System.Net.WebUtility.HtmlDecode(alt.Groups["alt"].Value).Trim() : "";
                return name.Length > 0 ? name
                    : Source().Match(safe) is { Success: true } source ? Picture(number, source.Groups["src"].Value)
                    : $"Option {number}";
            }
        );

    /// <summary>Options that are the addresses of pictures.</summary>
    private static Dictionary<string, string> Pictures(IReadOnlyList<string> options) =>
        ByOption(options, (option, number) => Picture(number, option));

    private static Dictionary<string, string> ByOption(IReadOnlyList<string> options, Func<string, int, string> words)
    {
        var byOption = new Dictionary<string, string>(options.Count, StringComparer.Ordinal);
        for (var i = 0; i < options.Count; i++)
        {
            byOption.TryAdd(options[i], words(options[i], i + 1));
        }

        return byOption;
    }

    /// <summary>A picture by its number in the author's order, and by the name of its file if it has one.</summary>
    private static string Picture(int number, string address)
    {
        var isFile =
            Uri.TryCreate(System.Net.WebUtility.HtmlDecode(address), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https";
        var name = isFile ? Uri.UnescapeDataString(uri!.AbsolutePath[(uri.AbsolutePath.LastIndexOf('/') + 1)..]) : "";
        return name.Length > 0 ? $"Picture {number} ({name})" : $"Picture {number}";
    }

    private static string Line(string text) =>
        string.Join(' ', text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(
        @"^(?<verb>PV:)?(?<from>\d{1,6})-(?<to>\d{1,6})(?::(?<label>[\s\S]+))?\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PartForm();

    [GeneratedRegex("""<img\b[^>]*?\balt="(?<alt>[^"]*)["]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alt();

    [GeneratedRegex("""<img\b[^>]*?\bsrc="(?<src>[^"]*)["]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Source();
}
