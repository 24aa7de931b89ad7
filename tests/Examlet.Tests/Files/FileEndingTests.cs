using Examlet.FileKinds;

namespace Examlet.Tests.Files;

/// <summary>By the ending of a name a computer decides what a double click does: however it is written, one of a
/// program is seen.</summary>
public sealed class FileEndingTests
{
    public static TheoryData<string> Endings => [.. ProgramEndings.Load().Groups.SelectMany(group => group.Endings)];

    [Theory, MemberData(nameof(Endings))]
    public void Each_ending_of_the_list_is_a_programs(string ending) =>
        FileEnding.ProgramIn($"homework.{ending}").ShouldBe(ending);

    [Theory]
    [InlineData("homework.EXE", "exe")]
    [InlineData("homework.pdf.exe", "exe")]
    [InlineData("homework.exe.", "exe")]
    [InlineData("homework.exe . .", "exe")]
    [InlineData("homework.exe\u00A0", "exe")]
    [InlineData("homework.\u202Efdp.exe", "exe")]
    [InlineData("homework.e\u200Bxe", "exe")]
    [InlineData("homework.exe\uFEFF", "exe")]
    [InlineData("homework\uFF0Eｅｘｅ", "exe")]
    [InlineData("homework.\uD835\uDC1E\uD835\uDC31\uD835\uDC1E", "exe")]
    [InlineData("homework.ехе", "exe")]
    [InlineData("homework.ЕХЕ", "exe")]
    [InlineData("homework.ѕсг", "scr")]
    [InlineData("homework.ΒΑΤ", "bat")]
    [InlineData("homework.ⅿsⅰ", "msi")]
    [InlineData("homework.éxe", "exe")]
    [InlineData("homework.exe::$DATA", "exe")]
    [InlineData("homework.exe:answer.txt", "exe")]
    [InlineData("Task 3: homework.exe", "exe")]
    [InlineData(".exe", "exe")]
    public void A_programs_ending_is_seen_however_it_is_written(string name, string ending) =>
        FileEnding.ProgramIn(name).ShouldBe(ending);

    [Theory]
    [InlineData("solution.py")]
    [InlineData("essay.docx")]
    [InlineData("exe")]
    [InlineData("my.exercise")]
    [InlineData("homework.exe.pdf")]
    [InlineData("data.mat")]
    [InlineData("Task 3: answer.pdf")]
    [InlineData("\u202Egpj.\u05D0.jpg")]
    [InlineData("")]
    public void Any_other_name_is_no_programs(string name) => FileEnding.ProgramIn(name).ShouldBeNull();

    [Fact]
    public void The_list_is_in_small_letters_without_dots_and_has_nothing_twice()
    {
        var endings = ProgramEndings.Load().Groups.SelectMany(group => group.Endings).ToList();

        endings.ShouldAllBe(ending => ending == FileEnding.Of("a." + ending));
        endings.ShouldBeUnique();
        endings.ShouldNotContain("py");
        ProgramEndings.Load().MediaTypes.Values.ShouldAllBe(ending => endings.Contains(ending));
    }
}
