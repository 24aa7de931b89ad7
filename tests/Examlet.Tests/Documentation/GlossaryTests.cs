using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary>The words that the glossary forbids are in no name, comment or page, but where it says so.</summary>
public sealed partial class GlossaryTests
{
    private const string Glossary = "docs/glossary.md";
    private static readonly string[] Endings = [".cs", ".css", ".md", ".mjs", ".sh", ".sql", ".ts", ".tsx"];
    private static readonly MarkdownPage Page = MarkdownPage.Of(Glossary);
    private static readonly List<(string Path, string Words)> Texts =
    [
        .. SourceFile
            .All(Endings)
            .Where(file => file.IsWritten && !string.Equals(file.Path, Glossary, StringComparison.Ordinal))
            .Select(file => (file.Path, WordsOf(file.Text))),
    ];

    /// <summary>Each word with a place in which it is right.</summary>
    private static readonly List<(string Word, string Place)> Exceptions =
    [
        .. from cells in MarkdownPage.Rows(Page.Section("Where such a word is right"))
        from place in Code().Matches(cells[1]).Select(match => match.Groups["text"].Value)
        select (cells[0], place),
    ];

    public static TheoryData<string> Forbidden() =>
        [
            .. MarkdownPage
                .Rows(Page.Section("Words"))
                .SelectMany(cells => Code().Matches(cells[2]))
                .Select(match => match.Groups["text"].Value)
                .Distinct(StringComparer.Ordinal),
        ];

    [Theory, MemberData(nameof(Forbidden))]
    public void A_forbidden_word_is_only_where_the_glossary_allows_it(string word)
    {
        var places = Exceptions
            .Where(exception => exception.Word == word)
            .Select(exception => exception.Place)
            .ToList();

        Using(word)
            .Where(path => !places.Exists(place => path.StartsWith(place, StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_exception_is_for_a_forbidden_word_that_is_there() =>
        Exceptions
            .Where(exception =>
                !Forbidden().Any(row => row.Data == exception.Word)
                || !Using(exception.Word).Any(path => path.StartsWith(exception.Place, StringComparison.Ordinal))
            )
            .ShouldBeEmpty();

    public static TheoryData<string> Misleading() =>
        [
            .. MarkdownPage
                .Rows(Page.Section("Names that misled"))
                .SelectMany(cells => Code().Matches(cells[0]))
                .Select(match => match.Groups["text"].Value),
        ];

    [Theory, MemberData(nameof(Misleading))]
    public void A_name_that_misled_is_in_no_code(string name)
    {
        var pattern = name.EndsWith('…') ? $@"\b{name.TrimEnd('…')}(?=[A-Z])" : $@"\b{name}\b";
        var whole = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(5));

        SourceFile.All(".cs").Where(file => whole.IsMatch(file.Text)).Select(file => file.Path).ShouldBeEmpty();
    }

    private static IEnumerable<string> Using(string word)
    {
        var whole = new Regex($"(?<![a-z]){Regex.Escape(word)}s?(?![a-z])", RegexOptions.None, TimeSpan.FromSeconds(1));
        return Texts.Where(text => whole.IsMatch(text.Words)).Select(text => text.Path);
    }

    /// <summary>A text in small letters, with names taken apart: <c>ExamSession</c> is <c>exam session</c>.</summary>
    private static string WordsOf(string text) => Gaps().Replace(Humps().Replace(text, " "), " ").ToLowerInvariant();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.None, 5000)]
    private static partial Regex Humps();

    [GeneratedRegex(@"[\s_-]+", RegexOptions.None, 5000)]
    private static partial Regex Gaps();
}
