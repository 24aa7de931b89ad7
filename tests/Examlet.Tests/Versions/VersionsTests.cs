using System.Text.Json;

namespace Examlet.Tests.Versions;

/// <summary>
/// The present program opens the databases of all versions before it, with every answer in them, and exams that were
/// under way go on. <c>EXAMLET_KEEP_VERSION=1.2.3</c> keeps the one that the present version makes.
/// </summary>
public sealed class VersionsTests(ExamletServers servers) : IDisposable
{
    private const string Present = "present";
    private const string Secret = "a-secret-of-the-tests-that-is-long-enough";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-versions-");

    private static string Kept => Repository.PathOf("tests", "Examlet.Tests", "Versions");

    /// <summary>Each version that is kept, and the present one, on each store.</summary>
    public static TheoryData<Store, string> All =>
        [
            .. Directory
                .EnumerateDirectories(Kept)
                .Select(folder => Path.GetFileName(folder))
                .Append(Present)
                .SelectMany(version => Enum.GetValues<Store>().Select(store => (store, version))),
        ];

    [Theory, MemberData(nameof(All))]
    public async Task A_database_opens_with_everything_that_was_in_it(Store store, string version)
    {
        var (server, said) = await OpenAsync(store, version);
        await using var _ = server;
        var owner = new RestClient(server, $"Bearer {said.OwnerKey}");

        foreach (var (path, then) in said.Seen)
        {
            Differences(then, await KeptSchool.SeeAsync(owner, path), path).ShouldBeEmpty();
        }

        (await server.Stranger.CheckReceiptAsync(said.Receipt)).ShouldBe(200, new { valid = true });
        var verified = await ExamletProgram.RunAsync(
            server.Setting,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Examlet__Secret"] = Secret },
            "verify"
        );
        verified.Code.ShouldBe(0, verified.Out + verified.Error);
    }

    [Theory, MemberData(nameof(All))]
    public async Task An_exam_that_was_under_way_goes_on(Store store, string version)
    {
        var (server, said) = await OpenAsync(store, version);
        await using var _ = server;
        var student = new StudentClient(server, said.GoesOn.Secret);

        (await student.OpenAsync()).ShouldBe(200).Text.ShouldContain("what I have so far");
        (await student.SaveAsync(said.GoesOn.Open, "and the rest")).ShouldBe(200).Value("applied").ShouldBe("true");
        (await student.HandInAsync()).ShouldBe(200);

        var owner = new RestClient(server, $"Bearer {said.OwnerKey}");
        var session = (await owner.GetAsync(said.GoesOn.Path)).ShouldBe(200);
        session.Text.ShouldContain("what I have so far");
        session.Text.ShouldContain("and the rest");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A server on a copy of it, at the time when it was made.</summary>
    private async Task<(ExamletServer Server, KeptSchool Said)> OpenAsync(Store store, string version)
    {
        var database = new KeptDatabase(FolderOf(version), store);
        if (version == Present)
        {
            await database.MakeAsync(servers);
        }

        var said = await database.SaidAsync();
        var copy = await database.CopyAsync(servers, _folder.CreateSubdirectory("copy").FullName);
        var server = await servers.StartAsync(store, $"Database={copy}");
        server.Clock.SetUtcNow(said.At);
        return (server, said);
    }

    private string FolderOf(string version) =>
        version != Present ? Path.Combine(Kept, version)
        : Environment.GetEnvironmentVariable("EXAMLET_KEEP_VERSION") is { Length: > 0 } name ? Path.Combine(Kept, name)
        : Path.Combine(_folder.FullName, Present);

    /// <summary>What was said then and is not said now; what is said besides is no difference.</summary>
    private static IEnumerable<string> Differences(JsonElement then, JsonElement now, string path) =>
        (then.ValueKind, now.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => then.EnumerateObject()
                .SelectMany(field =>
                    now.TryGetProperty(field.Name, out var value)
                        ? Differences(field.Value, value, $"{path} {field.Name}")
                        : [$"{path} {field.Name} is gone"]
                ),
            (JsonValueKind.Array, JsonValueKind.Array) when then.GetArrayLength() == now.GetArrayLength() =>
                then.EnumerateArray()
                    .Zip(now.EnumerateArray())
                    .SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]")),
            _ when JsonElement.DeepEquals(then, now) => [],
            _ => [$"{path} was {then.GetRawText()} and is {now.GetRawText()}"],
        };
}
