using System.Text.Json;

namespace Examlet.Questions;

/// <summary>
/// Rules for a matching. A pair is written <c>L = R</c>, so no two pairs may be written the same, and the key must hold
/// existing pairs. Each text is looked up in a set at the places where it could part. Pure.
/// </summary>
internal static class PairRules
{
    private const string Equal = " = ";
    private const int MaxPairs = 200;

    /// <summary>No two pairs of a <c>left</c> and a <c>right</c> entry give the same text.</summary>
    public static string? ToldApart(JsonElement settings, CheckBudget budget) =>
        TextsOf(settings, "left") is { } left && TextsOf(settings, "right") is { } right
            ? Ambiguous(left, right, budget)
            : null;

    /// <summary>Each entry of <c>correctAnswer</c> is a pair, and none gives a left entry a second time.</summary>
    public static string? OfLists(JsonElement settings, CheckBudget budget)
    {
        if (TextsOf(settings, "left") is not { } lefts || TextsOf(settings, "right") is not { } rights)
        {
            return null;
        }

        var (left, right) = (lefts.ToHashSet(StringComparer.Ordinal), rights.ToHashSet(StringComparer.Ordinal));
        var (leftBySpan, rightBySpan) = (
            left.GetAlternateLookup<ReadOnlySpan<char>>(),
            right.GetAlternateLookup<ReadOnlySpan<char>>()
        );
        var matched = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in TypedKey.Alternatives(settings.GetProperty("correctAnswer")))
        {
            var at = Partings(entry, budget)
                .FirstOrDefault(
                    at =>
                        leftBySpan.Contains(entry.AsSpan(0, at))
                        && rightBySpan.Contains(entry.AsSpan(at + Equal.Length)),
                    -1
                );
            if (at < 0)
            {
                return "must be a list of \"L = R\", with L among the `left` and R among the `right`, exactly as "
                    + "they stand there.";
            }

            if (!matched.TryAdd(entry[..at], entry) && matched[entry[..at]] != entry)
            {
                return $"has \"{Short(matched[entry[..at]])}\" and \"{Short(entry)}\": a student can match a left "
                    + "entry once only.";
            }
        }

        return null;
    }

    /// <summary>The older form: <c>pairs</c> are texts <c>L = R</c> or objects, and no two of their sides together give
    /// the same text.</summary>
    public static string? Written(JsonElement settings, CheckBudget budget)
    {
        var pairs = settings.GetProperty("pairs");
        if (pairs.ValueKind != JsonValueKind.Array || pairs.EnumerateArray().Any(pair => SidesOf(pair) is null))
        {
            return "must be a list of \"L = R\", or of objects with `left` and `right`.";
        }

        if (pairs.GetArrayLength() > MaxPairs)
        {
            return $"must have at most {MaxPairs} entries.";
        }

        var sides = pairs.EnumerateArray().Select(pair => SidesOf(pair)!.Value).Distinct().ToList();
        if (
            sides.GroupBy(pair => pair.Left, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is
            { } twice
        )
        {
            return $"has \"{Short(twice.Key)}\" on the left twice: a student can match a left entry once only.";
        }

        IReadOnlyList<string>[] lists =
        [
            [.. sides.Select(pair => pair.Left)],
            [.. sides.Select(pair => pair.Right).Distinct(StringComparer.Ordinal)],
        ];
        return lists.Select(list => LookError(list, budget)).FirstOrDefault(error => error is not null)
            ?? Ambiguous(lists[0], lists[1], budget);
    }

    private static string? LookError(IReadOnlyList<string> texts, CheckBudget budget)
    {
        foreach (var text in texts)
        {
            budget.SpendOnHtml(text);
        }

        return
            texts
                .GroupBy(text => EntryLook.Of(text, isHtml: true), StringComparer.Ordinal)
                .FirstOrDefault(group => group.Count() > 1)
                ?.ToList()
                is { } alike
            ? $"has the texts \"{Short(alike[0])}\" and \"{Short(alike[1])}\", which look the same to a "
                + "student; each must look different."
            : null;
    }

    /// <summary>
    /// Finds two pairs that are written the same: the longer left entry begins with the shorter, and its rest is the
    /// beginning of the shorter one's right entry. Cuts both sides wherever possible and compares the parts cut off.
    /// </summary>
    private static string? Ambiguous(IReadOnlyList<string> left, IReadOnlyList<string> right, CheckBudget budget)
    {
        var cut = new Dictionary<string, (string Longer, string Shorter)>(StringComparer.Ordinal);
        var rights = right.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var longer in right)
        {
            budget.Spend(1);
            foreach (
                var at in Partings(longer, budget)
                    .Select(at => at + Equal.Length)
                    .Concat(longer.StartsWith(Equal[1..], StringComparison.Ordinal) ? [Equal.Length - 1] : [])
            )
            {
                if (rights.Contains(longer.AsSpan(at)))
                {
                    cut.TryAdd(longer[..at], (longer, longer[at..]));
                }
            }
        }

        if (cut.Count == 0)
        {
            return null;
        }

        var lefts = left.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var longer in left)
        {
            budget.Spend(1);
            foreach (
                var at in Partings(longer, budget)
                    .Concat(
                        longer.EndsWith(Equal[..^1], StringComparison.Ordinal) ? [longer.Length - Equal.Length + 1] : []
                    )
            )
            {
                if (
                    lefts.Contains(longer.AsSpan(0, at))
                    && cut.TryGetValue((longer[at..] + Equal)[Equal.Length..], out var ends)
                )
                {
                    return $"makes two pairs that are written the same: \"{Short(longer[..at])}\" with "
                        + $"\"{Short(ends.Longer)}\", and \"{Short(longer)}\" with \"{Short(ends.Shorter)}\". "
                        + "Change one of these texts, so that they can be told apart.";
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The places of " = " in a text. Each place costs the length of the text, since the text may be compared there.
    /// </summary>
    private static List<int> Partings(string text, CheckBudget budget)
    {
        var places = new List<int>();
        for (
            var at = text.IndexOf(Equal, StringComparison.Ordinal);
            at >= 0 && !budget.IsSpent;
            at = text.IndexOf(Equal, at + 1, StringComparison.Ordinal)
        )
        {
            budget.Spend(1 + (text.Length / 1000));
            places.Add(at);
        }

        return places;
    }

    private static string Short(string text) => QuestionRules.Short(text);

    /// <summary>The pairs of the key, each as <c>L = R</c>.</summary>
    public static IEnumerable<string> KeyIn(JsonElement settings) =>
        settings.TryGetProperty("correctAnswer", out var key) && key.ValueKind == JsonValueKind.Array
            ? TypedKey.Alternatives(key)
            : PairsIn(settings).Select(pair => pair.Left + Equal + pair.Right);

    /// <summary>The texts on the left and on the right; null where a question has no such lists.</summary>
    public static (IReadOnlyList<string> Left, IReadOnlySet<string> Right)? SidesIn(JsonElement settings)
    {
        if (TextsOf(settings, "left") is { } left && TextsOf(settings, "right") is { } right)
        {
            return (left, right.ToHashSet(StringComparer.Ordinal));
        }

        var pairs = PairsIn(settings).ToList();
        return pairs.Count == 0
            ? null
            : (
                [.. pairs.Select(pair => pair.Left)],
                pairs.Select(pair => pair.Right).ToHashSet(StringComparer.Ordinal)
            );
    }

    private static IEnumerable<(string Left, string Right)> PairsIn(JsonElement settings) =>
        settings.TryGetProperty("pairs", out var pairs) && pairs.ValueKind == JsonValueKind.Array
            ? pairs.EnumerateArray().Select(SidesOf).OfType<(string Left, string Right)>()
            : [];

    private static IReadOnlyList<string>? TextsOf(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. TypedKey.Alternatives(list)]
            : null;

    private static (string Left, string Right)? SidesOf(JsonElement pair)
    {
        if (
            pair.ValueKind == JsonValueKind.String
            && pair.GetString()! is var text
            && text.IndexOf(Equal, StringComparison.Ordinal) is >= 0 and var at
        )
        {
            return (text[..at], text[(at + Equal.Length)..]);
        }

        return
            pair.ValueKind == JsonValueKind.Object
            && pair.TryGetProperty("left", out var left)
            && left.ValueKind == JsonValueKind.String
            && pair.TryGetProperty("right", out var right)
            && right.ValueKind == JsonValueKind.String
            ? (left.GetString()!, right.GetString()!)
            : null;
    }
}
