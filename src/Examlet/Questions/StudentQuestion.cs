using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Examlet.Questions;

/// <summary>A question as a student gets it: sanitised, without its key.</summary>
public sealed record StudentQuestion
{
    private const int LongestName = 80;

    public required string Id { get; init; }
    public required string Type { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }

    /// <summary>Only the settings that the type allows a student to see. Lists of HTML stand twice: as exact strings,
    /// and sanitised under the name with <c>Html</c>.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Settings { get; init; }

    /// <summary>The most points of the question; null for a text that takes no answer.</summary>
    public double? Points { get; init; }

    [JsonIgnore]
    public bool TakesAnswer { get; init; }

    [JsonIgnore]
    public bool TakesFile { get; init; }

    [JsonIgnore]
    public AcceptedFiles AcceptedFiles { get; init; } = new([]);

    [JsonIgnore]
    public bool TakesHtml { get; init; }

    /// <summary><c>start</c>, <c>end</c> or null.</summary>
    [JsonIgnore]
    public string? Position { get; init; }

    /// <summary>The list settings whose entries are shuffled per exam session.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Shuffled { get; init; } = [];

    /// <summary>A name for teachers: the title, or the beginning of the text, or the ID.</summary>
    [JsonIgnore]
    public string Name => Title?.Trim() is { Length: > 0 } title ? title : BeginningOf(Description ?? "") ?? Id;

    /// <summary>A list of HTML stands twice: exactly as it was written, and sanitised under its name with this
    /// behind it.</summary>
    public const string HtmlSuffix = "Html";

    private static string? BeginningOf(string html)
    {
        var text = string.Join(
            ' ',
            AuthorHtml.TextOf(html).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)
        );
        var length = new StringInfo(text).LengthInTextElements;
        return length == 0 ? null
            : length <= LongestName ? text
            : new StringInfo(text).SubstringByTextElements(0, LongestName) + "…";
    }
}
