using System.Buffers.Binary;
using System.Text;

namespace Examlet.FileKinds;

/// <summary>
/// Reads the kind of a ZIP archive from the names of its entries. Other bytes that happen to be the same do not count.
/// </summary>
public sealed class ArchiveLook
{
    private const int LocalHeader = 30;
    private const int CentralHeader = 46;
    private const int EndRecord = 22;
    private const int MaxComment = ushort.MaxValue;

    /// <summary>No name that matters is longer than this.</summary>
    private const int MaxName = 512;

    /// <summary>The directory is read in pieces of this size.</summary>
    private const int Piece = 64 << 10;

    private bool _hasTypes;
    private bool _hasMacros;
    private FileKind? _part;
    private FileKind? _declared;

    /// <summary>The kind: a document of an office program, or an archive.</summary>
    public FileKind Kind =>
        (_hasTypes, _hasMacros, _part) switch
        {
            (true, true, _) => FileKind.MacroDocument,
            (true, false, { } document) => document,
            _ => _declared ?? FileKind.Zip,
        };

    /// <summary>By the entries that begin in <paramref name="head"/>, the first bytes of the archive.</summary>
    public static ArchiveLook OfHead(ReadOnlySpan<byte> head)
    {
        var look = new ArchiveLook();
        look.Declare(head);
        for (var rest = head; rest.IndexOf("PK\x03\x04"u8) is >= 0 and var at; )
        {
            rest = rest[at..];
            if (rest.Length >= LocalHeader)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[26..]);
                look.Add(rest[LocalHeader..Math.Min(rest.Length, LocalHeader + Math.Min((int)length, MaxName))]);
            }

            rest = rest[4..];
        }

        return look;
    }

    /// <summary>By the directory at the end of the whole archive; by its head when it has none.</summary>
    public static async Task<ArchiveLook> OfWholeAsync(
        ReadOnlyMemory<byte> head,
        ArrivedFile file,
        CancellationToken cancellation
    )
    {
        var tail = new byte[Math.Min(file.Length, EndRecord + MaxComment)];
        await file.ReadAsync(file.Length - tail.Length, tail, cancellation);
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || tail.Length - end < EndRecord)
        {
            return OfHead(head.Span);
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        var directoryEnd = file.Length - tail.Length + end;
        var look = new ArchiveLook();
        look.Declare(head.Span);
        await look.ReadDirectoryAsync(file, Math.Max(0, directoryEnd - size), directoryEnd, cancellation);
        return look;
    }

    private async Task ReadDirectoryAsync(ArrivedFile file, long at, long end, CancellationToken cancellation)
    {
        var piece = new byte[Piece];
        while (end - at >= CentralHeader)
        {
            var length = (int)Math.Min(piece.Length, end - at);
            await file.ReadAsync(at, piece.AsMemory(0, length), cancellation);
            var used = Entries(piece.AsSpan(0, length));
            if (used == 0)
            {
                return;
            }

            at += used;
        }
    }

    /// <summary>
    /// Reads the entries in <paramref name="directory"/>. Returns their size in bytes, which may reach beyond it.
    /// </summary>
    private int Entries(ReadOnlySpan<byte> directory)
    {
        var at = 0;
        while (directory.Length - at >= CentralHeader && directory[at..].StartsWith("PK\x01\x02"u8))
        {
            var entry = directory[at..];
            var name = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
            if (entry.Length < CentralHeader + Math.Min((int)name, MaxName) && at > 0)
            {
                break; // It begins the next piece.
            }

            Add(entry[CentralHeader..Math.Min(entry.Length, CentralHeader + Math.Min((int)name, MaxName))]);
            at +=
                CentralHeader
                + name
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        return at;
    }

    /// <summary>
    /// Reads the kind from the first entry: OpenDocument and EPUB say there, uncompressed, what they are.
    /// </summary>
    private void Declare(ReadOnlySpan<byte> head)
    {
        if (head.Length > LocalHeader && head[LocalHeader..].StartsWith("mimetype"u8))
        {
            var start = LocalHeader + 8 + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
            var declared =
                start < head.Length ? Encoding.ASCII.GetString(head[start..Math.Min(head.Length, start + 128)]) : "";
            _declared = FileKind.Declared.FirstOrDefault(kind =>
                declared.StartsWith(kind.Type, StringComparison.Ordinal)
            );
        }
    }

    private void Add(ReadOnlySpan<byte> name)
    {
        var entry = Encoding.UTF8.GetString(name).Replace('\\', '/');
        _hasTypes |= entry.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);
        _hasMacros |= entry.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase);
        _part ??= FileKind.WithPart(entry);
    }
}
