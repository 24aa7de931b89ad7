using System.IO.Compression;
using System.Text;

namespace Examlet.Tests.Http;

/// <summary>Nothing is unpacked: a compressed body is 415, an archive that a student hands in is stored as it
/// is.</summary>
public sealed class CompressedBodyTests(ExamletServers servers)
{
    [
        Theory,
        AllStores("gzip"),
        AllStores("br"),
        AllStores("deflate"),
        AllStores("zstd"),
        AllStores("compress"),
        AllStores("gzip, gzip"),
        AllStores("x-unknown")
    ]
    public async Task A_compressed_body_is_415(Store store, string encoding)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var operations = (await OperationCall.AllAsync(workspace)).Where(operation => operation.TakesJson).ToList();

        foreach (var operation in operations)
        {
            using var body = new ByteArrayContent(Gzip("""{ "email": "packed@example.com", "name": "Packed" }"""))
            {
                Headers = { ContentType = new("application/json") },
            };
            body.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

            (await operation.Caller.SendAsync(operation.Method, operation.Path, body)).ShouldBeProblem(415);
        }

        (await workspace.Owner.GetAsync("/users?email=packed@example.com")).Items.ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task A_body_that_says_it_is_not_compressed_is_taken(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var body = new StringContent("""{ "email": "plain@example.com" }""", Encoding.UTF8, "application/json");
        body.Headers.TryAddWithoutValidation("Content-Encoding", "identity");

        (await workspace.Owner.PostAsync("/users", body)).ShouldBe(201);
    }

    [Theory, AllStores]
    public async Task An_archive_with_a_bomb_and_names_that_climb_is_stored_and_given_back_as_it_is(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("Hand in a file.")]);
        var bomb = Bomb();

        var file = await sitting.Student.UploadAsync(sitting.Question, "homework.docx", bomb);

        var path = $"{sitting.Path}/files/{file.Value("id")}";
        var read = (await sitting.Owner.GetAsync(path)).ShouldBe(200);
        read.Bytes.ShouldBe(bomb);
        read.Disposition.ShouldNotBeNull().DispositionType.ShouldBe("attachment");
        read.Header("Content-Encoding").ShouldBeNull();
    }

    /// <summary>An Office document by its first entries, with 64 MiB of zeros in a few KiB, and an entry that would
    /// leave its folder.</summary>
    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types/>");
            Add(zip, "word/document.xml", "<document/>");
            Add(zip, "../../../../tmp/climbed", "x");
            using var zeros = zip.CreateEntry("word/media/zeros", CompressionLevel.Fastest).Open();
            var block = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
            {
                zeros.Write(block);
            }
        }

        return bytes.ToArray();

        static void Add(ZipArchive zip, string name, string text)
        {
            using var entry = new StreamWriter(zip.CreateEntry(name).Open());
            entry.Write(text);
        }
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
