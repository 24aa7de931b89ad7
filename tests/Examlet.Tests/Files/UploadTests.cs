using System.Security.Cryptography;

namespace Examlet.Tests.Files;

/// <summary>Uploads in chunks (contract §10).</summary>
public sealed class UploadTests(ExamletServers servers)
{
    private const int Chunk = 1 << 20;

    [Theory, AllStores]
    public async Task A_file_in_chunks_reaches_the_teacher_byte_for_byte(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("Hand in your drawing")]);
        var bytes = Sample.PictureOf((2 * Chunk) + 12345);
        var file = (
            await sitting.Student.AnnounceAsync(sitting.Question, "drawing.png", bytes.Length, "image/png")
        ).ShouldBe(201);
        var id = file.Value("id");
        for (var offset = 0; offset < bytes.Length; offset += Chunk)
        {
            var reply = (
                await sitting.Student.SendChunkAsync(id, offset, bytes[offset..Math.Min(offset + Chunk, bytes.Length)])
            ).ShouldBe(200);
            reply["complete"].GetBoolean().ShouldBe(offset + Chunk >= bytes.Length);
        }

        (await sitting.Student.SaveAsync(sitting.Question, new[] { file.Value("url"), "drawing.png" })).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var answer = (await sitting.ReadAsync())["answers[0].value[0]"].GetString()!;
        var download = (await workspace.Owner.GetAsync(new Uri(answer).PathAndQuery)).ShouldBe(200);
        SHA256.HashData(download.Bytes).ShouldBe(SHA256.HashData(bytes));
        (await workspace.Server.Stranger.GetAsync(new Uri(answer).PathAndQuery)).ShouldBe(401);
    }

    [Theory, AllStores]
    public async Task A_download_is_an_attachment_that_cannot_run(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A page", [".html"])]);
        var file = await sitting.Student.UploadAsync(sitting.Question, "Été \"x\";\u202Egpj.html", Sample.Page);

        var download = (await workspace.Owner.GetAsync(new Uri(file.Value("url")).PathAndQuery)).ShouldBe(200);

        download.MediaType.ShouldBe("text/plain");
        download.Disposition!.DispositionType.ShouldBe("attachment");
        download.Header("X-Content-Type-Options").ShouldBe("nosniff");
        download.Header("Content-Security-Policy").ShouldStartWith("sandbox; default-src 'none'");
        download.Bytes.ShouldBe(Sample.Page);
    }

    [Theory, AllStores]
    public async Task A_lost_response_is_made_good_by_going_on_at_the_offset_the_server_names(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var bytes = Sample.PictureOf(5000);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", bytes.Length)).Value("id");
        (await sitting.Student.SendChunkAsync(id, 0, bytes[..4096])).ShouldBe(200);

        var again = (await sitting.Student.SendChunkAsync(id, 0, bytes[..4096])).ShouldBeProblem(
            409,
            "offset-mismatch"
        );

        again["offset"].GetInt64().ShouldBe(4096);
        (await sitting.Student.SendChunkAsync(id, 4096, bytes[4096..])).ShouldBe(
            200,
            new { complete = true, offset = 5000 }
        );
        (await sitting.Student.GetAsync($"/embed-api/files/{id}")).ShouldBe(200).Bytes.ShouldBe(bytes);
    }

    [Theory, AllStores]
    public async Task A_chunk_that_arrives_damaged_is_not_kept(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", Sample.Png.Length)).Value("id");

        (
            await sitting.Student.SendChunkAsync(
                id,
                0,
                Sample.Png,
                checksum: $"sha-256 {Convert.ToBase64String(SHA256.HashData([1]))}"
            )
        ).ShouldBeProblem(400, "checksum-mismatch");

        (await sitting.Student.SendChunkAsync(id, 0, Sample.Png)).ShouldBe(200, new { complete = true });
    }

    [Theory, AllStores]
    public async Task A_recording_grows_while_it_is_made_and_can_be_heard_before_it_ends(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Voice("Say it")]);
        var file = (
            await sitting.Student.AnnounceAsync(sitting.Question, "recording.webm", size: null, "audio/webm")
        ).ShouldBe(201);
        var id = file.Value("id");
        (await sitting.Student.SendChunkAsync(id, 0, Sample.Voice)).ShouldBe(
            200,
            new { complete = false, size = (long?)null }
        );
        (
            await sitting.Student.SaveAsync(
                sitting.Question,
                new[] { file.Value("url"), "recording.webm", "audio/webm", "3" },
                completed: false
            )
        ).ShouldBe(200);

        (await workspace.Owner.GetAsync($"{sitting.Path}/files/{id}")).ShouldBe(200).Bytes.ShouldBe(Sample.Voice);
        (await sitting.Student.SendChunkAsync(id, Sample.Voice.Length, [1, 2, 3], isLast: true)).ShouldBe(
            200,
            new
            {
                complete = true,
                size = Sample.Voice.Length + 3,
                type = "audio/webm",
            }
        );
        (await workspace.Owner.GetAsync($"{sitting.Path}/files/{id}")).Bytes.ShouldBe([.. Sample.Voice, 1, 2, 3]);
    }

    [Theory, AllStores]
    public async Task After_a_reload_the_page_learns_what_has_arrived(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Voice("Say it")]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "recording.webm", size: null)).Value("id");
        await sitting.Student.SendChunkAsync(id, 0, Sample.Voice);

        var state = await sitting.OtherDevice.OpenAsync();

        state.Json.ShouldHave(
            new
            {
                files = new[]
                {
                    new
                    {
                        id,
                        questionId = sitting.Question,
                        name = "recording.webm",
                        offset = Sample.Voice.Length,
                        complete = false,
                    },
                },
            }
        );
    }

    [Theory]
    [AllStores("a.exe", "program", "type")]
    [AllStores("photo.jpg", "program", "type")]
    [AllStores("drawing.svg", "svg", "type")]
    [AllStores("picture.png", "page", "type")]
    public async Task What_the_question_does_not_take_is_refused_with_the_first_chunk_whatever_its_name(
        Store store,
        string name,
        string content,
        string reason
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var bytes = content switch
        {
            "program" => Sample.Program,
            "svg" => Sample.Svg,
            _ => Sample.Page,
        };
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, name, bytes.Length)).Value("id");

        var refused = (await sitting.Student.SendChunkAsync(id, 0, bytes)).ShouldBeProblem(400, "file-not-accepted");

        refused.Value("reason").ShouldBe(reason);
        (await sitting.Student.SendChunkAsync(id, 0, bytes)).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task HEIC_is_taken_as_it_is(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A photo", ["image/*"])]);

        var file = await sitting.Student.UploadAsync(sitting.Question, "IMG_0001.HEIC", Sample.Heic);

        var download = await workspace.Owner.GetAsync($"{sitting.Path}/files/{file.Value("id")}");
        download.MediaType.ShouldBe("image/heic");
        download.Bytes.ShouldBe(Sample.Heic);
    }

    [Theory]
    [AllStores(0L, "empty")]
    [AllStores((100L << 20) + 1, "too-large")]
    public async Task A_size_that_cannot_be_taken_is_refused_before_a_byte_is_sent(
        Store store,
        long size,
        string reason
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);

        (await sitting.Student.AnnounceAsync(sitting.Question, "a.pdf", size))
            .ShouldBeProblem(400, "file-not-accepted")
            .Value("reason")
            .ShouldBe(reason);
    }

    [Theory, AllStores]
    public async Task More_bytes_than_were_announced_are_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", Sample.Png.Length - 1)).Value("id");

        (await sitting.Student.SendChunkAsync(id, 0, Sample.Png))
            .ShouldBeProblem(400, "file-not-accepted")
            .Value("reason")
            .ShouldBe("too-large");
    }

    [Theory, AllStores]
    public async Task A_chunk_over_1_MiB_is_413(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", 3 * Chunk)).Value("id");

        (await sitting.Student.SendChunkAsync(id, 0, Sample.PictureOf(Chunk + 1))).ShouldBeProblem(413);
    }

    [Theory, AllStores]
    public async Task Files_of_one_session_have_a_limit_together(Store store)
    {
        await using var server = await servers.StartAsync(store, "MaxFileSize=1", "MaxSessionFiles=1");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.File("A file")]);
        (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", Chunk)).ShouldBe(201);

        (await sitting.Student.AnnounceAsync(sitting.Question, "b.png", 1))
            .ShouldBeProblem(400, "file-not-accepted")
            .Value("reason")
            .ShouldBe("too-many");
    }

    [Theory, AllStores]
    public async Task Missing_fields_of_an_announcement_are_named(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);

        (await sitting.Student.PostAsync("/embed-api/files", new { })).ShouldBeInvalid("epoch", "questionId", "name");
        (await sitting.Student.AnnounceAsync(sitting.Question, "folder/", -1)).ShouldBeInvalid("name", "size");
    }

    [Theory, AllStores]
    public async Task A_chunk_without_its_headers_is_400_that_names_them(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", 10)).Value("id");

        (
            await sitting.Student.SendAsync(HttpMethod.Patch, $"/embed-api/files/{id}", new ByteArrayContent([1]))
        ).ShouldBeInvalid("Upload-Offset");
        (await sitting.Student.SendChunkAsync(id, 0, [1], checksum: "md5 x")).ShouldBeInvalid("Upload-Checksum");
    }

    [Theory, AllStores]
    public async Task A_question_that_takes_no_file_gets_none(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Text("Words")]);

        (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", 10)).ShouldBeInvalid("questionId");
        (await sitting.Student.AnnounceAsync("q_unknown", "a.png", 10)).ShouldBeInvalid("questionId");
    }

    [Theory]
    [AllStores("https://elsewhere.example/files/file_0")]
    [AllStores("file_000000000000000000000000")]
    [AllStores("photo.png")]
    public async Task An_answer_must_name_a_file_of_this_question_and_session(Store store, string url)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file"), Ask.File("Another file")]);

        (await sitting.Student.SaveAsync(sitting.Question, new[] { url, "photo.png" })).ShouldBeInvalid("value");
    }

    [Theory, AllStores]
    public async Task The_file_of_another_question_or_student_is_no_answer(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file"), Ask.File("Another file")]);
        var other = await workspace.StartedAsync([Ask.File("A file")]);
        var foreign = await other.Student.UploadAsync(other.Question, "a.png", Sample.Png);
        var mine = await sitting.Student.UploadAsync(sitting.Question, "a.png", Sample.Png);

        (await sitting.Student.SaveAsync(sitting.Question, new[] { foreign.Value("url"), "a.png" })).ShouldBeInvalid(
            "value"
        );
        (
            await sitting.Student.SaveAsync(sitting.Exam.Questions[1], new[] { mine.Value("url"), "a.png" })
        ).ShouldBeInvalid("value");
        (await sitting.Student.GetAsync($"/embed-api/files/{foreign.Value("id")}")).ShouldBeProblem(404);
        (await sitting.Student.SendChunkAsync(foreign.Value("id"), 0, [1])).ShouldBeProblem(404);
        (await workspace.Owner.GetAsync($"{sitting.Path}/files/{foreign.Value("id")}")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task No_answer_needs_no_file(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);

        (await sitting.Student.SaveAsync(sitting.Question, null, completed: false)).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, Array.Empty<string>(), completed: false)).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task An_upload_begun_before_the_deadline_may_finish_and_be_the_answer_within_the_grace(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")], new { timeLimit = 10 });
        var bytes = Sample.PictureOf(6000);
        var file = await sitting.Student.AnnounceAsync(sitting.Question, "a.png", bytes.Length);
        var id = file.Value("id");
        (await sitting.Student.SendChunkAsync(id, 0, bytes[..4096])).ShouldBe(200);

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(30));

        (await sitting.Student.SendChunkAsync(id, 4096, bytes[4096..])).ShouldBe(200, new { complete = true });
        (await sitting.Student.SaveAsync(sitting.Question, new[] { file.Value("url"), "a.png" })).ShouldBe(200);
        (await sitting.Student.AnnounceAsync(sitting.Question, "b.png", 10)).ShouldBeProblem(409, "session-completed");
    }

    [Theory, AllStores]
    public async Task After_the_grace_a_chunk_is_late(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")], new { timeLimit = 10 });
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", Sample.Png.Length)).Value("id");

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(30_001));

        (await sitting.Student.SendChunkAsync(id, 0, Sample.Png)).ShouldBeProblem(409, "late");
    }

    [Theory, AllStores]
    public async Task After_the_hand_in_nothing_is_added(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", Sample.Png.Length)).Value("id");
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        (await sitting.Student.SendChunkAsync(id, 0, Sample.Png)).ShouldBeProblem(409, "session-completed");
    }

    [Theory, AllStores]
    public async Task A_page_that_no_longer_holds_the_session_announces_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        await sitting.OtherDevice.OpenAsync();

        (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", 10)).ShouldBeProblem(409, "superseded");
    }

    [Theory, AllStores]
    public async Task After_access_was_withdrawn_nothing_is_taken_or_shown(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var id = (await sitting.Student.UploadAsync(sitting.Question, "a.png", Sample.Png)).Value("id");
        await workspace.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}");

        (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", 10)).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.SendChunkAsync(id, 0, [1])).ShouldBeProblem(410, "session-revoked");
        (await sitting.Student.GetAsync($"/embed-api/files/{id}")).ShouldBeProblem(410, "session-revoked");
    }

    [Theory, AllStores]
    public async Task Erasing_the_student_erases_their_files(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var id = (await sitting.Student.UploadAsync(sitting.Question, "a.png", Sample.Png)).Value("id");

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}?erase=true")).ShouldBe(204);

        (await workspace.Owner.GetAsync($"{sitting.Path}/files/{id}")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task Two_chunks_at_the_same_place_are_stored_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var bytes = Sample.PictureOf(20_000);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "a.png", bytes.Length)).Value("id");

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => sitting.Student.SendChunkAsync(id, 0, bytes))
        );

        replies.Count(reply => reply.Status == 200).ShouldBe(1);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(reply => reply.Status == 409);
        (await sitting.Student.GetAsync($"/embed-api/files/{id}")).Bytes.ShouldBe(bytes);
    }
}
