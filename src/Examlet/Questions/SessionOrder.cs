using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Examlet.Http;

namespace Examlet.Questions;

/// <summary>The order in which one exam session shows its questions and options, drawn from the session's stored seed.
/// Pure and the same on every node and every version of .NET: a Fisher–Yates shuffle (Knuth, TAOCP 3.4.2 P) over a
/// stream of HMAC-SHA256 blocks.
/// </summary>
public static class SessionOrder
{
    /// <summary>
    /// The questions in the order of a session. The order never changes: the session keeps the rules that it began on
    /// (<see cref="ExamRules"/>).
    /// </summary>
    public static IReadOnlyList<StudentQuestion> Draw(
        IReadOnlyList<StudentQuestion> questions,
        bool shuffleQuestions,
        string seed,
        int rules = ExamRules.Current
    )
    {
        var ordered =
            !shuffleQuestions ? questions
            : rules > ExamRules.Second ? ShufflePassages(questions, seed)
            : ShuffleQuestions(questions, seed);
        return
        [
            .. ordered.Select(question => question.Shuffled.Count == 0 ? question : ShuffleEntries(question, seed)),
        ];
    }

    /// <summary>
    /// Introduction and closing text keep their place. A text to read, or several in a row, keeps the questions after
    /// it up to the next text. These questions are shuffled among themselves, and the texts with their questions among
    /// each other. Questions before the first text stay before it. Texts without a question after them stay last.
    /// </summary>
    private static List<StudentQuestion> ShufflePassages(IReadOnlyList<StudentQuestion> questions, string seed)
    {
        var (texts, asked) = (new List<List<StudentQuestion>> { new() }, new List<List<StudentQuestion>> { new() });
        foreach (var question in questions.Where(q => q.Position is null))
        {
            if (!question.TakesAnswer && asked[^1].Count > 0)
            {
                texts.Add([]);
                asked.Add([]);
            }

            (question.TakesAnswer ? asked : texts)[^1].Add(question);
        }

        var first = texts[0].Count == 0 ? 1 : 0;
        var last = asked[^1].Count == 0 ? texts.Count - 1 : texts.Count;
        var order = Permutation(Math.Max(0, last - first), seed, "passages").Select(i => i + first);
        return
        [
            .. questions.Where(q => q.Position == "start"),
            .. Enumerable
                .Range(0, first)
                .Concat(order)
                .Concat(Enumerable.Range(last, texts.Count - last))
                .SelectMany(Passage),
            .. questions.Where(q => q.Position == "end"),
        ];

        IEnumerable<StudentQuestion> Passage(int i) =>
            texts[i]
                .Concat(
                    Permutation(asked[i].Count, seed, $"questions/{texts[i].FirstOrDefault()?.Id}")
                        .Select(at => asked[i][at])
                );
    }

    /// <summary>The order of the second rules: a text stays before the one question that follows it.</summary>
    private static List<StudentQuestion> ShuffleQuestions(IReadOnlyList<StudentQuestion> questions, string seed)
    {
        var groups = new List<List<StudentQuestion>>();
        var group = new List<StudentQuestion>();
        foreach (var question in questions.Where(q => q.Position is null))
        {
            group.Add(question);
            if (question.TakesAnswer)
            {
                groups.Add(group);
                group = [];
            }
        }

        var order = Permutation(groups.Count, seed, "questions");
        return
        [
            .. questions.Where(q => q.Position == "start"),
            .. order.SelectMany(i => groups[i]),
            .. group,
            .. questions.Where(q => q.Position == "end"),
        ];
    }

    private static StudentQuestion ShuffleEntries(StudentQuestion question, string seed)
    {
        var settings = new Dictionary<string, JsonElement>(question.Settings, StringComparer.Ordinal);
        foreach (var name in question.Shuffled)
        {
            var order = Permutation(settings[name].GetArrayLength(), seed, $"{question.Id}/{name}");
            foreach (var list in new[] { name, name + StudentQuestion.HtmlSuffix }.Where(settings.ContainsKey))
            {
                var entries = settings[list].EnumerateArray().ToList();
                settings[list] = JsonSerializer.SerializeToElement(order.Select(i => entries[i]), Json.Options);
            }
        }

        return question with
        {
            Settings = settings,
        };
    }

    /// <summary>
    /// A permutation of 0…<paramref name="count"/>−1 that depends only on the seed and on <paramref name="what"/>.
    /// </summary>
    internal static int[] Permutation(int count, string seed, string what)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var key = Encoding.UTF8.GetBytes(seed);
        for (var i = count - 1; i > 0; i--)
        {
            var block = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{what}/{i}"));
            var j = (int)(BinaryPrimitives.ReadUInt64BigEndian(block) % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
