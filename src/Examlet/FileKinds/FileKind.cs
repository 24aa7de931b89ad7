using System.Text;

namespace Examlet.FileKinds;

/// <summary>
/// A kind of file, found by its content. Among texts the ending separates pages and drawings from other text.
/// </summary>
/// <param name="Type">The media type for serving it.</param>
/// <param name="Extensions">The endings, without a dot, that such files have.</param>
/// <param name="Aliases">Other media types that authors use for it.</param>
public sealed record FileKind(string Type, string[] Extensions, params string[] Aliases)
{
    /// <summary>A program: never taken.</summary>
    public static readonly FileKind Program = new("application/x-executable", []) { CanRun = true };

    /// <summary>A document with macros: taken only where the author names it.</summary>
    public static readonly FileKind MacroDocument = new(
        "application/vnd.ms-office.macroenabled",
        ["docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm", "sldm"],
        "application/vnd.ms-word.document.macroenabled.12",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12"
    )
    {
        CanRun = true,
        IsArchive = true,
    };

    /// <summary>A page or a drawing that could run script in a browser: taken only where the author names it.</summary>
    public static readonly FileKind Html = new(
        "text/html",
        ["html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml"],
        "application/xhtml+xml"
    )
    {
        CanRun = true,
        IsText = true,
    };

    /// <inheritdoc cref="Html"/>
    public static readonly FileKind Svg = new("image/svg+xml", ["svg"]) { CanRun = true, IsText = true };

    public static readonly FileKind Text = new(
        "text/plain",
        [
            "txt",
            "csv",
            "tsv",
            "md",
            "markdown",
            "json",
            "xml",
            "tex",
            "bib",
            "log",
            "srt",
            "vtt",
            "yml",
            "yaml",
            "toml",
            "ini",
            "cfg",
            "conf",
            "rst",
            "adoc",
            "py",
            "java",
            "c",
            "h",
            "cc",
            "cpp",
            "cxx",
            "hpp",
            "cs",
            "js",
            "mjs",
            "cjs",
            "jsx",
            "ts",
            "tsx",
            "vue",
            "svelte",
            "css",
            "scss",
            "less",
            "sql",
            "r",
            "rmd",
            "m",
            "rb",
            "go",
            "rs",
            "kt",
            "kts",
            "php",
            "phtml",
            "jsp",
            "asp",
            "aspx",
            "cshtml",
            "razor",
            "erb",
            "ejs",
            "hbs",
            "twig",
            "swift",
            "scala",
            "hs",
            "lua",
            "pl",
            "pm",
            "tcl",
            "dart",
            "jl",
            "ex",
            "exs",
            "erl",
            "clj",
            "lisp",
            "scm",
            "ml",
            "fs",
            "pas",
            "f90",
            "asm",
            "s",
            "v",
            "sv",
            "vhdl",
            "pde",
            "ino",
            "gd",
            "ipynb",
            "geojson",
            "gpx",
            "kml",
            "graphql",
            "proto",
            "xsd",
            "dtd",
            "diff",
            "patch",
        ],
        "text/csv",
        "text/markdown",
        "application/json",
        "application/xml",
        "text/xml"
    )
    {
        IsText = true,
    };

    public static readonly FileKind Zip = new("application/zip", ["zip", "ggb"], "application/x-zip-compressed")
    {
        IsArchive = true,
    };

    /// <summary>A container of older office programs.</summary>
    public static readonly FileKind Ole = new(
        "application/x-ole-storage",
        ["doc", "dot", "xls", "xlt", "ppt", "pps", "pub", "vsd", "mpp", "msg"],
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint"
    );

    private static readonly FileKind Mp3 = new("audio/mpeg", ["mp3"], "audio/mp3");
    private static readonly FileKind Aac = new("audio/aac", ["aac"]);
    private static readonly FileKind Tiff = new("image/tiff", ["tif", "tiff"]);

    private static readonly (byte[] Start, FileKind Kind)[] Starts =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], new("image/png", ["png"])),
        ([0xFF, 0xD8, 0xFF], new("image/jpeg", ["jpg", "jpeg", "jpe", "jfif"], "image/jpg", "image/pjpeg")),
        ([.. "GIF8"u8], new("image/gif", ["gif"])),
        ([.. "II*\0"u8], Tiff),
        ([.. "MM\0*"u8], Tiff),
        ([.. "OggS"u8], new("audio/ogg", ["ogg", "oga", "opus", "ogv"], "video/ogg", "application/ogg", "audio/opus")),
        ([.. "fLaC"u8], new("audio/flac", ["flac"], "audio/x-flac")),
        ([.. "ID3"u8], Mp3),
        ([0xFF, 0xFB], Mp3),
        ([0xFF, 0xFA], Mp3),
        ([0xFF, 0xF3], Mp3),
        ([0xFF, 0xF2], Mp3),
        ([0xFF, 0xE3], Mp3),
        ([0xFF, 0xF1], Aac),
        ([0xFF, 0xF9], Aac),
        ([.. "#!AMR"u8], new("audio/amr", ["amr"])),
        ([.. "MThd\0\0\0\x06"u8], new("audio/midi", ["mid", "midi", "kar"], "audio/x-midi", "audio/mid")),
        (
            [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11],
            new("video/x-ms-asf", ["wma", "wmv", "asf"], "audio/x-ms-wma", "video/x-ms-wmv", "application/vnd.ms-asf")
        ),
        ([.. "FLV\x01"u8], new("video/x-flv", ["flv"])),
        ([.. "caff"u8], new("audio/x-caf", ["caf"])),
        ([0, 0, 1, 0xBA], new("video/mpeg", ["mpg", "mpeg", "vob"])),
        ([0, 0, 1, 0xB3], new("video/mpeg", ["mpg", "mpeg", "m1v", "m2v"])),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Ole),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], new("application/x-7z-compressed", ["7z"])),
        ([.. "Rar!\x1a\x07"u8], new("application/vnd.rar", ["rar"], "application/x-rar-compressed")),
        ([0x1F, 0x8B], new("application/gzip", ["gz", "tgz"], "application/x-gzip")),
        ([.. "MZ"u8], Program),
        ([.. "ZM"u8], Program),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], Program),
        ([0xFE, 0xED, 0xFA, 0xCE], Program),
        ([0xFE, 0xED, 0xFA, 0xCF], Program),
        ([0xCE, 0xFA, 0xED, 0xFE], Program),
        ([0xCF, 0xFA, 0xED, 0xFE], Program),
        ([0xCA, 0xFE, 0xBA, 0xBE], Program),
        ([0xCA, 0xFE, 0xBA, 0xBF], Program),
        ([.. "dex\n03"u8], Program),
        ([0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0], Program), // a shortcut of Windows
        ([.. "\0asm"u8], Program),
    ];

    private static readonly (string Folder, FileKind Kind)[] Parts =
    [
        (
            "word/",
            new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx", "dotx"])
            {
                IsArchive = true,
            }
        ),
        (
            "xl/",
            new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx", "xltx"])
            {
                IsArchive = true,
            }
        ),
        (
            "ppt/",
            new("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx", "ppsx", "potx"])
            {
                IsArchive = true,
            }
        ),
    ];

    /// <summary>Kinds of archives whose first entry says which kind they are.</summary>
    internal static readonly FileKind[] Declared =
    [
        new("application/vnd.oasis.opendocument.text", ["odt"]) { IsArchive = true },
        new("application/vnd.oasis.opendocument.spreadsheet", ["ods"]) { IsArchive = true },
        new("application/vnd.oasis.opendocument.presentation", ["odp"]) { IsArchive = true },
        new("application/vnd.oasis.opendocument.graphics", ["odg"]) { IsArchive = true },
        new("application/epub+zip", ["epub"]) { IsArchive = true },
    ];

    private static readonly FileKind Pdf = new("application/pdf", ["pdf"]);
    private static readonly FileKind Rtf = new("application/rtf", ["rtf", "doc"], "text/rtf");
    private static readonly FileKind Webp = new("image/webp", ["webp"]);
    private static readonly FileKind Wave = new("audio/wav", ["wav"], "audio/x-wav", "audio/wave", "audio/vnd.wave");
    private static readonly FileKind Aiff = new("audio/aiff", ["aiff", "aif", "aifc"], "audio/x-aiff");
    private static readonly FileKind Avi = new("video/x-msvideo", ["avi"]);
    private static readonly FileKind Bmp = new("image/bmp", ["bmp"]);
    private static readonly FileKind Heic = new("image/heic", ["heic", "heif"], "image/heif");
    private static readonly FileKind Avif = new("image/avif", ["avif"]);
    private static readonly FileKind QuickTime = new("video/quicktime", ["mov", "qt", "mp4", "m4v"]);
    private static readonly FileKind Mp4 = new("video/mp4", ["mp4", "m4v", "mov", "3gp", "3gpp", "3g2"]);
    private static readonly FileKind Mp4Audio = new(
        "audio/mp4",
        ["m4a", "m4b", "mp4", "3gp"],
        "audio/x-m4a",
        "audio/m4a"
    );
    private static readonly FileKind Webm = new("video/webm", ["webm", "mkv"], "video/x-matroska");
    private static readonly FileKind WebmAudio = new("audio/webm", ["webm", "weba", "mka"]);

    private static readonly FileKind[] Known =
    [
        .. Starts.Select(s => s.Kind),
        .. Parts.Select(p => p.Kind),
        .. Declared,
        Zip,
        MacroDocument,
        Pdf,
        Rtf,
        Webp,
        Wave,
        Aiff,
        Avi,
        Bmp,
        Heic,
        Avif,
        QuickTime,
        Mp4,
        Mp4Audio,
        Webm,
        WebmAudio,
        Html,
        Svg,
        Text,
    ];

    /// <summary>
    /// True for a kind that could run on the computer of whoever opens it. It is taken only if the author names it, a
    /// program never.
    /// </summary>
    public bool CanRun { get; private init; }

    /// <summary>True for text, which has a charset.</summary>
    public bool IsText { get; private init; }

    /// <summary>True for a ZIP archive, and for a kind that is one inside, such as most documents.</summary>
    public bool IsArchive { get; private init; }

    /// <summary>Every kind that files with this ending have.</summary>
    public static IEnumerable<FileKind> WithExtension(string extension) =>
        Known.Where(kind => kind.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase)).Distinct();

    /// <summary>The kind of document whose archives have such an entry; null for an entry that says nothing.</summary>
    internal static FileKind? WithPart(string entry) =>
        Array.Find(Parts, part => entry.StartsWith(part.Folder, StringComparison.Ordinal)).Kind;

    /// <summary>True for bytes that begin like a ZIP archive.</summary>
    internal static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8);

    /// <summary>
    /// The kind of a file that begins with <paramref name="head"/>; null for content that is not known. Text comes
    /// first: a file that begins with the letters of another kind may still be text.
    /// </summary>
    /// <param name="name">Its name, for texts.</param>
    /// <param name="head">Its first bytes.</param>
    /// <param name="archive">The look at the whole archive; without it the entries in the head decide.</param>
    public static FileKind? Of(string name, ReadOnlySpan<byte> head, ArchiveLook? archive = null)
    {
        if (FileText.Read(head) is { } text)
        {
            return OfText(name, text.Text);
        }

        foreach (var (start, kind) in Starts)
        {
            if (head.StartsWith(start))
            {
                return kind;
            }
        }

        return IsZip(head) ? (archive ?? ArchiveLook.OfHead(head)).Kind : OfContainer(head);
    }

    private static FileKind? OfContainer(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12 && (head.StartsWith("RIFF"u8) || head.StartsWith("FORM"u8)))
        {
            return Encoding.Latin1.GetString(head[8..12]) switch
            {
                "WEBP" => Webp,
                "WAVE" => Wave,
                "AVI " => Avi,
                "AIFF" or "AIFC" => Aiff,
                _ => null,
            };
        }

        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
        {
            return OfIsoMedia(head);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return Holds(head, "V_VP8") || Holds(head, "V_VP9") || Holds(head, "V_AV1") || Holds(head, "V_MPEG")
                ? Webm
                : WebmAudio;
        }

        if (head.StartsWith("BM"u8) && head.Length >= 10 && head[6..10].IndexOfAnyExcept((byte)0) < 0)
        {
            return Bmp;
        }

        return head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 ? Pdf : null;
    }

    /// <summary>By the major and compatible brands of ISO/IEC 14496-12.</summary>
    private static FileKind OfIsoMedia(ReadOnlySpan<byte> head)
    {
        var brands = Encoding.Latin1.GetString(head[8..Math.Min(head.Length, 64)]);
        return brands[..4] switch
        {
            "heic" or "heix" or "hevc" or "hevx" or "heim" or "heis" or "mif1" or "msf1" => brands.Contains(
                "avif",
                StringComparison.Ordinal
            )
                ? Avif
                : Heic,
            "avif" or "avis" => Avif,
            "qt  " => QuickTime,
            "M4A " or "M4B " => Mp4Audio,
            _ => Holds(head, "soun") && !Holds(head, "vide") ? Mp4Audio : Mp4,
        };
    }

    private static FileKind OfText(string name, string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.StartsWith("{\\rtf", StringComparison.Ordinal))
        {
            return Rtf;
        }

        return start.StartsWith("%PDF-", StringComparison.Ordinal) ? Pdf : TextMarkup.KindOf(FileEnding.Of(name), text);
    }

    private static bool Holds(ReadOnlySpan<byte> head, string mark) => head.IndexOf(Encoding.ASCII.GetBytes(mark)) >= 0;
}
