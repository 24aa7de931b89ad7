using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Examlet.Answers;
using Examlet.ExamSessions;
using Examlet.Receipts;

namespace Examlet.Tests.Receipts;

/// <summary>After the hand-in a student gets what was recorded, signed; anybody with its code or the public key can
/// check it.</summary>
public sealed class ReceiptTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task The_student_gets_what_was_recorded_and_never_the_key(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);

        var receipt = (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200);

        receipt.Json.ShouldHave(
            new
            {
                completedAt = workspace.Server.Now.Iso(),
                completionReason = "submitted",
                examName = "Midterm Exam - Algebra",
            }
        );
        receipt["answers"]
            .EnumerateArray()
            .Single(a => a.GetProperty("questionId").GetString() == sitting.Question)
            .ShouldHave(
                new
                {
                    value = "the student's words",
                    completed = true,
                    savedAt = workspace.Server.Now.Iso(),
                }
            );
        receipt["questions"]
            .EnumerateArray()
            .Select(q => q.GetProperty("id").GetString())
            .ShouldBe(sitting.Exam.Questions);
        receipt.Text.ShouldNotContain("correctAnswer");
        receipt.Text.ShouldNotContain("the secret key");
    }

    [Theory, AllStores]
    public async Task It_is_one_receipt_however_often_and_by_whomever_it_is_asked_for(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => sitting.Student.GetAsync("/embed-api/receipt"))
        );

        var code = replies
            .Select(reply => reply.ShouldBe(200).Value("code"))
            .Distinct(StringComparer.Ordinal)
            .ShouldHaveSingleItem();
        (await sitting.Owner.GetAsync($"{sitting.Path}/receipts"))
            .Items.ShouldHaveSingleItem()
            .ShouldHave(new { code, number = 1 });
        (await sitting.ReadAsync()).Json.ShouldHave(new { receiptCode = code });
    }

    [Theory, AllStores]
    public async Task Before_the_session_is_final_there_is_none_and_the_student_hears_when_to_ask(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 1 });
        (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBeProblem(409, "receipt-not-ready");
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(70));

        var early = await sitting.Student.GetAsync("/embed-api/receipt");
        early.ShouldBeProblem(409, "receipt-not-ready").Header("Retry-After").ShouldBe("20");
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(21));

        (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200, new { completionReason = "time_limit" });
    }

    [Theory, AllStores]
    public async Task It_is_issued_for_a_student_whose_browser_was_closed(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 1 });
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(100));
        await sitting.ReadAsync();
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        (
            await Eventually.BecomesAsync(
                sitting.ReadAsync,
                reply => reply["receiptCode"].ValueKind == JsonValueKind.String
            )
        )
            .Value("receiptCode")
            .ShouldStartWith("receipt_");
    }

    [Theory, AllStores]
    public async Task Anybody_with_the_code_learns_that_it_is_valid_its_time_and_the_exam_and_nothing_more(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");

        var check = (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBe(200);

        check["code"].GetString().ShouldBe(code);
        check
            .Json.EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe(["code", "valid", "completedAt", "examName", "status", "detail"]);
        check.Json.ShouldHave(
            new
            {
                valid = true,
                status = "genuine",
                completedAt = workspace.Server.Now.Iso(),
                examName = "Midterm Exam - Algebra",
            }
        );
        (await workspace.Server.Stranger.GetAsync("/receipts/receipt_000000000000000000000000")).ShouldBeProblem(404);
        (await workspace.Server.Stranger.GetAsync("/receipts/x")).ShouldBeProblem(404);
    }

    [Theory]
    [AllStores("update answer_version set value = '\"forged\"' where session_id = @id")]
    [AllStores("update answer_version set saved_at = saved_at - 1 where session_id = @id")]
    [AllStores("delete from answer_version where session_id = @id")]
    [AllStores("update receipt set jws = replace(jws, '.', '.A') where session_id = @id")]
    [AllStores("update receipt set salts = '{}' where session_id = @id")]
    public async Task A_change_in_the_database_after_the_fact_makes_it_invalid(Store store, string forge)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");

        (await workspace.Server.TamperAsync(forge, new { id = sitting.Student.SessionId })).ShouldBeGreaterThan(0);

        (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBe(
            200,
            new { valid = false, status = "changed" }
        );
    }

    [Theory, AllStores]
    public async Task Who_asks_first_is_told_when_to_ask_again_and_the_verdict_is_made_meanwhile(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");

        var first = await workspace.Server.Stranger.GetAsync($"/receipts/{code}");

        first.ShouldBe(202, new { code, status = "checking" }).Header("Retry-After").ShouldBe("1");
        (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBe(200, new { valid = true });
        (await workspace.Server.Stranger.GetAsync($"/receipts/{code}")).ShouldBe(200, new { valid = true });
    }

    [Theory, AllStores]
    public async Task A_verdict_counts_for_an_hour_so_that_a_change_after_it_is_found_as_well(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");
        (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBe(200, new { valid = true });
        await workspace.Server.TamperAsync(
            "update answer_version set value = '\"forged\"' where session_id = @id",
            new { id = sitting.Student.SessionId }
        );

        workspace.Server.Clock.Advance(TimeSpan.FromHours(1));

        (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBe(
            200,
            new { valid = false, status = "changed" }
        );
    }

    [Theory, AllStores]
    public async Task When_the_answers_have_changed_the_verdict_is_made_anew_at_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");
        (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "after")).ShouldBeProblem(409);
        var kept = (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items[0].GetProperty("id").GetString();
        (await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept}/accept", new { })).ShouldBe(200);

        (await workspace.Server.Stranger.GetAsync($"/receipts/{code}")).ShouldBe(202);
    }

    [Theory, AllStores]
    public async Task A_verdict_is_made_without_reading_what_was_written_before_the_hand_in(Store store)
    {
        var (server, engine) = await MeasuredEngine.ServeAsync(servers, store);
        await using var ended = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        for (var i = 0; i < 40; i++)
        {
            (await sitting.Student.SaveAsync(sitting.Question, new string('x', 100_000) + i)).ShouldBe(200);
        }

        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");
        engine.Forget();

        (await server.Stranger.CheckReceiptAsync(code)).ShouldBe(200, new { valid = true });

        engine.All.Bytes.ShouldBeInRange(100_000, 200_000);
    }

    [Theory, AllStores]
    public async Task A_verdict_that_holds_is_not_made_again_for_who_asked_just_before_it(Store store)
    {
        var (server, engine) = await MeasuredEngine.ServeAsync(servers, store);
        await using var ended = server;
        var workspace = await server.WorkspaceAsync();
        var (large, small) = (await workspace.StartedAsync(), await workspace.StartedAsync());
        (await large.Student.SaveAsync(large.Question, new string('x', 100_000))).ShouldBe(200);
        var codes = new List<string>();
        foreach (var sitting in (Sitting[])[large, small])
        {
            (await sitting.Student.HandInAsync()).ShouldBe(200);
            codes.Add((await sitting.Student.GetAsync("/embed-api/receipt")).Value("code"));
        }

        (await server.Stranger.CheckReceiptAsync(codes[0])).ShouldBe(200, new { valid = true });
        engine.Forget();

        server.Service<ReceiptVerdicts>().Wish(codes[0]);
        // One at a time: the second is judged when the first wish has been seen to.
        (await server.Stranger.CheckReceiptAsync(codes[1])).ShouldBe(200, new { valid = true });

        engine.All.Bytes.ShouldBeLessThan(100_000);
    }

    [Theory, AllStores]
    public async Task Asking_is_limited_by_code_and_by_address(Store store)
    {
        await using var server = await servers.StartAsync(store, "PublicRateLimit=40");
        var codes = new[] { "receipt_000000000000000000000001", "receipt_000000000000000000000002" };

        // The request that the code refused counts for the address.
        foreach (var (code, free) in codes.Zip([30, 9]))
        {
            for (var i = 0; i < free; i++)
            {
                (await server.Stranger.GetAsync($"/receipts/{code}")).ShouldBeProblem(404);
            }

            int.Parse(
                    (await server.Stranger.GetAsync($"/receipts/{code}"))
                        .ShouldBeProblem(429)
                        .Header("Retry-After")
                        .ShouldNotBeNull()
                )
                .ShouldBeInRange(1, 60);
        }

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await server.Stranger.GetAsync($"/receipts/{codes[0]}")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task Who_rewrites_answer_digest_and_chain_is_found_out_by_the_receipt(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");
        var session = sitting.Student.SessionId;
        var versions = await VersionsAsync(workspace, session);
        var head = new ChainHead(0, null);
        foreach (var version in versions.OrderBy(v => v.Link))
        {
            var body = version.Answer.Body with { ValueJson = "\"forged\"" };
            head = head.Next(session, version.Chained with { Digest = body.Digest() });
            await workspace.Server.TamperAsync(
                "update answer_version set value = @ValueJson, digest = @digest, chain = @chain where "
                    + "session_id = @session and link = @Link",
                new
                {
                    body.ValueJson,
                    digest = body.Digest(),
                    chain = head.Digest,
                    session,
                    version.Link,
                }
            );
        }

        await workspace.Server.TamperAsync(
            "update exam_session set chain = @chain where id = @session",
            new { chain = head.Digest, session }
        );

        Proof.ErrorsIn(session, head, await VersionsAsync(workspace, session)).ShouldBeEmpty();
        (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBe(200, new { valid = false });
    }

    [Theory, AllStores]
    public async Task Accepting_a_late_answer_appends_a_receipt_and_the_first_stays_valid(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var first = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");
        (await sitting.Student.SaveAsync(sitting.Question, "after")).ShouldBeProblem(409);
        var kept = (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).Items[0].GetProperty("id").GetString();
        (await sitting.Owner.PostAsync($"{sitting.Path}/retained/{kept}/accept", new { })).ShouldBe(200);

        var second = (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200);

        second.Value("code").ShouldNotBe(first);
        second["answers"].EnumerateArray().Select(a => a.GetProperty("value").GetRawText()).ShouldContain("\"after\"");
        (await sitting.Owner.GetAsync($"{sitting.Path}/receipts"))
            .Items.Select(r => r.GetProperty("number").GetInt32())
            .ShouldBe([1, 2]);
        foreach (var code in (string[])[first, second.Value("code")])
        {
            (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBe(200, new { valid = true });
        }
    }

    [Theory, AllStores]
    public async Task With_the_public_key_alone_anybody_can_check_signature_and_answers(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var receipt = (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200);
        var key = (await workspace.Server.Stranger.GetAsync("/receipts/keys")).ShouldBe(200)["keys[0]"];

        var parts = receipt.Value("jws").Split('.');
        var point = new ECPoint
        {
            X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()),
            Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()),
        };
        using var check = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        check
            .VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256
            )
            .ShouldBeTrue();
        JsonElement
            .Parse(Base64Url.DecodeFromChars(parts[0]))
            .ShouldHave(new { alg = "ES256", kid = key.GetProperty("kid").GetString() });
        var signed = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        signed.ShouldHave(
            new
            {
                code = receipt.Value("code"),
                sessionId = sitting.Student.SessionId,
                userId = sitting.StudentId,
            }
        );
        foreach (var answer in receipt["answers"].EnumerateArray())
        {
            var listed = signed
                .GetProperty("answers")
                .EnumerateArray()
                .Single(a => a.GetProperty("questionId").GetString() == answer.GetProperty("questionId").GetString());
            listed.GetProperty("digest").GetString().ShouldBe(AsDescribed(answer));
        }
    }

    [Theory, AllStores]
    public async Task After_erasure_there_is_no_receipt_any_more(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var code = (await sitting.Student.GetAsync("/embed-api/receipt")).Value("code");

        (await workspace.Owner.DeleteAsync($"/users/{sitting.StudentId}?erase=true")).ShouldBe(204);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(2));

        (await workspace.Server.Stranger.CheckReceiptAsync(code)).ShouldBeProblem(404);
        (await sitting.Owner.GetAsync($"{sitting.Path}/receipts")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    /// <summary>The digest as docs/embedding.md describes it, written a second time.</summary>
    private static string AsDescribed(JsonElement answer)
    {
        var value = answer.GetProperty("value");
        var form = value.ValueKind switch
        {
            JsonValueKind.Null => "-",
            JsonValueKind.String => "t" + Counted(value.GetString()!),
            _ => $"l{value.GetArrayLength().ToString(CultureInfo.InvariantCulture)}:"
                + string.Concat(value.EnumerateArray().Select(text => Counted(text.GetString()!))),
        };
        var flag = answer.GetProperty("completed").GetBoolean() ? '1' : '0';
        var text = string.Join(
            '\n',
            answer.GetProperty("salt").GetString(),
            answer.GetProperty("questionId").GetString(),
            form,
            flag
        );
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Counted(string text) =>
        $"{Encoding.UTF8.GetByteCount(text).ToString(CultureInfo.InvariantCulture)}:{text}";

    private static Task<IReadOnlyList<LinkedVersion>> VersionsAsync(Workspace workspace, string sessionId) =>
        workspace
            .Server.Service<Examlet.Storage.Database>()
            .ReadAsync(reader => AnswerStore.LinkedAsync(reader, sessionId), CancellationToken.None);

    private static async Task<Sitting> HandedInAsync(Workspace workspace)
    {
        var sitting = await workspace.StartedAsync([
            Ask.Line("In words", "the secret key"),
            Ask.Many("Which?", ["a", "b", "c"], ["a"]),
            Ask.Line("Left out"),
        ]);
        (await sitting.Student.SaveAsync(sitting.Question, "first words")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "the student's words")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], new[] { "b", "\u00e9\ud83d\ude00" })).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[2], null, completed: false)).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        return sitting;
    }
}
