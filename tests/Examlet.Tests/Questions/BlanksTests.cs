using System.Text.Json;
using Examlet.Questions;

namespace Examlet.Tests.Questions;

/// <summary>The server counts the blanks of a text as the player does, which reads the same cases in
/// <c>fill-in-blank.test.tsx</c>.</summary>
public sealed class BlanksTests
{
    public static IEnumerable<TheoryDataRow<string, string, int>> Cases =>
        from text in JsonElement
            .Parse(File.ReadAllText(Repository.PathOf("question-types", "fill-in-blank", "blanks.json")))
            .EnumerateArray()
        let html = text.GetProperty("html").GetString()!
        select new TheoryDataRow<string, string, int>(
            html,
            text.TryGetProperty("safe", out var safe) ? safe.GetString()! : "",
            text.GetProperty("blanks").GetInt32()
        );

    [Theory, MemberData(nameof(Cases))]
    public void Blanks_are_in_the_words_alone(string html, string safe, int blanks)
    {
        Blanks.CountIn(html).ShouldBe(blanks);
        if (safe.Length > 0)
        {
            AuthorHtml.Sanitize(html).ShouldBe(safe);
        }
    }
}
