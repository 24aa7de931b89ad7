using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary>Whichever host page an integrator starts from, its frame lets the exam do what the documentation
/// says.</summary>
public sealed partial class HostPagesTests
{
    public static TheoryData<string> Pages { get; } =
    [
        "docs/embedding.md",
        "samples/plain-html/index.html",
        "samples/aspnetcore/Program.cs",
        "src/Examlet/Demo/school.html",
        "src/embed/examlet-embed.ts",
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Every_host_page_lets_the_frame_use_the_microphone_the_whole_screen_and_the_clipboard(string page)
    {
        var allowed = Allow()
            .Matches(File.ReadAllText(Repository.PathOf(page.Split('/'))))
            .Select(match => match.Groups["features"].Value)
            .ToList();

        allowed.ShouldNotBeEmpty();
        allowed.ShouldAllBe(features => features == "microphone; fullscreen; clipboard-write");
    }

    [GeneratedRegex("""\ballow ?= ?["'](?<features>[^"']*)["']""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Allow();
}
