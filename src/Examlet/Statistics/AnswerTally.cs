using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Examlet.Statistics;

/// <summary>An answer that was given, in its normal form, by how many, and what it got on average.</summary>
public sealed record AnswerShare(string Text, int Sessions, double MeanPoints);

/// <summary>
/// An option of a choice: who chose it, of all and of the two groups. <c>Correct</c> is null without a key,
/// <c>Upper</c> and <c>Lower</c> without groups.
/// </summary>
public sealed record OptionShare(int Number, string Text, bool? Correct, int Sessions, int? Upper, int? Lower);

/// <summary>Counts the answers to one question. It holds a number for each different answer, and no long
/// text.</summary>
internal sealed class AnswerTally(AnswerForm form, IReadOnlyDictionary<int, Group>? groups)
{
    private const int MaxShown = 20;
    private const int LongestText = 200;
    private readonly Dictionary<string, (string Text, int Count, long Points)> _answers = new(StringComparer.Ordinal);
    private readonly (int All, int Upper, int Lower)[] _options = new (int, int, int)[form.Choices.Count];

    /// <summary>The number of answers that were not empty.</summary>
    public int Answered { get; private set; }

    /// <summary>Adds the answer of a student who got that for it.</summary>
    public void Add(int student, JsonElement value, long points)
    {
        var text = form.Normal(value);
        if (text.Length == 0)
        {
            return;
        }

        Answered++;
        var key = text.Length <= LongestText ? text : Digest(text);
        var known = _answers.GetValueOrDefault(key, (Text: Cut(text), Count: 0, Points: 0));
        _answers[key] = (known.Text, known.Count + 1, known.Points + points);
        var group = groups?.GetValueOrDefault(student);
        foreach (var option in form.Choices.Count == 0 ? [] : form.Chosen(value))
        {
            ref var counts = ref _options[option];
            counts.All++;
            counts.Upper += group == Group.Upper ? 1 : 0;
            counts.Lower += group == Group.Lower ? 1 : 0;
        }
    }

    /// <summary>The most frequent answers, and how many gave another.</summary>
    public (IReadOnlyList<AnswerShare> Shown, int Others) Answers()
    {
        var shown = _answers
            .Values.OrderByDescending(answer => answer.Count)
            .ThenBy(answer => answer.Text, StringComparer.Ordinal)
            .Take(MaxShown)
            .Select(answer => new AnswerShare(
                answer.Text,
                answer.Count,
                (double)Math.Round(Sums.Points(answer.Points) / answer.Count, 4, MidpointRounding.AwayFromZero)
            ))
            .ToList();
        return (shown, Answered - shown.Sum(answer => answer.Sessions));
    }

    /// <summary>The options in the author's order; null for a question that is no choice.</summary>
    public IReadOnlyList<OptionShare>? Options() =>
        form.Choices.Count == 0
            ? null
            :
            [
                .. form.Choices.Select(
                    (choice, i) =>
                        new OptionShare(
                            i + 1,
                            choice.Text,
                            choice.IsRight,
                            _options[i].All,
                            groups is null ? null : _options[i].Upper,
                            groups is null ? null : _options[i].Lower
                        )
                ),
            ];

    private static string Cut(string text) =>
        text.Length <= LongestText
            ? text
            : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";

    private static string Digest(string text) => Convert.ToHexString(SHA256.HashData(Encoding.Unicode.GetBytes(text)));
}
