using System.Security.Cryptography;
using System.Text;
using Examlet.FileKinds;

namespace Examlet.Files;

/// <summary>
/// The verdict on a file. <c>Kind</c> is null for unknown content. <c>Type</c> is the media type for serving it.
/// <c>Sha256</c> is there once the whole file was read.
/// </summary>
public sealed record JudgedFile(FileKind? Kind, string Type, string? Sha256 = null)
{
    public bool IsWhole => Sha256 is not null;
}

/// <summary>Judges files by their content: as soon as <see cref="Enough"/> bytes are there, and again when all
/// are.</summary>
public static class FileJudge
{
    /// <summary>The fewest bytes for a verdict, unless the file has no more.</summary>
    public const int Enough = Http.Limits.FileJudgedBytes;

    /// <summary>How many bytes from the start are looked at.</summary>
    private const int Head = 1 << 20;

    private const int Overlap = 64;

    /// <summary>
    /// The identity of an installer package (.msi), of its patches and transforms, in an OLE container. The first byte
    /// says which.
    /// </summary>
    private static readonly byte[] Installer = [0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

    private static readonly byte[] Macros = Encoding.Unicode.GetBytes("_VBA_PROJECT");

    /// <summary>The verdict on a file of that name by the bytes received so far.</summary>
    public static async Task<JudgedFile> SoFarAsync(string name, ArrivedFile file, CancellationToken cancellation) =>
        Of(name, await HeadAsync(file, cancellation), archive: null);

    /// <summary>The verdict on a whole file of that name.</summary>
    public static async Task<JudgedFile> WholeAsync(string name, ArrivedFile file, CancellationToken cancellation)
    {
        var head = await HeadAsync(file, cancellation);
        var archive = FileKind.IsZip(head.Span) ? await ArchiveLook.OfWholeAsync(head, file, cancellation) : null;
        var judged = Of(name, head, archive);
        var (sha256, container) = await ReadAllAsync(file, judged.Kind == FileKind.Ole, cancellation);
        return judged with { Kind = container ?? judged.Kind, Sha256 = sha256 };
    }

    private static async Task<ReadOnlyMemory<byte>> HeadAsync(ArrivedFile file, CancellationToken cancellation)
    {
        var head = new byte[Math.Min(file.Length, Head)];
        await file.ReadAsync(0, head, cancellation);
        return head;
    }

    private static JudgedFile Of(string name, ReadOnlyMemory<byte> head, ArchiveLook? archive)
    {
        var kind = FileKind.Of(name, head.Span, archive);
        var type = kind?.Type ?? System.Net.Mime.MediaTypeNames.Application.Octet;
        var charset = kind?.IsText == true ? FileText.Read(head.Span)?.Charset : null;
        return new JudgedFile(kind, charset is null or "utf-8" ? type : $"{type}; charset={charset}");
    }

    /// <summary>
    /// Reads the whole file once, for its digest, and looks into an OLE container for forbidden content.
    /// </summary>
    private static async Task<(string Sha256, FileKind? Container)> ReadAllAsync(
        ArrivedFile file,
        bool isOle,
        CancellationToken cancellation
    )
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileKind? container = null;
        var buffer = new byte[Overlap + Head];
        var kept = 0; // The end of the piece before, in front of this one, so that nothing is missed where they meet.
        for (long at = 0; at < file.Length; )
        {
            var length = (int)Math.Min(Head, file.Length - at);
            await file.ReadAsync(at, buffer.AsMemory(kept, length), cancellation);
            digest.AppendData(buffer, kept, length);
            if (isOle)
            {
                var seen = buffer.AsSpan(0, kept + length);
                container =
                    seen.IndexOf(Installer) >= 0 ? FileKind.Program
                    : seen.IndexOf(Macros) >= 0 ? container ?? FileKind.MacroDocument
                    : container;
            }

            at += length;
            var end = kept + length;
            kept = Math.Min(Overlap, end);
            buffer.AsSpan(end - kept, kept).CopyTo(buffer);
        }

        return (Convert.ToHexStringLower(digest.GetHashAndReset()), container);
    }
}
