namespace Examlet.Tests.Users;

public sealed class ErasureTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Erasing_a_user_erases_what_they_wrote_and_their_name(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(user: new { email = "erase-me@example.com", name = "Erase Me" });
        (await sitting.Student.SaveAsync(sitting.Question, "words only this student wrote")).ShouldBe(200);
        (
            await sitting.Student.NoteAsync(
                new
                {
                    questionId = sitting.Question,
                    flags = Array.Empty<string>(),
                    notes = "a private note",
                },
                1
            )
        ).ShouldBe(200);
        (
            await sitting.Student.SaveAsync(sitting.Question, "words only this student wrote, refused", revision: 1)
        ).ShouldBeProblem(409, "revision-conflict");

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}?erase=true")).ShouldBe(204);

        foreach (
            var path in (string[])
                [
                    sitting.Path,
                    $"{sitting.Path}/history",
                    $"{sitting.Path}/retained",
                    $"{sitting.Path}/receipts",
                    $"/exams/{sitting.Exam.Id}/sessions",
                    $"/embed-sessions/{sitting.Embed.Id}/events",
                ]
        )
        {
            var text = (await workspace.Owner.GetAsync(path)).Text;
            text.ShouldNotContain("words only this student wrote");
            text.ShouldNotContain("a private note");
            text.ShouldNotContain("erase-me@example.com");
            text.ShouldNotContain("Erase Me");
        }
    }

    [Theory, AllStores]
    public async Task The_audit_log_says_who_erased_and_nothing_kept_for_a_retry_or_beside_an_embed_names_them(
        Store store
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var made = await workspace.Owner.PostOnceAsync(
            "make",
            "/users",
            new
            {
                email = "erase-me-too@example.com",
                name = "Erase Me Too",
                role = "student",
            }
        );
        var exam = await workspace.ExamAsync(participants: [made.Value("id")]);
        var embed = await workspace.EmbedAsync(
            exam.Id,
            made.Value("id"),
            new { metadata = new { pupil = "Erase Me Too" } }
        );
        (await workspace.Student(embed).StartAsync()).ShouldBe(200);

        (await workspace.Owner.DeleteAsync($"/users/{made.Value("id")}?erase=true")).ShouldBe(204);

        (await workspace.Owner.GetAsync($"/exams/{exam.Id}/audit"))
            .ShouldBe(200)
            .Items.ShouldHaveSingleItem()
            .ShouldHave(new { action = "erase", userId = workspace.Owner.UserId });
        (await workspace.Owner.GetAsync($"/embed-sessions/{embed.Id}")).Text.ShouldNotContain("Erase Me Too");
        var again = await workspace.Owner.PostOnceAsync(
            "make",
            "/users",
            new
            {
                email = "erase-me-too@example.com",
                name = "Erase Me Too",
                role = "student",
            }
        );
        again.ShouldBe(201).Text.ShouldNotContain("Erase Me Too");
        (await workspace.Owner.GetAsync("/users?email=erase-me-too@example.com")).Items.ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task What_a_teacher_was_answered_about_words_kept_aside_is_erased_too(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var presets = new { examId = sitting.Exam.Id, pupil = "Erase Me" };
        var embed = await sitting.EmbedAgainAsync(new { returnUrl = "https://school.example/erase-me", presets });
        var opened = await sitting.Student.OpenAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var file = RescueFiles.Encrypt(
            opened["outboxKeys[0]"].GetBytesFromBase64(),
            sitting.Student.SessionId,
            new
            {
                questionId = sitting.Question,
                epoch = 1,
                revision = 2,
                value = "words only this student wrote",
                completed = true,
            }
        );
        var kept = (await sitting.Owner.PostOnceAsync("rescue", $"{sitting.Path}/rescue", file))
            .ShouldBe(201)
            .Value("items[0].id");
        (await sitting.Owner.PostOnceAsync("accept", $"{sitting.Path}/retained/{kept}/accept", new { })).ShouldBe(200);

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}?erase=true")).ShouldBe(204);

        (await sitting.Owner.PostOnceAsync("rescue", $"{sitting.Path}/rescue", file)).Text.ShouldNotContain(
            "words only this student wrote"
        );
        (
            await sitting.Owner.PostOnceAsync("accept", $"{sitting.Path}/retained/{kept}/accept", new { })
        ).Text.ShouldNotContain("words only this student wrote");
        (
            await workspace.Server.TamperAsync(
                "update embed_session set deleted_at = null where id = @Id",
                new { embed.Id }
            )
        ).ShouldBe(1);
        (await sitting.Owner.GetAsync($"/embed-sessions/{embed.Id}"))
            .ShouldBe(200)
            .Text.ShouldNotContain("erase", Case.Insensitive);
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
