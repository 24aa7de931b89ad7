namespace Examlet.Tests.Files;

/// <summary>A recording whose length nobody knows yet has no room set aside for it: what it takes counts as it
/// comes.</summary>
public sealed class UnannouncedLengthTests(ExamletServers servers)
{
    private const int Part = 700 << 10;

    [Theory, AllStores]
    public async Task Recordings_of_unknown_length_take_no_more_together_than_an_exam_session_may(Store store)
    {
        await using var server = await servers.StartAsync(store, "MaxFileSize=1", "MaxSessionFiles=1");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.Voice("Say it")]);
        var bytes = new byte[Part];
        Sample.Voice.CopyTo(bytes, 0);
        var first = (await sitting.Student.AnnounceAsync(sitting.Question, "a.webm", size: null, "audio/webm"))
            .ShouldBe(201)
            .Value("id");
        var second = (await sitting.Student.AnnounceAsync(sitting.Question, "b.webm", size: null, "audio/webm"))
            .ShouldBe(201)
            .Value("id");
        (await sitting.Student.SendChunkAsync(first, 0, bytes)).ShouldBe(200);
        server.Clock.Advance(TimeSpan.FromMinutes(1)); // what files may bring in a minute is another limit

        (await sitting.Student.SendChunkAsync(second, 0, bytes))
            .ShouldBeProblem(400, "file-not-accepted")
            .Value("reason")
            .ShouldBe("too-many");

        (await sitting.Student.SendChunkAsync(first, Part, [1, 2, 3], isLast: true)).ShouldBe(
            200,
            new { complete = true }
        );
        (await sitting.Student.SendChunkAsync(second, 0, Sample.Voice, isLast: true)).ShouldBe(
            200,
            new { complete = true }
        );
    }
}
