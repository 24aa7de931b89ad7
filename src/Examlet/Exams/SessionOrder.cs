using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Examlet.Http;

namespace Examlet.Exams;

/// <summary>
/// The order in which one exam session shows its questions and options, drawn from the session's stored seed. Pure and the same on every node and every
/// version of .NET: a Fisher–Yates shuffle (Knuth, TAOCP 3.4.2 P) over a stream of HMAC-SHA256 blocks.
/// </summary>
public static class SessionOrder
{
    public static IReadOnlyList<StudentQuestion> Draw(IReadOnlyList<StudentQuestion> questions, bool shuffleQuestions, string seed)
    {
        var ordered = shuffleQuestions ? ShuffleQuestions(questions, seed) : questions;
        return [.. ordered.Select(question => question.Shuffled.Count == 0 ? question : ShuffleEntries(question, seed))];
    }

    /// <summary>Introduction and closing text keep their place; a text stays before the question that follows it.</summary>
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
            foreach (var list in new[] { name, name + StudentView.HtmlSuffix }.Where(settings.ContainsKey))
            {
                var entries = settings[list].EnumerateArray().ToList();
                settings[list] = JsonSerializer.SerializeToElement(order.Select(i => entries[i]), Json.Options);
            }
        }

        return question with { Settings = settings };
    }

    /// <summary>A permutation of 0…<paramref name="count"/>−1 that depends on the seed and on what is shuffled only.</summary>
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
