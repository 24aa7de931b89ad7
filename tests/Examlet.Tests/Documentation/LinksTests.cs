using System.Text.Json;
using System.Text.RegularExpressions;
using Examlet.Settings;
using Examlet.Tests.EveryOperation;

namespace Examlet.Tests.Documentation;

/// <summary>What the pages of the repository point to is there.</summary>
public sealed partial class LinksTests
{
    /// <summary>Where a path that a page names may begin.</summary>
    private static readonly string[] Roots = ["", "src", "src/Examlet", "src/player"];

    /// <summary>Pages, not operations: they are not in the OpenAPI document.</summary>
    private static readonly string[] Pages = ["GET /embeds/{}", "GET /monitor/{}"];

    public static TheoryData<string> Paths() => [.. MarkdownPage.All.Select(page => page.Path)];

    [Fact]
    public void There_are_pages_to_look_at() => MarkdownPage.All.Select(page => page.Path).ShouldContain("README.md");

    [Theory, MemberData(nameof(Paths))]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist(string path)
    {
        var page = MarkdownPage.Of(path);

        page.Links.Where(link => !link.Contains("://", StringComparison.Ordinal) && !Leads(page, link)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Paths))]
    public void Every_operation_that_a_page_names_is_one(string path)
    {
        var named = Operations()
            .Matches(MarkdownPage.Of(path).Text)
            .Select(match => $"{match.Groups["method"].Value} {NamesOut(match.Groups["path"].Value.TrimEnd('.'))}");

        named.Except(Served(), StringComparer.Ordinal).Except(Pages, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Paths))]
    public void Every_source_file_that_a_page_names_exists(string path)
    {
        var named = Sources().Matches(MarkdownPage.Of(path).Text).Select(match => match.Groups["path"].Value);

        named.Where(file => !Roots.Any(root => File.Exists(Repository.PathOf(root, file)))).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Paths))]
    public void Every_setting_that_a_page_of_the_server_names_is_one(string path)
    {
        var named = Settings().Matches(MarkdownPage.Of(path).Text).Select(match => match.Groups["name"].Value);

        // A sample has settings of its own.
        named
            .Where(name =>
                typeof(ExamletOptions).GetProperty(name) is null
                && !path.StartsWith("samples/", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    private static bool Leads(MarkdownPage page, string link)
    {
        var (file, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var target =
            file.Length == 0
                ? Repository.PathOf(page.Path.Split('/'))
                : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page.Path.Split('/')))!, file));
        return (File.Exists(target) || Directory.Exists(target))
            && (anchor is null || new MarkdownPage(file, File.ReadAllText(target)).Anchors.Contains(anchor));
    }

    private static HashSet<string> Served()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Operation.DocumentPath));
        return document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Select(operation => $"{operation.Name.ToUpperInvariant()} {NamesOut(path.Name)}")
            )
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A path without the names in it: what is <c>{id}</c> here may be <c>{examId}</c> there.</summary>
    private static string NamesOut(string path) => Names().Replace(path, "{}");

    [GeneratedRegex(@"\b(?<method>GET|POST|PUT|PATCH|DELETE) (?<path>/[\w\-/{}.]*)", RegexOptions.None, 1000)]
    private static partial Regex Operations();

    [GeneratedRegex(@"`(?<path>[\w.-]+(?:/[\w.-]+)+\.(?:cs|ts|tsx|sql|css|props))`", RegexOptions.None, 1000)]
    private static partial Regex Sources();

    [GeneratedRegex(@"\bExamlet__(?<name>\w+)", RegexOptions.None, 1000)]
    private static partial Regex Settings();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Names();
}
