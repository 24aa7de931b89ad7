using System.Diagnostics;
using CsCheck;
using Examlet.Questions;

namespace Examlet.Tests.Fuzzing;

/// <summary>Whatever stands in a <c>question-type.yml</c> or <c>.json</c>: it is a type or a
/// <see cref="FormatException"/> that names the file, soon and in little memory.</summary>
public sealed class QuestionTypeFuzzTests
{
    private const long MaxMemory = 512 << 20; // allocated in all, not held at once
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private static readonly Gen<string> Piece = Gen.OneOf(
        "id: a.b.c\n",
        "id: ",
        "name: ",
        "settings:\n",
        "- ",
        "  - id: x\n",
        "    type: string\n",
        "    type: enum\n",
        "    options: [",
        "checks: [",
        "translations: {",
        "responseProcessing: {",
        "condition: ",
        "testCases: ",
        "default: ",
        "oneOf: ",
        "shuffledBy: ",
        "key: true\n",
        "student: plain\n",
        "&a ",
        "*a",
        "&b [*a, *a]",
        "<<: *a\n",
        "!!str ",
        "!!binary ",
        "!<x> ",
        "? ",
        ": ",
        "~",
        "null",
        ".inf",
        ".nan",
        "0x1F",
        "1e400",
        "true",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "\\",
        "\\ud800",
        "|\n",
        ">-\n",
        "#",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "\t",
        "\r",
        "\0",
        "\ufeff",
        "😀",
        "é",
        "a",
        "b",
        "@",
        "`"
    );

    private static readonly Gen<string> Soup = Piece.Array[0, 25].Select(string.Concat);

    private static readonly string[] Real = [.. Given.Types.All.Select(type => Examlet.Http.Json.Write(type))];

    private static readonly Gen<string> Spoilt = Gen.Select(
            Gen.OneOf(Real),
            Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 40], Piece).Array[1, 4]
        )
        .Select(
            (text, changes) =>
            {
                foreach (var (at, length, piece) in changes)
                {
                    var start = at % (text.Length + 1);
                    text = text[..start] + piece + text[Math.Min(text.Length, start + length)..];
                }

                return text;
            }
        );

    public static IEnumerable<TheoryDataRow<string>> Corpus => Fuzz.Files("types");

    [Theory, MemberData(nameof(Corpus))]
    public void A_file_of_the_corpus_is_a_type_or_refused(string file) => ReadOrRefuse(file, Fuzz.Read("types", file));

    [Theory]
    [InlineData("question-type.yml")]
    [InlineData("question-type.json")]
    public void A_huge_text_is_refused_or_read(string file)
    {
        ReadOrRefuse(file, $"id: a.b.c\nname: {new string('x', 20_000_000)}\n");
        ReadOrRefuse(file, $"id: a.b.c\n{string.Concat(Enumerable.Range(0, 100_000).Select(i => $"k{i}: 1\n"))}");
        ReadOrRefuse(file, $$"""{"id":"a.b.c","name":"{{new string('x', 20_000_000)}}"}""");
        ReadOrRefuse(file, new string(' ', 10_000_000));
        ReadOrRefuse(file, string.Concat(Enumerable.Repeat("- ", 500_000)));
        ReadOrRefuse(file, string.Concat(Enumerable.Repeat("{", 500_000)));
    }

    [Fact]
    public void An_alias_is_read_as_what_it_stands_for() =>
        Given
            .TypeOf("id: a.b.c\nvendor: &a { x: 1 }\nother: [*a, *a]")
            .Unknown!["other"]
            .GetRawText()
            .ShouldBe("""[{"x":1},{"x":1}]""");

    [Fact]
    public void A_soup_of_YAML_is_a_type_or_refused() =>
        Soup.Sample(text => ReadOrRefuse("question-type.yml", text), iter: 8000 * Fuzz.Runs);

    [Fact]
    public void A_spoilt_type_is_a_type_or_refused() =>
        Gen.Select(Spoilt, Gen.OneOf("question-type.yml", "question-type.json"))
            .Sample((text, file) => ReadOrRefuse(file, text), iter: 300 * Fuzz.Runs);

    private static void ReadOrRefuse(string file, string text)
    {
        var (began, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            QuestionTypeReader.Read(file, text).Id.ShouldNotBeEmpty();
        }
        catch (FormatException refused)
        {
            refused.Message.ShouldStartWith($"{file}: ");
        }

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(MaxTime);
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(MaxMemory);
    }
}
