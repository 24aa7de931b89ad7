using System.Net.Sockets;
using System.Text;

namespace Examlet.Tests.Http;

/// <summary>
/// Requests as no library sends them (F36, F67): each gets one answer, a 4xx, or the connection ends; nothing that was smuggled behind is served, and
/// never is it a 500.
/// </summary>
public sealed class RawRequestsTests(ExamletServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Name, request (<c>\n</c> is CR LF, <c>¶</c> a bare LF, KEY the API key), and the statuses that are right.</summary>
    public static TheoryData<string, string, int[]> Requests() => new()
    {
        { "TRACE", "TRACE /me HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\n\n", [405] },
        { "CONNECT", "CONNECT x:443 HTTP/1.1\nHost: x:443\n\n", [400, 404, 405] },
        { "a method nobody knows", "BREW /me HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\n\n", [405] },
        { "a method to override", "POST /me HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nX-HTTP-Method-Override: DELETE\nContent-Length: 0\n\n", [405] },
        { "two lengths", "POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nContent-Length: 2\nContent-Length: 40\n\n{}", [400] },
        { "a length below nothing", "POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nContent-Length: -1\n\n", [400] },
        { "a length that is no number", "POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nContent-Length: 0x10\n\n", [400] },
        { "a length and chunks", "POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nContent-Length: 4\nTransfer-Encoding: chunked\n\n0\n\nGET /smuggled HTTP/1.1\nHost: x\n\n", [400] },
        { "an encoding nobody knows", "POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nTransfer-Encoding: xchunked\n\n{}", [400, 415, 501] },
        { "chunked twice", "POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nTransfer-Encoding: chunked, identity\n\n0\n\n", [400] },
        { "a chunk of a size that is none", "POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nTransfer-Encoding: chunked\n\nzz\n{}\n0\n\n", [400] },
        { "a chunk larger than anything", "POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nTransfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFF\n{}", [400, 413] },
        { "no host", "GET /me HTTP/1.1\nAuthorization: Bearer KEY\n\n", [400] },
        { "two hosts", "GET /me HTTP/1.1\nHost: x\nHost: y\nAuthorization: Bearer KEY\n\n", [400] },
        { "a header over two lines", "GET /me HTTP/1.1\nHost: x\nAuthorization: Bearer\n KEY\n\n", [400, 401] },
        { "a space before the colon", "GET /me HTTP/1.1\nHost: x\nAuthorization : Bearer KEY\n\n", [400, 401] },
        { "NUL in a header", "GET /me HTTP/1.1\nHost: x\nX-A: a\0b\n\n", [400, 401] },
        { "NUL in the path", "GET /users/%00 HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\n\n", [400, 404] },
        { "a way out of the path", "GET /../../etc/passwd HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\n\n", [400, 404] },
        { "a coded way out of the assets", "GET /assets/%2e%2e%2f%2e%2e%2fappsettings.json HTTP/1.1\nHost: x\n\n", [400, 404] },
        { "another way out of the assets", "GET /assets/..%5c..%5cappsettings.json HTTP/1.1\nHost: x\n\n", [400, 404] },
        { "HTTP of the first day", "GET /me\n", [400, 505] },
        { "HTTP of tomorrow", "GET /me HTTP/9.9\nHost: x\n\n", [400, 505] },
        { "no HTTP", "\u0016\u0003\u0001\u0002", [400] },
        { "a line without end", $"GET /{new string('a', 20_000)} HTTP/1.1\nHost: x\n\n", [400, 404, 414] },
        { "a header without end", $"GET /me HTTP/1.1\nHost: x\nX-A: {new string('a', 40_000)}\n\n", [400, 431] },
        { "more headers than anybody needs", $"GET /me HTTP/1.1\nHost: x\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: a\n"))}\n", [400, 431] },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task It_is_refused_and_what_is_behind_it_not_served(string what, string request, int[] statuses)
    {
        await using var workspace = await servers.WorkspaceAsync(Store.Sqlite);

        var answers = await SendAsync(workspace, Wire(request, workspace));

        // A connection may also just end; no test saw it do so for those that name no other way out.
        answers.Count.ShouldBeLessThanOrEqualTo(1, $"{what}: {string.Join(", ", answers)}");
        answers.ShouldAllBe(status => statuses.Contains(status), $"{what}: {string.Join(", ", answers)}");
        (await workspace.Owner.GetAsync("/me")).ShouldBe(200);
    }

    [Theory]
    [InlineData("POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nContent-Length: 1048577\n\n{")]
    [InlineData("POST /exams HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nContent-Length: 33554433\n\n{")]
    [InlineData("POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nContent-Length: 9223372036854775807\n\n{")]
    [InlineData("PUT /embed-api/answers/q_x HTTP/1.1\nHost: x\nAuthorization: Bearer SECRET\nContent-Type: application/json\nContent-Length: 2097153\n\n{")]
    public async Task A_body_that_says_it_is_too_large_is_413_before_it_has_come(string request)
    {
        await using var workspace = await servers.WorkspaceAsync(Store.Sqlite);
        var sitting = await workspace.StartedAsync();

        var answers = await SendAsync(workspace, Wire(request, workspace).Replace("SECRET", sitting.Embed.Secret, StringComparison.Ordinal));

        answers.ShouldBe([413]);
    }

    [Fact]
    public async Task Chunks_without_end_are_413_as_soon_as_they_are_too_many()
    {
        await using var workspace = await servers.WorkspaceAsync(Store.Sqlite);
        var chunk = $"4000\r\n{new string(' ', 0x4000)}\r\n";
        var request = Wire("POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n", workspace);

        var answers = await SendAsync(workspace, request + string.Concat(Enumerable.Repeat(chunk, 80)));

        answers.ShouldBe([413]);
    }

    [Fact]
    public async Task A_body_that_ends_before_its_length_is_not_acted_on()
    {
        await using var workspace = await servers.WorkspaceAsync(Store.Sqlite);
        const string Body = """{ "email": "half@school.example" }""";

        await SendAsync(workspace, Wire($"POST /users HTTP/1.1\nHost: x\nAuthorization: Bearer KEY\nContent-Type: application/json\nContent-Length: {Body.Length + 10}\n\n{Body}", workspace), andLeave: true);

        (await workspace.Owner.GetAsync("/users?email=half@school.example")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Theory, AllStores("gzip"), AllStores("br"), AllStores("deflate"), AllStores("zstd"), AllStores("gzip, gzip")]
    public async Task A_compressed_body_is_415(Store store, string encoding)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var content = new StringContent("""{ "email": "a@school.example" }""", Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        (await workspace.Owner.PostAsync("/users", content)).ShouldBeProblem(415, "compressed-body");
    }

    [Theory, AllStores]
    public async Task An_answer_over_256_KiB_is_413_and_the_next_one_is_saved(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Text("Describe the water cycle.")]);

        (await sitting.Student.SaveAsync(sitting.Question, new string('é', (128 << 10) + 1))).ShouldBeProblem(413);

        (await sitting.Student.SaveAsync(sitting.Question, new string('e', 255 << 10))).ShouldBe(200);
    }

    private static string Wire(string request, Workspace workspace) => request.Replace("\n", "\r\n", StringComparison.Ordinal).Replace('¶', '\n').Replace("KEY", workspace.OwnerKey, StringComparison.Ordinal);

    /// <summary>Sends bytes and reads until the server ends the connection or has said all it will; returns the statuses of its answers.</summary>
    private static async Task<IReadOnlyList<int>> SendAsync(Workspace workspace, string request, bool andLeave = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(workspace.Server.Address.Host, workspace.Server.Address.Port, patience.Token);
        var stream = client.GetStream();
        var said = new StringBuilder();
        try
        {
            var reading = ReadAsync(stream, said, patience.Token);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
            if (andLeave)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }
            else
            {
                // Its answer to a good request behind the bad one ends a connection that is still open.
                await stream.WriteAsync("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray(), patience.Token);
            }

            await reading;
        }
        catch (IOException)
        {
            // The server ended the connection while this side was writing.
        }

        var statuses = said.ToString().Split("HTTP/1.1 ").Skip(1).Select(answer => int.Parse(answer[..3])).ToList();
        return statuses is [.., 200] && !andLeave ? statuses[..^1] : statuses;
    }

    private static async Task ReadAsync(NetworkStream stream, StringBuilder said, CancellationToken cancellation)
    {
        var buffer = new byte[16 << 10];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
            {
                said.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }
}
