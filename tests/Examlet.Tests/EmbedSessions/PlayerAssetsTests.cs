using System.IO.Compression;
using Examlet.Pages;

namespace Examlet.Tests.EmbedSessions;

/// <summary>The files of the page go out as small as the browser can take them, packed when the program was
/// built.</summary>
public sealed class PlayerAssetsTests
{
    private static readonly PlayerAssets Assets = new();

    [Fact]
    public void The_first_page_has_packed_copies_that_hold_the_same()
    {
        string[] paths =
        [
            Assets.Script,
            Assets.Style!,
            Assets.MonitorScript,
            Assets.MonitorStyle!,
            Assets.GradingScript,
            Assets.GradingStyle!,
            Assets.ResultsScript,
            Assets.ResultsStyle!,
            Assets.RubricScript,
            Assets.RubricStyle!,
        ];
        foreach (var path in paths)
        {
            var asset = Assets.Find(path)!;

            Unpacked(new BrotliStream(new MemoryStream(asset.Brotli!), CompressionMode.Decompress))
                .ShouldBe(asset.Plain);
            Unpacked(new GZipStream(new MemoryStream(asset.Gzip!), CompressionMode.Decompress)).ShouldBe(asset.Plain);
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("", null)]
    [InlineData("identity", null)]
    public void A_browser_gets_the_smallest_form_that_it_takes(string accepts, string? encoding) =>
        Assets.Find(Assets.Script)!.For(accepts).Encoding.ShouldBe(encoding);

    [Fact]
    public void A_packed_copy_is_no_file_of_its_own() => Assets.Find($"{Assets.Script}.br").ShouldBeNull();

    private static byte[] Unpacked(Stream packed)
    {
        using var plain = new MemoryStream();
        using (packed)
        {
            packed.CopyTo(plain);
        }

        return plain.ToArray();
    }
}
