namespace Examlet.Tests.Users;

public sealed class ErasureTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Erasing_a_user_erases_what_they_wrote_and_their_name(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(user: new { email = "erase-me@example.com", name = "Erase Me" });
        (await sitting.Student.SaveAsync(sitting.Question, "words only this student wrote")).ShouldBe(200);
        (await sitting.Student.NoteAsync(new { questionId = sitting.Question, flags = Array.Empty<string>(), notes = "a private note" }, 1)).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "words only this student wrote, refused", revision: 1)).ShouldBeProblem(409, "revision-conflict");

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}?erase=true")).ShouldBe(204);

        foreach (var path in (string[])[sitting.Path, $"{sitting.Path}/history", $"{sitting.Path}/retained", $"{sitting.Path}/receipts", $"/exams/{sitting.Exam.Id}/sessions", $"/embed-sessions/{sitting.Embed.Id}/events"])
        {
            var text = (await workspace.Owner.GetAsync(path)).Text;
            text.ShouldNotContain("words only this student wrote");
            text.ShouldNotContain("a private note");
            text.ShouldNotContain("erase-me@example.com");
            text.ShouldNotContain("Erase Me");
        }
    }

    [Theory, AllStores]
    public async Task A_plain_delete_keeps_what_the_user_wrote(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "kept words")).ShouldBe(200);

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}")).ShouldBe(204);

        (await sitting.ReadAsync()).Json.ShouldHave(new { answers = new[] { new { value = "kept words" } } });
    }
}
