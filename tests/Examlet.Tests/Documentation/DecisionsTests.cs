namespace Examlet.Tests.Documentation;

/// <summary>The records of decisions can be found, and say whether they still hold.</summary>
public sealed class DecisionsTests
{
    private static readonly List<MarkdownPage> Records =
    [
        .. MarkdownPage.All.Where(page => page.Path.StartsWith("docs/adr/0", StringComparison.Ordinal)),
    ];

    [Fact]
    public void The_index_lists_every_record_and_its_status()
    {
        var rows = MarkdownPage.Rows(MarkdownPage.Of("docs/adr/README.md").Text).ToList();

        rows.Count.ShouldBe(Records.Count);
        rows.ShouldAllBe(row => row[1].Length > 0 && row[2].StartsWith("accepted", StringComparison.Ordinal));
        Records.ShouldAllBe(record => rows.Any(row => row[0].Contains(Path.GetFileName(record.Path))));
    }

    [Fact]
    public void Every_record_says_its_status() =>
        Records.ShouldAllBe(record => record.Text.Split('\n')[2].StartsWith("Status: ", StringComparison.Ordinal));
}
