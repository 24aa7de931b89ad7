using System.Collections.Frozen;
using System.Text.Json;

namespace Examlet.Questions;

/// <summary>
/// How much of an answer is right, part by part: the rules that a type names in <c>responseProcessing.parts</c>, for
/// questions with <c>method: partial</c> (docs/question-types.md). Settings and answer are in the form in which they
/// are compared. Pure.
/// </summary>
internal static class AnswerParts
{
    private const string Key = "correctAnswer";
    private const string Equal = " = ";
    private const string Verb = "PV:";

    private static readonly FrozenDictionary<string, Func<JsonElement, JsonElement, Share>> ByName = new Dictionary<
        string,
        Func<JsonElement, JsonElement, Share>
    >(StringComparer.Ordinal)
    {
        ["blanks"] = Blanks,
        ["neighbours"] = Neighbours,
        ["options"] = Options,
        ["pairs"] = Pairs,
        ["sentence"] = Sentence,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names that <c>parts</c> may have.</summary>
    public static IReadOnlyList<string> Names => [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <param name="rule">One of <see cref="Names"/>.</param>
    /// <param name="settings">The settings of a question.</param>
    /// <param name="value">The answer: a text or a list of texts.</param>
    public static Share Of(string rule, JsonElement settings, JsonElement value) => ByName[rule](settings, value);

    /// <summary>Chosen options: the right ones less the wrong ones, of those in the key.</summary>
    private static Share Options(JsonElement settings, JsonElement value)
    {
        var key = TextsOf(settings, Key).ToHashSet(StringComparer.Ordinal);
        var chosen = TypedKey.Alternatives(value).ToHashSet(StringComparer.Ordinal);
        var right = chosen.Count(key.Contains);
        return Share.Of(right - (chosen.Count - right), key.Count);
    }

    /// <summary>
    /// Entry i is blank i. A word takes one off where the key has nothing: in a blank that stays empty, or beyond the
    /// last one.
    /// </summary>
    private static Share Blanks(JsonElement settings, JsonElement value)
    {
        List<List<string>> key = settings.TryGetProperty(Key, out var list)
            ? list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(entry => TypedKey.Alternatives(entry).ToList())]
                :
                [
                    [.. TypedKey.Alternatives(list)],
                ]
            : [];
        var (right, surplus) = (0, 0);
        foreach (var (at, word) in TypedKey.Alternatives(value).Index())
        {
            if (at < key.Count && IsKeyed(key[at]))
            {
                right += key[at].Contains(word, StringComparer.Ordinal) ? 1 : 0;
            }
            else
            {
                surplus += string.IsNullOrWhiteSpace(word) ? 0 : 1;
            }
        }

        return Share.Of(right - surplus, key.Count(IsKeyed));

        static bool IsKeyed(List<string> words) => words.Exists(word => !string.IsNullOrWhiteSpace(word));
    }

    /// <summary>
    /// Pairs <c>L = R</c>, each once. One takes one off when its left side is not in the key, or has more pairs than
    /// the key gives it; any other wrong pair takes nothing off.
    /// </summary>
    private static Share Pairs(JsonElement settings, JsonElement value)
    {
        var sides = PairRules.SidesIn(settings);
        var key = PairRules.KeyIn(settings).ToHashSet(StringComparer.Ordinal);
        var keyed = key.CountBy(pair => LeftOf(pair, sides) ?? "", StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var given = TypedKey.Alternatives(value).ToHashSet(StringComparer.Ordinal);
        var surplus = given
            .GroupBy(pair => LeftOf(pair, sides), StringComparer.Ordinal)
            .Sum(pairs => Math.Max(0, pairs.Count() - (pairs.Key is { } left ? keyed.GetValueOrDefault(left) : 0)));
        return Share.Of(given.Count(key.Contains) - surplus, key.Count);
    }

    /// <summary>
    /// The left side of a pair. Where the sides are known, it parts the text so that both are among them if that can
    /// be: a side may have an equals sign in itself. Null if it has no left side.
    /// </summary>
    private static string? LeftOf(string pair, (IReadOnlyList<string> Left, IReadOnlySet<string> Right)? sides)
    {
        if (sides is not { } known)
        {
            return pair.IndexOf(Equal, StringComparison.Ordinal) is >= 0 and var at ? pair[..at] : null;
        }

        var lefts = known
            .Left.Where(left =>
                pair.StartsWith(left, StringComparison.Ordinal)
                && pair.AsSpan(left.Length).StartsWith(Equal, StringComparison.Ordinal)
            )
            .ToList();
        return lefts.Find(left => known.Right.Contains(pair[(left.Length + Equal.Length)..])) ?? lefts.FirstOrDefault();
    }

    /// <summary>
    /// Neighbours that are neighbours in the key, in its direction, each pair once. An answer that is no order of the
    /// options has none.
    /// </summary>
    private static Share Neighbours(JsonElement settings, JsonElement value)
    {
        var key = TextsOf(settings, "options").ToList();
        var given = TypedKey.Alternatives(value).ToList();
        if (!given.Order(StringComparer.Ordinal).SequenceEqual(key.Order(StringComparer.Ordinal)))
        {
            return Share.None;
        }

        var right = key.Zip(key.Skip(1)).Intersect(given.Zip(given.Skip(1))).Count();
        return Share.Of(right, key.Count - 1);
    }

    /// <summary>
    /// Named parts of a sentence: the right ones, less those that are more than the key has. The finite verb is one
    /// where it was asked for; where it was not, a right one is neither right nor too much.
    /// </summary>
    private static Share Sentence(JsonElement settings, JsonElement value)
    {
        var (parts, verb) = SentenceParts.KeyIn(settings);
        var key = parts.ToHashSet(StringComparer.Ordinal);
        var given = TypedKey.Alternatives(value).ToHashSet(StringComparer.Ordinal);
        if (verb is null)
        {
            given.RemoveWhere(part => part.StartsWith(Verb, StringComparison.Ordinal));
        }
        else if (settings.TryGetProperty("requirePersoonsvorm", out var asked) && asked.ValueKind == JsonValueKind.True)
        {
            key.Add(Verb + verb);
        }
        else
        {
            given.Remove(Verb + verb);
        }

        return Share.Of(given.Count(key.Contains) - Math.Max(0, given.Count - key.Count), key.Count);
    }

    private static IEnumerable<string> TextsOf(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var list) ? TypedKey.Alternatives(list) : [];
}
