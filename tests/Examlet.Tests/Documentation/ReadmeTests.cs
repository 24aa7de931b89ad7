using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary>The maps in README and architecture and the operator's table name what there is, all of it.</summary>
public sealed partial class ReadmeTests
{
    private static readonly MarkdownPage Readme = MarkdownPage.Of("README.md");
    private static readonly string[] NotOurs = ["bin", "obj"];

    /// <summary>The folders of the server, and what is around them.</summary>
    private static readonly string[] House = MarkdownPage
        .Of("docs/architecture.md")
        .Section("The house")
        .Split("\nAround the server:\n");

    [Fact]
    public void The_map_of_the_tree_has_six_rows() =>
        MarkdownPage.Rows(Readme.Section("Map of the tree")).Count().ShouldBe(6);

    [Fact]
    public void What_the_map_of_the_tree_names_exists() =>
        Paths(Readme.Section("Map of the tree"))
            .Concat(Paths(House[1]))
            .Where(path => !Path.Exists(Repository.PathOf(path.Split('/'))))
            .ShouldBeEmpty();

    [Fact]
    public void The_house_has_a_row_for_each_folder_of_the_server_and_no_other()
    {
        var folders = new DirectoryInfo(Repository.PathOf("src", "Examlet")).EnumerateDirectories();

        Paths(House[0])
            .ShouldBe(folders.Select(folder => folder.Name).Except(NotOurs, StringComparer.Ordinal), ignoreOrder: true);
    }

    [Fact]
    public async Task The_verbs_are_those_of_the_program()
    {
        var verbs = await VerbsAsync();

        var sentence = House[0]
            .Split("\n\n")
            .Single(text => text.StartsWith("The verbs in `CommandLine/`", StringComparison.Ordinal));
        Code().Matches(sentence).Skip(1).Select(match => match.Groups["text"].Value).ShouldBe(verbs, ignoreOrder: true);
        var reference = MarkdownPage
            .Rows(MarkdownPage.Of("docs/operating/reference.md").Section("Verbs"))
            .Select(cells => Code().Match(cells[0]).Groups["text"].Value);
        reference.Select(usage => Words().Match(usage).Value.Trim()).ShouldBe(verbs, ignoreOrder: true);
    }

    /// <summary>The paths in the first cells of a text's tables, without the slash at the end.</summary>
    private static IEnumerable<string> Paths(string text) =>
        MarkdownPage
            .Rows(text)
            .SelectMany(cells => Code().Matches(cells[0]))
            .Select(match => match.Groups["text"].Value.TrimEnd('/'));

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
        return
        [
            .. Command()
                .Matches(help.Out[help.Out.IndexOf("Commands:", StringComparison.Ordinal)..])
                .Select(match => match.Groups["verb"].Value),
        ];
    }

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.None, 1000)]
    private static partial Regex Code();

    /// <summary>The verb without its arguments: <c>key add</c> of <c>key add &lt;user&gt;</c>.</summary>
    [GeneratedRegex("^[a-z ]+", RegexOptions.None, 1000)]
    private static partial Regex Words();

    [GeneratedRegex("^  (?<verb>[a-z]+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Command();
}
