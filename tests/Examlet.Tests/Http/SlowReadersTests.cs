using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Examlet.Http;

namespace Examlet.Tests.Http;

/// <summary>Clients that ask for much and do not read it keep only themselves waiting.</summary>
public sealed class SlowReadersTests(ExamletServers servers)
{
    private const int Large = 8 << 20;

    [Theory, AllStores]
    public async Task More_slow_readers_than_answers_are_made_at_once_keep_nobody_else_waiting(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var sitting = await WrittenAsync(workspace);
        var readers = new List<TcpClient>();
        for (var i = 0; i < Limits.HeavyAtOnce; i++)
        {
            readers.Add(await AskAsync(server, sitting.Path, workspace.OwnerKey));
        }

        (await (await workspace.ClientAsync("owner")).GetAsync(sitting.Path)).ShouldBe(200);

        readers.ForEach(reader => reader.Dispose());
    }

    [Theory, AllStores]
    public async Task A_student_has_so_many_files_on_their_way_and_the_next_waits(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.File("Hand in a file.", ["*/*"])]);
        var file = (await sitting.Student.AnnounceAsync(sitting.Question, "long.txt", Large)).ShouldBe(201).Value("id");
        for (var at = 0; at < Large; at += 1 << 20)
        {
            (
                await sitting.Student.SendChunkAsync(file, at, Encoding.ASCII.GetBytes(new string('a', 1 << 20)))
            ).ShouldBe(200);
        }

        var path = $"/embed-api/files/{file}";
        var readers = new List<TcpClient>();
        for (var i = 0; i < Limits.DownloadsAtOnce; i++)
        {
            readers.Add(await AskAsync(server, path, sitting.Embed.Secret));
        }

        var next = sitting.Student.GetAsync(path);
        (await sitting.Student.GetAsync("/embed-api/events/now?epoch=1")).ShouldBe(200);
        next.IsCompleted.ShouldBeFalse();
        readers.ForEach(reader => reader.Dispose());
        (await next).ShouldBe(200).Bytes.Length.ShouldBe(Large);
    }

    private static async Task<Sitting> WrittenAsync(Workspace workspace)
    {
        const int Answer = 255_000;
        var sitting = await workspace.StartedAsync([
            .. Enumerable.Range(0, (Large / Answer) + 1).Select(i => Ask.Text($"Question {i}")),
        ]);
        foreach (var question in sitting.Exam.Questions)
        {
            (await sitting.Student.SaveAsync(question, new string('x', Answer))).ShouldBe(200);
        }

        return sitting;
    }

    /// <summary>Asks and reads the beginning of the answer, so that it has begun; the rest stays where it is.</summary>
    private static async Task<TcpClient> AskAsync(ExamletServer server, string path, string credential)
    {
        var client = new TcpClient { ReceiveBufferSize = 8 << 10 };
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {credential}\r\n\r\n"
                )
            )
        );
        var beginning = new byte[12];
        await stream.ReadExactlyAsync(beginning);
        Encoding.ASCII.GetString(beginning).ShouldBe("HTTP/1.1 200");
        return client;
    }
}
