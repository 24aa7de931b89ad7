using System.Text;

namespace Examlet.Tests.Http;

/// <summary>A plain save goes a short way. It is answered as on the full way, which the same save with a query takes:
/// with the same headers, and with the same words when it is refused.</summary>
public sealed class SaveLaneTests(ExamletServers servers)
{
    public static readonly IReadOnlyList<string> Bodies =
    [
        """{ "epoch": 1, "revision": 1, "value": "Paris", "completed": true }""",
        """{ "EPOCH": 1, "Revision": 1, "value": "Paris", "completed": true, "more": [1, { }] }""",
        """{ "epoch": 1, "revision": 1, "value": null, "completed": false, "context": { "a": [true] } }""",
        """{ "epoch": 1, "revision": 1, "value": "\u0000", "completed": true }""",
        """{ "epoch": 1, "revision": 1, "value": "\ud800", "completed": true }""",
        """{ "epoch": 1, "revision": 1, "value": ["a", 2], "completed": true }""",
        """{ "epoch": 1, "epoch": 2, "revision": 1, "value": "a", "completed": true }""",
        """{ "epoch": "1", "revision": 1, "value": "a", "completed": true }""",
        """{ "epoch": 1, "revision": 1.5, "value": "a", "completed": true }""",
        """{ "epoch": 9, "revision": 1, "value": "a", "completed": true }""",
        """{ "epoch": 1, "revision": -1, "value": "a", "completed": "yes" }""",
        """{ "epoch": 1, "revision": 1, "value": "a", "completed": true } {}""",
        """{ "epoch": 1, "revision": 1, "value": "a", "completed": true, }""",
        """{ "epoch": 1, // a comment""",
        "{ }",
        "[]",
        "null",
        "not JSON",
        "\u00a0",
        "\ufeff{ \"epoch\": 1, \"revision\": 1, \"value\": \"with a mark\", \"completed\": true }",
        $$"""{ "epoch": 1, "revision": 1, "value": "{{new string('x', 300 << 10)}}", "completed": true }""",
        $$"""
            { "epoch": 1, "revision": 1, "value": {{new string('[', 70)}}{{new string(']', 70)}}, "completed": true }
            """,
    ];

    [Theory, AllStores]
    public async Task A_plain_save_is_answered_as_one_on_the_full_way(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        foreach (var body in Bodies)
        {
            var sitting = await workspace.StartedAsync();
            foreach (var question in new[] { sitting.Question, "q_unknown" })
            {
                var path = $"/embed-api/answers/{question}";
                var full = await sitting.Student.PutAsync($"{path}?full=1", body);
                var plain = await sitting.Student.PutAsync(path, body);

                plain.Status.ShouldBe(full.Status, body);
                plain.ContentType.ShouldBe(full.ContentType, body);
                HeadersOf(plain).ShouldBe(HeadersOf(full), body);
                plain.WithoutTrace().ShouldBe(full.WithoutTrace(), body);
            }
        }
    }

    [Theory, AllStores]
    public async Task A_plain_save_with_bytes_that_are_no_text_is_refused_as_on_the_full_way(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var path = $"/embed-api/answers/{sitting.Question}";
        byte[] body =
        [
            .. Encoding.ASCII.GetBytes("""{ "epoch": 1, "revision": 1, "completed": true, "value": """),
            (byte)'"',
            0xff,
            0xc0,
            (byte)'"',
            (byte)'}',
        ];

        var full = await sitting.Student.PutAsync($"{path}?full=1", Of(body));
        var plain = await sitting.Student.PutAsync(path, Of(body));

        full.Status.ShouldBe(400);
        plain.Status.ShouldBe(400);
        plain.WithoutTrace().ShouldBe(full.WithoutTrace());
    }

    private static ByteArrayContent Of(byte[] body) =>
        new(body) { Headers = { ContentType = new("application/json") } };

    private static List<string> HeadersOf(Reply reply) =>
        [
            .. reply
                .Headers.Where(header => header.Key != "Date")
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
                .Order(StringComparer.Ordinal),
        ];
}
