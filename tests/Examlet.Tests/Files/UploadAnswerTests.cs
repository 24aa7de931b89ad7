using System.Security.Cryptography;
using System.Text.Json;
using Examlet.Answers;
using Examlet.ExamSessions;

namespace Examlet.Tests.Files;

/// <summary>An answer names an uploaded file by its ID. Its address is made by the server for whoever reads it; none
/// ever comes from a student.</summary>
public sealed class UploadAnswerTests(ExamletServers servers)
{
    private const string Name = "homework.png";

    [Theory, AllStores]
    public async Task An_answer_names_its_file_by_ID_or_by_the_address_that_the_server_made(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file"), Ask.File("Another")]);
        var file = await sitting.Student.UploadAsync(sitting.Question, Name, Sample.Png);
        var other = await sitting.Student.UploadAsync(sitting.Exam.Questions[1], Name, Sample.Png);

        (await sitting.Student.SaveAsync(sitting.Question, new[] { file.Value("id"), Name })).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], new[] { other.Value("url"), Name })).ShouldBe(200);

        var answers = (await sitting.ReadAsync())["answers"]
            .EnumerateArray()
            .Select(a => a.GetProperty("value")[0].GetString())
            .ToList();
        answers.ShouldBe([file.Value("url"), other.Value("url")]);
        (await StoredAsync(workspace, sitting)).ShouldBe(
            [$"""["{file.Value("id")}","{Name}"]""", $"""["{other.Value("id")}","{Name}"]"""],
            ignoreOrder: true
        );
    }

    [Theory]
    [AllStores("javascript:alert(document.domain)//{id}")]
    [AllStores("data:text/html,<script>alert(1)</script>/{id}")]
    [AllStores("https://evil.example/{id}")]
    [AllStores("https://evil.example/exams/{exam}/sessions/{session}/files/{id}")]
    [AllStores("//evil.example/files/{id}")]
    [AllStores("/exams/{exam}/sessions/{session}/files/{id}")]
    [AllStores("{url}?x=1")]
    [AllStores("{url}/")]
    [AllStores("{url}#/{id}")]
    [AllStores(" {id}")]
    [AllStores("../{id}")]
    public async Task Any_other_address_is_refused_on_every_way_in(Store store, string form)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var file = await sitting.Student.UploadAsync(sitting.Question, Name, Sample.Png);
        var sent = form.Replace("{id}", file.Value("id"), StringComparison.Ordinal)
            .Replace("{url}", file.Value("url"), StringComparison.Ordinal)
            .Replace("{exam}", sitting.Exam.Id, StringComparison.Ordinal)
            .Replace("{session}", sitting.Student.SessionId, StringComparison.Ordinal);
        var answer = new
        {
            questionId = sitting.Question,
            revision = 1,
            value = new[] { sent, Name },
            completed = true,
        };

        (await sitting.Student.SaveAsync(sitting.Question, new[] { sent, Name })).ShouldBeInvalid("value");
        var batch = await sitting.Student.PostAsync(
            "/embed-api/answers",
            new { epoch = sitting.Student.Epoch, answers = new[] { answer } }
        );
        batch.ShouldBe(200)["results[0].status"].GetInt32().ShouldBe(400);
        (
            await sitting.Student.PostAsync(
                "/embed-api/hand-in",
                new { epoch = sitting.Student.Epoch, answers = new[] { answer } }
            )
        ).Status.ShouldNotBe(500);

        (await StoredAsync(workspace, sitting)).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task The_student_gets_the_ID_back_wherever_they_read_their_answer(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")], new { showScore = true });
        var file = await sitting.Student.UploadAsync(sitting.Question, Name, Sample.Png);
        string[] value = [file.Value("id"), Name];
        (await sitting.Student.SaveAsync(sitting.Question, new[] { file.Value("url"), Name })).ShouldBe(200);

        Texts((await sitting.Student.OpenAsync())[$"answers.{sitting.Question}.value"]).ShouldBe(value);
        Texts((await sitting.Student.GetAsync($"/embed-api/answers/{sitting.Question}/versions"))["items[0].value"])
            .ShouldBe(value);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        Texts((await sitting.Student.GetAsync("/embed-api/result"))[$"answers.{sitting.Question}.value"])
            .ShouldBe(value);
        Texts((await sitting.Student.GetAsync("/embed-api/receipt"))["answers[0].value"]).ShouldBe(value);
    }

    [Theory, AllStores]
    public async Task Teachers_get_the_address_wherever_they_read_the_answer(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")], new { timeLimit = 1 });
        var file = await sitting.Student.UploadAsync(sitting.Question, Name, Sample.Png);
        string[] value = [file.Value("url"), Name];
        (await sitting.Student.SaveAsync(sitting.Question, new[] { file.Value("id"), Name })).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(100));
        (await sitting.Student.SaveAsync(sitting.Question, new[] { file.Value("id"), "late.png" })).ShouldBeProblem(
            409,
            "late"
        );

        Texts((await sitting.ReadAsync())["answers[0].value"]).ShouldBe(value);
        Texts((await sitting.Owner.GetAsync($"{sitting.Path}/history"))["items[0].value"]).ShouldBe(value);
        var kept = await sitting.Owner.GetAsync($"{sitting.Path}/retained");
        Texts(kept["items[0].value"]).ShouldBe([file.Value("url"), "late.png"]);
        Texts(kept["items[0].current.value"]).ShouldBe(value);
        var accepted = (
            await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept.Value("items[0].id")}/accept", new { })
        ).ShouldBe(200);
        Texts(accepted["current.value"]).ShouldBe([file.Value("url"), "late.png"]);
    }

    [Theory, AllStores]
    public async Task A_retry_of_what_was_stored_with_its_address_is_the_same_version(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, file) = await FromBeforeAsync(workspace, "http://old.example/exams/e/sessions/s/files/{id}");
        await workspace.Server.TamperAsync(
            "update answer_version set value = replace(value, "
                + "'http://old.example/exams/e/sessions/s/files/', @base) where session_id = @id",
            new { @base = file.Value("url")[..^file.Value("id").Length], id = sitting.Student.SessionId }
        );
        await RedigestAsync(workspace, sitting);

        var again = await sitting.Student.PutAsync(
            $"/embed-api/answers/{sitting.Question}",
            new
            {
                epoch = sitting.Student.Epoch,
                revision = 1,
                value = new[] { file.Value("url"), Name },
                completed = true,
            }
        );

        again.ShouldBe(200, new { applied = true });
    }

    [Theory]
    [AllStores("https://old.example/exams/e/sessions/s/files/{id}")]
    [AllStores("javascript:alert(1)//{id}")]
    public async Task An_answer_from_before_is_shown_with_an_address_of_this_server(Store store, string address)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, file) = await FromBeforeAsync(workspace, address);

        Texts((await sitting.ReadAsync())["answers[0].value"]).ShouldBe([file.Value("url"), Name]);
        Texts((await sitting.Student.OpenAsync())[$"answers.{sitting.Question}.value"])
            .ShouldBe([file.Value("id"), Name]);
    }

    [Theory, AllStores]
    public async Task An_answer_from_before_that_names_no_file_is_shown_without_its_address(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, _) = await FromBeforeAsync(workspace, "javascript:alert(1)");

        Texts((await sitting.ReadAsync())["answers[0].value"]).ShouldBe(["", Name]);
        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.csv")).Text.ShouldNotContain("javascript");
    }

    [Theory, AllStores]
    public async Task A_receipt_over_an_answer_from_before_stays_genuine(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, _) = await FromBeforeAsync(workspace, "https://old.example/files/{id}");
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var receipt = (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200);

        receipt["answers[0].value[0]"].GetString()!.ShouldStartWith("https://old.example/");
        (
            await Eventually.BecomesAsync(
                () => workspace.Server.Stranger.GetAsync($"/receipts/{receipt.Value("code")}"),
                reply => reply.Status == 200
            )
        ).ShouldBe(200, new { valid = true });
    }

    [Theory, AllStores]
    public async Task Of_a_rescue_file_only_answers_are_kept_whose_file_is_here_and_the_others_are_named(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, key, file) = await TimeIsOverAsync(workspace);

        var forged = await RescueAsync(sitting, key, ["javascript:alert(1)", "essay.docx"]);
        var right = await RescueAsync(sitting, key, [file.Value("url"), Name]);

        forged.ShouldBe(201, new { items = Array.Empty<object>(), withoutFile = new[] { sitting.Question } });
        Texts(right.ShouldBe(201, new { withoutFile = Array.Empty<string>() })["items[0].value"])
            .ShouldBe([file.Value("url"), Name]);
        (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items.ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task What_was_kept_aside_before_and_names_no_file_cannot_become_the_answer(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (sitting, key, file) = await TimeIsOverAsync(workspace);
        var kept = (await RescueAsync(sitting, key, [file.Value("url"), Name])).ShouldBe(201).Value("items[0].id");
        await workspace.Server.TamperAsync(
            """update retained_save set value = '["javascript:alert(1)","essay.docx"]' where id = @kept""",
            new { kept }
        );

        (await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept}/accept", new { })).ShouldBeProblem(
            409,
            "file-unknown"
        );

        Texts((await sitting.Owner.GetAsync($"{sitting.Path}/retained"))["items[0].value"])
            .ShouldBe(["", "essay.docx"]);
        (await StoredAsync(workspace, sitting)).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task The_receipt_has_the_digest_of_the_file_also_of_one_that_never_came_whole(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file"), Ask.Voice("Say it"), Ask.Text("Words")]);
        var bytes = Sample.PictureOf((1 << 20) + 77);
        var file = await sitting.Student.AnnounceAsync(sitting.Question, Name, bytes.Length);
        await sitting.Student.SendChunkAsync(file.Value("id"), 0, bytes[..(1 << 20)]);
        await sitting.Student.SendChunkAsync(file.Value("id"), 1 << 20, bytes[(1 << 20)..]);
        var take = await sitting.Student.AnnounceAsync(sitting.Exam.Questions[1], "take.webm", size: null);
        await sitting.Student.SendChunkAsync(take.Value("id"), 0, Sample.Voice);
        (await sitting.Student.SaveAsync(sitting.Question, new[] { file.Value("id"), Name })).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], new[] { take.Value("id"), "take.webm" })).ShouldBe(
            200
        );
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[2], "words")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);

        var signed = Payload((await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200).Value("jws"));

        var digests = signed
            .GetProperty("answers")
            .EnumerateArray()
            .ToDictionary(
                a => a.GetProperty("questionId").GetString()!,
                a => a.TryGetProperty("fileSha256", out var digest) ? digest.GetString() : null,
                StringComparer.Ordinal
            );
        digests[sitting.Question].ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        digests[sitting.Exam.Questions[1]].ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Sample.Voice)));
        digests[sitting.Exam.Questions[2]].ShouldBeNull();
    }

    private static string[] Texts(JsonElement value) => [.. value.EnumerateArray().Select(text => text.GetString()!)];

    private static JsonElement Payload(string jws) =>
        JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(jws.Split('.')[1]));

    private static async Task<IReadOnlyList<string>> StoredAsync(Workspace workspace, Sitting sitting) =>
        await workspace
            .Server.Service<Examlet.Storage.Database>()
            .ReadAsync(
                reader =>
                    reader.QueryAsync<string>(
                        "select value from answer_version where session_id = @id order by seq",
                        new { id = sitting.Student.SessionId }
                    ),
                TestContext.Current.CancellationToken
            );

    /// <summary>A student whose answer stands as an earlier version of this program stored it: with an
    /// address.</summary>
    private static async Task<(Sitting Sitting, Reply File)> FromBeforeAsync(Workspace workspace, string address)
    {
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var file = await sitting.Student.UploadAsync(sitting.Question, Name, Sample.Png);
        (await sitting.Student.SaveAsync(sitting.Question, new[] { file.Value("id"), Name })).ShouldBe(200);
        var value = JsonSerializer.Serialize(
            new[] { address.Replace("{id}", file.Value("id"), StringComparison.Ordinal), Name }
        );
        await workspace.Server.TamperAsync(
            "update answer_version set value = @value where session_id = @id",
            new { value, id = sitting.Student.SessionId }
        );
        await RedigestAsync(workspace, sitting);
        return (sitting, file);
    }

    /// <summary>Gives the one version that a session has the digest of its value, and the chain the head that
    /// follows.</summary>
    private static async Task RedigestAsync(Workspace workspace, Sitting sitting)
    {
        var id = sitting.Student.SessionId;
        var version = (
            await workspace
                .Server.Service<Examlet.Storage.Database>()
                .ReadAsync(reader => AnswerStore.LinkedAsync(reader, id), TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();
        var digest = version.Answer.Body.Digest();
        var head = new ChainHead(0, null).Next(id, version.Chained with { Digest = digest });
        await workspace.Server.TamperAsync(
            "update answer_version set digest = @digest, chain = @chain where session_id = @id",
            new
            {
                digest,
                chain = head.Digest,
                id,
            }
        );
        await workspace.Server.TamperAsync(
            "update exam_session set chain = @chain where id = @id",
            new { chain = head.Digest, id }
        );
    }

    private static async Task<(Sitting Sitting, byte[] Key, Reply File)> TimeIsOverAsync(Workspace workspace)
    {
        var sitting = await workspace.SitAsync([Ask.File("A file")], new { timeLimit = 1 });
        var key = (await sitting.Student.StartAsync()).ShouldBe(200)["outboxKeys[0]"].GetBytesFromBase64();
        var file = await sitting.Student.UploadAsync(sitting.Question, Name, Sample.Png);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(91));
        return (sitting, key, file);
    }

    private static Task<Reply> RescueAsync(Sitting sitting, byte[] key, string[] value) =>
        sitting.Owner.PostAsync(
            $"{sitting.Path}/rescue",
            RescueFiles.Encrypt(
                key,
                sitting.Student.SessionId,
                new
                {
                    questionId = sitting.Question,
                    epoch = 1,
                    revision = 2,
                    value,
                    completed = true,
                }
            )
        );
}
