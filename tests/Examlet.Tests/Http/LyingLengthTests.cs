using System.Text;

namespace Examlet.Tests.Http;

/// <summary>Bodies that are larger, shorter or longer than they say: refused early, without effect, and never read as a
/// second request.</summary>
public sealed class LyingLengthTests(ExamletServers servers)
{
    private const int KiB = 1 << 10;
    private const int MiB = 1 << 20;
    private const string User = """{ "email": "lying@example.com" }""";

    [
        Theory,
        AllStores("POST", "/users", MiB + 1),
        AllStores("POST", "/exams", (32 * MiB) + 1),
        AllStores("PATCH", "/me", int.MaxValue),
        AllStores("POST", "/webhooks", long.MaxValue)
    ]
    public async Task A_body_that_says_it_is_too_large_is_refused_before_it_comes(
        Store store,
        string method,
        string path,
        long length
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(Head(method, path, workspace.OwnerKey, $"Content-Length: {length}") + "{");

        (await connection.ReadAsync()).ShouldNotBeNull().ShouldBeProblem(413).Closes.ShouldBeTrue();
        (await connection.ReadToEndAsync()).ShouldBeEmpty();
    }

    [
        Theory,
        AllStores("PUT", "/embed-api/answers/q_x", (2 * MiB) + 1),
        AllStores("POST", "/embed-api/answers", (2 * MiB) + 1),
        AllStores("POST", "/embed-api/hand-in", (2 * MiB) + 1),
        AllStores("PUT", "/embed-api/state", (2 * MiB) + 1)
    ]
    public async Task So_is_one_of_a_student(Store store, string method, string path, long length)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(Head(method, path, sitting.Embed.Secret, $"Content-Length: {length}") + "{");

        (await connection.ReadAsync()).ShouldNotBeNull().ShouldBeProblem(413).Closes.ShouldBeTrue();
        (await connection.ReadToEndAsync()).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task A_chunk_of_a_file_is_at_most_1_MiB(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("Hand in a file.")]);
        var file = (await sitting.Student.AnnounceAsync(sitting.Question, "a.txt", 4 * MiB)).ShouldBe(201).Value("id");
        using var connection = await RawConnection.OpenAsync(workspace.Server);
        var checksum = $"Upload-Offset: 0\r\nUpload-Checksum: sha-256 {Convert.ToBase64String(new byte[32])}";

        await connection.SendAsync(
            Head(
                "PATCH",
                $"/embed-api/files/{file}",
                sitting.Embed.Secret,
                $"{checksum}\r\nContent-Length: {MiB + 1}",
                "application/octet-stream"
            ) + "x"
        );

        (await connection.ReadAsync()).ShouldNotBeNull().ShouldBeProblem(413).Closes.ShouldBeTrue();
        (await connection.ReadToEndAsync()).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task Chunks_without_end_are_refused_when_the_limit_is_passed_and_others_are_served_meanwhile(
        Store store
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        using var connection = await RawConnection.OpenAsync(workspace.Server);
        await connection.SendAsync(Head("POST", "/users", workspace.OwnerKey, "Transfer-Encoding: chunked"));
        var chunk = $"{64 * KiB:x}\r\n{new string(' ', 64 * KiB)}\r\n";

        for (var sent = 0; sent < 15; sent++)
        {
            await connection.SendAsync(chunk);
            (await sitting.Student.SaveAsync(sitting.Question, $"beside chunk {sent}")).ShouldBe(200);
        }

        await connection.SendAsync(chunk + chunk);
        (await connection.ReadAsync()).ShouldNotBeNull().ShouldBeProblem(413).Closes.ShouldBeTrue();
        (await connection.ReadToEndAsync()).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task What_stops_half_way_is_ended_without_effect_and_others_are_served_meanwhile(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        using var longer = await RawConnection.OpenAsync(workspace.Server);
        using var chunked = await RawConnection.OpenAsync(workspace.Server);
        await longer.SendAsync(Head("POST", "/users", workspace.OwnerKey, $"Content-Length: {User.Length + 1}") + User);
        await chunked.SendAsync(
            Head("POST", "/users", workspace.OwnerKey, "Transfer-Encoding: chunked") + $"{User.Length:x}\r\n{User}\r\n"
        );

        var ended = Task.WhenAll(longer.ReadToEndAsync(), chunked.ReadToEndAsync());
        do
        {
            (
                await sitting.Student.SaveAsync(
                    sitting.Question,
                    "beside them",
                    revision: sitting.Student.NextRevision(sitting.Question)
                )
            ).ShouldBe(200);
        } while (
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken))
            != ended
        );

        foreach (var replies in await ended)
        {
            replies.ShouldHaveSingleItem().ShouldBeProblem(408);
        }

        (await workspace.Owner.GetAsync("/users?email=lying@example.com")).Items.ShouldBeEmpty();
    }

    [
        Theory,
        AllStores("Content-Length: 33", User),
        AllStores("Transfer-Encoding: chunked", $"20\r\n{User}\r\n"),
        AllStores("Transfer-Encoding: chunked", $"40\r\n{User}")
    ]
    public async Task What_ends_before_it_is_whole_has_no_effect(Store store, string framing, string body)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(Head("POST", "/users", workspace.OwnerKey, framing) + body);
        connection.EndSending();

        (await connection.ReadToEndAsync()).ShouldAllBe(reply => reply.Status == 400);
        (await workspace.Owner.GetAsync("/users?email=lying@example.com")).Items.ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task What_comes_after_the_length_is_another_request_and_not_a_part_of_this_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(
            Head("POST", "/users", workspace.OwnerKey, $"Content-Length: {User.Length}") + User + " more\r\n\r\n"
        );

        var replies = await connection.ReadToEndAsync();
        replies.Select(reply => reply.Status).ShouldBe([201, 400]);
        (await workspace.Owner.GetAsync("/users?email=lying@example.com")).Items.ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task A_length_that_cuts_the_JSON_short_has_no_effect(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(
            Head("POST", "/users", workspace.OwnerKey, $"Content-Length: {User.Length - 1}") + User + "\r\n\r\n"
        );

        var replies = await connection.ReadToEndAsync();
        replies[0].ShouldBeProblem(400);
        replies.ShouldAllBe(reply => reply.Status == 400);
        (await workspace.Owner.GetAsync("/users?email=lying@example.com")).Items.ShouldBeEmpty();
    }

    [Theory]
    [AllStores("Content-Length: -1")]
    [AllStores("Content-Length: 0x20")]
    [AllStores("Content-Length: 32, 32")]
    [AllStores("Content-Length: 32\r\nContent-Length: 5")]
    [AllStores("Content-Length: 32\r\nContent-Length: 32")]
    [AllStores("Content-Length: 99999999999999999999")]
    [AllStores("Content-Length: ")]
    [AllStores("Content-Length: many")]
    [AllStores("Transfer-Encoding: gzip")]
    [AllStores("Transfer-Encoding: chunked, identity")]
    [AllStores("Transfer-Encoding: chunked, gzip")]
    public async Task A_length_that_is_none_is_400_and_ends_the_connection(Store store, string framing)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(Head("POST", "/users", workspace.OwnerKey, framing) + User);

        (await connection.ReadToEndAsync()).Select(reply => reply.Status).ShouldBe([400]);
        (await workspace.Owner.GetAsync("/users?email=lying@example.com")).Items.ShouldBeEmpty();
    }

    [Theory]
    [AllStores("-5\r\nhello\r\n0\r\n\r\n")]
    [AllStores("fffffffffffffffff\r\n{}\r\n")]
    [AllStores("2 \n{}\r\n0\r\n\r\n")]
    [AllStores("xyz\r\n{}\r\n0\r\n\r\n")]
    [AllStores("2\r\n{}more\r\n0\r\n\r\n")]
    public async Task A_chunk_whose_size_is_none_is_400_and_ends_the_connection(Store store, string body)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(Head("POST", "/users", workspace.OwnerKey, "Transfer-Encoding: chunked") + body);

        (await connection.ReadToEndAsync()).Select(reply => reply.Status).ShouldBe([400]);
    }

    [Theory, AllStores]
    public async Task An_answer_over_256_KiB_is_413_and_the_next_one_is_saved(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Text("Write."), Ask.Text("Write more.")]);
        var student = sitting.Student;

        (await student.SaveAsync(sitting.Question, new string('x', 256 * KiB))).ShouldBe(200);
        (await student.SaveAsync(sitting.Question, new string('x', (256 * KiB) + 1))).ShouldBeProblem(413);
        (await student.SaveAsync(sitting.Question, new string('é', (128 * KiB) + 1))).ShouldBeProblem(413);
        (await student.SaveAsync(sitting.Question, new string('x', 256 * KiB), context: new { a = 1 })).ShouldBeProblem(
            413
        );
        var batch = await student.SaveAllAsync([
            new
            {
                questionId = sitting.Question,
                revision = 90,
                value = new string('x', (256 * KiB) + 1),
                completed = true,
            },
            new
            {
                questionId = sitting.Exam.Questions[1],
                revision = 1,
                value = "short",
                completed = true,
            },
        ]);

        batch.ShouldBe(200, new { results = new object[] { new { status = 413 }, new { applied = true } } });
        (await sitting.ReadAsync()).Text.ShouldContain(new string('x', 256 * KiB));
    }

    private static string Head(
        string method,
        string path,
        string key,
        string framing,
        string type = "application/json"
    ) =>
        new StringBuilder(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: "
                + $"{type}\r\n{framing}\r\n\r\n"
        ).ToString();
}
