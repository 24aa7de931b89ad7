using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Fixture;

/// <summary>What the HTML of the embed page says.</summary>
public static partial class Page
{
    /// <summary>The Content-Security-Policy, directive by directive.</summary>
    public static IReadOnlyDictionary<string, string[]> Policy(Reply page) =>
        page.Header("Content-Security-Policy")
            .ShouldNotBeNull()
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(directive => directive.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => words[1..], StringComparer.Ordinal);

    /// <summary>The JSON that the page carries for its script.</summary>
    public static JsonElement Data(Reply page) =>
        JsonElement.Parse(
            Scripts(page)
                .Where(s => s.Attributes.Contains("application/json", StringComparison.Ordinal))
                .Select(s => s.Text)
                .ShouldHaveSingleItem()
        );

    /// <summary>Every text in the JSON that the page carries.</summary>
    public static IReadOnlyList<string> Texts(Reply page) => [.. Within(Data(page))];

    /// <summary>The script elements: their attributes and what stands in them.</summary>
    public static IReadOnlyList<(string Attributes, string Text)> Scripts(Reply page) =>
        [.. Script().Matches(page.Text).Select(m => (m.Groups["attributes"].Value, m.Groups["text"].Value))];

    /// <summary>The addresses of scripts, styles and whatever else the page loads.</summary>
    public static IReadOnlyList<string> Loads(Reply page) =>
        [
            .. Address()
                .Matches(page.Text)
                .Select(m => WebUtility.HtmlDecode(m.Groups["address"].Value))
                .Where(address => !address.StartsWith("data:", StringComparison.Ordinal)),
        ];

    private static IEnumerable<string> Within(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Within(p.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Within),
            JsonValueKind.String => [json.GetString()!],
            _ => [],
        };

    [GeneratedRegex(
        "<script(?<attributes>[^>]*)>(?<text>.*?)</script",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        60_000
    )]
    private static partial Regex Script();

    [GeneratedRegex(
        "<(script|link|img)[^>]*\\s(src|href)=\"?(?<address>[^\"\\s>]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        60_000
    )]
    private static partial Regex Address();
}
