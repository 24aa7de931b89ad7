using System.Text.Json;
using CsCheck;
using Examlet.Questions;

namespace Examlet.Tests.Scoring;

/// <summary>
/// A question of a type with parts, as an author may write it, with what the contract says of answers to it. It counts
/// in its own way, by trying, so that it shares no mistake with the program.
/// </summary>
internal sealed record WrittenQuestion(Question Question, string[] Key)
{
    /// <summary>Answers to it: near the key, and far from it.</summary>
    public required Gen<string[]> Answers { get; init; }

    /// <summary>The answer with one more part right, in every way there is.</summary>
    public required Func<string[], IEnumerable<string[]>> Improved { get; init; }

    /// <summary>The share of an answer; null where the contract says only that it is below 1.</summary>
    public required Func<string[], double?> Expected { get; init; }

    public static Gen<WrittenQuestion> Of(string type) =>
        type switch
        {
            "multiple-choice-multiple-answers" => Choices,
            "fill-in-blank" => Blanks,
            "matching" => Pairs,
            "sequence" => Orders,
            "sentence-analysis" => Sentences,
            _ => throw new NotSupportedException($"Write down here what is a part of {type}."),
        };

    private static Gen<WrittenQuestion> Choices =>
        from options in Some(["a", "b", "c", "d", "e", "f"], 1, 6)
        from key in Some(options, 1, options.Length)
        select ChoiceOf(options, key);

    private static WrittenQuestion ChoiceOf(string[] options, string[] key) =>
        new(Asked("multiple-choice-multiple-answers", new { options, correctAnswer = key }), key)
        {
            Answers = OneOf([.. options, "other"]).Array[0, options.Length],
            Improved = given =>
                key.Except(given, StringComparer.Ordinal)
                    .SelectMany(right =>
                        given
                            .Except(key, StringComparer.Ordinal)
                            .Select(wrong => given.Select(entry => entry == wrong ? right : entry).ToArray())
                            .Append([.. given.Distinct(StringComparer.Ordinal), right])
                    )
                    .Where(better => better.Length <= options.Length),
            Expected = given =>
                Ratio(given.Distinct(StringComparer.Ordinal).Sum(entry => key.Contains(entry) ? 1 : -1), key.Length),
        };

    private static Gen<WrittenQuestion> Blanks =>
        Gen.OneOf(
                OneOf("cat", "dog", "New York", "").Select(word => new[] { word }),
                Some(["cat", "dog", "cow", ""], 1, 3)
            )
            .Array[1, 4]
            .Select(BlanksOf);

    private static WrittenQuestion BlanksOf(string[][] words)
    {
        var right = words.Select(word => Array.Find(word, text => text.Length > 0) ?? "").ToArray();
        var entry = OneOf("cat", "dog", "cow", "pig", " cat ", "New  York", "", "Cat");
        var settings = new
        {
            text = string.Join(" and ", words.Select(_ => "___")),
            correctAnswer = words.Select(word => word.Length == 1 ? (object)word[0] : word),
        };
        return new WrittenQuestion(Asked("fill-in-blank", settings), right)
        {
            Answers = Gen.OneOf(
                entry.Array[0, words.Length + 2],
                Gen.Int[0, words.Length - 1].Select(entry, (at, other) => With(right, at, other))
            ),
            Improved = given =>
                Enumerable
                    .Range(0, Math.Min(given.Length, right.Length))
                    .Where(at => !IsRight(given[at], at))
                    .Select(at => With(given, at, right[at]))
                    .Where(better => !better.All(string.IsNullOrWhiteSpace)),
            Expected = given =>
            {
                var keyed = right.Count(word => word.Length > 0);
                var found = given.Index().Count(blank => IsKeyed(blank.Index) && IsRight(blank.Item, blank.Index));
                var surplus = given.Index().Count(blank => !IsKeyed(blank.Index) && blank.Item.Length > 0);
                return given.All(string.IsNullOrWhiteSpace) ? 0
                    // Entries that say nothing, too many or too few, are no whole answer.
                    : found == keyed && surplus == 0 && given.Length != words.Length ? Ratio(keyed - 1, keyed)
                    : Ratio(found - surplus, keyed);
            },
        };

        bool IsKeyed(int at) => at < right.Length && right[at].Length > 0;

        bool IsRight(string given, int at) =>
            at < words.Length
            && words[at].Contains(given.Trim().Replace("  ", " ", StringComparison.Ordinal), StringComparer.Ordinal);
    }

    private static Gen<WrittenQuestion> Pairs =>
        from left in Some(["a", "b", "c", "a = 1", "x = y"], 1, 4)
        from right in Some(["1", "2", "3", "1 = 1", "y"], 1, 4)
        from chosen in Gen.Int[0, right.Length - 1].Array[left.Length]
        from isOlder in Gen.Bool
        from keyed in Gen.Int[1, left.Length]
        select isOlder
            ? PairsOf(
                left[..keyed],
                [.. chosen.Take(keyed).Select(i => right[i]).Distinct()],
                left[..keyed],
                [.. chosen.Take(keyed).Select(i => right[i])],
                isOlder
            )
            : PairsOf(left, right, left[..keyed], [.. chosen.Take(keyed).Select(i => right[i])], isOlder);

    private static WrittenQuestion PairsOf(
        string[] left,
        string[] right,
        string[] keyed,
        string[] belongs,
        bool isOlder
    )
    {
        var key = keyed.Zip(belongs, (one, other) => $"{one} = {other}").ToArray();
        var pairs = (from one in left from other in right select (Left: one, Text: $"{one} = {other}")).ToArray();
        var question = isOlder
            ? Asked("matching", new { pairs = keyed.Zip(belongs, (one, other) => new { left = one, right = other }) })
            : Asked(
                "matching",
                new
                {
                    left,
                    right,
                    correctAnswer = key,
                }
            );
        return new WrittenQuestion(question, key)
        {
            Answers = Gen.OneOf(
                OneOf([.. pairs.Select(pair => pair.Text), "nonsense"]).Array[0, 2 * key.Length],
                Some([.. pairs.Select(pair => pair.Text)], 0, Math.Min(pairs.Length, 2 * key.Length))
            ),
            Improved = given =>
                key.Except(given, StringComparer.Ordinal)
                    .SelectMany(pair =>
                        new[]
                        {
                            [.. given, pair],
                            given.Where(entry => LeftOf(entry) != LeftOf(pair)).Append(pair).ToArray(),
                        }
                    )
                    .Where(better => better.Length <= 2 * key.Length),
            Expected = given =>
            {
                var entries = given.Distinct(StringComparer.Ordinal).ToList();
                var surplus = entries
                    .GroupBy(LeftOf, StringComparer.Ordinal)
                    .Sum(same => keyed.Contains(same.Key) ? same.Count() - 1 : same.Count());
                return Ratio(entries.Count(entry => key.Contains(entry)) - surplus, key.Length);
            },
        };

        string? LeftOf(string text) => pairs.FirstOrDefault(pair => pair.Text == text).Left;
    }

    private static Gen<WrittenQuestion> Orders =>
        Some(["a", "b", "c", "d", "e", "f"], 2, 6)
            .Select(options => new WrittenQuestion(Asked("sequence", new { options }), options)
            {
                Answers = Gen.OneOf(
                    Some(options, options.Length, options.Length),
                    OneOf(options).Array[0, options.Length + 1]
                ),
                Improved = given =>
                    IsOrderOf(options, given)
                        ? NeighboursIn(options, given, areThey: false).Select(at => Joined(given, options, at))
                        : [],
                Expected = given =>
                    IsOrderOf(options, given)
                        ? Ratio(NeighboursIn(options, given, areThey: true).Count(), options.Length - 1)
                        : 0,
            });

    private static Gen<WrittenQuestion> Sentences =>
        from cuts in Gen.Bool.Array[1, 5]
        from labels in OneOf("OW", "WG", "LV", "").Array[cuts.Length]
        from verbAt in Gen.Int[-1, cuts.Length - 1]
        from isAsked in Gen.Bool
        let segments = SegmentsOf(cuts, labels)
        where segments.Length > 0
        select SentenceOf(cuts.Length, segments, verbAt, isAsked);

    private static WrittenQuestion SentenceOf(
        int words,
        (int Start, int End, string Label)[] segments,
        int verbAt,
        bool isAsked
    )
    {
        var parts = segments.Select(part => $"{part.Start}-{part.End}:{part.Label}").ToArray();
        var verb = verbAt < 0 ? null : $"PV:{verbAt}-{verbAt}";
        string[] key = verb is not null && isAsked ? [.. parts, verb] : parts;
        var settings = new
        {
            sentence = string.Join(' ', Enumerable.Range(0, words).Select(i => $"w{i}")),
            enabledLabels = new[] { "OW", "WG", "LV" },
            requirePersoonsvorm = isAsked,
            correctAnswer = new
            {
                segments = segments
                    .Reverse()
                    .Select(part => new
                    {
                        startToken = part.Start,
                        endToken = part.End,
                        label = part.Label,
                    }),
                persoonsvorm = verb is null ? null : new { startToken = verbAt, endToken = verbAt },
            },
        };
        var wrong = OneOf("0-0:OW", "0-1:WG", "1-1:LV", "1-2:OW", "2-2:WG", "PV:0-0", "PV:1-1");
        return new WrittenQuestion(Asked("sentence-analysis", settings), key)
        {
            Answers = Gen.OneOf(
                wrong.Array[0, 5],
                Gen.Int[0, key.Length - 1].Select(wrong, (at, other) => With(key, at, other)),
                wrong.Select(other => key.Append(other).ToArray()),
                Some(key, 0, key.Length),
                Gen.Const(() => parts.Concat(verb is null ? [] : [verb]).ToArray())
            ),
            Improved = given =>
                given
                    .Except(key, StringComparer.Ordinal)
                    .Where(Counts)
                    .SelectMany(other =>
                        key.Except(given, StringComparer.Ordinal)
                            .Select(right => given.Select(part => part == other ? right : part).ToArray())
                    ),
            Expected = given =>
            {
                var counted = given.Where(Counts).ToList();
                var once = counted.Distinct(StringComparer.Ordinal).ToList();
                var right = once.Count(part => key.Contains(part));
                // All parts in another order, or twice, are not the whole.
                return right == key.Length && once.Count == right && !counted.SequenceEqual(key)
                    ? Ratio(right - 1, key.Length)
                    : Ratio(right - Math.Max(0, once.Count - key.Length), key.Length);
            },
        };

        bool Counts(string part) =>
            !part.StartsWith("PV:", StringComparison.Ordinal) || (verb is not null && (isAsked || part != verb));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>So many of the texts, in any order.</summary>
    private static Gen<string[]> Some(string[] texts, int least, int most) =>
        Gen
            .Int.Array[texts.Length]
            .Select(
                Gen.Int[least, most],
                (order, count) =>
                    texts.Zip(order).OrderBy(text => text.Second).Select(text => text.First).Take(count).ToArray()
            );

    private static Question Asked(string type, object settings) =>
        Given.Question(type) with
        {
            Settings = JsonSerializer.SerializeToElement(settings),
        };

    private static double Ratio(int right, int of) => Math.Max(0, right) / (double)of;

    private static string[] With(string[] entries, int at, string other) =>
        [.. entries.Select((entry, i) => i == at ? other : entry)];

    private static bool IsOrderOf(string[] options, string[] given) =>
        given.Order(StringComparer.Ordinal).SequenceEqual(options.Order(StringComparer.Ordinal));

    /// <summary>The places of the key whose option does, or does not, have its neighbour behind it.</summary>
    private static IEnumerable<int> NeighboursIn(string[] options, string[] given, bool areThey) =>
        Enumerable.Range(0, options.Length - 1).Where(at => IsPair(given, options[at], options[at + 1]) == areThey);

    private static bool IsPair(string[] given, string first, string second) =>
        Array.IndexOf(given, second) == Array.IndexOf(given, first) + 1;

    /// <summary>
    /// The order in which the option after that place stands behind its neighbour, with all that is right behind it.
    /// </summary>
    private static string[] Joined(string[] given, string[] options, int at)
    {
        var run = new List<string> { options[at + 1] };
        for (var i = at + 1; i < options.Length - 1 && IsPair(given, options[i], options[i + 1]); i++)
        {
            run.Add(options[i + 1]);
        }

        var rest = given.Except(run, StringComparer.Ordinal).ToList();
        rest.InsertRange(rest.IndexOf(options[at]) + 1, run);
        return [.. rest];
    }

    /// <summary>The words in parts, cut after each true; a part without a label is not in the key.</summary>
    private static (int Start, int End, string Label)[] SegmentsOf(bool[] cuts, string[] labels)
    {
        var segments = new List<(int, int, string)>();
        var start = 0;
        for (var i = 0; i < cuts.Length; i++)
        {
            if (cuts[i] || i == cuts.Length - 1)
            {
                segments.Add((start, i, labels[start]));
                start = i + 1;
            }
        }

        return [.. segments.Where(part => part.Item3.Length > 0)];
    }
}
