using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Examlet.Bench;

/// <summary>The attacks of <see cref="Abuse"/>, each with what it needs made ready. One runs until it is told to stop,
/// and says how often it was answered with which status.</summary>
internal sealed class Attacks : IAsyncDisposable
{
    private const int Bold = 190;
    private const int Paragraphs = 1000;
    private const int LargeAnswers = 100;
    private const int LargeAnswer = 255_000;
    private const int Versions = 120;
    private const int FileChunks = 20;
    private const int FileChunk = 1 << 20;
    private const int Pairs = 40;
    private const int WarmUps = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly ExamletProcess _server;
    private readonly HttpClient _http;
    private readonly List<Func<Task<int>>> _asks = [];

    private Attacks(ExamletProcess server)
    {
        _server = server;
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                UseCookies = false,
                UseProxy = false,
                MaxConnectionsPerServer = 1000,
            }
        )
        {
            BaseAddress = server.Address,
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    /// <summary>Each attack by its name.</summary>
    public List<(string Name, Func<CancellationToken, Task<ConcurrentDictionary<int, int>>> Run)> All { get; } = [];

    /// <param name="server">What is attacked.</param>
    /// <param name="room">The exam of the honest, whose room is watched.</param>
    public static async Task<Attacks> PrepareAsync(ExamletProcess server, string room)
    {
        var attacks = new Attacks(server);
        var bomb = await attacks.HandedInAsync([new { type = "essay", title = "Essay" }], Bomb());
        attacks.Add(
            "an HTML bomb as an essay, its result asked by 8",
            8,
            () => attacks.GetAsync("/embed-api/result", bomb)
        );
        var (reader, file) = await attacks.FileAsync();
        attacks.All.Add(("300 slow readers of a file of 20 MiB", stop => attacks.ReadSlowlyAsync(reader, file, stop)));
        var large = await attacks.LargeAsync();
        attacks.Add(
            "50 at once who open a state of 25 MB",
            50,
            () => attacks.SendAsync(HttpMethod.Post, "/embed-api/open", large, Text("{}"))
        );
        var code = await attacks.ReceiptAsync();
        attacks.Add(
            $"a receipt over {Versions} versions of 255 KB, asked by 10",
            10,
            () => attacks.GetAsync($"/receipts/{code}", secret: null)
        );
        var link = await server.PostAsync($"/exams/{room}/monitor-link", new { });
        attacks.All.Add(
            (
                "300 monitor pages of one link, on the room of the honest",
                stop => attacks.WatchAsync(SecretOf(link.GetProperty("url")), stop)
            )
        );
        var (chunked, questions) = await attacks.StartedAsync(
            Enumerable.Range(0, 7).Select(i => (object)new { type = "multi-line-text", title = $"{i}" })
        );
        var revision = 0;
        attacks.Add(
            "bodies of 1.8 MB without a length, by 4",
            4,
            () => attacks.SaveChunkedAsync(chunked, questions, Interlocked.Increment(ref revision))
        );
        var exam = JsonSerializer.Serialize(new { name = "Pairs", questions = Enumerable.Repeat(Matching(), 10) });
        attacks.Add(
            $"exams with 10 matching questions of {Pairs} pairs, by 4",
            4,
            () => attacks.SendAsync(HttpMethod.Post, "/exams", ExamletProcess.Key, Text(exam))
        );
        return attacks;
    }

    /// <summary>Asks each a few times, one after the other: what a process compiles when it is first asked is no
    /// attack.</summary>
    public async Task WarmUpAsync()
    {
        foreach (var ask in _asks)
        {
            for (var i = 0; i < WarmUps; i++)
            {
                await TryAsync(ask);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Bomb() =>
        $"<p>{string.Concat(Enumerable.Range(0, Bold).Select(i => $"<b id={i}>"))}</p>"
        + string.Concat(Enumerable.Repeat("<p>x", Paragraphs));

    private static object Matching()
    {
        var (left, right) = (
            Enumerable.Range(0, Pairs).Select(i => $"l{i}").ToList(),
            Enumerable.Range(0, Pairs).Select(i => $"r{i}").ToList()
        );
        return new
        {
            type = "matching",
            title = "Pairs",
            settings = new
            {
                left,
                right,
                correctAnswer = left.Zip(right, (l, r) => $"{l} = {r}"),
            },
        };
    }

    private static StringContent Text(string json) => new(json, Encoding.UTF8, "application/json");

    private static string SecretOf(JsonElement url) => new Uri(url.GetString()!).Segments[^1];

    /// <summary>So many connections that ask again as soon as they are answered; those that were told to wait wait half
    /// a second, as a rude client would.</summary>
    private void Add(string name, int connections, Func<Task<int>> ask)
    {
        _asks.Add(ask);
        All.Add((name, stop => AskAsync(connections, ask, stop)));
    }

    private static async Task<ConcurrentDictionary<int, int>> AskAsync(
        int connections,
        Func<Task<int>> ask,
        CancellationToken stop
    )
    {
        var tally = new ConcurrentDictionary<int, int>();
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (!stop.IsCancellationRequested)
                        {
                            var status = await TryAsync(ask);
                            tally.AddOrUpdate(status, 1, (_, count) => count + 1);
                            if (status is not (200 or 201))
                            {
                                await Task.Delay(Pause, CancellationToken.None);
                            }
                        }
                    })
                )
        );
        return tally;
    }

    /// <summary>The status; 0 when the connection broke or nothing came for two minutes.</summary>
    private static async Task<int> TryAsync(Func<Task<int>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return 0;
        }
    }

    private Task<int> GetAsync(string path, string? secret) => SendAsync(HttpMethod.Get, path, secret, body: null);

    private async Task<int> SendAsync(
        HttpMethod method,
        string path,
        string? secret,
        HttpContent? body,
        Action<HttpRequestMessage>? more = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);
        more?.Invoke(request);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await response.Content.CopyToAsync(Stream.Null);
        return (int)response.StatusCode;
    }

    private async Task<(string Secret, List<string> Questions)> StartedAsync(IEnumerable<object> questions)
    {
        var user = await _server.PostAsync(
            "/users",
            new { email = $"a{Guid.NewGuid():N}@school.example", role = "student" }
        );
        var actor = user.GetProperty("id").GetString();
        var exam = await _server.PostAsync(
            "/exams",
            new
            {
                name = "Another",
                questions,
                settings = new { showScore = true },
                permissions = new[] { new { actor, role = "participant" } },
            }
        );
        var embed = await _server.PostAsync(
            "/embed-sessions",
            new
            {
                flow = "take-exam",
                actor,
                presets = new { examId = exam.GetProperty("id").GetString() },
            }
        );
        var secret = SecretOf(embed.GetProperty("embedUrl"));
        await _server.SendAsync(HttpMethod.Post, "/embed-api/start", secret, new { });
        return (
            secret,
            [
                .. exam.GetProperty("questions")
                    .EnumerateArray()
                    .Select(question => question.GetProperty("id").GetString()!),
            ]
        );
    }

    private Task<JsonElement> SaveAsync(string secret, string question, int revision, string value) =>
        _server.SendAsync(
            HttpMethod.Put,
            $"/embed-api/answers/{question}",
            secret,
            new
            {
                epoch = 1,
                revision,
                value,
                completed = true,
            }
        );

    private async Task<string> HandedInAsync(object[] questions, string value)
    {
        var (secret, ids) = await StartedAsync(questions);
        await SaveAsync(secret, ids[0], 1, value);
        await _server.SendAsync(HttpMethod.Post, "/embed-api/hand-in", secret, new { epoch = 1 });
        return secret;
    }

    private async Task<string> LargeAsync()
    {
        var (secret, questions) = await StartedAsync(
            Enumerable.Range(0, LargeAnswers).Select(i => (object)new { type = "multi-line-text", title = $"{i}" })
        );
        foreach (var question in questions)
        {
            await SaveAsync(secret, question, 1, new string('x', LargeAnswer));
        }

        return secret;
    }

    private async Task<string> ReceiptAsync()
    {
        var (secret, questions) = await StartedAsync([new { type = "multi-line-text", title = "Text" }]);
        for (var i = 1; i <= Versions; i++)
        {
            await SaveAsync(secret, questions[0], i, new string('x', LargeAnswer) + i);
        }

        await _server.SendAsync(HttpMethod.Post, "/embed-api/hand-in", secret, new { epoch = 1 });
        return (await _server.SendAsync(HttpMethod.Get, "/embed-api/receipt", secret, body: null))
            .GetProperty("code")
            .GetString()!;
    }

    private async Task<(string Secret, string File)> FileAsync()
    {
        var (secret, questions) = await StartedAsync([new { type = "upload-file", title = "File" }]);
        var made = await _server.SendAsync(
            HttpMethod.Post,
            "/embed-api/files",
            secret,
            new
            {
                epoch = 1,
                questionId = questions[0],
                name = "a.txt",
                size = FileChunks * FileChunk,
                type = "",
            }
        );
        var file = made.GetProperty("id").GetString()!;
        var chunk = Encoding.ASCII.GetBytes(new string('a', FileChunk));
        for (var i = 0; i < FileChunks; i++)
        {
            var body = new ByteArrayContent(chunk);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
            var status = await SendAsync(
                HttpMethod.Patch,
                $"/embed-api/files/{file}",
                secret,
                body,
                request =>
                {
                    request.Headers.Add(
                        "Upload-Offset",
                        (i * FileChunk).ToString(System.Globalization.CultureInfo.InvariantCulture)
                    );
                    request.Headers.Add("Upload-Checksum", $"sha-256 {Convert.ToBase64String(SHA256.HashData(chunk))}");
                    if (i == FileChunks - 1)
                    {
                        request.Headers.Add("Upload-Complete", "?1");
                    }
                }
            );
            if (status != 200)
            {
                throw new InvalidOperationException($"A chunk was answered {status}.");
            }
        }

        return (secret, file);
    }

    private Task<int> SaveChunkedAsync(string secret, List<string> questions, int revision)
    {
        var value = new string('x', LargeAnswer) + revision;
        var body = Text(
            JsonSerializer.Serialize(
                new
                {
                    epoch = 1,
                    answers = questions.Select(questionId => new
                    {
                        questionId,
                        revision,
                        value,
                        completed = true,
                    }),
                }
            )
        );
        return SendAsync(
            HttpMethod.Post,
            "/embed-api/answers",
            secret,
            body,
            request => request.Headers.TransferEncodingChunked = true
        );
    }

    /// <summary>300 sockets with small buffers, of which each reads 1 KB every half second.</summary>
    private async Task<ConcurrentDictionary<int, int>> ReadSlowlyAsync(
        string secret,
        string file,
        CancellationToken stop
    ) =>
        await OnSocketsAsync(
            $"GET /embed-api/files/{file} HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nAuthorization: "
                + $"Bearer {secret}\r\n\r\n",
            bytesAtOnce: 1024,
            Pause,
            stop
        );

    /// <summary>300 event streams, read as fast as they come.</summary>
    private async Task<ConcurrentDictionary<int, int>> WatchAsync(string secret, CancellationToken stop) =>
        await OnSocketsAsync(
            $"GET /monitor-api/room HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nAuthorization: Bearer "
                + $"{secret}\r\n\r\n",
            bytesAtOnce: 64 << 10,
            TimeSpan.FromMilliseconds(50),
            stop
        );

    private async Task<ConcurrentDictionary<int, int>> OnSocketsAsync(
        string request,
        int bytesAtOnce,
        TimeSpan between,
        CancellationToken stop
    )
    {
        const int sockets = 300;
        var tally = new ConcurrentDictionary<int, int>();
        await Task.WhenAll(
            Enumerable
                .Range(0, sockets)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                        {
                            ReceiveBufferSize = 4096,
                        };
                        await socket.ConnectAsync(IPAddress.Loopback, _server.Address.Port, CancellationToken.None);
                        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
                        var buffer = new byte[bytesAtOnce];
                        var isFirst = true;
                        try
                        {
                            while (await socket.ReceiveAsync(buffer, stop) is > 0 and var read)
                            {
                                if (isFirst && read >= 12)
                                {
                                    tally.AddOrUpdate(
                                        int.Parse(
                                            Encoding.ASCII.GetString(buffer, 9, 3),
                                            System.Globalization.CultureInfo.InvariantCulture
                                        ),
                                        1,
                                        (_, count) => count + 1
                                    );
                                    isFirst = false;
                                }

                                await Task.Delay(between, stop);
                            }
                        }
                        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
                        {
                            // The attack is over, or the server has ended it.
                        }
                    })
                )
        );
        return tally;
    }
}
