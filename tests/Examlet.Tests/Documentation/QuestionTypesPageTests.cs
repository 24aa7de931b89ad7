namespace Examlet.Tests.Documentation;

/// <summary><c>docs/question-types.md</c> is about the types that there are.</summary>
public sealed class QuestionTypesPageTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Of("docs/question-types.md");

    [Fact]
    public void Every_type_has_a_row_in_the_table_and_no_other()
    {
        var documented = MarkdownPage.Rows(Page.Text.Split("\n## ")[0]).Select(cells => cells[0].Trim('`'));

        documented.ShouldBe(
            new DirectoryInfo(Repository.PathOf("question-types")).EnumerateDirectories().Select(type => type.Name),
            ignoreOrder: true
        );
    }

    [Fact]
    public void The_component_that_is_shown_is_the_one_that_runs()
    {
        var shown = Page.Section("assessment.tsx").Split("```tsx\n")[1].Split("```")[0];

        shown.ShouldBe(File.ReadAllText(Repository.PathOf("question-types", "true-false", "assessment.tsx")));
    }
}
