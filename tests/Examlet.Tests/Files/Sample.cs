using System.IO.Compression;
using System.Text;

namespace Examlet.Tests.Files;

/// <summary>The beginnings of files of many kinds.</summary>
internal static class Sample
{
    public static readonly byte[] Png =
    [
        0x89,
        .. "PNG\r\n\x1a\n"u8,
        0,
        0,
        0,
        13,
        .. "IHDR"u8,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        6,
        0,
        0,
        0,
    ];
    public static readonly byte[] Pdf =
    [
        .. "%PDF-1.7\n%"u8,
        0xE2,
        0xE3,
        0xCF,
        0xD3,
        .. "\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"u8,
    ];
    public static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, 1, 2, 3, 4];
    public static readonly byte[] Program = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0];
    public static readonly byte[] Svg =
    [
        .. "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8,
    ];
    public static readonly byte[] Page = [.. "<!DOCTYPE html><script>alert(1)</script>"u8];
    public static readonly byte[] Text = [.. "Ik denk dus ik ben – and that is all."u8];
    public static readonly byte[] Docx = Zip("[Content_Types].xml", "_rels/.rels", "word/document.xml");
    public static readonly byte[] Odt = Zip(
        ("mimetype", [.. "application/vnd.oasis.opendocument.text"u8]),
        ("content.xml", [.. "<x/>"u8])
    );
    public static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[500]];
    public static readonly byte[] Voice = [0x1A, 0x45, 0xDF, 0xA3, .. "webm A_OPUS"u8, 9, 9, 9];

    /// <summary>A ZIP archive with such entries.</summary>
    public static byte[] Zip(params string[] names) =>
        Zip([.. names.Select(name => (name, Encoding.ASCII.GetBytes("x")))]);

    /// <inheritdoc cref="Zip(string[])"/>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var to = new MemoryStream();
        using (var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(bytes);
            }
        }

        return to.ToArray();
    }

    /// <summary>A picture of that many bytes, all of them different from a shifted copy.</summary>
    public static byte[] PictureOf(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)((i * 31) ^ (i >> 8))).ToArray();
        Png.CopyTo(bytes, 0);
        return bytes;
    }
}
