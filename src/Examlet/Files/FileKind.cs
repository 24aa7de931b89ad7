using System.Text;

namespace Examlet.Files;

/// <summary>A kind of file, told by its content and not by its name.</summary>
/// <param name="Type">The media type it is served with.</param>
/// <param name="Extensions">The endings, without a dot, that such files have.</param>
/// <param name="Aliases">Other media types by which an author may mean it.</param>
public sealed record FileKind(string Type, string[] Extensions, params string[] Aliases)
{
    /// <summary>A program or a script: never taken.</summary>
    public static readonly FileKind Program = new("application/x-executable", []);

    /// <summary>A page or a drawing that could run script in a browser: taken only where the author names it.</summary>
    public static readonly FileKind Html = new("text/html", ["html", "htm", "xhtml"], "application/xhtml+xml");

    /// <inheritdoc cref="Html"/>
    public static readonly FileKind Svg = new("image/svg+xml", ["svg"]);

    public static readonly FileKind Text = new(
        "text/plain",
        ["txt", "csv", "tsv", "md", "json", "xml", "tex", "log", "srt", "vtt", "py", "java", "c", "h", "cpp", "cs", "js", "ts", "css", "sql", "r", "m", "rb", "go", "rs", "kt", "php", "ipynb"],
        "text/csv", "text/markdown", "application/json", "application/xml", "text/xml");

    private static readonly FileKind Zip = new("application/zip", ["zip", "ggb"], "application/x-zip-compressed");

    private static readonly (byte[] Start, FileKind Kind)[] Starts =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], new("image/png", ["png"])),
        ([0xFF, 0xD8, 0xFF], new("image/jpeg", ["jpg", "jpeg", "jpe", "jfif"], "image/jpg", "image/pjpeg")),
        ([.. "GIF8"u8], new("image/gif", ["gif"])),
        ([.. "II*\0"u8], new("image/tiff", ["tif", "tiff"])),
        ([.. "MM\0*"u8], new("image/tiff", ["tif", "tiff"])),
        ([.. "OggS"u8], new("audio/ogg", ["ogg", "oga", "opus", "ogv"], "video/ogg", "application/ogg", "audio/opus")),
        ([.. "fLaC"u8], new("audio/flac", ["flac"], "audio/x-flac")),
        ([.. "ID3"u8], new("audio/mpeg", ["mp3"], "audio/mp3")),
        ([0xFF, 0xFB], new("audio/mpeg", ["mp3"], "audio/mp3")),
        ([0xFF, 0xF3], new("audio/mpeg", ["mp3"], "audio/mp3")),
        ([0xFF, 0xF2], new("audio/mpeg", ["mp3"], "audio/mp3")),
        ([0xFF, 0xF1], new("audio/aac", ["aac"])),
        ([0xFF, 0xF9], new("audio/aac", ["aac"])),
        ([.. "#!AMR"u8], new("audio/amr", ["amr"])),
        ([.. "{\\rtf"u8], new("application/rtf", ["rtf"], "text/rtf")),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], new(
            "application/x-ole-storage", ["doc", "xls", "ppt", "pub", "vsd"], "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint")),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], new("application/x-7z-compressed", ["7z"])),
        ([.. "Rar!\x1a\x07"u8], new("application/vnd.rar", ["rar"], "application/x-rar-compressed")),
        ([0x1F, 0x8B], new("application/gzip", ["gz", "tgz"], "application/x-gzip")),
        ([.. "MZ"u8], Program),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], Program),
        ([0xFE, 0xED, 0xFA, 0xCE], Program),
        ([0xFE, 0xED, 0xFA, 0xCF], Program),
        ([0xCE, 0xFA, 0xED, 0xFE], Program),
        ([0xCF, 0xFA, 0xED, 0xFE], Program),
        ([0xCA, 0xFE, 0xBA, 0xBE], Program),
        ([.. "\0asm"u8], Program),
        ([.. "#!"u8], Program),
    ];

    private static readonly (string Mark, FileKind Kind)[] InZip =
    [
        ("mimetypeapplication/vnd.oasis.opendocument.text", new("application/vnd.oasis.opendocument.text", ["odt"])),
        ("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", new("application/vnd.oasis.opendocument.spreadsheet", ["ods"])),
        ("mimetypeapplication/vnd.oasis.opendocument.presentation", new("application/vnd.oasis.opendocument.presentation", ["odp"])),
        ("mimetypeapplication/epub+zip", new("application/epub+zip", ["epub"])),
        ("word/", new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"])),
        ("xl/", new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"])),
        ("ppt/", new("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"])),
        ("META-INF/MANIFEST.MF", Program),
    ];

    private static readonly string[] HtmlTags = ["<!doctype html", "<html", "<script", "<body", "<iframe"];
    private static readonly FileKind Pdf = new("application/pdf", ["pdf"]);
    private static readonly FileKind Webp = new("image/webp", ["webp"]);
    private static readonly FileKind Wave = new("audio/wav", ["wav"], "audio/x-wav", "audio/wave", "audio/vnd.wave");
    private static readonly FileKind Avi = new("video/x-msvideo", ["avi"]);
    private static readonly FileKind Bmp = new("image/bmp", ["bmp"]);
    private static readonly FileKind Heic = new("image/heic", ["heic", "heif"], "image/heif");
    private static readonly FileKind Avif = new("image/avif", ["avif"]);
    private static readonly FileKind QuickTime = new("video/quicktime", ["mov", "qt"]);
    private static readonly FileKind Mp4 = new("video/mp4", ["mp4", "m4v"]);
    private static readonly FileKind Mp4Audio = new("audio/mp4", ["m4a", "mp4"], "audio/x-m4a", "audio/m4a");
    private static readonly FileKind Webm = new("video/webm", ["webm", "mkv"], "video/x-matroska");
    private static readonly FileKind WebmAudio = new("audio/webm", ["webm", "weba"]);

    private static readonly FileKind[] Known =
    [
        .. Starts.Select(s => s.Kind), .. InZip.Select(z => z.Kind), Zip, Pdf, Webp, Wave, Avi, Bmp, Heic, Avif, QuickTime, Mp4, Mp4Audio, Webm, WebmAudio, Html, Svg, Text,
    ];

    /// <summary>Every kind that files with this ending have.</summary>
    public static IEnumerable<FileKind> WithExtension(string extension) => Known.Where(kind => kind.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));

    /// <summary>The kind of the file that begins with <paramref name="head"/>; null for content that is not known.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (start, kind) in Starts)
        {
            if (head.StartsWith(start))
            {
                return kind;
            }
        }

        if (head.StartsWith("PK\x03\x04"u8))
        {
            return OfZip(head);
        }

        if (head.StartsWith("RIFF"u8) && head.Length >= 12)
        {
            return head[8..12] switch
            {
                [(byte)'W', (byte)'E', (byte)'B', (byte)'P'] => Webp,
                [(byte)'W', (byte)'A', (byte)'V', (byte)'E'] => Wave,
                [(byte)'A', (byte)'V', (byte)'I', (byte)' '] => Avi,
                _ => null,
            };
        }

        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
        {
            return OfIsoMedia(head);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return Holds(head, "V_VP8") || Holds(head, "V_VP9") || Holds(head, "V_AV1") || Holds(head, "V_MPEG") ? Webm : WebmAudio;
        }

        if (head.StartsWith("BM"u8) && head.Length >= 10 && head[6..10].IndexOfAnyExcept((byte)0) < 0)
        {
            return Bmp;
        }

        return head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 ? Pdf : OfText(head);
    }

    private static FileKind OfZip(ReadOnlySpan<byte> head)
    {
        foreach (var (mark, kind) in InZip)
        {
            if (Holds(head, mark))
            {
                return kind;
            }
        }

        return Zip;
    }

    /// <summary>By the major and compatible brands of ISO/IEC 14496-12.</summary>
    private static FileKind OfIsoMedia(ReadOnlySpan<byte> head)
    {
        var brands = Encoding.Latin1.GetString(head[8..Math.Min(head.Length, 64)]);
        return brands[..4] switch
        {
            "heic" or "heix" or "hevc" or "hevx" or "heim" or "heis" or "mif1" or "msf1" => brands.Contains("avif", StringComparison.Ordinal) ? Avif : Heic,
            "avif" or "avis" => Avif,
            "qt  " => QuickTime,
            "M4A " or "M4B " => Mp4Audio,
            _ => Holds(head, "soun") && !Holds(head, "vide") ? Mp4Audio : Mp4,
        };
    }

    private static FileKind? OfText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Text;
        }

        try
        {
            // Without flushing: a character that is cut at the end is no fault.
            var characters = new char[head.Length + 1];
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder().Convert(head, characters, flush: false, out _, out var length, out _);
            var text = characters.AsSpan(0, length).TrimStart("\uFEFF \t\r\n");
            return text.IndexOfAnyExceptInRange('\u0009', '\uFFFF') >= 0 || text.IndexOfAnyInRange('\u000E', '\u001A') >= 0 ? null : OfMarkup(text[..Math.Min(text.Length, 2048)].ToString());
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static FileKind OfMarkup(string start)
    {
        if (start.Contains("<svg", StringComparison.OrdinalIgnoreCase))
        {
            return Svg;
        }

        var isHtml = HtmlTags.Any(tag => start.Contains(tag, StringComparison.OrdinalIgnoreCase));
        return isHtml ? Html : Text;
    }

    private static bool Holds(ReadOnlySpan<byte> head, string mark) => head.IndexOf(Encoding.ASCII.GetBytes(mark)) >= 0;
}
