using System.Text;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary>A Markdown page of the repository, as far as tests read it.</summary>
/// <param name="Path">Its path in the repository, with slashes.</param>
/// <param name="Text">What is in it.</param>
public sealed partial record MarkdownPage(string Path, string Text)
{
    /// <summary>Every page that somebody wrote.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [.. SourceFile.All(".md").Select(file => new MarkdownPage(file.Path, file.Text))];

    /// <summary>Text without what stands in code blocks.</summary>
    public string Prose => CodeBlocks().Replace(Text, "");

    /// <summary>The names by which other pages link to its headings.</summary>
    public IReadOnlySet<string> Anchors =>
        Headings()
            .Matches(Prose)
            .Select(heading => AnchorOf(heading.Groups["text"].Value))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Where its links and pictures lead.</summary>
    public IEnumerable<string> Links =>
        LinkTargets().Matches(CodeSpans().Replace(Prose, "")).Select(link => link.Groups["target"].Value);

    public static MarkdownPage Of(string path) => new(path, File.ReadAllText(Repository.PathOf(path.Split('/'))));

    /// <summary>What stands under a heading of the second level, up to the next one.</summary>
    public string Section(string heading) =>
        Text.Split("\n## ").Single(part => part.StartsWith(heading + "\n", StringComparison.Ordinal));

    /// <summary>The cells of each row of the tables in a text, without heads and lines.</summary>
    public static IEnumerable<string[]> Rows(string text)
    {
        var lines = text.Split('\n');
        return lines
            .Where(
                (line, i) =>
                    line.StartsWith("| ", StringComparison.Ordinal)
                    && !line.StartsWith("| ---", StringComparison.Ordinal)
                    && !(i + 1 < lines.Length && lines[i + 1].StartsWith("| ---", StringComparison.Ordinal))
            )
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
    }

    /// <summary>As GitHub makes it: lower case, blanks to hyphens, and of the rest letters, digits, hyphens and low
    /// lines.</summary>
    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in heading.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
            {
                anchor.Append(letter);
            }
            else if (letter == ' ')
            {
                anchor.Append('-');
            }
        }

        return anchor.ToString();
    }

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex CodeBlocks();

    [GeneratedRegex("`[^`\n]*`", RegexOptions.None, 1000)]
    private static partial Regex CodeSpans();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Headings();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex LinkTargets();
}
