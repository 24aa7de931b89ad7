using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Examlet.Access;
using Examlet.Http;
using Examlet.Receipts;
using Examlet.Retained;

namespace Examlet.Tests.Fuzzing;

/// <summary>Files that people hand over: rescue files, receipts and public keys. Whatever was done to one, it is read,
/// or refused as what it is not; a receipt that was changed is never said to be genuine.
/// </summary>
public sealed class ProofFilesFuzzTests(ExamletServers servers)
{
    private const string Session = "session_1";
    private static readonly byte[] Key = SHA256.HashData("a key of the tests"u8);
    private static readonly ReceiptKeys Keys = new(
        new SigningKeys("a-secret-of-the-tests-that-is-long-enough", previous: null)
    );

    private static readonly Gen<string> Piece = Gen.OneOf(
        "null",
        "true",
        "0",
        "-1",
        "1e400",
        "5",
        "\"\"",
        "\"x\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[5]",
        "[\"\\udc00\"]",
        "{\"a\":1}",
        "\"....\"",
        "\"a.b.c\"",
        "\"AA.AA.AA\"",
        "\" \"",
        "\"=\"",
        "\"é\"",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\"
    );

    private static readonly Gen<(int At, int Length, string Piece)[]> Changes = Gen.Select(
        Gen.Int[0, 100_000],
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 60]),
        Piece
    ).Array[1, 3];

    [Fact]
    public void A_spoilt_receipt_is_refused_or_read()
    {
        var receipt = Receipt();
        ReceiptFile.Read(receipt).Check(Keys.Public).ShouldNotBeNull().Wrong.ShouldBeEmpty();

        Gen.OneOf(Changes.Select(changes => Spoilt(receipt, changes)), ValueChanges(receipt))
            .Sample(
                text =>
                {
                    try
                    {
                        // What is genuine says what was signed, however the text around it was changed.
                        if (ReceiptFile.Read(text).Check(Keys.Public) is var (payload, _))
                        {
                            payload.Code.ShouldBe("receipt_1");
                        }

                        ReceiptFile.Read(text).IsOfUnknownKey(Keys.Public);
                    }
                    catch (JsonException)
                    {
                        // It is no receipt.
                    }
                },
                iter: 4000 * Fuzz.Runs
            );
    }

    [Theory]
    [InlineData("""{"jws":"{jws}","answers":[null]}""")]
    [InlineData("""{"jws":"{jws}","answers":[{"questionId":null,"value":"x","completed":true,"salt":"s"}]}""")]
    [InlineData(
        """{"jws":"{jws}","answers":[{"questionId":"q_1","value":"x","completed":true},"""
            + """{"questionId":"q_1","value":"x","completed":true}]}"""
    )]
    [InlineData("""{"jws":"{jws}","answers":[{"questionId":"q_1","value":[5,null,{}],"completed":true,"salt":"s"}]}""")]
    [InlineData("""{"jws":"{jws}","answers":[{"questionId":"q_1","value":"\ud800","completed":true,"salt":"s"}]}""")]
    [InlineData("""{"jws":"{jws}","answers":[{"questionId":"q_1","value":["\udc00"],"completed":true,"salt":"s"}]}""")]
    [InlineData("""{"jws":"{jws}","answers":[{}]}""")]
    [InlineData("""{"jws":"{jws}","answers":null}""")]
    [InlineData("""{"jws":"{jws}"}""")]
    public void A_receipt_whose_answers_are_odd_is_refused_or_its_answers_are_wrong(string text)
    {
        try
        {
            var found = ReceiptFile
                .Read(
                    text.Replace(
                        "{jws}",
                        JsonElement.Parse(Receipt()).GetProperty("jws").GetString(),
                        StringComparison.Ordinal
                    )
                )
                .Check(Keys.Public);
            (
                found is null || found.Value.Wrong.Count > 0 || !text.Contains("q_1", StringComparison.Ordinal)
            ).ShouldBeTrue();
        }
        catch (JsonException)
        {
            // It is no receipt.
        }
    }

    [Fact]
    public void Spoilt_keys_are_refused_or_sign_nothing_else()
    {
        var (receipt, keys) = (ReceiptFile.Read(Receipt()), Json.Write(new PublicKeys(Keys.Public)));
        var other = new ReceiptKeys(new SigningKeys("another-secret-of-the-tests-that-is-long", previous: null));
        receipt.Check(other.Public).ShouldBeNull();
        receipt.IsOfUnknownKey(other.Public).ShouldBeTrue();
        receipt.IsOfUnknownKey(Keys.Public).ShouldBeFalse();

        Gen.OneOf(Changes.Select(changes => Spoilt(keys, changes)), ValueChanges(keys))
            .Sample(
                text =>
                {
                    try
                    {
                        if (receipt.Check(PublicKeys.Read(text).Keys) is var (payload, _))
                        {
                            payload.Code.ShouldBe("receipt_1");
                        }
                    }
                    catch (JsonException)
                    {
                        // They are no keys.
                    }
                },
                iter: 3000 * Fuzz.Runs
            );
    }

    [Fact]
    public void A_spoilt_rescue_file_is_refused_or_read()
    {
        var file = JsonSerializer.Serialize(
            Rescue(
                """{"answers":[{"questionId":"q_1","epoch":1,"revision":1,"value":"x","completed":true}]}""",
                Session
            )
        );
        Json.Read<RescueFile>(file).Open(Session, [Key]).ShouldNotBeNull();

        Gen.OneOf(Changes.Select(changes => Spoilt(file, changes)), ValueChanges(file))
            .Sample(
                text =>
                {
                    try
                    {
                        Json.Read<RescueFile>(text).Open(Session, [Key, new byte[32]]);
                    }
                    catch (JsonException)
                    {
                        // It is no rescue file.
                    }
                },
                iter: 4000 * Fuzz.Runs
            );
    }

    [Theory, AllStores]
    public async Task What_is_spoilt_before_it_was_encrypted_is_refused_or_kept_aside(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(settings: new { timeLimit = 1 });
        var key = (await sitting.Student.StartAsync()).ShouldBe(200)["outboxKeys[0]"].GetBytesFromBase64();
        var content =
            $$"""{"answers":[{"questionId":"{{sitting.Question}}","epoch":1,"revision":2,"value":["lost","x"]"""
            + ""","completed":true,"context":{"a":[1]},"writtenAt":"2026-03-02T08:00:59.000Z"}]}""";

        await Gen.OneOf(Changes.Select(changes => Spoilt(content, changes)), ValueChanges(content))
            .SampleAsync(
                async text =>
                    (
                        await sitting.Owner.PostAsync(
                            $"{sitting.Path}/rescue",
                            Rescue(text, sitting.Student.SessionId, key)
                        )
                    ).Status.ShouldBeOneOf(201, 400),
                iter: 80 * Fuzz.Runs,
                threads: 1
            );

        (await sitting.Owner.GetAsync($"{sitting.Path}/retained")).ShouldBe(200);
        (await sitting.ReadAsync())["answers"].GetArrayLength().ShouldBe(0);
    }

    private static string Receipt()
    {
        var salt = Base64Url.EncodeToString(new byte[16]);
        var value = Given.Json("'Paris'");
        var digest = AnswerDigest.Of(salt, "q_1", value, completed: true);
        var payload = new ReceiptPayload(
            1,
            "receipt_1",
            1,
            Given.Start,
            Given.Start,
            "submitted",
            "exam_1",
            "An exam",
            Session,
            "user_1",
            1,
            "chain",
            [new ReceiptAnswer("q_1", 1, 1, Given.Start, digest)]
        );
        return Json.Write(
            new
            {
                code = "receipt_1",
                jws = Keys.Sign(payload),
                answers = new[]
                {
                    new
                    {
                        questionId = "q_1",
                        value,
                        completed = true,
                        savedAt = Given.Start,
                        salt,
                    },
                },
            }
        );
    }

    private static Dictionary<string, object> Rescue(string content, string sessionId, byte[]? key = null)
    {
        var plain = Encoding.UTF8.GetBytes(content);
        var (iv, data, tag) = (new byte[12], new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(key ?? Key, tag.Length);
        aes.Encrypt(iv, plain, data, tag, Encoding.UTF8.GetBytes($"examlet-rescue\n{sessionId}"));
        return new(StringComparer.Ordinal)
        {
            ["type"] = "examlet-rescue",
            ["v"] = 1,
            ["sessionId"] = sessionId,
            ["createdAt"] = "2026-03-02T08:02:00.000Z",
            ["iv"] = Convert.ToBase64String(iv),
            ["data"] = Convert.ToBase64String([.. data, .. tag]),
        };
    }

    private static string Spoilt(string text, (int At, int Length, string Piece)[] changes)
    {
        foreach (var (at, length, piece) in changes)
        {
            var start = at % (text.Length + 1);
            text = text[..start] + piece + text[Math.Min(text.Length, start + length)..];
        }

        return text;
    }

    /// <summary>The text with a whole value replaced, so that it stays JSON.</summary>
    private static Gen<string> ValueChanges(string json)
    {
        var values = JsonTexts(JsonElement.Parse(json)).Distinct(StringComparer.Ordinal).ToArray();
        return Gen.Select(Gen.OneOf(values), Piece)
            .Select((value, piece) => json.Replace(value, piece, StringComparison.Ordinal));
    }

    private static IEnumerable<string> JsonTexts(JsonElement json) =>
        (
            json.ValueKind switch
            {
                JsonValueKind.Object => json.EnumerateObject().SelectMany(property => JsonTexts(property.Value)),
                JsonValueKind.Array => json.EnumerateArray().SelectMany(JsonTexts),
                _ => [],
            }
        ).Append(json.GetRawText());
}
