namespace Examlet.Tests.Documentation;

/// <summary>Two files can be read side by side: no line has more than 120 columns.</summary>
public sealed class LineLengthTests
{
    private const int Columns = 120;

    private static readonly string[] Endings =
    [
        ".cs",
        ".css",
        ".md",
        ".mjs",
        ".sh",
        ".sql",
        ".ts",
        ".tsx",
        ".yaml",
        ".yml",
    ];

    [Fact]
    public void No_line_is_longer_than_the_columns_of_a_screen()
    {
        var texts = SourceFile.All(Endings).Where(file => file.IsWritten).ToList();

        texts.Count.ShouldBeGreaterThan(500);
        texts.SelectMany(Long).ShouldBeEmpty();
    }

    [Fact]
    public void Editors_are_told_the_same_number() =>
        File.ReadAllText(Repository.PathOf(".editorconfig")).ShouldContain($"\nmax_line_length = {Columns}\n");

    /// <summary>The long lines of a file, but those that cannot be broken.</summary>
    private static IEnumerable<string> Long(SourceFile file) =>
        from line in file.Text.Split('\n').Select((text, i) => (Text: text.TrimEnd('\r'), Number: i + 1))
        where line.Text.Length > Columns && !IsWhole(file, line.Text)
        select $"{file.Path}:{line.Number}";

    /// <summary>A row of a table in Markdown is one line; so is an address, whatever stands around it; and what a
    /// condition of a question type says stays as it is: its text names the rules of the scores that are stored.
    /// </summary>
    private static bool IsWhole(SourceFile file, string line) =>
        (file.Path.EndsWith(".md", StringComparison.Ordinal) && line.StartsWith('|'))
        || (file.Path.StartsWith("question-types/", StringComparison.Ordinal) && line.TrimStart().StartsWith('$'))
        || line.Split(' ').Any(word => word.Contains("://", StringComparison.Ordinal) && word.Length > Columns - 20);
}
