using System.Text.Json.Nodes;
using Examlet.BrowserTests.Ways;

namespace Examlet.BrowserTests;

/// <summary>Files and recordings when things go wrong around them.</summary>
public sealed class FilesTests(Chromium chromium)
{
    [Fact]
    public async Task A_crash_while_recording_costs_seconds_and_not_the_take()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(One("voice-recorder"));
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await player.Button("Start recording").ClickAsync();
        await Eventually.ShouldBeAsync(
            async () => await sitting.StoredAsync("The question") is not null,
            expected: true
        );

        await player.Page.CloseAsync();

        var answer = JsonNode.Parse((await sitting.StoredAsync("The question"))!)!.AsArray();
        (await school.Api.BytesAsync((string)answer[0]!)).Length.ShouldBeGreaterThan(1_000);
        var again = await Player.AloneAsync(context, sitting);
        await Assertions.Expect(again.Text("The recording was interrupted.")).ToBeVisibleAsync();
        await Assertions.Expect(again.Button("Record again")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_the_host_gave_no_microphone_the_question_says_what_to_add_and_takes_a_file()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(One("voice-recorder"));
        var player = await Player.InHostAsync(context, sitting);

        await player.StartAsync();

        await Assertions.Expect(player.Locator("code")).ToContainTextAsync("allow=\"microphone");
        await Assertions.Expect(player.Locator("input[type=file]")).ToHaveCountAsync(1);
        await Assertions.Expect(player.Button("Start recording")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task In_a_frame_with_the_microphone_it_records()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(One("voice-recorder"));
        var player = await Player.InHostAsync(context, sitting, "allow=\"microphone\"");
        await player.StartAsync();

        await player.Button("Start recording").ClickAsync();

        await Eventually.ShouldBeAsync(
            async () => await sitting.StoredAsync("The question") is not null,
            expected: true
        );
    }

    [Fact]
    public async Task An_upload_waits_for_the_connection_and_goes_on_by_itself()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(One("upload-file"));
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();
        await Assertions.Expect(player.Locator("input[type=file]")).ToHaveCountAsync(1);
        await context.SetOfflineAsync(true);
        await player
            .Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "drawing.png",
                    MimeType = "image/png",
                    Buffer = Answering.Picture,
                }
            );
        await Assertions.Expect(player.Locator(".file-progress")).ToContainTextAsync("Waiting for the connection");

        await context.SetOfflineAsync(false);

        await player.ShouldBeSavedAsync();
        var answer = JsonNode.Parse((await sitting.StoredAsync("The question"))!)!.AsArray();
        (await school.Api.BytesAsync((string)answer[0]!)).ShouldBe(Answering.Picture);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused_at_once_whatever_its_name()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sitting = await school.SitAsync(One("upload-file"));
        var player = await Player.AloneAsync(context, sitting);
        await player.StartAsync();

        await player
            .Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "photo.png",
                    MimeType = "image/png",
                    Buffer = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0],
                }
            );

        await Assertions
            .Expect(player.Locator(".notice.warning"))
            .ToContainTextAsync("cannot hand in a file of this kind");
        (await sitting.StoredAsync("The question")).ShouldBeNull();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task The_words_of_a_way_stand_in_line_with_the_button_above_it(string locale)
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(width: 320);
        var sitting = await school.SitAsync(One("upload-file"), theme: new JsonObject { ["locale"] = locale });
        var player = await Player.AloneAsync(context, sitting);
        await player.Locator("button.primary").ClickAsync();
        await player
            .Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "drawing.png",
                    MimeType = "image/png",
                    Buffer = Answering.Picture,
                }
            );
        await Assertions.Expect(player.Locator(".file-ways .quiet")).ToBeVisibleAsync();

        var apart = await player.Page.EvaluateAsync<double[]>(
            """
            () => {
              const words = document.createRange();
              words.selectNodeContents(document.querySelector('.file-ways .quiet'));
              const [one, other] = [words.getBoundingClientRect(),
                document.querySelector('.file-ways label').getBoundingClientRect()];
              const isRight = document.documentElement.dir === 'rtl';
              return [one.top - other.bottom, isRight ? other.right - one.right : one.left - other.left];
            }
            """
        );

        apart[0].ShouldBePositive("the two are not one below the other");
        apart[1].ShouldBeInRange(-2.5, 2.5);
    }

    private static JsonObject One(string type) =>
        new()
        {
            ["name"] = "One question",
            ["questions"] = new JsonArray(new JsonObject { ["type"] = type, ["title"] = "The question" }),
        };
}
