using System.Text.RegularExpressions;

namespace Examlet.Tests.CommandLine;

/// <summary>The operator's verbs, run as the program they are on a database of their own.</summary>
public sealed partial class VerbsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-verbs-");

    [Fact]
    public async Task Workspace_add_shows_a_key_once_and_key_list_never_does()
    {
        var added = await RunAsync("workspace", "add", "North", "--owner", "owner@north.example");

        var key = Key().Match(added.Out).Value;
        key.ShouldNotBeEmpty();
        var listed = await RunAsync("key", "list");
        listed.Out.ShouldContain("owner@north.example");
        listed.Out.ShouldNotContain(key);
    }

    [Fact]
    public async Task Key_add_makes_another_key_and_key_revoke_ends_it()
    {
        var owner = User().Match((await RunAsync("workspace", "add", "North", "--owner", "owner@north.example")).Out).Value;
        var second = (await RunAsync("key", "add", owner, "--label", "for the timetable")).Out.Trim();
        Key().IsMatch(second).ShouldBeTrue();
        var line = (await RunAsync("key", "list")).Out.Split('\n').Single(l => l.Contains("for the timetable", StringComparison.Ordinal));

        (await RunAsync("key", "revoke", line.Split(' ')[0])).Code.ShouldBe(0);

        (await RunAsync("key", "list")).Out.Split('\n').Single(l => l.Contains("for the timetable", StringComparison.Ordinal)).ShouldContain("revoked");
    }

    [Theory]
    [InlineData("key", "add", "user_nobody")]
    [InlineData("key", "revoke", "key_none")]
    public async Task What_is_not_there_is_refused_with_what_to_do(params string[] arguments)
    {
        var result = await RunAsync(arguments);

        result.Code.ShouldBe(1);
        result.Error.ShouldContain("key list");
    }

    [Fact]
    public async Task Serving_PostgreSQL_without_a_secret_is_refused_with_what_to_set()
    {
        var result = await ExamletProgram.RunAsync("Host=127.0.0.1;Database=examlet", "serve", "--urls", "http://127.0.0.1:0");

        result.Code.ShouldBe(1);
        result.Error.ShouldContain("Examlet__Secret");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => ExamletProgram.RunAsync(Path.Combine(_folder.FullName, "examlet.db"), arguments);

    [GeneratedRegex("examp_[a-zA-Z0-9]{32}", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("user_[a-zA-Z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex User();
}
