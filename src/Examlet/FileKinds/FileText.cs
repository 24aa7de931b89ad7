using System.Text;

namespace Examlet.FileKinds;

/// <summary>Separates text from other bytes, and finds its charset. Pure.</summary>
public static class FileText
{
    /// <summary>The charset of text in one of the many older charsets: nobody can say in which (RFC 1428).</summary>
    public const string Unknown8Bit = "unknown-8bit";

    /// <summary>Text that begins with a mark of its byte order.</summary>
    private static readonly (byte[] Mark, Encoding Encoding, string Charset)[] Marked =
    [
        (
            [0xFF, 0xFE],
            new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
            "utf-16le"
        ),
        (
            [0xFE, 0xFF],
            new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
            "utf-16be"
        ),
    ];

    /// <summary>
    /// The beginning of a file as text, with its charset; null if the bytes are no text. A character that is cut at the
    /// end is fine.
    /// </summary>
    public static (string Text, string Charset)? Read(ReadOnlySpan<byte> head)
    {
        foreach (var (mark, encoding, charset) in Marked)
        {
            if (head.StartsWith(mark))
            {
                return Decode(head[2..], encoding) is { } wide && IsText(wide) ? (wide, charset) : null;
            }
        }

        if (
            Decode(head, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)) is
            { } text
        )
        {
            return IsText(text) ? (text, "utf-8") : null;
        }

        var old = Encoding.Latin1.GetString(head);
        return
            IsText(old)
            && old.AsSpan().IndexOfAnyInRange('\u001C', '\u001F') < 0
            && !old.Contains('\u007F', StringComparison.Ordinal)
            ? (old, Unknown8Bit)
            : null;
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var characters = new char[encoding.GetMaxCharCount(bytes.Length)];
        try
        {
            encoding.GetDecoder().Convert(bytes, characters, flush: false, out _, out var length, out _);
            return new string(characters, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>True if the text has no control characters but tab, line ends, form feed and escape.</summary>
    private static bool IsText(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\b') < 0 && text.AsSpan().IndexOfAnyInRange('\u000E', '\u001A') < 0;
}
