using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Examlet.Tests.Fixture;

/// <summary>A player: speaks the student API (contract §10), counts revisions, and remembers every byte the server
/// sent.</summary>
public sealed class StudentClient(ExamletServer server, string secret) : Wire(server, $"Bearer {secret}")
{
    private readonly ConcurrentDictionary<string, long> _revisions = new(StringComparer.Ordinal);

    /// <summary>The epoch under which this client holds the session.</summary>
    public long Epoch { get; set; }

    public string SessionId { get; private set; } = "";

    /// <summary>Every body that the server sent this student.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    public Task<Reply> PageAsync() => GetAsync($"/embeds/{secret}");

    public Task<Reply> StartAsync() => HoldAsync("/embed-api/start");

    public Task<Reply> OpenAsync() => HoldAsync("/embed-api/open");

    /// <summary>Saves under the next revision of the question, unless the test says which.</summary>
    public Task<Reply> SaveAsync(
        string questionId,
        object? value,
        bool completed = true,
        long? revision = null,
        long? epoch = null,
        object? context = null
    )
    {
        var next = revision ?? NextRevision(questionId);
        var body = Body.Of(
            new
            {
                epoch = epoch ?? Epoch,
                revision = next,
                value,
                completed,
            }
        );
        return PutAsync($"/embed-api/answers/{questionId}", context is null ? body : Body.With(body, new { context }));
    }

    /// <summary>Saves several answers in one request.</summary>
    public Task<Reply> SaveAllAsync(IEnumerable<object> answers, long? epoch = null) =>
        PostAsync("/embed-api/answers", new { epoch = epoch ?? Epoch, answers });

    public Task<Reply> NoteAsync(object state, long revision, long? epoch = null) =>
        PutAsync("/embed-api/state", Body.With(new { epoch = epoch ?? Epoch, revision }, state));

    public Task<Reply> HandInAsync(object? more = null, long? epoch = null) =>
        PostAsync("/embed-api/hand-in", Body.With(new { epoch = epoch ?? Epoch }, more));

    /// <summary>Announces a file of a question.</summary>
    public Task<Reply> AnnounceAsync(
        string questionId,
        string name,
        long? size,
        string type = "",
        long? epoch = null
    ) =>
        PostAsync(
            "/embed-api/files",
            new
            {
                epoch = epoch ?? Epoch,
                questionId,
                name,
                size,
                type,
            }
        );

    /// <summary>Sends a chunk of an announced file, with its checksum unless the test says another.</summary>
    public Task<Reply> SendChunkAsync(
        string fileId,
        long offset,
        byte[] bytes,
        bool isLast = false,
        string? checksum = null
    ) =>
        SendAsync(
            HttpMethod.Patch,
            $"/embed-api/files/{fileId}",
            new ByteArrayContent(bytes) { Headers = { ContentType = new("application/octet-stream") } },
            ("Upload-Offset", $"{offset}"),
            ("Upload-Checksum", checksum ?? $"sha-256 {Convert.ToBase64String(SHA256.HashData(bytes))}"),
            ("Upload-Complete", isLast ? "?1" : "?0")
        );

    /// <summary>Uploads a whole file and returns it as the server knows it.</summary>
    public async Task<Reply> UploadAsync(string questionId, string name, byte[] bytes)
    {
        var file = (await AnnounceAsync(questionId, name, bytes.Length)).ShouldBe(201);
        return (await SendChunkAsync(file.Value("id"), 0, bytes)).ShouldBe(200);
    }

    public long NextRevision(string questionId) => _revisions.AddOrUpdate(questionId, 1, (_, last) => last + 1);

    /// <summary>Listens to the event stream. The stream is open when this returns.</summary>
    public Task<LiveEvents> ListenAsync(long? epoch = null) => ListenAsync($"{epoch ?? Epoch}");

    /// <inheritdoc cref="ListenAsync(long?)"/>
    public async Task<LiveEvents> ListenAsync(string epoch)
    {
        using var request = Request(HttpMethod.Get, $"/embed-api/events?epoch={epoch}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await LiveEvents.OfAsync(response, Received.Enqueue);
    }

    protected override void Check(Reply reply)
    {
        base.Check(reply);
        Received.Enqueue(reply.Text);
    }

    private async Task<Reply> HoldAsync(string path)
    {
        var reply = await PostAsync(path, new { });
        if (reply.Status == 200)
        {
            Epoch = reply["epoch"].GetInt64();
            SessionId = reply["sessionId"] is { ValueKind: JsonValueKind.String } id ? id.GetString()! : SessionId;
        }

        return reply;
    }
}
