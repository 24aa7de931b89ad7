using Examlet.FileKinds;

namespace Examlet.Tests.Documentation;

/// <summary><c>docs/files.md</c> shows the endings that are refused.</summary>
public sealed class FilesPageTests
{
    [Fact]
    public void The_table_is_the_list_that_the_program_reads()
    {
        var documented = MarkdownPage
            .Rows(MarkdownPage.Of("docs/files.md").Section("Endings of programs"))
            .Select(cells => $"{cells[0]}: {cells[1]}");

        documented.ShouldBe(
            ProgramEndings
                .Load()
                .Groups.Select(group =>
                    $"{group.What}: {string.Join(' ', group.Endings.Select(ending => $"`.{ending}`"))}"
                )
        );
    }
}
