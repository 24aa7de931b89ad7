using System.Text;
using Examlet.FileKinds;
using Examlet.Questions;

namespace Examlet.Tests.Files;

public sealed class FileKindTests
{
    public static IEnumerable<TheoryDataRow<string, byte[]>> Kinds =>
        [
            new("image/png", Sample.Png),
            new("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE1, 0, 0]),
            new("image/gif", [.. "GIF89a"u8, 1, 0, 1, 0]),
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
            new("application/zip", Sample.Zip("photo.png")),
            new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Sample.Docx),
            new("application/vnd.oasis.opendocument.text", Sample.Odt),
            new("application/x-ole-storage", Sample.Ole),
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
            new("application/x-executable", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 65]),
            new("application/rtf", [.. "{\\rtf1 Hello}"u8]),
            new("audio/midi", [.. "MThd\0\0\0\x06\0\x01"u8]),
            new("audio/aiff", [.. "FORM"u8, 0, 0, 1, 0, .. "AIFFCOMM"u8]),
            new("video/x-flv", [.. "FLV\x01\x05"u8, 0, 0, 0, 9]),
            new("video/x-ms-asf", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0, 0xAA]),
            new(
                "application/vnd.ms-office.macroenabled",
                Sample.Zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")
            ),
        ];

    [Theory, MemberData(nameof(Kinds))]
    public void Content_tells_its_kind(string type, byte[] head) =>
        FileKind.Of("file", head).ShouldNotBeNull().Type.ShouldBe(type);

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 1, 2, 3 })]
    [InlineData(new byte[] { 0xC3, 0x28, 0x41 })]
    [InlineData(new byte[] { 0x41, 0x00, 0x42 })]
    public void Content_that_is_nothing_known_has_no_kind_or_is_text(byte[] head) =>
        (FileKind.Of("file", head)?.Type ?? "text/plain").ShouldBe("text/plain");

    [Fact]
    public void Bytes_that_are_no_text_have_no_kind() => FileKind.Of("file", [0x41, 0x00, 0x42]).ShouldBeNull();

    /// <summary>What a student of programming, or of anything, writes.</summary>
    public static IEnumerable<TheoryDataRow<string, byte[]>> Texts =>
        [
            new("solution.py", [.. "#!/usr/bin/env python3\nprint(\"hi\")\n"u8]),
            new("run", [.. "#!/bin/sh\necho hi\n"u8]),
            new("tool.pl", [.. "#!/usr/bin/perl\n"u8]),
            new("answer.txt", [.. "MZ is how a program begins"u8]),
            new("answer", [.. "ID3 tags are for music, BM for pictures"u8]),
            new("sniff.py", [.. "if head.startswith(b'%PDF-'):"u8]),
            new("index.php", [.. "<!DOCTYPE html>\n<?php echo 1; ?>"u8]),
            new("app.ts", [.. "el.innerHTML = '<body>'"u8]),
            new("README.md", [.. "# x\n<svg width=\"1\"></svg>"u8]),
            new("view.vue", [.. "<template><img></template><script></script>"u8]),
            new("essay.txt", [.. "<html> is a tag"u8]),
            new("essay", [.. "The tag <html> and <script>"u8]),
            new("maten.csv", [.. "Gr"u8, 0xF6, 0xDF, .. "e;1\r\n"u8]),
            new("kyrillisch.txt", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]),
            new("wide.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Größe")]),
            new("data.xml", [.. "<?xml version=\"1.0\"?><data/>"u8]),
        ];

    [Theory, MemberData(nameof(Texts))]
    public void Text_is_text_whatever_it_begins_with_or_speaks_of(string name, byte[] bytes) =>
        FileKind.Of(name, bytes).ShouldBe(FileKind.Text);

    [Theory]
    [InlineData("a.html", "no tag at all", "text/html")]
    [InlineData("a.HTM", "<img src=x onerror=alert(1)>", "text/html")]
    [InlineData("a.svg", "<?xml version=\"1.0\"?>", "image/svg+xml")]
    [InlineData("a.mhtml", "MIME-Version: 1.0", "text/html")]
    [InlineData("a", "\n<!-- x -->\n<img src=x onerror=alert(1)>", "text/html")]
    [InlineData("a.xml", "<x xmlns:h='http://www.w3.org/1999/xhtml'><h:script/></x>", "text/html")]
    [InlineData("a.xml", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml")]
    [InlineData("a.pdf", "<html><script>", "text/html")]
    public void What_a_browser_would_open_as_a_page_or_a_drawing_is_one(string name, string text, string type) =>
        FileKind.Of(name, Encoding.UTF8.GetBytes(text)).ShouldNotBeNull().Type.ShouldBe(type);

    [Theory]
    [InlineData("utf-8", new byte[] { 0x47, 0x72, 0xC3, 0xB6 })]
    [InlineData("utf-16le", new byte[] { 0xFF, 0xFE, 0x47, 0x00 })]
    [InlineData("utf-16be", new byte[] { 0xFE, 0xFF, 0x00, 0x47 })]
    [InlineData("unknown-8bit", new byte[] { 0x47, 0x72, 0xF6 })]
    [InlineData(null, new byte[] { 0xFF, 0xFE, 0x01, 0x00 })]
    [InlineData(null, new byte[] { 0x47, 0x00 })]
    public void Text_tells_its_charset(string? charset, byte[] bytes) =>
        FileText.Read(bytes)?.Charset.ShouldBe(charset);

    [Fact]
    public void A_folder_whose_name_ends_like_one_of_a_document_makes_no_document() =>
        FileKind
            .Of("puzzle.zip", Sample.Zip("[Content_Types].xml", "crossword/a.txt", "pixl/b.txt"))
            .ShouldBe(FileKind.Zip);

    [Fact]
    public void A_Java_project_is_an_archive() =>
        FileKind.Of("project.zip", Sample.Zip("META-INF/MANIFEST.MF", "src/Main.java")).ShouldBe(FileKind.Zip);

    [Fact]
    public void A_character_that_is_cut_at_the_end_of_the_chunk_is_still_text() =>
        FileKind.Of("file", [.. "caf"u8, 0xC3]).ShouldNotBeNull().Type.ShouldBe("text/plain");

    [Theory]
    [InlineData("opdracht.pdf", "application/pdf", true)]
    [InlineData("opdracht", "application/pdf", true)]
    [InlineData("opdracht.pdf", "image/png", false)]
    [InlineData("opdracht.pdf", "application/x-executable", false)]
    [InlineData("opdracht.pdf", "text/html", false)]
    public void An_ending_means_the_content_and_not_the_name(string name, string type, bool taken) =>
        Takes([".pdf"], name, type).ShouldBe(taken);

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
    public void An_entry_takes_what_it_names(string entry, string type, bool taken) =>
        Takes([entry], "a.file", type).ShouldBe(taken);

    [Theory]
    [InlineData("application/pdf", true)]
    [InlineData("image/heic", true)]
    [InlineData("text/plain", true)]
    [InlineData("text/html", false)]
    [InlineData("image/svg+xml", false)]
    [InlineData("application/x-executable", false)]
    [InlineData(null, false)]
    public void Without_entries_everything_known_that_cannot_run_is_taken(string? type, bool taken) =>
        Takes([], "a.file", type).ShouldBe(taken);

    [Theory]
    [InlineData("model.step", true)]
    [InlineData("model.STEP", true)]
    [InlineData("model.txt", false)]
    public void An_ending_that_nobody_knows_goes_by_the_name(string name, bool taken) =>
        Takes([".step"], name, null).ShouldBe(taken);

    [Theory]
    [InlineData(".wma", "song.wma", "video/x-ms-asf", true)]
    [InlineData(".mat", "data.mat", null, true)]
    [InlineData(".stl", "part.STL", null, true)]
    [InlineData(".mp3", "odd.mp3", null, true)]
    [InlineData(".zip", "essay.zip", "application/vnd.oasis.opendocument.text", true)]
    [InlineData(".pdf", "photo.pdf", "image/png", false)]
    [InlineData(".xls", "sheet.xls", "application/vnd.ms-office.macroenabled", false)]
    [InlineData(".js", "app.js", "text/plain", true)]
    [InlineData("text/javascript", "app.js", "text/plain", true)]
    [InlineData(".sh", "run.sh", "text/plain", true)]
    [InlineData(".msi", "setup.msi", "application/x-ole-storage", true)]
    [InlineData(".xlsm", "model.xlsm", "application/vnd.ms-office.macroenabled", true)]
    [InlineData(".txt", "app.js", "text/plain", false)]
    [InlineData("text/*", "app.js", "text/plain", false)]
    [InlineData("*/*", "setup.msi", "application/x-ole-storage", false)]
    [InlineData(".jar", "a.zip", "application/zip", false)]
    public void An_ending_that_is_named_takes_what_has_it_and_is_harmless(
        string entry,
        string name,
        string? type,
        bool taken
    ) => Takes([entry], name, type).ShouldBe(taken);

    [Theory]
    [InlineData("solution.py", true)]
    [InlineData("Main.java", true)]
    [InlineData("app.js", false)]
    public void Without_entries_the_name_must_not_be_a_programs(string name, bool taken) =>
        Takes([], name, "text/plain").ShouldBe(taken);

    [Fact]
    public void A_program_is_never_taken_even_when_its_ending_is_asked_for() =>
        Takes([".exe", "*"], "a.exe", "application/x-executable").ShouldBeFalse();

    private static bool Takes(string[] entries, string name, string? type) =>
        new AcceptedFiles(entries).Takes(
            name,
            type is null ? null : FileKind.Of("file", Kinds.First(kind => kind.Data.Item1 == type).Data.Item2)
        );
}
