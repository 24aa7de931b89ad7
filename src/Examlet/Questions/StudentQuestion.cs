using System.Text.Json;
using System.Text.Json.Serialization;

namespace Examlet.Questions;

/// <summary>A question as a student gets it: sanitised, without its key.</summary>
public sealed record StudentQuestion
{
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

    /// <summary>A list of HTML stands twice: exactly as it was written, and sanitised under its name with this
    /// behind it.</summary>
    public const string HtmlSuffix = "Html";
}
