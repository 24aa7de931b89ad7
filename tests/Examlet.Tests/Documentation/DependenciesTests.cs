using System.Text.Json;
using System.Xml.Linq;

namespace Examlet.Tests.Documentation;

/// <summary><c>docs/dependencies.md</c> has each package with its licence and its reason, and no other.</summary>
public sealed class DependenciesTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Of("docs/dependencies.md");

    [Fact]
    public void Every_package_of_the_server_and_of_the_tests_has_a_row()
    {
        var packages = XDocument
            .Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(".config", "dotnet-tools.json")));
        var tools = manifest.RootElement.GetProperty("tools").EnumerateObject().Select(tool => tool.Name);

        Named("Server", "Tests and build, .NET")
            .ShouldBe(packages.Concat(tools), StringComparer.OrdinalIgnoreCase, ignoreOrder: true);
    }

    [Theory, InlineData("Player", "dependencies"), InlineData("Tests and build, player", "devDependencies")]
    public void Every_package_of_the_player_has_a_row_in_its_table(string section, string kind)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src", "player", "package.json")));

        Named(section)
            .ShouldBe(
                manifest.RootElement.GetProperty(kind).EnumerateObject().Select(package => package.Name),
                ignoreOrder: true
            );
    }

    [Fact]
    public void Every_package_that_drives_other_browsers_has_a_row()
    {
        using var manifest = JsonDocument.Parse(
            File.ReadAllText(Repository.PathOf("tests", "browsers", "package.json"))
        );

        Named("Tests, other browsers")
            .ShouldBe(
                manifest.RootElement.GetProperty("dependencies").EnumerateObject().Select(package => package.Name),
                ignoreOrder: true
            );
    }

    [Theory, InlineData("Player"), InlineData("Tests and build, player")]
    public void The_licence_is_the_one_that_the_package_of_the_player_states(string section)
    {
        using var lockFile = JsonDocument.Parse(
            File.ReadAllText(Repository.PathOf("src", "player", "package-lock.json"))
        );
        var installed = lockFile.RootElement.GetProperty("packages");

        foreach (var cells in MarkdownPage.Rows(Page.Section(section)))
        {
            foreach (var package in Packages(cells))
            {
                installed
                    .GetProperty($"node_modules/{package}")
                    .GetProperty("license")
                    .GetString()!
                    .ShouldBe(cells[1].Replace(" or ", " OR ", StringComparison.Ordinal), package);
            }
        }
    }

    [Fact]
    public void Every_row_says_what_the_package_is_for() =>
        MarkdownPage.Rows(Page.Text).Where(cells => cells is not [_, { Length: > 0 }, { Length: > 0 }]).ShouldBeEmpty();

    private static IEnumerable<string> Named(params string[] sections) =>
        sections.SelectMany(section => MarkdownPage.Rows(Page.Section(section))).SelectMany(Packages);

    private static string[] Packages(string[] cells) => cells[0].Split(',', StringSplitOptions.TrimEntries);
}
