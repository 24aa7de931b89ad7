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
        var owner = User()
            .Match((await RunAsync("workspace", "add", "North", "--owner", "owner@north.example")).Out)
            .Value;
        var second = (await RunAsync("key", "add", owner, "--label", "for the timetable")).Out.Trim();
        Key().IsMatch(second).ShouldBeTrue();
        var line = (await RunAsync("key", "list"))
            .Out.Split('\n')
            .Single(l => l.Contains("for the timetable", StringComparison.Ordinal));

        (await RunAsync("key", "revoke", line.Split(' ')[0])).Code.ShouldBe(0);

        (await RunAsync("key", "list"))
            .Out.Split('\n')
            .Single(l => l.Contains("for the timetable", StringComparison.Ordinal))
            .ShouldContain("revoked");
    }

    [Fact]
    public async Task Key_add_takes_the_address_of_a_user_in_any_case()
    {
        await RunAsync("workspace", "add", "North", "--owner", "owner@north.example");

        Key().IsMatch((await RunAsync("key", "add", "Owner@North.example")).Out.Trim()).ShouldBeTrue();
    }

    [Fact]
    public async Task Key_add_asks_which_user_is_meant_when_an_address_is_in_two_workspaces()
    {
        await RunAsync("workspace", "add", "North", "--owner", "owner@both.example");
        await RunAsync("workspace", "add", "South", "--owner", "owner@both.example");

        var result = await RunAsync("key", "add", "owner@both.example");

        result.Code.ShouldBe(1);
        User().Count(result.Error).ShouldBe(2);
    }

    [Theory]
    [InlineData("bakup", "`backup`")]
    [InlineData("sevre", "`serve`")]
    [InlineData("keys", "`key`")]
    public async Task A_word_that_is_no_verb_starts_nothing_and_names_the_nearest(string word, string nearest)
    {
        var result = await RunAsync(word);

        result.Code.ShouldBe(1);
        result.Error.ShouldContain(nearest);
        File.Exists(Path.Combine(_folder.FullName, "examlet.db")).ShouldBeFalse();
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
        var result = await ExamletProgram.RunAsync(
            "Host=127.0.0.1;Database=examlet",
            "serve",
            "--urls",
            "http://127.0.0.1:0"
        );

        result.Code.ShouldBe(1);
        result.Error.ShouldContain("Examlet__Secret");
    }

    [Fact]
    public async Task A_start_that_fails_says_why_in_one_line_without_a_stack_trace()
    {
        var result = await ExamletProgram.RunAsync(
            "Host=127.0.0.1;Database=examlet",
            "serve",
            "--urls",
            "http://127.0.0.1:0"
        );

        (result.Out + result.Error).ShouldNotContain("   at ");
        result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) =>
        ExamletProgram.RunAsync(Path.Combine(_folder.FullName, "examlet.db"), arguments);

    [GeneratedRegex("examp_[a-zA-Z0-9]{32}", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("user_[a-zA-Z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex User();
}
