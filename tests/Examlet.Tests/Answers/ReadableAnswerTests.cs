using Examlet.Questions;

namespace Examlet.Tests.Answers;

/// <summary>An answer in HTML is parsed once; what came of it is kept and read from then on.</summary>
public sealed class ReadableAnswerTests(ExamletServers servers)
{
    private const string Mark = "read from what was kept";

    [Theory, AllStores]
    public async Task A_result_and_the_files_of_results_parse_an_essay_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, "<p>Written</p>");
        (await ResultAsync(sitting)).ShouldBe("<p>Written</p>");

        await MarkAsync(workspace, sitting);

        (await ResultAsync(sitting)).ShouldBe(Mark);
        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.csv")).Text.ShouldContain(Mark);
    }

    [Theory, AllStores]
    public async Task What_was_kept_by_earlier_rules_is_made_again(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, "<p>Written</p>");
        await ResultAsync(sitting);
        await MarkAsync(workspace, sitting, AuthorHtml.Rules - 1);

        (await ResultAsync(sitting)).ShouldBe("<p>Written</p>");
    }

    [Theory, AllStores]
    public async Task A_newer_version_is_read_anew(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([new { type = "essay", title = "Write" }], new { showScore = true });
        await sitting.Student.SaveAsync(sitting.Question, "<p>First</p>");
        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.csv")).Text.ShouldContain("First");

        await sitting.Student.SaveAsync(sitting.Question, "<p>Second</p>", revision: 2);

        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.csv")).Text.ShouldContain("Second");
    }

    [Theory, AllStores]
    public async Task An_essay_that_cannot_be_parsed_is_stored_and_shown_to_staff_as_it_is(Store store)
    {
        var essay =
            "<p>"
            + string.Concat(Enumerable.Range(0, 190).Select(i => $"<b title={i}>"))
            + "</p>"
            + string.Concat(Enumerable.Repeat("<p>x", 1000))
            + "the end";
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, essay);

        (await ResultAsync(sitting)).ShouldBe("");
        (await sitting.ReadAsync())["answers"]
            .EnumerateArray()
            .Select(answer => answer.GetProperty("value").GetString())
            .ShouldBe([essay]);
        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.csv")).Text.ShouldContain(
            "[Shown as it was stored, because HTML must have at most 20000 elements"
        );
    }

    [Theory, AllStores]
    public async Task Erasing_a_student_erases_what_was_made_of_their_essay(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, "<p>Written</p>");
        await ResultAsync(sitting);

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}?erase=true")).ShouldBe(204);

        (await CountAsync(workspace, sitting)).ShouldBe(0);
    }

    private static async Task<Sitting> HandedInAsync(Workspace workspace, string essay)
    {
        var sitting = await workspace.StartedAsync([new { type = "essay", title = "Write" }], new { showScore = true });
        (await sitting.Student.SaveAsync(sitting.Question, essay)).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        return sitting;
    }

    private static async Task<string?> ResultAsync(Sitting sitting) =>
        (await sitting.Student.GetAsync("/embed-api/result"))[$"answers.{sitting.Question}"]
            .GetProperty("valueHtml")
            .GetString();

    /// <summary>Puts other words into what is kept: who parsed the answer again would not say them.</summary>
    private static Task<int> MarkAsync(Workspace workspace, Sitting sitting, int rules = AuthorHtml.Rules) =>
        workspace
            .Server.Service<Examlet.Storage.Database>()
            .WriteAsync(
                session =>
                    session.ExecuteAsync(
                        "update readable_answer set rules = @rules, readable = @readable where session_id = @id",
                        new
                        {
                            id = sitting.Student.SessionId,
                            rules = (long)rules,
                            readable = $$"""{"html":"{{Mark}}","text":"{{Mark}}","fault":null}""",
                        }
                    ),
                CancellationToken.None
            );

    private static Task<long> CountAsync(Workspace workspace, Sitting sitting) =>
        workspace
            .Server.Service<Examlet.Storage.Database>()
            .ReadAsync(
                session =>
                    session.FirstOrDefaultAsync<long>(
                        "select count(*) from readable_answer where session_id = @id",
                        new { id = sitting.Student.SessionId }
                    ),
                CancellationToken.None
            );
}
