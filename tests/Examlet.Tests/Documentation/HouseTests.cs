using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary>The folders of the server use each other in one direction: downward in the table of "The house".</summary>
public sealed partial class HouseTests
{
    private const string Source = "src/Examlet";

    private static readonly string[] Order =
    [
        .. Folder()
            .Matches(MarkdownPage.Of("docs/architecture.md").Section("The house"))
            .Select(row => row.Groups["folder"].Value),
    ];

    [Fact]
    public void A_folder_uses_only_folders_above_it()
    {
        var upward = Order.SelectMany(folder =>
            Files(folder)
                .SelectMany(Used)
                .Where(used => Array.IndexOf(Order, used.Folder) >= Array.IndexOf(Order, folder))
                .Select(used => $"{used.File} uses {used.Folder}")
        );

        upward.ShouldBeEmpty();
    }

    /// <summary>The namespace <c>Examlet</c> needs no <c>using</c>: it holds the host, which knows all
    /// folders.</summary>
    [Fact]
    public void Only_the_verbs_and_the_demo_use_the_host()
    {
        var users = Order.Where(folder => Files(folder).Any(file => Host().IsMatch(File.ReadAllText(file)))).ToList();

        users.ShouldBe(["Demo", "CommandLine"]);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(Source, folder), "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<(string File, string Folder)> Used(string file) =>
        Using()
            .Matches(File.ReadAllText(file))
            .Select(match => (File: Path.GetFileName(file), Folder: match.Groups["folder"].Value))
            .Where(used => !Path.GetDirectoryName(file)!.EndsWith(used.Folder, StringComparison.Ordinal));

    [GeneratedRegex(@"^\| `(?<folder>[A-Z]\w+)/` \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Folder();

    [GeneratedRegex(@"^using Examlet\.(?<folder>\w+);", RegexOptions.Multiline, 1000)]
    private static partial Regex Using();

    [GeneratedRegex(@"\bExamletHost\b", RegexOptions.None, 1000)]
    private static partial Regex Host();
}
