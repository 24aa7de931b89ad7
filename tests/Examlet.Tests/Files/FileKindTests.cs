using System.Text;
using Examlet.Files;

namespace Examlet.Tests.Files;

public sealed class FileKindTests
{
    public static IEnumerable<TheoryDataRow<string, byte[]>> Kinds =>
    [
        new("image/png", Sample.Png),
        new("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE1, 0, 0]),
        new("image/gif", [.. "GIF89a"u8]),
        new("image/webp", [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBPVP8 "u8]),
        new("image/heic", Sample.Heic),
        new("image/heic", [0, 0, 0, 24, .. "ftypmif1"u8, 0, 0, 0, 0, .. "mif1heic"u8]),
        new("image/avif", [0, 0, 0, 24, .. "ftypavif"u8, 0, 0, 0, 0, .. "avifmif1"u8]),
        new("image/tiff", [.. "II*\0"u8, 8, 0, 0, 0]),
        new("image/bmp", [.. "BM"u8, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0]),
        new("image/svg+xml", Sample.Svg),
        new("image/svg+xml", [.. "<?xml version=\"1.0\"?>\n<!-- a drawing --><svg/>"u8]),
        new("application/pdf", Sample.Pdf),
        new("application/pdf", [.. "\n\n %PDF-1.4\n"u8]),
        new("application/zip", [.. "PK\x03\x04\x14\0 photo.png"u8]),
        new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Sample.Docx),
        new("application/vnd.oasis.opendocument.text", [.. "PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.textPK"u8]),
        new("application/x-ole-storage", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]),
        new("audio/mpeg", [.. "ID3"u8, 4, 0]),
        new("audio/wav", [.. "RIFF"u8, 1, 0, 0, 0, .. "WAVEfmt "u8]),
        new("audio/ogg", [.. "OggS"u8, 0, 2]),
        new("audio/webm", Sample.Voice),
        new("video/webm", [0x1A, 0x45, 0xDF, 0xA3, .. "webm V_VP9 A_OPUS"u8]),
        new("audio/mp4", [0, 0, 0, 28, .. "ftypM4A "u8, 0, 0, 0, 0, .. "M4A isom"u8]),
        new("audio/mp4", [0, 0, 0, 28, .. "ftypiso5"u8, 0, 0, 0, 0, .. "iso5hlsf moov hdlr soun"u8]),
        new("video/mp4", [0, 0, 0, 28, .. "ftypisom"u8, 0, 0, 0, 0, .. "moov hdlr vide hdlr soun"u8]),
        new("video/quicktime", [0, 0, 0, 20, .. "ftypqt  "u8, 0, 0, 0, 0]),
        new("text/html", Sample.Page),
        new("text/html", [.. "  \n<HTML><body>"u8]),
        new("text/plain", Sample.Text),
        new("text/plain", [0xEF, 0xBB, 0xBF, .. "naam;punten\r\nAnna;3"u8]),
        new("text/plain", Encoding.Unicode.GetPreamble()),
        new("application/x-executable", Sample.Program),
        new("application/x-executable", [0x7F, .. "ELF"u8, 2, 1]),
        new("application/x-executable", [.. "#!/bin/sh\nrm -rf /"u8]),
        new("application/x-executable", [.. "PK\x03\x04\x14\0META-INF/MANIFEST.MF"u8]),
    ];

    [Theory, MemberData(nameof(Kinds))]
    public void Content_tells_its_kind(string type, byte[] head) => FileKind.Of(head).ShouldNotBeNull().Type.ShouldBe(type);

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 1, 2, 3 })]
    [InlineData(new byte[] { 0xC3, 0x28, 0x41 })]
    [InlineData(new byte[] { 0x41, 0x00, 0x42 })]
    public void Content_that_is_nothing_known_has_no_kind_or_is_text(byte[] head) => (FileKind.Of(head)?.Type ?? "text/plain").ShouldBe("text/plain");

    [Fact]
    public void Bytes_that_are_no_text_have_no_kind() => FileKind.Of([0x41, 0x00, 0x42]).ShouldBeNull();

    [Fact]
    public void A_character_that_is_cut_at_the_end_of_the_chunk_is_still_text() => FileKind.Of([.. "caf"u8, 0xC3]).ShouldNotBeNull().Type.ShouldBe("text/plain");

    [Theory]
    [InlineData("opdracht.pdf", "application/pdf", true)]
    [InlineData("opdracht", "application/pdf", true)]
    [InlineData("opdracht.pdf", "image/png", false)]
    [InlineData("opdracht.pdf", "application/x-executable", false)]
    [InlineData("opdracht.pdf", "text/html", false)]
    public void An_ending_means_the_content_and_not_the_name(string name, string type, bool taken) => Takes([".pdf"], name, type).ShouldBe(taken);

    [Theory]
    [InlineData("image/*", "image/png", true)]
    [InlineData("image/*", "image/heic", true)]
    [InlineData("image/*", "image/svg+xml", true)]
    [InlineData("image/*", "application/pdf", false)]
    [InlineData("image/jpg", "image/jpeg", true)]
    [InlineData("IMAGE/PNG", "image/png", true)]
    [InlineData("audio/*", "audio/webm", true)]
    [InlineData("application/msword", "application/x-ole-storage", true)]
    [InlineData("text/csv", "text/plain", true)]
    [InlineData(".HEIC", "image/heic", true)]
    [InlineData(".jpg", "image/jpeg", true)]
    [InlineData(".docx", "application/zip", false)]
    [InlineData("*/*", "application/pdf", true)]
    [InlineData("*/*", "text/html", false)]
    public void An_entry_takes_what_it_names(string entry, string type, bool taken) => Takes([entry], "a.file", type).ShouldBe(taken);

    [Theory]
    [InlineData("application/pdf", true)]
    [InlineData("image/heic", true)]
    [InlineData("text/plain", true)]
    [InlineData("text/html", false)]
    [InlineData("image/svg+xml", false)]
    [InlineData("application/x-executable", false)]
    [InlineData(null, false)]
    public void Without_entries_everything_known_that_cannot_run_is_taken(string? type, bool taken) => Takes([], "a.file", type).ShouldBe(taken);

    [Theory]
    [InlineData("model.step", true)]
    [InlineData("model.STEP", true)]
    [InlineData("model.txt", false)]
    public void An_ending_that_nobody_knows_goes_by_the_name(string name, bool taken) => Takes([".step"], name, null).ShouldBe(taken);

    [Fact]
    public void A_program_is_never_taken_even_when_its_ending_is_asked_for() => Takes([".exe", "*"], "a.exe", "application/x-executable").ShouldBeFalse();

    private static bool Takes(string[] entries, string name, string? type) =>
        new AcceptedFiles(entries).Takes(name, type is null ? null : FileKind.Of(Kinds.First(kind => kind.Data.Item1 == type).Data.Item2));
}
