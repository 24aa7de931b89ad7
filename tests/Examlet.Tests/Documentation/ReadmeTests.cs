using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary>The map in README and the operator's table name what there is, all of it.</summary>
public sealed partial class ReadmeTests
{
    private static readonly MarkdownPage Readme = MarkdownPage.Of("README.md");
    private static readonly string[] NotOurs = ["bin", "obj"];

    [Fact]
    public void The_map_has_a_row_for_each_folder_of_the_server_and_no_other()
    {
        var folders = new DirectoryInfo(Repository.PathOf("src", "Examlet")).EnumerateDirectories().Select(folder => folder.Name).Except(NotOurs, StringComparer.Ordinal);

        Map()[1].ShouldBe(folders, ignoreOrder: true);
    }

    [Fact]
    public void What_the_map_of_the_tree_names_exists() =>
        Map()[0].Where(path => !Path.Exists(Repository.PathOf(path.Split('/')))).ShouldBeEmpty();

    [Fact]
    public async Task The_verbs_are_those_of_the_program()
    {
        var verbs = await VerbsAsync();

        var row = Readme.Text.Split('\n').Single(line => line.StartsWith("| `CommandLine/` |", StringComparison.Ordinal));
        Code().Matches(row).Skip(1).Select(match => match.Groups["text"].Value).ShouldBe(verbs, ignoreOrder: true);
        var operators = MarkdownPage.Rows(MarkdownPage.Of("docs/operating.md").Section("Verbs")).Select(cells => Code().Match(cells[0]).Groups["text"].Value);
        operators.Select(usage => Words().Match(usage).Value.Trim()).ShouldBe(verbs, ignoreOrder: true);
    }

    /// <summary>The paths of the map's two tables, the tree and the folders of the server, without the slash at the end.</summary>
    private static List<List<string>> Map() =>
    [
        .. Readme.Section("Map of the tree").Split("Inside `src/Examlet/`").Select(table => MarkdownPage.Rows(table)
            .SelectMany(cells => Code().Matches(cells[0]))
            .Select(match => match.Groups["text"].Value.TrimEnd('/'))
            .ToList()),
    ];

    /// <summary>What <c>--help</c> lists: a verb, or a noun with verbs of its own.</summary>
    private static async Task<List<string>> VerbsAsync()
    {
        var verbs = new List<string>();
        foreach (var verb in await CommandsAsync())
        {
            var inner = verb is "workspace" or "key" ? await CommandsAsync(verb) : [];
            verbs.AddRange(inner.Count == 0 ? [verb] : inner.Select(one => $"{verb} {one}"));
        }

        return verbs;
    }

    private static async Task<List<string>> CommandsAsync(params string[] verb)
    {
        var help = await ExamletProgram.RunAsync("unused.db", [.. verb, "--help"]);
        help.Code.ShouldBe(0, help.Error);
        return [.. Command().Matches(help.Out[help.Out.IndexOf("Commands:", StringComparison.Ordinal)..]).Select(match => match.Groups["verb"].Value)];
    }

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.None, 1000)]
    private static partial Regex Code();

    /// <summary>The verb without its arguments: <c>key add</c> of <c>key add &lt;user&gt;</c>.</summary>
    [GeneratedRegex("^[a-z ]+", RegexOptions.None, 1000)]
    private static partial Regex Words();

    [GeneratedRegex("^  (?<verb>[a-z]+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Command();
}
